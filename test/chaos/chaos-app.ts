import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { sleep, systemClock } from '../../shared/clock.ts';
import type { AppContract } from '../../shared/ipc/contract.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/define.ts';
import { Reply } from '../../shared/ipc/envelope.ts';
import { signal } from './processes.ts';

/** Short times: a lease of 3 s instead of 30 makes ten times as much happen in a minute. */
export const SETTINGS = {
  workers: 2,
  jobsPerWorker: 3,
  pollMs: 200,
  heartbeatMs: 500,
  leaseMs: 3_000,
  sweepMs: 500,
  cancelGraceMs: 1_500,
  quitGraceMs: 2_000,
  retryBackoffMs: 100,
  maxCrashes: 100,
};

/** A call that main does not answer, because it is stopped or gone, is given up. */
const CALL_MS = 15_000;
const START_MS = 60_000;
const CLOSE_MS = 45_000;

interface Running {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly pid: number;
}

/** The real app on one data folder: started, killed, and started again. */
export class ChaosApp {
  readonly #repository: string;
  readonly #dataDir: string;
  #running: Running | null = null;

  constructor(repository: string, dataDir: string) {
    this.#repository = repository;
    this.#dataDir = dataDir;
  }

  /** The number of the main process. */
  get pid(): number | null {
    return this.#running?.pid ?? null;
  }

  async start(): Promise<void> {
    const executablePath = process.env.RUNWRIGHT_ELECTRON;
    const root = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    const env = Object.entries({ ...process.env, RUNWRIGHT_SETTINGS: JSON.stringify(SETTINGS) });
    const app = await electron.launch({
      args: [...root, this.#repository, '--data', this.#dataDir],
      env: Object.fromEntries(env.filter((entry): entry is [string, string] => entry[1] !== undefined)),
      timeout: START_MS,
      ...(executablePath === undefined ? {} : { executablePath }),
    });
    const pid = app.process().pid;
    if (pid === undefined) throw new Error('the app has no process');
    const page = await app.firstWindow();
    await page.waitForFunction('window.runwright !== undefined');
    this.#running = { app, page, pid };
  }

  /** Asks main as the window does. Throws when it refuses or does not answer. */
  async call<K extends CallName<AppContract>>(
    name: K,
    input: CallInput<AppContract, K>,
  ): Promise<CallOutput<AppContract, K>> {
    const running = this.#running;
    if (running === null) throw new Error('the app does not run');
    const answer = await within(
      CALL_MS,
      running.page.evaluate(([n, i]) => window.runwright?.call({ name: n, input: i }), [
        name,
        input,
      ] as const),
    );
    const reply = Reply.parse(answer);
    if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`);
    // The app parses its own outputs while it is not packaged, so this is the contract's type.
    return reply.value as CallOutput<AppContract, K>;
  }

  /** Ends main as a power cut would, and waits until it is gone. */
  async kill(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    this.#running = null;
    const closed = running.app.waitForEvent('close', { timeout: CLOSE_MS });
    signal(running.pid, 'SIGKILL');
    await closed;
  }

  /** Quits in order; gives how long it took, ms. Throws when the app does not end. */
  async quit(): Promise<number> {
    const running = this.#running;
    if (running === null) return 0;
    this.#running = null;
    const startedAt = systemClock.monotonic();
    await within(CLOSE_MS, running.app.close());
    return Math.round(systemClock.monotonic() - startedAt);
  }
}

async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  const done = new AbortController();
  const late = sleep(systemClock, ms, done.signal).then(() => {
    throw new Error(`no answer within ${ms} ms`);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    done.abort();
    late.catch(() => undefined);
  }
}
