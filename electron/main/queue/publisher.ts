import type { Disposable } from '../../../shared/clock.ts';
import type { JobId, LeaseEpoch, WorkerId } from '../../../shared/ids.ts';
import type { JobSummary, LogLine, StateCounts } from '../../../shared/job/schema.ts';

/** What the queue tells after a commit, with the values of each. The database is the truth: these are hints. */
export interface QueueNews {
  jobChanged: [job: JobSummary];
  countsChanged: [counts: StateCounts];
  /** A person deleted these jobs: they are shown nowhere any more. */
  jobsDeleted: [ids: readonly JobId[]];
  /** Something of a job's detail is newer than `rev`. */
  activity: [jobId: JobId, part: 'detail' | 'rows', rev: number];
  lines: [jobId: JobId, lines: readonly LogLine[]];
  /** There may be something to claim. */
  wake: [];
  /** A running job is to be stopped; said again at each request. */
  cancelAsked: [jobId: JobId, epoch: LeaseEpoch, workerId: WorkerId];
  pausedChanged: [paused: boolean];
  /** What is known of some profile has changed. */
  profilesChanged: [];
}

type Listeners = { [K in keyof QueueNews]: Set<(...news: QueueNews[K]) => void> };

/** Passes the queue's news on. A listener that throws hurts neither the queue nor the other listeners. */
export class Publisher {
  readonly #onListenerError: (error: unknown) => void;
  readonly #listeners: Listeners = {
    jobChanged: new Set(),
    countsChanged: new Set(),
    jobsDeleted: new Set(),
    activity: new Set(),
    lines: new Set(),
    wake: new Set(),
    cancelAsked: new Set(),
    pausedChanged: new Set(),
    profilesChanged: new Set(),
  };

  /** @param onListenerError hears what a listener threw; it is the place to write it to the log */
  constructor(onListenerError: (error: unknown) => void) {
    this.#onListenerError = onListenerError;
  }

  /** Calls `listener` with every item of that news until it is disposed. */
  on<K extends keyof QueueNews>(name: K, listener: (...news: QueueNews[K]) => void): Disposable {
    const listeners: Set<(...news: QueueNews[K]) => void> = this.#listeners[name];
    listeners.add(listener);
    return { dispose: () => listeners.delete(listener) };
  }

  /** True when somebody listens: what is dear to make need not be made for nobody. */
  wants(name: keyof QueueNews): boolean {
    return this.#listeners[name].size > 0;
  }

  emit<K extends keyof QueueNews>(name: K, ...news: QueueNews[K]): void {
    const listeners: Set<(...news: QueueNews[K]) => void> = this.#listeners[name];
    for (const listener of listeners) {
      try {
        listener(...news);
      } catch (error) {
        this.#onListenerError(error);
      }
    }
  }
}
