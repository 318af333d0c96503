import type { Disposable } from '../../../shared/clock.ts';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { ToWorker, WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import type { PoolHealth, PoolSize } from '../../../shared/job/pool.ts';
import type { WorkerSummary } from '../../../shared/job/schema.ts';
import { type PoolDeps, WorkerPool } from './pool.ts';
import { Restarts } from './restarts.ts';
import { SilenceWatch } from './silence-watch.ts';
import { Slots } from './slots.ts';
import { stopPool } from './stop.ts';
import { heldLease, type Lease, post, summarize, type Worker } from './worker.ts';

export type SupervisorDeps = PoolDeps;

/** `workers` and `jobsPerWorker` are those at the start; `configure` changes them. The others are read when they are needed. */
export interface SupervisorSettings extends PoolSize {
  readonly pollMs: number;
  readonly heartbeatMs: number;
  /** Without a sign of life for this long, a worker is ended. */
  readonly deadMs: number;
  /** What a cancelled job may take before its worker is ended. */
  readonly cancelGraceMs: number;
  readonly browsers: WorkerSettings['browsers'];
  readonly sandbox: boolean;
  /** So many browsers of failed steps may each worker keep open; undefined = as it thinks right. */
  readonly maxHeld?: number;
}

/** What becomes of a slot when its worker was drained. */
export type AfterDrain = 'restart' | 'stay';

/**
 * Keeps the workers alive: every slot that is to have one has one. A worker that crashes is replaced within the restart budget, one
 * that was drained or ended on purpose always. Only `stop` ends that; a stop is never taken for a crash.
 */
export class Supervisor {
  readonly #deps: SupervisorDeps;
  readonly #settings: SupervisorSettings;
  readonly #slots: Slots;
  readonly #pool: WorkerPool;
  readonly #restarts: Restarts;
  readonly #silence: SilenceWatch;
  readonly #timers = new Set<Disposable>();
  #browsers: WorkerSettings['browsers'];
  #started = false;
  #stopping = false;
  #stopped: Promise<void> | undefined;

  constructor(deps: SupervisorDeps, settings: SupervisorSettings) {
    const { clock, note, changed } = deps;
    const { workers, jobsPerWorker } = settings;
    this.#deps = deps;
    this.#settings = settings;
    this.#browsers = settings.browsers;
    this.#slots = new Slots({ workers, jobsPerWorker });
    this.#pool = new WorkerPool(deps, {
      settings: () => this.#workerSettings(),
      ended: (slot, meant, reason) => this.#ended(slot, meant, reason),
      refused: (slot, reason) => this.#restarts.refused(slot, reason),
    });
    this.#restarts = new Restarts({ clock, note, changed, start: (slot) => this.#fill(slot) });
    this.#silence = new SilenceWatch({
      clock,
      note,
      deadMs: () => this.#settings.deadMs,
      workers: () => this.#pool.workers,
      condemn: (worker) => this.#pool.condemn(worker),
    });
  }

  /** Starts every worker and the watch over their heartbeats. Changes nothing after a stop. */
  start(): void {
    if (this.#stopping || this.#started) return;
    this.#started = true;
    this.#fillAll();
    this.#silence.start();
  }

  /** Every worker as the screens show it, by slot. */
  list(): WorkerSummary[] {
    return this.#pool.workers.sort((a, b) => a.slot - b.slot).map(summarize);
  }

  /** The workers as a whole. */
  health(): PoolHealth {
    return { ...this.#slots.size, ...this.#restarts.health(), drained: this.#slots.drained };
  }

  /**
   * Sets how many workers there are and how many jobs each runs at once, from now on. More workers are started at once; those that
   * are too many (the highest slots) finish what they have and end. A smaller number of jobs lets those finish that run.
   */
  configure({ workers, jobsPerWorker }: PoolSize): PoolHealth {
    if (this.#stopping) return this.health();
    const before = this.#slots.size.workers;
    this.#slots.resize({ workers, jobsPerWorker });
    for (let slot = workers + 1; slot <= before; slot++) this.#empty(slot);
    for (const worker of this.#pool.workers) this.#pool.resize(worker, jobsPerWorker);
    this.#fillAll();
    this.#deps.changed();
    return this.health();
  }

  /**
   * Lets the worker of a slot finish what it has and end. Then its slot gets a new one, or stays empty until `startMissing`.
   * @returns false when there is nothing to drain: no such slot, or it is empty already
   */
  drain(slot: number, then: AfterDrain): boolean {
    if (this.#stopping || !this.#slots.has(slot)) return false;
    const drains = this.#pool.dismiss(slot);
    let emptied = false;
    if (then === 'stay') {
      emptied = this.#slots.keepEmpty(slot);
      this.#restarts.forget(slot);
    } else if (drains) this.#slots.want(slot);
    this.#deps.changed();
    return drains || emptied;
  }

  /** Starts at once what is missing: drained slots, and those that a degraded pool holds back. */
  startMissing(): PoolHealth {
    if (this.#stopping) return this.health();
    this.#slots.wantAll();
    this.#restarts.renew();
    this.#fillAll();
    this.#deps.changed();
    return this.health();
  }

  /** Browsers are started from there from now on, by every worker: nobody has to be started again. */
  useBrowsers(browsers: WorkerSettings['browsers']): void {
    this.#browsers = browsers;
    // One that has not said that it is ready has its settings on the way already, before this.
    for (const worker of this.#pool.workers) post(worker, { kind: 'browsers', browsers });
  }

  /** What they are told of the times and of held browsers is another thing from now on. */
  retune(): void {
    const { pollMs, heartbeatMs, maxHeld } = this.#settings;
    for (const worker of this.#pool.workers)
      post(worker, { kind: 'tune', pollMs, heartbeatMs, ...(maxHeld === undefined ? {} : { maxHeld }) });
  }

  /** There may be something to claim: the least busy worker hears it first. */
  nudge(): void {
    const open = this.#pool.workers.filter(({ phase, ready }) => phase === 'open' && ready);
    for (const worker of open.sort((a, b) => a.leases.size - b.leases.size)) post(worker, { kind: 'nudge' });
  }

  /** Passes a cancel on, and ends the worker when the job still resists after the grace time. */
  cancel(jobId: JobId, epoch: LeaseEpoch): void {
    const lease = { jobId, epoch };
    const worker = this.#pool.workers.find((each) => heldLease(each, lease) !== undefined);
    if (worker === undefined) return;
    if (heldLease(worker, lease)?.given === false)
      return this.#deps.dispatcher.cancelBeforeStart(worker, lease);
    post(worker, { kind: 'cancel', ...lease });
    this.#later(this.#settings.cancelGraceMs, () => this.#endResisting(worker, lease));
  }

  /** Sends a message to the worker that runs the job; false = none does (yet, or any more). */
  tell(jobId: JobId, message: (lease: Lease) => ToWorker): boolean {
    for (const worker of this.#pool.workers) {
      const lease = worker.leases.get(jobId);
      if (lease?.given !== true || worker.phase === 'condemned') continue;
      post(worker, message({ jobId, epoch: lease.epoch }));
      return true;
    }
    return false;
  }

  /** The queue took these leases back because they ran out. */
  leasesEnded(leases: readonly Lease[]): void {
    this.#deps.dispatcher.leasesEnded(this.#pool.workers, leases);
  }

  /** From now on no worker is judged for its silence: the machine goes to sleep. */
  hold(): void {
    this.#silence.hold();
  }

  /** The machine is awake: every worker has the full time again to give a sign of life. */
  resume(): void {
    this.#silence.resume();
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
    const { clock, note } = this.#deps;
    this.#restarts.dispose();
    const clean = await stopPool(this.#pool, clock, graceMs);
    if (!clean) note('WARN', 'supervisor', 'what ended workers left behind is not all cleaned up');
    this.#silence.stop();
    for (const timer of this.#timers) timer.dispose();
  }

  #workerSettings(): Omit<WorkerSettings, 'workerId' | 'slot'> {
    const { pollMs, heartbeatMs, sandbox, maxHeld } = this.#settings;
    const browsers = this.#browsers;
    const concurrency = this.#slots.size.jobsPerWorker;
    const held = maxHeld === undefined ? {} : { maxHeld };
    return { concurrency, pollMs, heartbeatMs, browsers, sandbox, ...held };
  }

  #fillAll(): void {
    for (const slot of this.#slots.wanted) this.#fill(slot);
  }

  /** A slot that the restart budget holds back is not filled before its time. */
  #fill(slot: number): void {
    if (!this.#started || !this.#slots.isWanted(slot) || this.#restarts.isWaiting(slot)) return;
    this.#pool.start(slot);
  }

  /** The slot does not belong to the pool any more. */
  #empty(slot: number): void {
    this.#pool.dismiss(slot);
    this.#restarts.forget(slot);
  }

  #ended(slot: number, meant: boolean, reason: string): void {
    if (!this.#slots.isWanted(slot)) return;
    if (meant) return this.#fill(slot);
    this.#restarts.crashed(slot, reason);
  }

  #endResisting(worker: Worker, lease: Lease): void {
    if (worker.phase === 'condemned' || heldLease(worker, lease) === undefined) return;
    this.#deps.queue.cancelStage(lease, 'worker_killed', this.#settings.cancelGraceMs);
    this.#pool.condemn(worker, lease.jobId);
  }

  #later(ms: number, act: () => void): void {
    const timer = this.#deps.clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      act();
    });
    this.#timers.add(timer);
  }
}
