import { describe, expect, it } from 'vitest';
import { buildDefines, needsRebuild, nodeHeaders, rebuildKey } from '../../../build/setup/native-plan.ts';

describe('when better-sqlite3 is rebuilt', () => {
  it('is rebuilt for a runtime whose Node-API is older than 10', () => {
    expect(needsRebuild(9)).toBe(true);
    expect(needsRebuild(10)).toBe(false);
    expect(needsRebuild(11)).toBe(false);
  });

  it('is rebuilt when the runtime does not say its Node-API version', () => {
    expect(needsRebuild(Number.NaN)).toBe(true);
  });

  it('is cached by version, build mode and system, so that none is taken for another', () => {
    const keys = [
      rebuildKey('13.2.0', 'linux', 'x64'),
      rebuildKey('13.2.1', 'linux', 'x64'),
      rebuildKey('13.2.0', 'linux', 'arm64'),
      rebuildKey('13.2.0', 'darwin', 'x64'),
    ];
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys[0]).toContain('napi-experimental');
  });

  it('is compiled in the experimental mode of Node-API', () => {
    const patched = buildDefines("'defines': ['NAPI_VERSION=10', 'OTHER'],");
    expect(patched).toBe(
      "'defines': ['NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NOGC_ENV_OPT_OUT', 'OTHER'],",
    );
  });

  it('is not compiled from a recipe that has changed under us', () => {
    expect(() => buildDefines("'defines': ['NAPI_VERSION=11']")).toThrow(/no longer says/);
  });

  it("takes Node's headers from beside the machine's Node when they are there", () => {
    const env = { npm_node_execpath: '/usr/bin/node' };
    expect(nodeHeaders(env, (path) => path === '/usr/include/node/node_api.h')).toBe('/usr');
    expect(nodeHeaders(env, () => false)).toBeUndefined();
    expect(nodeHeaders({}, () => true)).toBeUndefined();
  });

  it('leaves the headers to node-gyp when npm has a setting for them', () => {
    expect(
      nodeHeaders({ npm_node_execpath: '/usr/bin/node', npm_config_nodedir: '/opt' }, () => true),
    ).toBeUndefined();
  });
});
