import { posix, win32 } from 'node:path';

/** A browser of the Chromium family that jobs can use. */
export interface FoundBrowser {
  readonly id: BrowserId;
  /** The name to show. */
  readonly name: string;
  readonly path: string;
}

export type BrowserId = 'custom' | 'playwright' | 'chrome' | 'edge' | 'chromium' | 'headless-shell';

/**
 * The browsers on this machine, the preferred one first and each kind once. When RUNWRIGHT_BROWSER is set the answer is that one alone, or
 * none when it does not exist: somebody who named a browser must not be given another one unasked.
 *
 * `playwrightPath` is where Playwright's own Chromium would be (`chromium.executablePath()`), `playwrightShell` its headless shell.
 */
export function findBrowsers(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean,
  playwrightPath: string | undefined,
  playwrightShell?: string,
): FoundBrowser[] {
  const custom = env.RUNWRIGHT_BROWSER;
  if (custom) return exists(custom) ? [{ id: 'custom', name: 'RUNWRIGHT_BROWSER', path: custom }] : [];
  const kinds: readonly Kind[] = [
    {
      id: 'playwright',
      name: "Playwright's Chromium",
      paths: playwrightPath === undefined ? [] : [playwrightPath],
    },
    ...installedKinds(env, platform),
    {
      id: 'headless-shell',
      name: "Playwright's headless shell",
      paths: playwrightShell === undefined ? [] : [playwrightShell],
    },
  ];
  return kinds.flatMap(({ id, name, paths }) => {
    const path = paths.find(exists);
    return path === undefined ? [] : [{ id, name, path }];
  });
}

/** One kind of browser and the places where it may be, the likeliest first. */
interface Kind {
  readonly id: BrowserId;
  readonly name: string;
  readonly paths: readonly string[];
}

function installedKinds(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): Kind[] {
  if (platform === 'darwin') return macKinds(env);
  if (platform === 'win32') return windowsKinds(env);
  return linuxKinds(env);
}

function macKinds(env: NodeJS.ProcessEnv): Kind[] {
  const folders = ['/Applications', ...(env.HOME ? [posix.join(env.HOME, 'Applications')] : [])];
  const inApp = (app: string) =>
    folders.map((folder) => posix.join(folder, `${app}.app`, 'Contents', 'MacOS', app));
  return [
    { id: 'chrome', name: 'Google Chrome', paths: inApp('Google Chrome') },
    { id: 'edge', name: 'Microsoft Edge', paths: inApp('Microsoft Edge') },
    { id: 'chromium', name: 'Chromium', paths: [...inApp('Chromium'), ...onPath(env, posix, ['chromium'])] },
  ];
}

function windowsKinds(env: NodeJS.ProcessEnv): Kind[] {
  const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
    (folder) => folder !== undefined,
  );
  const below = (...parts: string[]) => folders.map((folder) => win32.join(folder, ...parts));
  return [
    {
      id: 'chrome',
      name: 'Google Chrome',
      paths: [
        ...below('Google', 'Chrome', 'Application', 'chrome.exe'),
        ...onPath(env, win32, ['chrome.exe']),
      ],
    },
    {
      id: 'edge',
      name: 'Microsoft Edge',
      paths: [
        ...below('Microsoft', 'Edge', 'Application', 'msedge.exe'),
        ...onPath(env, win32, ['msedge.exe']),
      ],
    },
    {
      id: 'chromium',
      name: 'Chromium',
      paths: [...below('Chromium', 'Application', 'chrome.exe'), ...onPath(env, win32, ['chromium.exe'])],
    },
  ];
}

function linuxKinds(env: NodeJS.ProcessEnv): Kind[] {
  const inUsrBin = (names: readonly string[]) => names.map((name) => posix.join('/usr/bin', name));
  const named = (names: readonly string[], ...others: string[]) => [
    ...inUsrBin(names),
    ...others,
    ...onPath(env, posix, names),
  ];
  return [
    {
      id: 'chrome',
      name: 'Google Chrome',
      paths: named(['google-chrome-stable', 'google-chrome'], '/opt/google/chrome/chrome'),
    },
    {
      id: 'edge',
      name: 'Microsoft Edge',
      paths: named(['microsoft-edge-stable', 'microsoft-edge'], '/opt/microsoft/msedge/msedge'),
    },
    {
      id: 'chromium',
      name: 'Chromium',
      paths: named(['chromium', 'chromium-browser'], '/snap/bin/chromium'),
    },
    { id: 'headless-shell', name: 'Chromium headless shell', paths: named(['chromium-headless-shell']) },
  ];
}

/** Where programs of these names would be in the folders of PATH. */
function onPath(env: NodeJS.ProcessEnv, path: typeof posix, names: readonly string[]): string[] {
  const folders = (env.PATH ?? env.Path ?? '')
    .split(path.delimiter)
    .filter((folder) => path.isAbsolute(folder));
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}
