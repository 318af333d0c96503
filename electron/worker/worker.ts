import { tmpdir } from 'node:os';
import { assertNever } from '../../shared/assert.ts';
import type { Clock } from '../../shared/clock.ts';
import { type FromWorker, ToWorker, type WorkerSettings } from '../../shared/ipc/worker-protocol.ts';
import { type Pace, paceWords } from '../../shared/job/pace.ts';
import type { Random } from '../../shared/random.ts';
import { type BrowserKind, executableOf, kindKey } from './browser/browser-kind.ts';
import { connectBrowser } from './browser/connect.ts';
import { type LaunchedBrowser, launchBrowser } from './browser/launch.ts';
import { sessionOpener } from './browser/open-session.ts';
import { BrowserLedger } from './browser-ledger.ts';
import { BrowserPool } from './browser-pool.ts';
import { JobLoop } from './job-loop.ts';
import { LeaseKeeper } from './lease-keeper.ts';
import { HeldSlots } from './live/held-slots.ts';
import type { Load } from './pace.ts';
import { Pacer } from './pacer.ts';
import { startJob } from './run-job.ts';
import type { Vitals } from './vitals.ts';

export interface WorkerDeps {
  readonly send: (message: FromWorker) => void;
  readonly clock: Clock;
  readonly random: Random;
  readonly vitals: Pick<Vitals, 'take'>;
  /** What the computer has to spare; the worker does not hold itself back when it is not given. */
  readonly load?: () => Load;
  /** Ends the process; called once, when everything is closed. */
  readonly exit: (code: number) => void;
  /** Starts a browser; Chromium over Playwright when it is not given. */
  readonly launch?: typeof launchBrowser;
}

/** Browsers of failed steps that are kept open at once, when main does not say. */
const MAX_HELD = 2;

/**
 * One worker: answers main's messages, runs jobs, keeps their leases, owns their browsers.
 * It is `waiting` (for init), `working`, or `ending`; from ending it only exits.
 */
export class Worker {
  readonly #deps: WorkerDeps;
  readonly #ledger: BrowserLedger;
  readonly #pool: BrowserPool<LaunchedBrowser, BrowserKind>;
  readonly #loop: JobLoop;
  readonly #leases: LeaseKeeper;
  readonly #pacer: Pacer | null;
  readonly #held = new HeldSlots(MAX_HELD);
  #settings: WorkerSettings | null = null;
  #ending = false;

  constructor(deps: WorkerDeps) {
    const { send, clock, random } = deps;
    this.#deps = deps;
    this.#ledger = new BrowserLedger(send, random, clock, tmpdir());
    this.#pool = new BrowserPool((kind) => this.#launch(kind), clock, kindKey);
    const openSession = sessionOpener({
      pool: this.#pool,
      clock,
      capacity: () => this.#loop.concurrency,
    });
    this.#loop = new JobLoop({
      send,
      clock,
      start: (job) => startJob(job, { send, openSession, clock, held: this.#held }),
    });
    this.#leases = new LeaseKeeper(clock, send, () => ({
      jobs: this.#loop.leases,
      browsers: this.#pool.size,
      ...deps.vitals.take(),
      ...paceOf(this.#pacer),
    }));
    this.#pacer = deps.load === undefined ? null : this.#newPacer(deps.load);
  }

  /** Takes one message of main, as it came. What is not in the protocol is told and left. */
  handle(message: unknown): void {
    const parsed = ToWorker.safeParse(message);
    if (parsed.success) return this.#take(parsed.data);
    this.note('ERROR', `A message outside the protocol was left out: ${parsed.error.message}`);
  }

  /** A sentence about the worker itself. */
  note(level: Extract<FromWorker, { kind: 'note' }>['level'], message: string): void {
    this.#deps.send({ kind: 'note', level, message });
  }

  /** Main is gone: nothing can be told any more, and no browser may stay behind. */
  abandon(): void {
    this.#pool.killAll();
    this.#deps.exit(1);
  }

  #take(message: ToWorker): void {
    switch (message.kind) {
      case 'init':
        return this.#init(message.settings);
      case 'jobs':
        return this.#loop.jobs(message.jobs);
      case 'nudge':
        return this.#loop.nudge();
      case 'cancel':
        return this.#loop.cancel(message);
      case 'resize':
        return this.#loop.resize(message.concurrency);
      case 'tune':
        return this.#tune(message);
      case 'browsers':
        if (this.#settings !== null) this.#settings = { ...this.#settings, browsers: message.browsers };
        return;
      case 'leaseLost':
        return this.#loop.leaseLost(message);
      case 'ack':
        return this.#loop.acked(message);
      case 'ownRows':
        return this.#loop.ownRows(message);
      case 'watch':
      case 'unwatch':
      case 'pictureTaken':
      case 'wish':
      case 'trial':
        return this.#loop.live(message);
      case 'browserAllowed':
        return this.#ledger.allowed(message.browser);
      case 'drain':
        this.#loop.close();
        return this.#end();
      case 'stop':
        this.#loop.releaseAll();
        return this.#end();
      default:
        return assertNever(message);
    }
  }

  #init(settings: WorkerSettings): void {
    this.#settings = settings;
    this.#held.max = settings.maxHeld ?? MAX_HELD;
    this.#deps.send({ kind: 'ready' });
    this.#leases.start(settings.heartbeatMs);
    this.#pacer?.start();
    this.#loop.open(settings);
  }

  /** What runs goes on; a browser that is held already stays so. */
  #tune({ pollMs, heartbeatMs, maxHeld }: Extract<ToWorker, { kind: 'tune' }>): void {
    this.#held.max = maxHeld ?? MAX_HELD;
    this.#leases.start(heartbeatMs);
    this.#loop.poll(pollMs);
  }

  #end(): void {
    if (this.#ending) return;
    this.#ending = true;
    void this.#finish();
  }

  async #finish(): Promise<void> {
    await this.#loop.empty();
    await this.#pool.close();
    this.#leases.stop();
    this.#pacer?.stop();
    this.#deps.exit(0);
  }

  #newPacer(load: () => Load): Pacer {
    return new Pacer({
      clock: this.#deps.clock,
      load,
      running: () => this.#loop.running,
      limit: () => this.#loop.concurrency,
      changed: (pace) => {
        if (pace !== null) this.note('DEBUG', `Runs fewer jobs at once: ${paceWords(pace)}.`);
        this.#loop.pace(pace?.jobs ?? null);
        this.#leases.beat();
      },
    });
  }

  async #launch(kind: BrowserKind): Promise<LaunchedBrowser> {
    if (kind.endpoint !== null) return connectBrowser(kind.engine, kind.endpoint);
    const settings = this.#settings;
    if (settings === null) throw new Error('a job came before the settings');
    const executablePath = executableOf(kind, settings.browsers);
    const { engine, headed } = kind;
    const launch = this.#deps.launch ?? launchBrowser;
    return launch({ engine, executablePath, headless: !headed, sandbox: settings.sandbox }, this.#ledger);
  }
}

function paceOf(pacer: Pacer | null): { pace?: Pace } {
  const pace = pacer?.pace ?? null;
  return pace === null ? {} : { pace };
}
