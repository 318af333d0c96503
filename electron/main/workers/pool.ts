import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { FromWorker, type WorkerSettings } from '../../../shared/ipc/worker-protocol.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import type { Random } from '../../../shared/random.ts';
import type { Reaper } from '../browsers/reaper.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { WorkerRegistry } from '../registry/workers.ts';
import { Cleanups } from './cleanups.ts';
import type { Dispatcher } from './dispatcher.ts';
import { newWorker, post, type Worker } from './worker.ts';
import type { SpawnWorker, WorkerProcess } from './worker-process.ts';

export interface PoolDeps {
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

/** What the pool asks and tells whoever decides over its slots. */
export interface PoolOwner {
  /** What a new worker is told. */
  settings(): Omit<WorkerSettings, 'workerId' | 'slot'>;
  /** The slot is empty. `meant`: its worker was to end, which says nothing against the next one. */
  ended(slot: number, meant: boolean, reason: string): void;
  /** No process could be started in the slot. */
  refused(slot: number, reason: string): void;
}

/** One process, from its fork to its end. */
interface Run {
  readonly slot: number;
  readonly temporaryDir: string;
  /** Set when it has come up and is one of the workers. */
  worker: Worker | undefined;
  process: WorkerProcess | undefined;
  /** It was told to end before it came up. */
  dismissed: boolean;
}

/**
 * The worker processes. One is starting (forked, not yet up), live, or gone; when it goes, its jobs return at once, its browsers
 * are ended and its folder is removed. Which slots have a worker is for the owner to say.
 */
export class WorkerPool {
  readonly #deps: PoolDeps;
  readonly #owner: PoolOwner;
  readonly #live = new Map<number, Worker>();
  readonly #starting = new Map<number, Run>();
  readonly #starts = new Map<number, number>();
  readonly #cleanups: Cleanups;
  #closed = false;
  #onEmpty: (() => void) | undefined;

  constructor(deps: PoolDeps, owner: PoolOwner) {
    this.#deps = deps;
    this.#owner = owner;
    this.#cleanups = new Cleanups(deps.clock, (error) =>
      deps.note('WARN', 'supervisor', `cleaning up after a worker failed: ${String(error)}`),
    );
  }

  /** The workers that live now. */
  get workers(): Worker[] {
    return [...this.#live.values()];
  }

  /** Starts a worker in the slot, when nothing is in it. */
  start(slot: number): void {
    if (this.#closed || this.#live.has(slot) || this.#starting.has(slot)) return;
    const temporaryDir = join(this.#deps.temporary, `w${slot}-${this.#deps.random.token().slice(0, 8)}`);
    const run: Run = { slot, temporaryDir, worker: undefined, process: undefined, dismissed: false };
    this.#starts.set(slot, (this.#starts.get(slot) ?? 0) + 1);
    this.#starting.set(slot, run);
    try {
      mkdirSync(temporaryDir, { recursive: true, mode: 0o700 });
      run.process = this.#fork(run);
    } catch (error) {
      this.#starting.delete(slot);
      this.#deps.note('ERROR', `W${slot}`, `could not be started: ${String(error)}`);
      this.#owner.refused(slot, `could not be started: ${String(error)}`);
    }
  }

  /** Lets what is in the slot end without harm: it finishes what it has. False = nothing is in it. */
  dismiss(slot: number): boolean {
    const starting = this.#starting.get(slot);
    if (starting !== undefined) {
      starting.dismissed = true;
      starting.process?.kill();
    }
    const worker = this.#live.get(slot);
    if (worker?.phase === 'open') this.#drain(worker);
    return starting !== undefined || worker !== undefined;
  }

  /** From now on the worker runs up to so many jobs at once; what runs beyond that is finished. */
  resize(worker: Worker, concurrency: number): void {
    if (worker.concurrency === concurrency) return;
    worker.concurrency = concurrency;
    post(worker, { kind: 'resize', concurrency });
  }

  /** Ends a worker at once. @param blamed the job that is the reason, when it is one alone */
  condemn(worker: Worker, blamed: JobId | null = null): void {
    worker.phase = 'condemned';
    worker.blamed ??= blamed;
    worker.process.kill();
  }

  /** From now on nothing is started, and an end is no crash. What is still starting is ended. */
  close(): void {
    this.#closed = true;
    for (const { process } of this.#starting.values()) process?.kill();
  }

  /** Tells every worker to end: when it has finished its jobs, or now. */
  endAll(kind: 'drain' | 'stop'): void {
    for (const worker of this.#live.values()) {
      if (worker.phase === 'open') worker.phase = 'draining';
      post(worker, { kind });
    }
  }

  condemnAll(): void {
    for (const worker of this.#live.values()) this.condemn(worker);
  }

  /** Waits no longer for processes that do not come up: no jobs or browsers depend on them. */
  forgetStarting(): void {
    this.#starting.clear();
    this.#checkEmpty();
  }

  /** Waits no longer for workers that the system does not let go: their jobs are given back. */
  giveUp(): void {
    for (const worker of this.workers) {
      this.#deps.note('ERROR', `W${worker.slot}`, `process ${worker.pid} cannot be ended`);
      this.#bury(worker, 'the process cannot be ended');
    }
  }

  /** Waits until no process is left; false when the time is over before. */
  emptyWithin(ms: number): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = this.#deps.clock.setTimer(ms, () => resolve(false));
      this.#onEmpty = () => {
        timer.dispose();
        resolve(true);
      };
      this.#checkEmpty();
    });
  }

  /** Waits until everything is cleaned up after ended workers; false when the time is over before. */
  cleanWithin(ms: number): Promise<boolean> {
    return this.#cleanups.settled(ms);
  }

  #drain(worker: Worker): void {
    worker.phase = 'draining';
    post(worker, { kind: 'drain' });
  }

