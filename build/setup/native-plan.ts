import { dirname, join } from 'node:path';

/** The Node-API version that better-sqlite3's own prebuilt files need. */
const PREBUILT_NAPI = 10;

/**
 * Whether the prebuilt better-sqlite3 would crash in a runtime: it keeps references to strings, which Node-API allows from version 10 on.
 */
export function needsRebuild(napi: number): boolean {
  return !(napi >= PREBUILT_NAPI);
}

/** The cache's name for a rebuilt file. The build mode is part of it, so that another mode never finds this one's file. */
export function rebuildKey(version: string, platform: NodeJS.Platform, arch: string): string {
  return `better-sqlite3-${version}-napi-experimental-${platform}-${arch}`;
}

const PREBUILT_DEFINE = "'NAPI_VERSION=10'";
const REBUILD_DEFINES = "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT'";

/** The build recipe for an older runtime: Node-API 9 allows references to strings in its experimental mode only. */
export function buildDefines(bindingGyp: string): string {
  if (!bindingGyp.includes(PREBUILT_DEFINE)) {
    throw new Error(`binding.gyp of better-sqlite3 no longer says ${PREBUILT_DEFINE}`);
  }
  return bindingGyp.replace(PREBUILT_DEFINE, REBUILD_DEFINES);
}

/**
 * The folder of Node's C headers when the machine has them beside its Node, so that node-gyp need not download them from nodejs.org. npm's
 * own `nodedir` setting is left to node-gyp, which reads it from the environment.
 */
export function nodeHeaders(env: NodeJS.ProcessEnv, exists: (path: string) => boolean): string | undefined {
  if (env.npm_config_nodedir) return undefined;
  const machineNode = env.npm_node_execpath;
  if (machineNode === undefined) return undefined;
  const home = dirname(dirname(machineNode));
  return exists(join(home, 'include', 'node', 'node_api.h')) ? home : undefined;
}
