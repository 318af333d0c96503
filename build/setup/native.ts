import { existsSync } from 'node:fs';
import { chmod, copyFile, cp, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { requirePackages } from './apt.ts';
import type { CheckMemo } from './checks.ts';
import type { SetupContext } from './context.ts';
import type { ElectronRuntime } from './electron.ts';
import { SetupError } from './errors.ts';
import { failureReason, succeeded } from './exec.ts';
import { hashFile } from './hash.ts';
import { buildDefines, needsRebuild, nodeHeaders, rebuildKey } from './native-plan.ts';
import { installPackage } from './npm.ts';

const BUILD_TIMEOUT_MS = 20 * 60_000;
const LOAD_SCRIPT =
  "const D=require('better-sqlite3');console.log(new D(':memory:').prepare('select sqlite_version() v').get().v)";

/** Sees to it that better-sqlite3 loads in this Electron and in the Node of the tests, rebuilding it only where it must be. */
export async function nativeStage(
  context: SetupContext,
  checks: CheckMemo,
  electron: ElectronRuntime,
): Promise<void> {
  const version = await packageVersion(context);
  const origin = needsRebuild(electron.napi)
    ? await takeRebuilt(context, version)
    : await takePrebuilt(context);
  const sqlite = await provesToLoad(context, checks, electron);
  context.report.line('sqlite', `${sqlite} (better-sqlite3 ${version}, ${origin})`);
}

function moduleFolder(context: SetupContext): string {
  return join(context.root, 'node_modules', 'better-sqlite3');
}

/** better-sqlite3 looks here first, and only a rebuild of ours ever puts a file here. */
function rebuiltFile(folder: string): string {
  return join(folder, 'build', 'Release', 'better_sqlite3.node');
}

async function packageVersion(context: SetupContext): Promise<string> {
  const manifest: { version?: unknown } = JSON.parse(
    await readFile(join(moduleFolder(context), 'package.json'), 'utf8'),
  );
  return String(manifest.version);
}

async function takePrebuilt(context: SetupContext): Promise<string> {
  await rm(join(moduleFolder(context), 'build'), { recursive: true, force: true });
  return 'prebuilt';
}

async function takeRebuilt(context: SetupContext, version: string): Promise<string> {
  const cached = join(context.cache, 'native', rebuildKey(version, context.platform, context.arch));
  const wasCached = await isWhole(context, cached);
  if (!wasCached) await rebuildInto(context, cached, version);
  await install(context, join(cached, 'better_sqlite3.node'));
  return wasCached ? 'rebuilt for this Electron, cached' : 'rebuilt for this Electron now';
}

async function isWhole(context: SetupContext, cached: string): Promise<boolean> {
  const expected = await readFile(join(cached, 'sha256'), 'utf8').catch(() => undefined);
  const actual = await context.memo.hash(join(cached, 'better_sqlite3.node')).catch(() => undefined);
  return expected !== undefined && actual === expected.trim();
}

async function install(context: SetupContext, built: string): Promise<void> {
  const target = rebuiltFile(moduleFolder(context));
  const current = await context.memo.hash(target).catch(() => undefined);
  if (current === (await context.memo.hash(built))) return;
  await mkdir(dirname(target), { recursive: true });
  // A running app may have the old file mapped: a new file beside it, moved over it, leaves that app alone.
  await copyFile(built, `${target}.new`);
  await rename(`${target}.new`, target);
}

async function rebuildInto(context: SetupContext, cached: string, version: string): Promise<void> {
  await requireCompiler(context);
  await mkdir(context.cache, { recursive: true });
  const work = await mkdtemp(join(context.cache, 'building-sqlite-'));
  try {
    const folder = await copySources(context, work);
    await compile(context, folder, work, version);
    await keep(rebuiltFile(folder), cached);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function requireCompiler(context: SetupContext): Promise<void> {
  if (context.platform !== 'linux') return;
  const tools = ['g++', 'make', 'python3'];
  const missing: string[] = [];
  for (const tool of tools) {
    if (!succeeded(await context.exec(tool, ['--version'], { env: context.env }))) missing.push(tool);
  }
  if (missing.length === 0) return;
  const what = `better-sqlite3 must be rebuilt for this Electron and ${missing.join(', ')} is not installed`;
  await requirePackages(context, 'sqlite', what, missing, 'install a C++ compiler, make and Python 3');
}

async function copySources(context: SetupContext, work: string): Promise<string> {
  const folder = join(work, 'node_modules', 'better-sqlite3');
  for (const name of ['package.json', 'binding.gyp', 'src', 'deps', 'lib']) {
    await cp(join(moduleFolder(context), name), join(folder, name), { recursive: true });
  }
  await cp(
    join(context.root, 'node_modules', 'node-addon-api'),
    join(work, 'node_modules', 'node-addon-api'),
    { recursive: true },
  );
  const recipe = join(folder, 'binding.gyp');
  await writeFile(recipe, buildDefines(await readFile(recipe, 'utf8')));
  return folder;
}

async function compile(context: SetupContext, folder: string, work: string, version: string): Promise<void> {
  const what = `better-sqlite3 ${version} for this Electron (about a minute)`;
  context.report.progress('sqlite', `rebuilding ${what}`);
  const nodeGyp = join(context.root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const headers = nodeHeaders(context.env, existsSync) ?? (await fetchHeaders(context, work));
  const args = [
    nodeGyp,
    'rebuild',
    '--release',
    '--force_build=1',
    ...(headers === undefined ? [] : [`--nodedir=${headers}`]),
  ];
  const result = await context.exec(context.node, args, {
    cwd: folder,
    env: { ...context.env, npm_config_devdir: join(work, 'downloads') },
    timeoutMs: BUILD_TIMEOUT_MS,
    onTick: (seconds) => context.report.progress('sqlite', `rebuilding ${what}, ${seconds} s`),
  });
  if (succeeded(result) && existsSync(rebuiltFile(folder))) return;
  throw new SetupError(
    `better-sqlite3 could not be rebuilt for this Electron (${failureReason(result)})`,
    'see that g++, make, python3 and the headers of Node are installed, then start again',
  );
}

/**
 * Node's C headers from the npm registry, where the package that holds Node itself has them too: node-gyp would ask nodejs.org, which a
 * registry-only network does not reach. Undefined leaves it to node-gyp after all.
 */
async function fetchHeaders(context: SetupContext, work: string): Promise<string | undefined> {
  if (context.env.npm_config_nodedir) return undefined;
  const name = `node-${context.platform}-${context.arch}`;
  context.report.progress('sqlite', "fetching Node's C headers from the npm registry (52 MB)");
  // A folder of its own: npm removes whatever it did not install, and the sources lie in `work`.
  const home = join(work, 'headers');
  await mkdir(home);
  const result = await installPackage(context, home, `${name}@${process.versions.node}`, 10 * 60_000);
  const folder = join(home, 'node_modules', name);
  return succeeded(result) && existsSync(join(folder, 'include', 'node', 'node_api.h')) ? folder : undefined;
}

async function keep(built: string, cached: string): Promise<void> {
  await rm(cached, { recursive: true, force: true });
  await mkdir(cached, { recursive: true });
  const target = join(cached, 'better_sqlite3.node');
  await copyFile(built, `${target}.new`);
  await chmod(`${target}.new`, 0o755);
  await rename(`${target}.new`, target);
  // Written last: a cached folder without its hash is an unfinished one.
  await writeFile(join(cached, 'sha256'), await hashFile(target));
}

/** Really opens a database in both runtimes: a module that does not fit crashes its process rather than failing to load. */
async function provesToLoad(
  context: SetupContext,
  checks: CheckMemo,
  electron: ElectronRuntime,
): Promise<string> {
  const rebuilt = rebuiltFile(moduleFolder(context));
  const files = existsSync(rebuilt) ? [rebuilt] : await prebuiltFiles(context);
  const moduleHash = (await Promise.all(files.map((file) => context.memo.hash(file)))).join('+');
  await checks.once(`sqlite ${moduleHash} in node ${process.version}`, () =>
    load(context, context.node, 'Node', {}),
  );
  return checks.once(`sqlite ${moduleHash} in ${electron.executableHash}`, () =>
    load(context, electron.executable, `Electron ${electron.version}`, { ELECTRON_RUN_AS_NODE: '1' }),
  );
}

async function prebuiltFiles(context: SetupContext): Promise<string[]> {
  const file = resolve(moduleFolder(context), 'prebuilds', `${context.platform}-${context.arch}.node`);
  return existsSync(file) ? [file] : [];
}

async function load(
  context: SetupContext,
  executable: string,
  name: string,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const result = await context.exec(executable, ['-e', LOAD_SCRIPT], {
    cwd: context.root,
    env: { ...context.env, ...env },
    timeoutMs: 60_000,
  });
  if (succeeded(result)) return `SQLite ${result.stdout.trim()}`;
  throw new SetupError(
    `better-sqlite3 does not load in ${name} (${failureReason(result)})`,
    `delete node_modules and ${context.cache}, then start again`,
  );
}
