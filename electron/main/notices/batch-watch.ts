import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';

/** So many batches are followed; of older ones nothing is told. */
const MOST = 50;

/** How a batch came to its end. */
export interface BatchEnd {
  readonly jobs: number;
  readonly completed: number;
  readonly failed: number;
}

interface Batch {
  readonly jobs: number;
  readonly open: Set<JobId>;
  completed: number;
  failed: number;
}

/** Follows jobs that were queued together, until the last of them has ended. A parked job has not. In memory alone. */
export class BatchWatch {
  readonly #onEnd: (end: BatchEnd) => void;
  readonly #batches = new Set<Batch>();

  constructor(onEnd: (end: BatchEnd) => void) {
    this.#onEnd = onEnd;
  }

  /** These were queued together; one alone is no batch. */
  started(ids: readonly JobId[]): void {
    const open = new Set(ids);
    if (open.size < 2) return;
    this.#batches.add({ jobs: open.size, open, completed: 0, failed: 0 });
    const [oldest] = this.#batches;
    if (this.#batches.size > MOST && oldest !== undefined) this.#batches.delete(oldest);
  }

  jobChanged({ id, state }: Pick<JobSummary, 'id' | 'state'>): void {
    if (state !== 'completed' && state !== 'failed' && state !== 'cancelled') return;
    for (const batch of this.#batches) {
      if (!batch.open.delete(id)) continue;
      if (state === 'completed') batch.completed += 1;
      if (state === 'failed') batch.failed += 1;
      if (batch.open.size > 0) continue;
      this.#batches.delete(batch);
      this.#onEnd({ jobs: batch.jobs, completed: batch.completed, failed: batch.failed });
    }
  }
}
