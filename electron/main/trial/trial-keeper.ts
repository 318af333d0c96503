import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import type { JobQueue } from '../queue/queue.ts';
import type { TrialStore } from './trial-store.ts';

/**
 * A trial is for the person who looks at it: what was cut short is not run again by itself, and nothing of it waits for an
 * answer. Such a trial ends.
 */
export class TrialKeeper {
  readonly #queue: Pick<JobQueue, 'cancel'>;
  readonly #store: Pick<TrialStore, 'open'>;

  constructor(queue: Pick<JobQueue, 'cancel'>, store: Pick<TrialStore, 'open'>) {
    this.#queue = queue;
    this.#store = store;
  }

  /** At the start and at the end of the app: whoever looked is gone, and nobody waits for them. */
  endAll(): void {
    for (const id of this.#store.open()) this.#end(id);
  }

  /** Hears of every job that changed. */
  changed({ id, trial, state, startedAt }: Pick<JobSummary, 'id' | 'trial' | 'state' | 'startedAt'>): void {
    if (trial === undefined) return;
    if (state === 'parked' || (state === 'pending' && startedAt !== null)) this.#end(id);
  }

  #end(id: JobId): void {
    this.#queue.cancel(id);
  }
}
