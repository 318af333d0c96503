import { describe, expect, it } from 'vitest';
import { aptPlan } from '../../../build/setup/apt.ts';
import { planBrowser } from '../../../build/setup/browser.ts';
import { cacheFolder } from '../../../build/setup/cache.ts';
import { needsDisplay } from '../../../build/setup/display.ts';
import { missingLibraries } from '../../../build/setup/libraries.ts';
import { npmCommand } from '../../../build/setup/npm.ts';
import { appEnvironment, exportElectron } from '../../../build/setup/prepare.ts';
import { type SandboxFacts, sandboxVerdict } from '../../../build/setup/sandbox.ts';

describe('missing system packages', () => {
  it('are installed as root on Debian', () => {
    expect(aptPlan(['xvfb'], { isRoot: true, hasApt: true })).toEqual({ kind: 'install' });
  });

  it('are named in the one line to type for an ordinary user', () => {
    const plan = aptPlan(['libnss3', 'libgbm1'], { isRoot: false, hasApt: true });
    expect(plan).toEqual({ kind: 'ask', line: 'sudo apt-get install -y libnss3 libgbm1' });
  });

  it('are nothing that apt could bring on another system', () => {
    expect(aptPlan(['xvfb'], { isRoot: true, hasApt: false })).toEqual({ kind: 'other-system' });
  });
});

describe('the libraries of Electron', () => {
  it('are missing when ldd does not find them, each named once', () => {
    const ldd = [
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibnss3.so => not found',
      '\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)',
      '\tlibgbm.so.1 => not found',
      '\tlibnss3.so => not found',
    ].join('\n');
    expect(missingLibraries(ldd)).toEqual(['libgbm.so.1', 'libnss3.so']);
    expect(missingLibraries('')).toEqual([]);
  });
});

describe('a display', () => {
  it('is made on Linux when there is neither X nor Wayland', () => {
    expect(needsDisplay('linux', {})).toBe(true);
    expect(needsDisplay('linux', { DISPLAY: '' })).toBe(true);
  });

  it('is not made where one is, nor on systems that always have one', () => {
    expect(needsDisplay('linux', { DISPLAY: ':0' })).toBe(false);
    expect(needsDisplay('linux', { WAYLAND_DISPLAY: 'wayland-0' })).toBe(false);
    expect(needsDisplay('darwin', {})).toBe(false);
    expect(needsDisplay('win32', {})).toBe(false);
  });
});

describe("Chromium's sandbox", () => {
  const user: SandboxFacts = {
    platform: 'linux',
    isRoot: false,
    helperIsSetUid: false,
    usernsClone: undefined,
    apparmorRestricts: undefined,
  };

  it('is off only for root on Linux, where it cannot work', () => {
    expect(sandboxVerdict({ ...user, isRoot: true })).toBe('off');
    expect(sandboxVerdict({ ...user, isRoot: true, platform: 'darwin' })).toBe('on');
    expect(sandboxVerdict(user)).toBe('on');
  });

  it('is never switched off for an ordinary user: where the system blocks it, the set-up stops', () => {
    expect(sandboxVerdict({ ...user, usernsClone: '0' })).toBe('blocked');
    expect(sandboxVerdict({ ...user, apparmorRestricts: '1' })).toBe('blocked');
    expect(sandboxVerdict({ ...user, apparmorRestricts: '1', helperIsSetUid: true })).toBe('on');
  });
});

describe('a browser for jobs', () => {
  const chromium = { id: 'chromium', name: 'Chromium', path: '/usr/bin/chromium' } as const;

  it('is used when one is found', () => {
    expect(planBrowser([chromium], undefined, 'install')).toBe('use');
    expect(planBrowser([chromium], undefined, 'look')).toBe('use');
  });

  it('is installed when none is found, except for doctor, which only looks', () => {
    expect(planBrowser([], undefined, 'install')).toBe('install');
    expect(planBrowser([], undefined, 'look')).toBe('leave');
  });

  it('is not replaced by another one when the user named one that does not exist', () => {
    expect(planBrowser([], '/opt/gone', 'install')).toBe('name-is-wrong');
    expect(planBrowser([], '/opt/gone', 'look')).toBe('leave');
  });
});

describe('the cache folder', () => {
  it('is where RUNWRIGHT_CACHE says, else where the system keeps caches', () => {
    expect(cacheFolder({ RUNWRIGHT_CACHE: '/c', XDG_CACHE_HOME: '/x' }, 'linux', '/home/me')).toBe('/c');
    expect(cacheFolder({ XDG_CACHE_HOME: '/x' }, 'linux', '/home/me')).toBe('/x/runwright');
    expect(cacheFolder({}, 'linux', '/home/me')).toBe('/home/me/.cache/runwright');
    expect(cacheFolder({}, 'darwin', '/Users/me')).toBe('/Users/me/Library/Caches/runwright');
  });
});

describe('npm', () => {
  it('is the one that started us, in the Node that it runs on', () => {
    const env = { npm_execpath: '/usr/lib/npm/bin/npm-cli.js', npm_node_execpath: '/usr/bin/node' };
    const expected = { command: '/usr/bin/node', args: ['/usr/lib/npm/bin/npm-cli.js'], shell: false };
    expect(npmCommand(env, 'linux', '/tools/node')).toEqual(expected);
  });

  it('is the one on PATH otherwise, also when another package manager started us', () => {
    expect(npmCommand({}, 'linux', '/n')).toEqual({ command: 'npm', args: [], shell: false });
    expect(npmCommand({ npm_execpath: '/usr/lib/yarn.js' }, 'win32', '/n')).toEqual({
      command: 'npm',
      args: [],
      shell: true,
    });
  });
});

describe('the environment of the app', () => {
  it('has nothing that would turn Electron into Node or React into its development build', () => {
    const env = appEnvironment({ ELECTRON_RUN_AS_NODE: '1', NODE_ENV: 'test', HOME: '/h' });
    expect(env).toEqual({ HOME: '/h' });
  });

  it('names the Electron in use, and its folder only when the electron package cannot know it', () => {
    const own: NodeJS.ProcessEnv = {};
    exportElectron(own, { dist: undefined, executable: '/r/electron' });
    expect(own).toEqual({ RUNWRIGHT_ELECTRON: '/r/electron' });
    const fallback: NodeJS.ProcessEnv = {};
    exportElectron(fallback, { dist: '/c/dist', executable: '/c/dist/electron' });
    expect(fallback).toEqual({
      ELECTRON_OVERRIDE_DIST_PATH: '/c/dist',
      RUNWRIGHT_ELECTRON: '/c/dist/electron',
    });
  });
});
