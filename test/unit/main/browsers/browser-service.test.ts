import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import {
  BrowserService,
  type BrowserServiceDeps,
} from '../../../../electron/main/browsers/browser-service.ts';
import { playwrightBuilds } from '../../../../electron/main/browsers/playwright-builds.ts';
import { BrowsersNow } from '../../../../shared/ipc/browsers.ts';

const chrome = { id: 'chrome', name: 'Google Chrome', path: '/chrome' } as const;
const shell = { id: 'headless-shell', name: "Playwright's headless shell", path: '/shell' } as const;

function service(changes: Partial<BrowserServiceDeps> = {}): BrowserService {
  return new BrowserService({
    installer: { now: null, install: () => undefined, cancel: async () => false },
    find: () => [chrome, shell],
    builds: () => [
      { id: 'firefox', name: 'Playwright’s Firefox', path: '/ff', version: '159.0' },
      { id: 'webkit', name: 'Playwright’s WebKit', path: null, version: null },
    ],
    chosen: () => ({ headless: '/shell', headed: '/chrome', chrome: '/chrome' }),
    custom: '',
    exists: () => false,
    version: async (path) => `Browser 156.0.1 of ${path}`,
    ...changes,
  });
}

describe('the list of browsers', () => {
  it('names every kind, found or not, what it is used for and whether it can be installed', () => {
    const { browsers } = BrowsersNow.parse(service().now());
    expect(
      browsers.map(({ id, path, usedFor, installs }) => [id, path, usedFor.join(' '), installs]),
    ).toEqual([
      ['playwright', null, '', 'chromium'],
      ['headless-shell', '/shell', 'headless', 'chromium-headless-shell'],
      ['firefox', '/ff', 'named', 'firefox'],
      ['webkit', null, '', 'webkit'],
      ['chrome', '/chrome', 'headed named', null],
      ['edge', null, '', null],
      ['chromium', null, '', null],
    ]);
  });

  it('has the program of RUNWRIGHT_BROWSER first, there or not', () => {
    const missing = service({ custom: '/my/browser' }).now().browsers[0];
    expect(missing).toMatchObject({ id: 'custom', path: null, usedFor: [] });
    const use = { headless: '/my/browser', headed: '/my/browser' };
    const there = service({ custom: '/my/browser', exists: () => true, chosen: () => use }).now().browsers[0];
    expect(there).toMatchObject({ id: 'custom', path: '/my/browser', usedFor: ['headless', 'headed'] });
  });

  it('tells versions as they become known, and asks each program once', async () => {
    const version = vi.fn(async (path: string) => `Browser 156.0.1 of ${path}`);
    const heard: (string | null | undefined)[] = [];
    const stop = service({ version }).follow((now) =>
      heard.push(now.browsers.find(({ id }) => id === 'chrome')?.version),
    );
    expect(heard).toEqual([null]);
    await vi.waitFor(() => expect(heard.at(-1)).toBe('156.0.1'));
    expect(version).toHaveBeenCalledTimes(2);
    stop();
  });
});

describe("Playwright's Firefox and WebKit", () => {
  it('are there in the revision that this Playwright uses, and whole', () => {
    const root = mkdtempSync(join(tmpdir(), 'runwright-builds-'));
    onTestFinished(() => rmSync(root, { recursive: true, force: true }));
    const builds = [
      { name: 'firefox', revision: '1572', browserVersion: '159.0' },
      { name: 'webkit', revision: '2388', revisionOverrides: { 'mac14-arm64': '2251' } },
    ];
    writeFileSync(join(root, 'browsers.json'), JSON.stringify({ browsers: builds }));
    const look = () =>
      playwrightBuilds(root, { PLAYWRIGHT_BROWSERS_PATH: root }, 'linux').map((each) => [
        each.path,
        each.version,
      ]);
    const add = (folder: string, marker: boolean): void => {
      mkdirSync(join(root, folder));
      if (marker) writeFileSync(join(root, folder, 'INSTALLATION_COMPLETE'), '');
    };
    add('firefox-1500', true);
    add('webkit-2388', false);
    expect(look()).toEqual([
      [null, null],
      [null, null],
    ]);
    add('firefox-1572', true);
    add('webkit_mac14_arm64_special-2251', true);
    expect(look()).toEqual([
      [join(root, 'firefox-1572'), '159.0'],
      [join(root, 'webkit_mac14_arm64_special-2251'), null],
    ]);
  });

  it('are not there when the list of builds cannot be read', () => {
    expect(playwrightBuilds('/nowhere', {}, 'linux').map(({ path }) => path)).toEqual([null, null]);
  });
});
