import { type Browser, chromium } from 'playwright-core';
import * as z from 'zod';
import type { BrowserLedger } from '../browser-ledger.ts';
import type { PooledBrowser } from '../browser-pool.ts';

/** Which browser to start and how. */
export interface LaunchOptions {
  readonly executablePath: string;
  readonly headless: boolean;
  /** Chromium's own sandbox. */
  readonly sandbox: boolean;
}

/** A Chromium that is in the ledger. */
export interface LaunchedBrowser extends PooledBrowser {
  readonly playwright: Browser;
}

/** The word on a browser's command line that proves it to be ours; the token stands behind it. */
const TOKEN_SWITCH = '--runwright-browser=';

const LAUNCH_TIMEOUT_MS = 60_000;

/** Starts a Chromium: it is written down before it starts, and again when it is gone. */
export async function launchBrowser(options: LaunchOptions, ledger: BrowserLedger): Promise<LaunchedBrowser> {
  const token = await ledger.announce();
  let browser: Browser;
  try {
    browser = await chromium.launch({
      executablePath: options.executablePath,
      headless: options.headless,
      chromiumSandbox: options.sandbox,
      args: [TOKEN_SWITCH + token],
      timeout: LAUNCH_TIMEOUT_MS,
      // The worker decides when its browsers end, in order; Playwright's own handlers would race with it.
      handleSIGINT: false,
      handleSIGTERM: false,
      handleSIGHUP: false,
    });
  } catch (error) {
    ledger.closed(token);
    throw error;
  }
  const gone = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  void gone.then(() => ledger.closed(token));
  const pid = await browserPid(browser).catch(() => null);
  if (pid !== null) ledger.started(token, pid);
  return {
    playwright: browser,
    close: () => browser.close(),
    kill: () => killProcess(pid),
    onGone: (listener) => void gone.then(listener),
  };
}

const ProcessInfo = z.object({
  processInfo: z.array(z.object({ type: z.string(), id: z.int().positive() })),
});

/** Asks the browser itself for the number of its main process. */
async function browserPid(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  try {
    const { processInfo } = ProcessInfo.parse(await session.send('SystemInfo.getProcessInfo'));
    return processInfo.find((each) => each.type === 'browser')?.id ?? null;
  } finally {
    await session.detach();
  }
}

function killProcess(pid: number | null): void {
  if (pid === null) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It is gone already, which is what was wanted.
  }
}
