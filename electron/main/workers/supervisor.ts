import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import { FromWorker, type WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import type { LogLevel, WorkerSummary } from '../../../shared/job/schema.ts';
import type { Random } from '../../../shared/random.ts';
import type { Reaper } from '../browsers/reaper.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { WorkerRegistry } from '../registry/workers.ts';
import type { Dispatcher } from './dispatcher.ts';
import { RestartBudget } from './restart-budget.ts';
import { post, summarize, type Worker } from './worker.ts';
import type { SpawnWorker, WorkerProcess } from './worker-process.ts';

export interface SupervisorDeps {
  readonly spawn: SpawnWorker;
  readonly dispatcher: Dispatcher;
  readonly queue: JobQueue;
  readonly registry: WorkerRegistry;
  readonly reaper: Reaper;
  readonly clock: Clock;
  readonly random: Random;
  /** Folder below which each worker gets its own temporary folder. */
  readonly temporary: string;
  readonly note: (level: LogLevel, source: string, message: string) => void;
  readonly changed: () => void;
}

export interface SupervisorSettings {
  readonly workers: number;
  readonly jobsPerWorker: number;
  readonly pollMs: number;
  readonly heartbeatMs: number;
  /** Without a sign of life for this long, a worker is ended. */
  readonly deadMs: number;
  /** What a cancelled job may take before its worker is ended. */
  readonly cancelGraceMs: number;
  readonly browsers: WorkerSettings['browsers'];
  readonly sandbox: boolean;
}

const RESTARTS = 5;
const RESTART_WINDOW_MS = 60_000;

/**
 * Keeps the workers alive. A worker is starting (forked, not yet ready), live, or gone; when it goes, its jobs
 * return at once, its browsers are ended, its folder is removed, and its slot gets a new worker within the
 * restart budget. Only `stop` ends that; a stop is never taken for a crash.
 */
export class Supervisor {
  readonly #deps: SupervisorDeps;
  readonly #settings: SupervisorSettings;
  readonly #live = new Map<number, Worker>();
  readonly #starting = new Map<number, WorkerProcess>();
  readonly #restarts = new Map<number, number>();
  readonly #timers = new Set<Disposable>();
  readonly #budget = new RestartBudget(RESTARTS, RESTART_WINDOW_MS);
  #stopping = false;
  #onEmpty: (() => void) | undefined;
  readonly #cleanups = new Set<Promise<void>>();

  constructor(deps: SupervisorDeps, settings: SupervisorSettings) {
    this.#deps = deps;
    this.#settings = settings;
  }

  /** Starts every worker and the watch over their heartbeats. */
  start(): void {
    for (let slot = 1; slot <= this.#settings.workers; slot++) this.#spawn(slot);
    this.#timers.add(setRepeating(this.#deps.clock, 1_000, () => this.#endSilentWorkers()));
  }

  /** Every worker as the screens show it, by slot. */
  list(): WorkerSummary[] {
    return [...this.#live.values()].sort((a, b) => a.slot - b.slot).map(summarize);
  }

  /** There may be something to claim: the least busy worker hears it first. */
  nudge(): void {
    if (this.#stopping) return;
    const byLoad = [...this.#live.values()].sort((a, b) => a.leases.size - b.leases.size);
    for (const worker of byLoad) if (worker.ready) post(worker, { kind: 'nudge' });
  }

  /** Passes a cancel on, and ends the worker when the job still resists after the grace time. */
  cancel(jobId: JobId, epoch: LeaseEpoch): void {
    const worker = [...this.#live.values()].find(({ leases }) => leases.get(jobId)?.epoch === epoch);
    if (worker === undefined) return;
    post(worker, { kind: 'cancel', jobId, epoch });
    this.#later(this.#settings.cancelGraceMs, () => {
      if (this.#live.get(worker.slot) !== worker || worker.leases.get(jobId)?.epoch !== epoch) return;
      this.#deps.queue.cancelStage({ jobId, epoch }, 'worker_killed', this.#settings.cancelGraceMs);
      worker.process.kill();
    });
  }

  /**
   * Stops for good: no new claims, running jobs get up to `graceMs`, what is left is given back, every browser is
   * closed, every worker has ended when the promise settles. A second call waits for the first.
   */
  async stop(graceMs: number): Promise<void> {
    const ended = new Promise<void>((resolve) => {
      const before = this.#onEmpty;
      this.#onEmpty = () => {
        before?.();
        resolve();
      };
    });
    if (!this.#stopping) this.#beginStop(graceMs);
    this.#checkEmpty();
    await ended;
    await Promise.all(this.#cleanups);
    for (const timer of this.#timers) timer.dispose();
  }

  #beginStop(graceMs: number): void {
    this.#stopping = true;
    for (const process of this.#starting.values()) process.kill();
    for (const worker of this.#live.values()) post(worker, { kind: 'drain' });
    this.#later(graceMs, () => {
      for (const worker of this.#live.values()) post(worker, { kind: 'stop' });
      this.#later(STOP_MS, () => {
        for (const worker of this.#live.values()) worker.process.kill();
      });
    });
  }

  #spawn(slot: number): void {
    const temporaryDir = join(this.#deps.temporary, `w${slot}-${this.#deps.random.token().slice(0, 8)}`);
    mkdirSync(temporaryDir, { recursive: true, mode: 0o700 });
    let worker: Worker | undefined;
    const process = this.#deps.spawn(slot, temporaryDir, {
      onSpawned: (pid) => {
        worker = this.#register(slot, pid, process, temporaryDir);
      },
      onMessage: (message) => {
        if (worker !== undefined) this.#hear(worker, message);
      },
      onGone: (code) => this.#gone(slot, worker, temporaryDir, code),
    });
    this.#starting.set(slot, process);
  }

  #register(slot: number, pid: number, process: WorkerProcess, temporaryDir: string): Worker {
    const { registry, clock } = this.#deps;
    const worker: Worker = {
      slot,
      pid,
      process,
      temporaryDir,
      id: registry.register(slot, pid),
      startedAt: clock.now(),
      seenAt: clock.monotonic(),
      restarts: this.#restarts.get(slot) ?? 0,
      concurrency: this.#settings.jobsPerWorker,
      ready: false,
      beatAt: null,
      rssBytes: 0,
      jobsDone: 0,
      jobsFailed: 0,
      leases: new Map(),
      browsers: new Set(),
    };
    this.#starting.delete(slot);
    this.#live.set(slot, worker);
    if (this.#stopping) process.kill();
    else post(worker, { kind: 'init', settings: this.#workerSettings(worker) });
    this.#deps.changed();
    return worker;
  }

  #workerSettings(worker: Worker): WorkerSettings {
    const { pollMs, heartbeatMs, browsers, sandbox } = this.#settings;
    const { id, slot, concurrency } = worker;
    return { workerId: id, slot, concurrency, pollMs, heartbeatMs, browsers, sandbox };
  }

  /** A message that is not in the protocol ends the worker: nothing that it says can be trusted any more. */
  #hear(worker: Worker, message: unknown): void {
    const parsed = FromWorker.safeParse(message);
    if (parsed.success) return this.#deps.dispatcher.handle(worker, parsed.data);
    this.#deps.note(
      'ERROR',
      `W${worker.slot}`,
      `sent a message outside the protocol: ${parsed.error.message}`,
    );
    worker.process.kill();
  }

  #gone(slot: number, worker: Worker | undefined, temporaryDir: string, code: number): void {
    this.#starting.delete(slot);
    if (worker !== undefined) this.#bury(worker, code);
    this.#track(this.#cleanUp(worker, temporaryDir));
    if (this.#stopping) this.#checkEmpty();
    else this.#respawn(slot);
    this.#deps.changed();
  }

  #bury(worker: Worker, code: number): void {
    this.#live.delete(worker.slot);
    const moved = this.#deps.queue.reclaimWorker(
      worker.id,
      'worker_died',
      `Worker W${worker.slot} (process ${worker.pid}) ended with code ${code}.`,
    );
    this.#deps.registry.ended(worker.id, this.#stopping ? 'stopped' : `exit code ${code}`);
    if (!this.#stopping) {
      this.#deps.note(
        'WARN',
        `W${worker.slot}`,
        `ended with code ${code}; ${moved.length} jobs returned to the queue`,
      );
    }
  }

  async #cleanUp(worker: Worker | undefined, temporaryDir: string): Promise<void> {
    if (worker !== undefined) await this.#deps.reaper.reapWorker(worker.id);
    // A browser that is just ending may still write into its profile; what stays is removed at the next start.
    rmSync(temporaryDir, { recursive: true, force: true, maxRetries: 3 });
  }

  #track(cleanup: Promise<void>): void {
    const safe = cleanup.catch((error: unknown) => {
      this.#deps.note('WARN', 'supervisor', `cleaning up after a worker failed: ${String(error)}`);
    });
    this.#cleanups.add(safe);
    void safe.finally(() => this.#cleanups.delete(safe));
  }

  #respawn(slot: number): void {
    const waitMs = this.#budget.take(this.#deps.clock.monotonic());
    this.#restarts.set(slot, (this.#restarts.get(slot) ?? 0) + (waitMs === 0 ? 1 : 0));
    if (waitMs === 0) return this.#spawn(slot);
    this.#deps.note(
      'ERROR',
      `W${slot}`,
      `ended ${RESTARTS} times within a minute; next start in ${waitMs} ms`,
    );
    this.#later(waitMs, () => {
      if (!this.#stopping) this.#respawn(slot);
    });
  }

  #endSilentWorkers(): void {
    const now = this.#deps.clock.monotonic();
    for (const worker of this.#live.values()) {
      if (now - worker.seenAt <= this.#settings.deadMs) continue;
      this.#deps.note('ERROR', `W${worker.slot}`, `no sign of life for ${this.#settings.deadMs} ms: ended`);
      worker.process.kill();
    }
  }

  #later(ms: number, act: () => void): void {
    const timer = this.#deps.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
  }

  #checkEmpty(): void {
    if (this.#stopping && this.#live.size === 0 && this.#starting.size === 0) this.#onEmpty?.();
  }
}

/** After `stop` a worker may take this long to give its jobs back and close its browsers. */
const STOP_MS = 5_000;
