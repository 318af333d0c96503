import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { findBrowsers } from '../../electron/main/browsers/find.ts';

/** The real browser that tests drive, and whether its sandbox can be had (not as root). */
export function testChromium(): { executablePath: string; sandbox: boolean } {
  const [found] = findBrowsers(process.env, process.platform, existsSync, chromium.executablePath());
  if (found === undefined)
    throw new Error('No browser for tests: set RUNWRIGHT_BROWSER or install Chromium.');
  return { executablePath: found.path, sandbox: process.getuid?.() !== 0 };
}