  #checkEmpty(): void {
    if (this.#live.size === 0 && this.#starting.size === 0) this.#onEmpty?.();
  }

  #fork(run: Run): WorkerProcess {
    return this.#deps.spawn(run.slot, run.temporaryDir, {
      onSpawned: (pid) => this.#tryToTake(run, pid),
      onMessage: (message) => {
        if (run.worker !== undefined) this.#hear(run.worker, message);
      },
      onTurnEnd: () => {
        if (run.worker !== undefined) this.#settle(run.worker);
      },
      onGone: (code) => this.#gone(run, `exit code ${code}`),
    });
  }

  /** A process whose life cannot be written down (a full disk) is ended unseen; its slot is filled again. */
  #tryToTake(run: Run, pid: number): void {
    try {
      this.#cameUp(run, pid);
    } catch (error) {
      this.#deps.note('ERROR', `W${run.slot}`, `could not be taken into the ranks: ${String(error)}`);
      run.process?.kill();
    }
  }

  /** Takes a process that has come up into the ranks; one that was told to end before is ended unseen. */
  #cameUp(run: Run, pid: number): void {
    const { slot, process, temporaryDir } = run;
    if (process === undefined) return;
    if (this.#closed || run.dismissed) return process.kill();
    const { registry, clock, changed } = this.#deps;
    const settings = this.#owner.settings();
    const worker = newWorker({
      slot,
      pid,
      process,
      temporaryDir,
      id: registry.register(slot, pid),
      startedAt: clock.now(),
      seenAt: clock.monotonic(),
      restarts: (this.#starts.get(slot) ?? 1) - 1,
      concurrency: settings.concurrency,
    });
    run.worker = worker;
    this.#starting.delete(slot);
    this.#live.set(slot, worker);
    post(worker, { kind: 'init', settings: { ...settings, workerId: worker.id, slot } });
    changed();
  }

  /** A message that is not in the protocol ends the worker: nothing that it says can be trusted any more. */
  #hear(worker: Worker, message: unknown): void {
    const parsed = FromWorker.safeParse(message);
    if (parsed.success) return this.#take(worker, () => this.#deps.dispatcher.handle(worker, parsed.data));
    const fault = `sent a message outside the protocol: ${parsed.error.message}`;
    this.#deps.note('ERROR', `W${worker.slot}`, fault);
    this.condemn(worker);
  }

  #settle(worker: Worker): void {
    if (worker.ends.length > 0) this.#take(worker, () => this.#deps.dispatcher.settle(worker));
  }

  /** What main cannot take in ends the worker too: unanswered, the job would wait for ever. */
  #take(worker: Worker, act: () => void): void {
    try {
      act();
    } catch (error) {
      this.#deps.note('ERROR', `W${worker.slot}`, `a message could not be taken in: ${String(error)}`);
      this.condemn(worker);
    }
  }

  #gone(run: Run, reason: string): void {
    const { slot, worker, temporaryDir } = run;
    // What it told before counts.
    if (worker !== undefined) this.#settle(worker);
    const meant = worker === undefined ? run.dismissed : isMeant(worker);
    this.#starting.delete(slot);
    if (worker !== undefined) this.#bury(worker, meant && worker.blamed === null ? 'drained' : reason);
    this.#cleanups.add(this.#cleanUp(worker, temporaryDir));
    if (this.#closed) return this.#checkEmpty();
    this.#deps.changed();
    this.#owner.ended(slot, meant, reason);
  }

  /** Returns the jobs of a worker that is gone; a second call changes nothing. */
  #bury(worker: Worker, reason: string): void {
    if (this.#live.get(worker.slot) !== worker) return;
    this.#live.delete(worker.slot);
    worker.phase = 'condemned';
    try {
      const returned = this.#returnJobs(worker, reason);
      const { jobsDone, jobsFailed } = worker;
      this.#deps.registry.ended(worker.id, this.#closed ? 'stopped' : reason, { jobsDone, jobsFailed });
      const level = reason === 'drained' ? 'INFO' : 'WARN';
      if (!this.#closed)
        this.#deps.note(level, `W${worker.slot}`, `ended (${reason}); ${returned} jobs left it`);
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
    const detail = `Worker W${worker.slot} (process ${worker.pid}) ended: ${reason}.`;
    queue.reclaimWorker(worker.id, 'worker_died', detail);
    return held.length;
  }

  /** True for a job that the worker never had, that is not the blamed one, or that a stop of the app cut short. */
  #isInnocent(worker: Worker, { given, jobId }: { given: boolean; jobId: JobId }): boolean {
    if (this.#closed || !given) return true;
    return worker.blamed !== null && worker.blamed !== jobId;
  }

  async #cleanUp(worker: Worker | undefined, temporaryDir: string): Promise<void> {
    if (worker !== undefined) await this.#deps.reaper.reapWorker(worker.id);
    // A browser that is just ending may still write into its profile; what stays is removed at the next start.
    await rm(temporaryDir, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A worker that finished what it had after it was told to, or that was ended for the sake of one job, on purpose. */
function isMeant(worker: Worker): boolean {
  if (worker.blamed !== null) return true;
  return worker.phase === 'draining' && ![...worker.leases.values()].some(({ given }) => given);
}
