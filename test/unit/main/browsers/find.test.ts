import { describe, expect, it } from 'vitest';
import { findBrowsers } from '../../../../electron/main/browsers/find.ts';

const having =
  (...paths: string[]) =>
  (path: string) =>
    paths.includes(path);

describe('finding a browser for jobs', () => {
  it('gives nothing on a machine without a browser', () => {
    expect(findBrowsers({}, 'linux', having(), undefined)).toEqual([]);
    expect(findBrowsers({}, 'darwin', having(), '/nowhere')).toEqual([]);
    expect(findBrowsers({}, 'win32', having(), undefined)).toEqual([]);
  });

  it('gives the browser of RUNWRIGHT_BROWSER alone when it exists', () => {
    const env = { RUNWRIGHT_BROWSER: '/opt/mine', PATH: '/usr/bin' };
    const found = findBrowsers(env, 'linux', having('/opt/mine', '/usr/bin/chromium', '/pw'), '/pw');
    expect(found).toEqual([{ id: 'custom', name: 'RUNWRIGHT_BROWSER', path: '/opt/mine' }]);
  });

  it('gives no other browser when the one of RUNWRIGHT_BROWSER does not exist', () => {
    const env = { RUNWRIGHT_BROWSER: '/opt/gone', PATH: '/usr/bin' };
    expect(findBrowsers(env, 'linux', having('/usr/bin/chromium', '/pw'), '/pw')).toEqual([]);
  });

  it('takes an empty RUNWRIGHT_BROWSER as not set', () => {
    expect(
      findBrowsers({ RUNWRIGHT_BROWSER: '' }, 'linux', having('/pw'), '/pw').map((one) => one.id),
    ).toEqual(['playwright']);
  });

  it("prefers Playwright's Chromium, then Chrome, Edge, Chromium and the headless shell", () => {
    const all = having(
      '/pw',
      '/usr/bin/google-chrome',
      '/usr/bin/microsoft-edge',
      '/usr/bin/chromium',
      '/usr/bin/chromium-headless-shell',
    );
    const ids = findBrowsers({}, 'linux', all, '/pw').map((one) => one.id);
    expect(ids).toEqual(['playwright', 'chrome', 'edge', 'chromium', 'headless-shell']);
  });

  it("does not offer Playwright's Chromium where it is only expected to be", () => {
    expect(findBrowsers({}, 'linux', having('/usr/bin/chromium'), '/pw').map((one) => one.id)).toEqual([
      'chromium',
    ]);
  });

  it('lists each kind once, at its likeliest place', () => {
    const found = findBrowsers(
      { PATH: '/usr/local/bin:/usr/bin' },
      'linux',
      having('/usr/bin/chromium', '/usr/local/bin/chromium'),
      undefined,
    );
    expect(found).toEqual([{ id: 'chromium', name: 'Chromium', path: '/usr/bin/chromium' }]);
  });

  it('looks on PATH, in absolute folders only', () => {
    const env = { PATH: 'bin:/home/me/bin' };
    const found = findBrowsers(env, 'linux', having('bin/chromium', '/home/me/bin/google-chrome'), undefined);
    expect(found).toEqual([{ id: 'chrome', name: 'Google Chrome', path: '/home/me/bin/google-chrome' }]);
  });

  it('knows the applications folders of macOS, the shared one and the own one', () => {
    const edge = '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge';
    const chrome = '/Users/me/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';
    const found = findBrowsers({ HOME: '/Users/me' }, 'darwin', having(edge, chrome), undefined);
    expect(found.map((one) => one.path)).toEqual([chrome, edge]);
  });

  it('knows the program folders of Windows', () => {
    const env = {
      PROGRAMFILES: 'C:\\Program Files',
      'PROGRAMFILES(X86)': 'C:\\Program Files (x86)',
      LOCALAPPDATA: 'C:\\Users\\me\\AppData\\Local',
    };
    const edge = 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe';
    const chrome = 'C:\\Users\\me\\AppData\\Local\\Google\\Chrome\\Application\\chrome.exe';
    expect(findBrowsers(env, 'win32', having(edge, chrome), undefined).map((one) => one.path)).toEqual([
      chrome,
      edge,
    ]);
  });
});
