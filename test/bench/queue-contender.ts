/** A job as every contender of the queue's benchmark gets it. */
export interface BenchJob {
  /** −5 … 5. */
  readonly priority: number;
  /** Epoch milliseconds, in the past. */
  readonly runAt: number;
  readonly inputs: Readonly<Record<string, string | number>>;
}

/** What is measured of each contender; jobs never run, so only the queue's own work counts. */
export interface Contender {
  /** Queues many jobs at once, all or none. */
  enqueue(jobs: readonly BenchJob[]): void;
  /** Claims one job and leaves it running. */
  claim(): void;
  /** Claims one job and completes it: two commits. */
  pair(): void;
  /** Claims `size` jobs and completes them: as few commits as the contender offers. */
  batch(size: number): void;
  close(): void;
}
