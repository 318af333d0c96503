import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import { FromWorker, type WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import type { LogLevel, WorkerSummary } from '../../../shared/job/schema.ts';
import type { Random } from '../../../shared/random.ts';
import type { Reaper } from '../browsers/reaper.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { WorkerRegistry } from '../registry/workers.ts';
import { Cleanups } from './cleanups.ts';
import type { Dispatcher } from './dispatcher.ts';
import { RestartBudget } from './restart-budget.ts';
import { heldLease, type Lease, post, summarize, type Worker } from './worker.ts';
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
/** How often the signs of life are looked at. */
const WATCH_MS = 1_000;
/** A worker that is still loading may be silent this long, however short a heartbeat is: a busy machine needs seconds for it. */
const START_MS = 30_000;
/** After `stop` a worker may take this long to give its jobs back and close its browsers. */
const STOP_MS = 5_000;
/** What has been ended must be gone after this long; a process that the system does not let go is not waited for. */
const EXIT_MS = 5_000;

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
  readonly #cleanups: Cleanups;
  #watch: Disposable | undefined;
  #watchedAt = 0;
  #stopping = false;
  #stopped: Promise<void> | undefined;
  #onEmpty: (() => void) | undefined;

  constructor(deps: SupervisorDeps, settings: SupervisorSettings) {
    this.#deps = deps;
    this.#settings = settings;
    this.#cleanups = new Cleanups(deps.clock, (error) =>
      deps.note('WARN', 'supervisor', `cleaning up after a worker failed: ${String(error)}`),
    );
  }

  /** Starts every worker and the watch over their heartbeats. Changes nothing after a stop. */
  start(): void {
    if (this.#stopping || this.#watch !== undefined) return;
    for (let slot = 1; slot <= this.#settings.workers; slot++) this.#spawn(slot);
    this.#watchedAt = this.#deps.clock.monotonic();
    this.#watch = setRepeating(this.#deps.clock, WATCH_MS, () => this.#endSilentWorkers());
  }

  /** Every worker as the screens show it, by slot. */
  list(): WorkerSummary[] {
    return [...this.#live.values()].sort((a, b) => a.slot - b.slot).map(summarize);
  }

  /** There may be something to claim: the least busy worker hears it first. */
  nudge(): void {
    const open = [...this.#live.values()].filter(({ phase, ready }) => phase === 'open' && ready);
    for (const worker of open.sort((a, b) => a.leases.size - b.leases.size)) post(worker, { kind: 'nudge' });
  }

  /** Passes a cancel on, and ends the worker when the job still resists after the grace time. */
  cancel(jobId: JobId, epoch: LeaseEpoch): void {
    const lease = { jobId, epoch };
    const worker = [...this.#live.values()].find((each) => heldLease(each, lease) !== undefined);
    if (worker === undefined) return;
    if (heldLease(worker, lease)?.given === false)
      return this.#deps.dispatcher.cancelBeforeStart(worker, lease);
    post(worker, { kind: 'cancel', ...lease });
    this.#later(this.#settings.cancelGraceMs, () => this.#endResisting(worker, lease));
  }

  /** The queue took these leases back because they ran out. */
  leasesEnded(leases: readonly Lease[]): void {
    this.#deps.dispatcher.leasesEnded(this.#live.values(), leases);
  }

  /**
   * Stops for good: no new claims, running jobs get up to `graceMs`, what is left is given back, every browser is
   * closed, every worker has ended when the promise settles. It settles at the latest some 20 s after the grace time,
   * even when a process cannot be ended. A second call waits for the first.
   */
  stop(graceMs: number): Promise<void> {
    // Set before anything is ended: an end that is heard at once is no crash either.
    this.#stopping = true;
    this.#stopped ??= this.#stop(graceMs);
    return this.#stopped;
  }

  async #stop(graceMs: number): Promise<void> {
    for (const process of this.#starting.values()) process.kill();
    // One that never comes up cannot be ended, and is nothing that jobs or browsers depend on.
    this.#later(EXIT_MS, () => this.#forgetStarting());
    this.#sayToAll('drain');
    if (!(await this.#emptyWithin(graceMs))) {
      this.#sayToAll('stop');
      if (!(await this.#emptyWithin(STOP_MS))) await this.#killAll();
    }
    if (!(await this.#cleanups.settled(EXIT_MS)))
      this.#deps.note('WARN', 'supervisor', 'what ended workers left behind is not all cleaned up');
    this.#watch?.dispose();
    for (const timer of this.#timers) timer.dispose();
  }

  #sayToAll(kind: 'drain' | 'stop'): void {
    for (const worker of this.#live.values()) {
      if (worker.phase === 'open') worker.phase = 'draining';
      post(worker, { kind });
    }
  }

  async #killAll(): Promise<void> {
    for (const worker of this.#live.values()) this.#condemn(worker);
    if (await this.#emptyWithin(EXIT_MS)) return;
    for (const worker of [...this.#live.values()]) {
      this.#deps.note('ERROR', `W${worker.slot}`, `process ${worker.pid} cannot be ended`);
      this.#bury(worker, 'the process cannot be ended');
    }
  }

  /** Waits until no worker is left; false when the time is over before. */
  #emptyWithin(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = this.#deps.clock.setTimer(ms, () => resolve(false));
      this.#onEmpty = () => {
        timer.dispose();
        resolve(true);
      };
      this.#checkEmpty();
    });
  }

  #checkEmpty(): void {
    if (this.#live.size === 0 && this.#starting.size === 0) this.#onEmpty?.();
  }

  #forgetStarting(): void {
    this.#starting.clear();
    this.#checkEmpty();
  }

  #spawn(slot: number): void {
    const { temporary, random, spawn, note } = this.#deps;
    const temporaryDir = join(temporary, `w${slot}-${random.token().slice(0, 8)}`);
    let worker: Worker | undefined;
    try {
      mkdirSync(temporaryDir, { recursive: true, mode: 0o700 });
      const process = spawn(slot, temporaryDir, {
        onSpawned: (pid) => {
          worker = this.#register(slot, pid, process, temporaryDir);
        },
        onMessage: (message) => {
          if (worker !== undefined) this.#hear(worker, message);
        },
        onGone: (code) => this.#gone(slot, worker, temporaryDir, code),
      });
      this.#starting.set(slot, process);
    } catch (error) {
      note('ERROR', `W${slot}`, `could not be started: ${String(error)}`);
      this.#later(WATCH_MS, () => this.#respawn(slot));
    }
  }

  /** Takes a process that has come up into the ranks; one that comes up during a stop is ended unseen. */
  #register(slot: number, pid: number, process: WorkerProcess, temporaryDir: string): Worker | undefined {
    if (this.#stopping) {
      process.kill();
      return undefined;
    }
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
      phase: 'open',
      blamed: null,
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
    post(worker, { kind: 'init', settings: this.#workerSettings(worker) });
    this.#deps.changed();
    return worker;
  }

  #workerSettings(worker: Worker): WorkerSettings {
    const { pollMs, heartbeatMs, browsers, sandbox } = this.#settings;
    const { id, slot, concurrency } = worker;
    return { workerId: id, slot, concurrency, pollMs, heartbeatMs, browsers, sandbox };
  }

  /**
   * A message that is not in the protocol ends the worker: nothing that it says can be trusted any more. So does one that
   * main cannot take in (a full disk): unanswered, the job would wait for ever.
   */
  #hear(worker: Worker, message: unknown): void {
    const parsed = FromWorker.safeParse(message);
    const { note, dispatcher } = this.#deps;
    if (!parsed.success) {
      note('ERROR', `W${worker.slot}`, `sent a message outside the protocol: ${parsed.error.message}`);
      return this.#condemn(worker);
    }
    try {
      dispatcher.handle(worker, parsed.data);
    } catch (error) {
      note('ERROR', `W${worker.slot}`, `a message could not be taken in: ${String(error)}`);
      this.#condemn(worker);
    }
  }

  /** Ends a worker at once. @param blamed the job that is the reason, when it is one alone */
  #condemn(worker: Worker, blamed: JobId | null = null): void {
    worker.phase = 'condemned';
    worker.blamed ??= blamed;
    worker.process.kill();
  }

  #endResisting(worker: Worker, lease: Lease): void {
    if (worker.phase === 'condemned' || heldLease(worker, lease) === undefined) return;
    this.#deps.queue.cancelStage(lease, 'worker_killed', this.#settings.cancelGraceMs);
    this.#condemn(worker, lease.jobId);
  }

  #gone(slot: number, worker: Worker | undefined, temporaryDir: string, code: number): void {
    this.#starting.delete(slot);
    if (worker !== undefined) this.#bury(worker, `exit code ${code}`);
    this.#cleanups.add(this.#cleanUp(worker, temporaryDir));
    if (this.#stopping) return this.#checkEmpty();
    this.#deps.changed();
    // Ended for the sake of one job, on purpose: that says nothing against the next worker.
    if (worker !== undefined && worker.blamed !== null) return this.#spawnAgain(slot);
    this.#respawn(slot);
  }

  /** Returns the jobs of a worker that is gone; a second call changes nothing. */
  #bury(worker: Worker, reason: string): void {
    if (this.#live.get(worker.slot) !== worker) return;
    this.#live.delete(worker.slot);
    worker.phase = 'condemned';
    try {
      const returned = this.#returnJobs(worker, reason);
      const { jobsDone, jobsFailed } = worker;
      this.#deps.registry.ended(worker.id, this.#stopping ? 'stopped' : reason, { jobsDone, jobsFailed });
      if (!this.#stopping)
        this.#deps.note('WARN', `W${worker.slot}`, `ended (${reason}); ${returned} jobs left it`);
    } catch (error) {
      // What could not be written down now returns when its lease ends.
      this.#deps.note('ERROR', `W${worker.slot}`, `its end could not be written down: ${String(error)}`);
    }
  }

  /** Gives back what did not end the worker, without counting it as a crash, and takes back the rest. */
  #returnJobs(worker: Worker, reason: string): number {
    const { queue } = this.#deps;
    const held = [...worker.leases.values()];
    worker.leases.clear();
    for (const lease of held) if (this.#isInnocent(worker, lease)) queue.release(lease);
    queue.reclaimWorker(
      worker.id,
      'worker_died',
      `Worker W${worker.slot} (process ${worker.pid}) ended: ${reason}.`,
    );
    return held.length;
  }

  /** True for a job that the worker never had, that is not the blamed one, or that a stop of the app cut short. */
  #isInnocent(worker: Worker, { given, jobId }: { given: boolean; jobId: JobId }): boolean {
    if (this.#stopping || !given) return true;
    return worker.blamed !== null && worker.blamed !== jobId;
  }

  async #cleanUp(worker: Worker | undefined, temporaryDir: string): Promise<void> {
    if (worker !== undefined) await this.#deps.reaper.reapWorker(worker.id);
    // A browser that is just ending may still write into its profile; what stays is removed at the next start.
    await rm(temporaryDir, { recursive: true, force: true, maxRetries: 3 });
  }

  #respawn(slot: number): void {
    if (this.#stopping) return;
    const waitMs = this.#budget.take(this.#deps.clock.monotonic());
    if (waitMs === 0) return this.#spawnAgain(slot);
    this.#deps.note(
      'ERROR',
      `W${slot}`,
      `workers ended ${RESTARTS} times within a minute; next start in ${Math.ceil(waitMs / 1000)} s`,
    );
    this.#later(waitMs, () => this.#respawn(slot));
  }

  #spawnAgain(slot: number): void {
    this.#restarts.set(slot, (this.#restarts.get(slot) ?? 0) + 1);
    this.#spawn(slot);
  }

  #endSilentWorkers(): void {
    const now = this.#deps.clock.monotonic();
    // Time in which main itself stood still (sleep, a stopped process) is nobody's silence: its messages wait unread.
    const stoodStillMs = Math.max(0, now - this.#watchedAt - WATCH_MS);
    this.#watchedAt = now;
    for (const worker of this.#live.values()) {
      worker.seenAt = Math.min(now, worker.seenAt + stoodStillMs);
      const limitMs = worker.ready ? this.#settings.deadMs : Math.max(START_MS, this.#settings.deadMs);
      if (worker.phase === 'condemned' || now - worker.seenAt <= limitMs) continue;
      this.#deps.note('ERROR', `W${worker.slot}`, `no sign of life for ${limitMs} ms: ended`);
      this.#condemn(worker);
    }
  }

  #later(ms: number, act: () => void): void {
    const timer = this.#deps.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
  }
}
