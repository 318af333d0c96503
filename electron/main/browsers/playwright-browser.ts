import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where a Chromium lies inside one of Playwright's browser folders, by system. */
const EXECUTABLES: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['chrome-linux64/chrome', 'chrome-linux/chrome'],
  darwin: [
    'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
    'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: ['chrome-win64/chrome.exe', 'chrome-win/chrome.exe'],
};

/** The same for the headless shell. */
const SHELLS: typeof EXECUTABLES = {
  linux: [
    'chrome-headless-shell-linux64/chrome-headless-shell',
    'chrome-headless-shell-linux-arm64/chrome-headless-shell',
    'chrome-linux/headless_shell',
  ],
  darwin: [
    'chrome-headless-shell-mac-arm64/chrome-headless-shell',
    'chrome-headless-shell-mac-x64/chrome-headless-shell',
    'chrome-mac/headless_shell',
  ],
  win32: ['chrome-headless-shell-win64/chrome-headless-shell.exe', 'chrome-win/headless_shell.exe'],
};

/**
 * The newest Chromium that Playwright has installed for this user, or undefined.
 * The folder is looked at rather than Playwright asked: loading Playwright costs main more than its whole start.
 */
export function findPlaywrightBrowser(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  return newestOf('chromium', EXECUTABLES, env, platform);
}

/** The newest headless shell that Playwright has installed for this user, or undefined. */
export function findPlaywrightShell(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string | undefined {
  return newestOf('chromium_headless_shell', SHELLS, env, platform);
}

function newestOf(
  name: string,
  executables: typeof EXECUTABLES,
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string | undefined {
  const folder = registryFolder(env, platform);
  return revisions(folder, name)
    .flatMap((revision) => (executables[platform] ?? []).map((file) => join(folder, revision, file)))
    .find((path) => existsSync(path));
}

/** Playwright's own rule for the place of its browsers. */
export function registryFolder(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): string {
  const chosen = env.PLAYWRIGHT_BROWSERS_PATH;
  if (chosen) return chosen;
  switch (platform) {
    case 'win32':
      return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ms-playwright');
    case 'darwin':
      return join(homedir(), 'Library', 'Caches', 'ms-playwright');
    default:
      return join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
  }
}

function revisions(folder: string, browser: string): string[] {
  try {
    const number = (name: string): number => Number(name.slice(browser.length + 1));
    return readdirSync(folder)
      .filter((name) => name.startsWith(`${browser}-`) && Number.isInteger(number(name)))
      .sort((a, b) => number(b) - number(a));
  } catch {
    return []; // Playwright has never installed a browser here.
  }
}
