import { existsSync } from 'node:fs';
import { type FoundBrowser, findBrowsers } from './find.ts';
import { findPlaywrightBrowser } from './playwright-browser.ts';

/** The browsers of this machine that jobs can use, the preferred one first. */
export function installedBrowsers(env: NodeJS.ProcessEnv, platform: NodeJS.Platform): FoundBrowser[] {
  return findBrowsers(env, platform, existsSync, findPlaywrightBrowser(env, platform));
}
