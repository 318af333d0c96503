import {
  type Browser,
  chromium,
  firefox,
  type LaunchOptions as PlaywrightOptions,
  webkit,
} from 'playwright-core';
import * as z from 'zod';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { installMend } from '../../../shared/browsers/installable.ts';
import type { BrowserLedger } from '../browser-ledger.ts';
import type { PooledBrowser } from '../browser-pool.ts';
import type { BrowserKind } from './browser-kind.ts';
import { registerPickEngines } from './pick/engines.ts';
import { ownMemoryOfTree, pidOfToken, TOKEN_VARIABLE } from './processes.ts';
import { TraceFolder } from './recording/trace-folder.ts';

/** Which browser to start and how. */
export interface LaunchOptions {
  readonly engine: BrowserKind['engine'];
  /** Null = Playwright's own build of the engine. */
  readonly executablePath: string | null;
  readonly headless: boolean;
  /** Chromium's own sandbox. */
  readonly sandbox: boolean;
}

/** A browser that is in the ledger, or one that runs elsewhere. */
export interface LaunchedBrowser extends PooledBrowser {
  readonly playwright: Browser;
  /** Where its traces grow; absent = elsewhere. */
  readonly traces?: TraceFolder;
}

/** The word on a browser's command line that proves it to be ours; the token stands behind it. */
const TOKEN_SWITCH = '--runwright-browser=';

const LAUNCH_TIMEOUT_MS = 60_000;
const ENGINES = { chromium, firefox, webkit };
const ENGINE_NAMES = { chromium: 'Chromium', firefox: 'Firefox', webkit: 'WebKit' } as const;

/** Starts a browser: it is written down before it starts, and again when it is gone. */
export async function launchBrowser(options: LaunchOptions, ledger: BrowserLedger): Promise<LaunchedBrowser> {
  await registerPickEngines();
  const token = await ledger.announce();
  const traces = new TraceFolder();
  let browser: Browser;
  try {
    const more = { tracesDir: traces.path };
    browser = await ENGINES[options.engine].launch({ ...playwrightOptions(options, token), ...more });
  } catch (error) {
    ledger.closed(token);
    await traces.remove();
    throw missingBuild(error, options) ?? error;
  }
  const gone = new Promise<void>((resolve) => browser.once('disconnected', () => resolve()));
  void gone.then(() => {
    ledger.closed(token);
    // What cannot be removed goes with the worker's own folder.
    traces.remove().catch(() => undefined);
  });
  const pid = await pidOf(browser, options.engine, token).catch(() => null);
  if (pid !== null) ledger.started(token, pid);
  return {
    playwright: browser,
    traces,
    close: () => browser.close(),
    kill: () => killProcess(pid),
    onGone: (listener) => void gone.then(listener),
    residentBytes: async () => (pid === null ? null : ownMemoryOfTree(pid)),
  };
}

function playwrightOptions(options: LaunchOptions, token: string): PlaywrightOptions {
  return {
    ...(options.executablePath === null ? {} : { executablePath: options.executablePath }),
    headless: options.headless,
    ...provenBy(options.engine, token),
    ...(options.engine === 'chromium' ? { chromiumSandbox: options.sandbox } : {}),
    timeout: LAUNCH_TIMEOUT_MS,
    // The worker decides when its browsers end, in order; Playwright's own handlers would race with it.
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  };
}

/** Chromium leaves a word that it does not know on its command line; the others may refuse it, so they get it another way. */
function provenBy(engine: LaunchOptions['engine'], token: string): PlaywrightOptions {
  if (engine === 'chromium') return { args: [TOKEN_SWITCH + token] };
  return { env: { ...process.env, [TOKEN_VARIABLE]: token } };
}

function missingBuild(error: unknown, { engine, executablePath }: LaunchOptions): ActionFailure | null {
  const missing = error instanceof Error && error.message.includes("Executable doesn't exist");
  if (!missing || executablePath !== null) return null;
  return new ActionFailure(
    'BrowserError',
    `The flow wants ${ENGINE_NAMES[engine]}, and Playwright’s build of it is not on this computer.`,
    installMend(engine, ', or set “type” of the flow’s browser to "chromium"'),
  );
}

const ProcessInfo = z.object({
  processInfo: z.array(z.object({ type: z.string(), id: z.int().positive() })),
});

async function pidOf(
  browser: Browser,
  engine: LaunchOptions['engine'],
  token: string,
): Promise<number | null> {
  return engine === 'chromium' ? chromiumPid(browser) : pidOfToken(token);
}

/** Asks the browser itself for the number of its main process. */
async function chromiumPid(browser: Browser): Promise<number | null> {
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
