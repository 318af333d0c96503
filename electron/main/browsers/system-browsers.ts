import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import { browserVersion } from '../doctor/effects.ts';
import { BrowserService } from './browser-service.ts';
import { BrowserInstaller, type BrowserInstallerDeps } from './install.ts';
import { installedBrowsers, workerBrowsers } from './installed.ts';
import { utilityInstaller } from './installer-process.ts';
import { registryFolder } from './playwright-browser.ts';
import { playwrightBuilds } from './playwright-builds.ts';
import { playwrightFolder } from './playwright-folder.ts';

interface Needs extends Pick<BrowserInstallerDeps, 'temporary' | 'note'> {
  /** Folder of the built processes (`out`), absolute. */
  readonly built: string;
  /** Workers are to start their browsers from there. */
  use(browsers: WorkerSettings['browsers']): void;
}

/** The browsers of this machine and their installer. */
export function systemBrowsers({ built, temporary, note, use }: Needs): {
  browsers: BrowserService;
  installer: BrowserInstaller;
} {
  const { env, platform } = process;
  const { RUNWRIGHT_BROWSER: custom = '', ...unchosen } = env;
  const playwright = playwrightFolder(dirname(built));
  const installer = new BrowserInstaller({
    start: utilityInstaller(join(built, 'installer', 'index.cjs'), playwright),
    registry: registryFolder(env, platform),
    temporary,
    note,
    changed: () => browsers.changed(),
    installed: () => use(workerBrowsers(env, platform)),
  });
  const browsers: BrowserService = new BrowserService({
    installer,
    find: () => installedBrowsers(unchosen, platform),
    builds: () => playwrightBuilds(playwright, env, platform),
    chosen: () => workerBrowsers(env, platform),
    custom,
    exists: existsSync,
    version: (path) => browserVersion(path, platform, env),
  });
  return { browsers, installer };
}
