import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  test as base,
  type ElectronApplication,
  _electron as electron,
  type Locator,
  type Page,
} from '@playwright/test';
import type { AppContract } from '../../shared/ipc/contract.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/define.ts';
import { Reply } from '../../shared/ipc/envelope.ts';

export const repository = join(import.meta.dirname, '..', '..');

/** A running app with its first window. */
export interface RunningApp {
  readonly app: ElectronApplication;
  readonly page: Page;
  /** Calls the app as the window does, through the same bridge. */
  call<K extends CallName<AppContract>>(
    name: K,
    input: CallInput<AppContract, K>,
  ): Promise<CallOutput<AppContract, K>>;
}

interface Fixtures {
  /** A fresh data folder for this test alone. */
  dataDir: string;
  /** Starts the app on the data folder, or on another one; every app started so is closed at the end. */
  launch: (settings?: Record<string, number>, folder?: string) => Promise<RunningApp>;
}

/** A window or an answer that takes longer does not come. */
const ANSWER_MS = 45_000;
/** Short times, so that neither a death nor a quit in the middle of a job takes half a minute. */
const QUICK = { heartbeatMs: 500, leaseMs: 3_000, pollMs: 200, quitGraceMs: 2_000 };

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures' names from the pattern
  dataDir: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'runwright-e2e-'));
    await use(folder);
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  },
  launch: async ({ dataDir }, use) => {
    const started: ElectronApplication[] = [];
    await use(async (settings = {}, folder = dataDir) => {
      const app = await electron.launch(launchOptions(folder, { ...QUICK, ...settings }));
      started.push(app);
      const page = await firstWindow(app);
      return { app, page, call: caller(page) };
    });
    for (const app of started) await app.close().catch(() => undefined);
  },
});

export { expect } from '@playwright/test';

/** The first window; when none opens, what the app printed is told. */
async function firstWindow(app: ElectronApplication): Promise<Page> {
  let printed = '';
  for (const stream of [app.process().stdout, app.process().stderr]) {
    stream?.on('data', (chunk) => {
      printed = (printed + String(chunk)).slice(-4000);
    });
  }
  return app.firstWindow({ timeout: ANSWER_MS }).catch((error: unknown) => {
    throw new Error(`The app opened no window. It printed:\n${printed}`, { cause: error });
  });
}

function launchOptions(dataDir: string, settings: Record<string, number>) {
  const executablePath = process.env.RUNWRIGHT_ELECTRON;
  return {
    args: [...electronFlags(), repository, '--data', dataDir],
    env: { ...stringEnv(), RUNWRIGHT_SETTINGS: JSON.stringify(settings) },
    ...(executablePath === undefined ? {} : { executablePath }),
  };
}

/** As root Chromium has no sandbox of its own; nowhere else is it switched off. */
export function electronFlags(): string[] {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}

export function stringEnv(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

/** Calls the app through the bridge of this page. */
export function caller(page: Page): RunningApp['call'] {
  return async (name, input) => {
    const answer = page.evaluate(([n, i]) => window.runwright?.call({ name: n, input: i }), [
      name,
      input,
    ] as const);
    const reply = Reply.parse(await withinLimit(answer, name));
    if (!reply.ok)
      throw new Error(`${name}: ${reply.error.message} ${JSON.stringify(reply.error.faults ?? [])}`);
    // The app parses its own outputs while tests run, so this is the contract's type.
    return reply.value as CallOutput<AppContract, typeof name>;
  };
}

/** A page that never answers would use up the whole time of the test, and nobody would know where. */
function withinLimit<T>(answer: Promise<T>, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${name} was not answered in ${ANSWER_MS} ms`)), ANSWER_MS);
  });
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** The drawer of a job, by a part of the flow's name. */
export function drawerOf(page: Page, name: string | RegExp): Locator {
  return page.getByRole('complementary', { name });
}

/** The text of a flow that opens the practice shop and then waits, so that a test can act in the middle of it. */
export function waitingFlow(name: string, waitMs: number): string {
  return JSON.stringify({
    runwright: 1,
    name,
    steps: [
      { action: 'goto', url: '{{env.practice}}/books' },
      { action: 'waitFor', time: waitMs },
      {
        action: 'extractList',
        items: [{ role: 'article' }],
        fields: { title: { target: [{ role: 'heading' }] } },
        dataset: 'books',
      },
    ],
  });
}

/** How a process ended, with all that it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs Electron with these arguments to its end. */
export function runElectron(args: readonly string[], env: Record<string, string> = {}): Promise<Ended> {
  const electronPath = process.env.RUNWRIGHT_ELECTRON;
  if (electronPath === undefined) throw new Error('RUNWRIGHT_ELECTRON is not set: start through npm test.');
  const child = spawn(electronPath, args, { cwd: repository, env: { ...stringEnv(), ...env } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += String(chunk);
  });
  child.stderr.on('data', (chunk) => {
    stderr += String(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}
