import { existsSync } from 'node:fs';
import type { WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import { channelsOf, chooseBrowsers } from './choose.ts';
import { type FoundBrowser, findBrowsers } from './find.ts';
import { findPlaywrightBrowser, findPlaywrightShell } from './playwright-browser.ts';

/** The browsers of this machine that jobs can use, the preferred one first. */
export function installedBrowsers(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): FoundBrowser[] {
  const playwright = findPlaywrightBrowser(env, platform);
  return findBrowsers(env, platform, existsSync, playwright, findPlaywrightShell(env, platform));
}

/** What workers need to know of them. A flow that names a channel gets it also where RUNWRIGHT_BROWSER names another browser. */
export function workerBrowsers(
  env: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): WorkerSettings['browsers'] {
  const { RUNWRIGHT_BROWSER: _chosen, ...unchosen } = env;
  return {
    ...chooseBrowsers(installedBrowsers(env, platform)),
    ...channelsOf(installedBrowsers(unchosen, platform)),
  };
}
