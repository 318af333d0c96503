import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type FoundBrowser, findBrowsers } from '../../electron/main/browsers/find.ts';
import { requirePackages } from './apt.ts';
import type { SetupContext } from './context.ts';
import { SetupError } from './errors.ts';
import { succeeded } from './exec.ts';

/** `look` only finds, for `doctor`; `install` also gets one where it can. */
export type BrowserMode = 'look' | 'install';

const PROBE_TIMEOUT_MS = 5_000;
const INSTALL_TIMEOUT_MS = 15 * 60_000;

/** What to do about browsers: a pure answer to what was found. */
export function planBrowser(
  found: readonly FoundBrowser[],
  named: string | undefined,
  mode: BrowserMode,
): 'use' | 'name-is-wrong' | 'install' | 'leave' {
  if (found.length > 0) return 'use';
  if (mode === 'look') return 'leave';
  return named ? 'name-is-wrong' : 'install';
}

/** Finds a browser for jobs, gets one if there is none, and names it. Answers undefined only when it was to look and found none. */
export async function browserStage(
  context: SetupContext,
  mode: BrowserMode,
): Promise<FoundBrowser | undefined> {
  const found = await find(context);
  const plan = planBrowser(found, context.env.RUNWRIGHT_BROWSER, mode);
  switch (plan) {
    case 'use':
      return say(context, found[0]);
    case 'leave':
      context.report.line('browser', 'none found');
      return undefined;
    case 'name-is-wrong':
      throw new SetupError(
        `RUNWRIGHT_BROWSER names a file that does not exist (${context.env.RUNWRIGHT_BROWSER})`,
        'set it to the executable of a Chromium-based browser or leave it out',
      );
    case 'install':
      return install(context);
  }
}

async function install(context: SetupContext): Promise<FoundBrowser> {
  await installFromPlaywright(context);
  const fetched = (await find(context))[0];
  if (fetched !== undefined) return say(context, fetched);
  const what = 'no browser for jobs was found, and Playwright could not download one here';
  await requirePackages(
    context,
    'browser',
    what,
    ['chromium'],
    'install Google Chrome, Microsoft Edge or Chromium',
  );
  const installed = (await find(context))[0];
  if (installed !== undefined) return say(context, installed);
  throw new SetupError(
    what,
    'install Google Chrome, Microsoft Edge or Chromium, or set RUNWRIGHT_BROWSER to one',
  );
}

async function installFromPlaywright(context: SetupContext): Promise<void> {
  context.report.progress('browser', "looking for Playwright's download server");
  if (!(await reachesDownloads(context))) return;
  context.report.progress('browser', "downloading Playwright's Chromium");
  const cli = join(context.root, 'node_modules', 'playwright-core', 'cli.js');
  const result = await context.exec(context.node, [cli, 'install', 'chromium'], {
    cwd: context.root,
    env: context.env,
    timeoutMs: INSTALL_TIMEOUT_MS,
    onOutput: (text) => {
      const percent = /(\d+)% of ([\d.]+ \w+)/.exec(text);
      if (percent)
        context.report.progress(
          'browser',
          `downloading Playwright's Chromium, ${percent[1]}% of ${percent[2]}`,
        );
    },
  });
  if (!succeeded(result)) context.report.line('browser', "Playwright's Chromium could not be downloaded");
}

/** Playwright itself tries several servers for minutes; a network without them is recognised in seconds here. */
async function reachesDownloads(context: SetupContext): Promise<boolean> {
  if (context.env.PLAYWRIGHT_DOWNLOAD_HOST || context.env.PLAYWRIGHT_CHROMIUM_DOWNLOAD_HOST) return true;
  try {
    await fetch('https://cdn.playwright.dev/', {
      method: 'HEAD',
      signal: AbortSignal.timeout(PROBE_TIMEOUT_MS),
    });
    return true;
  } catch {
    return false;
  }
}

async function find(context: SetupContext): Promise<FoundBrowser[]> {
  return findBrowsers(context.env, context.platform, existsSync, await playwrightChromium());
}

async function playwrightChromium(): Promise<string | undefined> {
  const { chromium } = await import('playwright-core');
  try {
    return chromium.executablePath();
  } catch {
    // Playwright has no build for this system, so there is no place to look in.
    return undefined;
  }
}

function say<Found extends FoundBrowser | undefined>(context: SetupContext, browser: Found): Found {
  if (browser !== undefined) context.report.line('browser', `${browser.name} (${browser.path})`);
  return browser;
}
