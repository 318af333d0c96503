import { describe, expect, it } from 'vitest';
import { type CheckDeps, runChecks } from '../../../../electron/main/doctor/checks.ts';
import { Check } from '../../../../shared/ipc/contract.ts';

const GOOD: CheckDeps = {
  platform: 'linux',
  env: { DISPLAY: ':0' },
  isRoot: false,
  hasApt: true,
  versions: { electron: '45.4.1', chromium: '156.0.1', node: '24.1.0', napi: '10' },
  probeSqlite: () => '3.53.0',
  dataDir: '/data',
  lookAtDataDir: async () => ({ isFolder: true, isWritable: true, mode: 0o700 }),
  freeBytes: async () => 50_000_000_000,
  keychain: () => ({ isAvailable: true, backend: 'gnome_libsecret' }),
  findBrowsers: () => [{ path: '/usr/bin/chromium' }],
  findBuilds: () => [
    { id: 'firefox', path: '/ff', version: '159.0' },
    { id: 'webkit', path: null, version: null },
  ],
  browserVersion: async () => 'Chromium 156.0.1\n',
};

async function check(id: Check['id'], changes: Partial<CheckDeps>): Promise<Check | undefined> {
  return (await runChecks({ ...GOOD, ...changes })).find((one) => one.id === id);
}

describe('the checks', () => {
  it('answer each once, in a fixed order, as the contract says', async () => {
    const checks = await runChecks(GOOD);
    expect(checks.map((one) => one.id)).toEqual(Check.shape.id.options);
    for (const one of checks) expect(Check.parse(one)).toEqual(one);
    expect(checks.filter((one) => !one.ok)).toEqual([]);
    expect(checks.map((one) => one.found)).toEqual([
      '45.4.1 (Chromium 156.0.1)',
      '24.1.0 (Node-API 10)',
      '3.53.0, writes and reads',
      'X11 :0',
      'Chromium 156.0.1 (/usr/bin/chromium)',
      'Firefox 159.0 (/ff); no WebKit: needed only by flows that name it; to get it, open the page Browsers or type: npx playwright install webkit',
      '/data',
      '50.0 GB free',
      "kept by the system's keychain (gnome_libsecret)",
    ]);
  });

  it('are all answered, each with a mend, when everything fails at once', async () => {
    const fail = (): never => {
      throw new Error('broken');
    };
    const checks = await runChecks({
      ...GOOD,
      env: {},
      versions: { electron: undefined, chromium: undefined, node: '18.0.0', napi: undefined },
      probeSqlite: fail,
      lookAtDataDir: fail,
      freeBytes: fail,
      keychain: fail,
      findBrowsers: fail,
      findBuilds: fail,
    });
    expect(checks.filter((one) => one.ok || one.mend === undefined)).toEqual([]);
  });
});

describe('Electron and Node', () => {
  it.each([
    ['33.2.1', true],
    ['45.4.1', true],
    ['32.9.9', false],
    [undefined, false],
  ])('Electron %s is enough: %s', async (electron, ok) => {
    expect((await check('electron', { versions: { ...GOOD.versions, electron } }))?.ok).toBe(ok);
  });

  it.each([
    ['20.18.1', '9', true],
    ['24.0.0', '10', true],
    ['20.17.0', '9', false],
    ['20.18.1', '8', false],
    ['20.18.1', undefined, false],
  ])('Node %s with Node-API %s is enough: %s', async (node, napi, ok) => {
    expect((await check('node', { versions: { ...GOOD.versions, node, napi } }))?.ok).toBe(ok);
  });
});

describe('SQLite', () => {
  it('is not ok when it cannot write and read', async () => {
    const probeSqlite = (): never => {
      throw new Error('wrong module version');
    };
    expect(await check('sqlite', { probeSqlite })).toMatchObject({
      ok: false,
      found: 'does not work: wrong module version',
      mend: expect.stringContaining('npm start'),
    });
  });
});

