import { dirname, join } from 'node:path';
import { openDatabase, type WritableDb } from '../../../electron/database/open.ts';
import { Reaper } from '../../../electron/main/browsers/reaper.ts';
import { Publisher } from '../../../electron/main/queue/publisher.ts';
import { Sweeper } from '../../../electron/main/queue/sweeper.ts';
import { BrowserLedger } from '../../../electron/main/registry/browsers.ts';
import { WorkerRegistry } from '../../../electron/main/registry/workers.ts';
import type { Settings } from '../../../electron/main/settings/settings.ts';
import { Dispatcher } from '../../../electron/main/workers/dispatcher.ts';
import { Supervisor } from '../../../electron/main/workers/supervisor.ts';
import type { WorkerEvents } from '../../../electron/main/workers/worker-process.ts';
import type { Clock } from '../../../shared/clock.ts';
import { PlayedProcess } from '../../support/played-process.ts';
import { ProcessClock } from '../../support/process-clock.ts';
import { SeededRandom } from '../../support/seeded-random.ts';
import { preparedJob } from '../../support/workers-bench.ts';
import { type Watch, WatchedQueue } from './watch.ts';
import { LoadWorker } from './worker.ts';

/** One life of the app's main process over a file: queue, supervision and dispatching are real; workers are played. */
export class LoadMain {
  readonly db: WritableDb;
  readonly queue: WatchedQueue;
  readonly supervisor: Supervisor;
  /** Every process that it started, in order, with what runs in it. */
  readonly #processes: { readonly process: PlayedProcess; readonly inside: LoadWorker }[] = [];
  readonly errors: string[] = [];
  readonly #clock: ProcessClock;
  readonly #sweeper: Sweeper;

  constructor(file: string, clock: Clock, watch: Watch, settings: Settings) {
    this.#clock = new ProcessClock(clock);
    this.db = openDatabase(file);
    // No power fails here and nobody else reads: waiting for the disk and taking locks anew would prove nothing.
    this.db.pragma('synchronous = OFF');
    this.db.pragma('locking_mode = EXCLUSIVE');
    const onError = (error: unknown): void => void this.errors.push(String(error));
    const publisher = new Publisher(onError);
    const { leaseMs, maxCrashes, sweepMs } = settings;
    const deps = { db: this.db, clock: this.#clock, random: new SeededRandom(7), publisher };
    this.queue = new WatchedQueue({ ...deps, settings: { leaseMs, maxCrashes } }, watch);
    const registry = new WorkerRegistry(this.db, this.#clock);
    this.queue.reclaimAll();
    registry.markAllOffline('app_restarted');
    this.supervisor = this.#newSupervisor(registry, settings, join(dirname(file), 'tmp'));
    this.#sweeper = new Sweeper({
      queue: this.queue,
      clock: this.#clock,
      sweepMs,
      leaseMs,
      onReclaimed: (leases) => this.supervisor.leasesEnded(leases),
      onError,
    });
    publisher.on('wake', () => this.supervisor.nudge());
    publisher.on('cancelAsked', (jobId, epoch) => this.supervisor.cancel(jobId, epoch));
    this.#sweeper.start();
    this.supervisor.start();
  }

  /** The processes that live. */
  get alive(): PlayedProcess[] {
    return this.#processes.map(({ process }) => process).filter(({ isGone }) => !isGone);
  }

  /** The workers that run now. */
  get insides(): LoadWorker[] {
    return this.#processes.filter(({ process }) => !process.isGone).map(({ inside }) => inside);
  }

  /** Killed in the middle of whatever it does, and its workers end with it. The file is left as it is. */
  kill(): void {
    this.#clock.end();
    for (const process of this.alive) process.vanish();
  }

  #spawn(slot: number, events: WorkerEvents): PlayedProcess {
    const made: LoadWorker[] = [];
    const process = new PlayedProcess(slot, this.#clock, events, (around) => {
      const inside = new LoadWorker(around);
      made.push(inside);
      return inside;
    });
    for (const inside of made) this.#processes.push({ process, inside });
    return process;
  }

  #newSupervisor(registry: WorkerRegistry, settings: Settings, temporary: string): Supervisor {
    const { queue, errors } = this;
    const clock = this.#clock;
    const ledger = new BrowserLedger(this.db, clock);
    const note = (level: string, source: string, message: string): void => {
      if (level === 'ERROR') errors.push(`${source}: ${message}`);
    };
    const changed = (): void => undefined;
    const dispatcher = new Dispatcher({
      queue,
      workers: registry,
      ledger,
      clock,
      prepare: async (claim) => preparedJob(claim),
      saveProfile: () => undefined,
      note,
      changed,
    });
    const reaper = new Reaper({ ledger, listProcesses: async () => [], kill: () => undefined });
    const { leaseMs: deadMs, workers, jobsPerWorker, pollMs, heartbeatMs, cancelGraceMs } = settings;
    return new Supervisor(
      {
        spawn: (slot, _temporary, events) => this.#spawn(slot, events),
        dispatcher,
        queue,
        registry,
        reaper,
        clock,
        random: new SeededRandom(8),
        temporary,
        note,
        changed,
      },
      {
        workers,
        jobsPerWorker,
        pollMs,
        heartbeatMs,
        deadMs,
        cancelGraceMs,
        browsers: { headless: null, headed: null },
        sandbox: true,
      },
    );
  }
}
