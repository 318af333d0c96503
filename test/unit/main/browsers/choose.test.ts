import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { channelsOf, chooseBrowsers } from '../../../../electron/main/browsers/choose.ts';
import type { FoundBrowser } from '../../../../electron/main/browsers/find.ts';
import {
  findPlaywrightBrowser,
  findPlaywrightShell,
  registryFolder,
} from '../../../../electron/main/browsers/playwright-browser.ts';

const chrome: FoundBrowser = { id: 'chrome', name: 'Google Chrome', path: '/chrome' };
const shell: FoundBrowser = { id: 'headless-shell', name: 'Headless shell', path: '/shell' };

describe('the choice of a browser', () => {
  it('gives headless jobs the headless shell and headed ones a full browser', () => {
    expect(chooseBrowsers([chrome, shell])).toEqual({ headless: '/shell', headed: '/chrome' });
  });

  it('uses the full browser for both when there is no shell', () => {
    expect(chooseBrowsers([chrome])).toEqual({ headless: '/chrome', headed: '/chrome' });
  });

  it('has nothing for headed jobs when only the shell is there', () => {
    expect(chooseBrowsers([shell])).toEqual({ headless: '/shell', headed: null });
  });

  it('names the channels that a flow can ask for', () => {
    const edge: FoundBrowser = { id: 'edge', name: 'Microsoft Edge', path: '/edge' };
    expect(channelsOf([edge, chrome, shell])).toEqual({ chrome: '/chrome', msedge: '/edge' });
    expect(channelsOf([shell])).toEqual({});
  });

  it('has nothing at all when nothing was found', () => {
    expect(chooseBrowsers([])).toEqual({ headless: null, headed: null });
  });
});

describe("Playwright's own browser", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  function install(path: string): string {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '');
    return file;
  }

  it('is the newest one that is whole', () => {
    install('chromium-999/chrome-linux/chrome');
    const newest = install('chromium-1255/chrome-linux64/chrome');
    mkdirSync(join(folder, 'chromium-1300'));
    expect(findPlaywrightBrowser({ PLAYWRIGHT_BROWSERS_PATH: folder }, 'linux')).toBe(newest);
  });

  it('has its headless shell beside it, which is another browser', () => {
    install('chromium-1300/chrome-linux64/chrome');
    const shell = install('chromium_headless_shell-1300/chrome-headless-shell-linux64/chrome-headless-shell');
    expect(findPlaywrightShell({ PLAYWRIGHT_BROWSERS_PATH: folder }, 'linux')).toBe(shell);
  });

  it('is none when Playwright never installed one', () => {
    expect(
      findPlaywrightBrowser({ PLAYWRIGHT_BROWSERS_PATH: join(folder, 'none') }, 'linux'),
    ).toBeUndefined();
  });

  it('lies where the variable says, else in the cache of the user', () => {
    expect(registryFolder({ PLAYWRIGHT_BROWSERS_PATH: '/mine' }, 'linux')).toBe('/mine');
    expect(registryFolder({ XDG_CACHE_HOME: '/cache' }, 'linux')).toBe(join('/cache', 'ms-playwright'));
  });
});