describe('the display', () => {
  it.each<[NodeJS.Platform, Record<string, string>, boolean]>([
    ['linux', { DISPLAY: ':1' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { DISPLAY: '' }, false],
    ['linux', {}, false],
    ['darwin', {}, true],
    ['win32', {}, true],
  ])('on %s with %j is there: %s', async (platform, env, ok) => {
    expect((await check('display', { platform, env }))?.ok).toBe(ok);
  });
});

describe('the browser', () => {
  const fails = async (): Promise<string> => {
    throw new Error('libnss3.so is missing\nmore');
  };

  it.each<[NodeJS.Platform, boolean, boolean, string]>([
    ['linux', true, true, 'Type: apt-get install -y chromium'],
    ['linux', true, false, 'Type: sudo apt-get install -y chromium'],
    ['linux', false, false, 'Type: npx playwright install chromium'],
    ['darwin', false, false, 'Type: brew install --cask google-chrome'],
    ['win32', false, false, 'Type: winget install Google.Chrome'],
  ])('on %s (apt %s, root %s) is got with: %s', async (platform, hasApt, isRoot, line) => {
    const found = await check('browser', { platform, hasApt, isRoot, findBrowsers: () => [] });
    expect(found).toMatchObject({ ok: false, found: 'none', mend: expect.stringContaining(line) });
  });

  it('counts only when it starts', async () => {
    expect(await check('browser', { browserVersion: fails })).toMatchObject({
      ok: false,
      found: '/usr/bin/chromium does not start: libnss3.so is missing',
      mend: expect.stringContaining('apt-get install'),
    });
    expect((await check('browser', { browserVersion: async () => '' }))?.ok).toBe(false);
  });

  it('is not ok when the one that jobs use is broken, and another one that works is named', async () => {
    const findBrowsers = () => [{ path: '/broken' }, { path: '/works' }];
    const browserVersion = (path: string) => (path === '/works' ? Promise.resolve('Chrome 150') : fails());
    expect(await check('browser', { findBrowsers, browserVersion })).toMatchObject({
      ok: false,
      mend: 'Repair it, or use the other one: set RUNWRIGHT_BROWSER=/works',
    });
  });

  it('is said to be hidden by RUNWRIGHT_BROWSER when that names nothing, with the way to get one', async () => {
    const env = { ...GOOD.env, RUNWRIGHT_BROWSER: '/none' };
    const found = await check('browser', { env, findBrowsers: () => [] });
    expect(found?.found).toBe('none: RUNWRIGHT_BROWSER names /none, which is not there');
    expect(found?.mend).toMatch(/^Unset RUNWRIGHT_BROWSER.*apt-get install -y chromium$/);
  });
});

describe('the data folder', () => {
  it.each([
    [null, '/data is not there'],
    [{ isFolder: false, isWritable: false, mode: 0o600 }, '/data is not a folder'],
    [{ isFolder: true, isWritable: false, mode: 0o700 }, '/data cannot be written to'],
    [{ isFolder: true, isWritable: true, mode: 0o755 }, '/data may be entered by other users (mode 0755)'],
  ])('that is %j is not ok: %s', async (facts, found) => {
    expect(await check('data', { lookAtDataDir: async () => facts })).toMatchObject({ ok: false, found });
  });

  it('needs no mode where the system has none', async () => {
    const facts = { isFolder: true, isWritable: true, mode: null };
    expect((await check('data', { lookAtDataDir: async () => facts }))?.ok).toBe(true);
  });
});

describe('the disk', () => {
  it.each([
    [1_000_000_000, true],
    [999_999_999, false],
    [0, false],
  ])('with %i free bytes is enough: %s', async (bytes, ok) => {
    expect((await check('disk', { freeBytes: async () => bytes }))?.ok).toBe(ok);
  });
});

describe('the secrets', () => {
  it.each<[NodeJS.Platform, boolean, string | null, string]>([
    ['darwin', true, null, 'kept by the macOS Keychain'],
    ['win32', true, null, 'kept by Windows (DPAPI)'],
    ['linux', true, 'kwallet6', "kept by the system's keychain (kwallet6)"],
    ['linux', true, 'basic_text', 'this system has no keychain'],
    ['linux', false, null, 'this system has no keychain'],
  ])('on %s (available %s, %s) are ok and said to be: %s', async (platform, isAvailable, backend, words) => {
    const found = await check('secrets', { platform, keychain: () => ({ isAvailable, backend }) });
    expect(found?.ok).toBe(true);
    expect(found?.found).toContain(words);
  });
});
