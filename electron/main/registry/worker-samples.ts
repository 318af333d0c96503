import type { Clock } from '../../../shared/clock.ts';
import type { WorkerId } from '../../../shared/ids.ts';
import type { WorkerSample } from '../../../shared/job/pool.ts';
import type { WritableDb } from '../../database/open.ts';

/** What a worker says of itself at one heartbeat; its slot and the time are known here. */
export type NewSample = Omit<WorkerSample, 'slot' | 'at'>;

/** How long samples are kept. */
const KEPT_MS = 24 * 60 * 60 * 1000;
/** Old samples are removed at most this often, and at most so many at a time: a heartbeat must not wait for it. */
const PRUNE_EVERY_MS = 60_000;
const PRUNED_AT_ONCE = 500;
/** What one answer holds at most. */
export const MOST_SAMPLES = 1_500;
/** Lives that one answer looks at, the newest: a worker that cannot live for a minute makes hundreds a day. */
const MOST_LIVES = 200;

/**
 * What the workers needed of the machine, one sample a heartbeat for a day. Asked for more than an answer holds, it gives samples
 * that lie evenly apart; it finds them by their place in the index, so that an answer costs what it holds and not what is kept.
 */
export class WorkerSamples {
  readonly #clock: Clock;
  readonly #statements: ReturnType<typeof compile>;
  #prunedAt = Number.NEGATIVE_INFINITY;

  constructor(db: WritableDb, clock: Clock) {
    this.#clock = clock;
    this.#statements = compile(db);
  }

  /** Keeps one sample, as of now. */
  add({ workerId, cpu, rssBytes, loopDelayMs, jobs, browsers, jobsDone, jobsFailed }: NewSample): void {
    const at = this.#clock.now();
    this.#statements.add.run(workerId, at, cpu, rssBytes, loopDelayMs, jobs, browsers, jobsDone, jobsFailed);
    this.#prune(at);
  }

  /**
   * The samples since a time (epoch milliseconds) of all workers together, oldest first; at most `most` of them.
   * When there are more, each worker has one for each equal stretch of time.
   */
  since(at: number, most = MOST_SAMPLES): WorkerSample[] {
    const spans = this.#statements.spans.all(MOST_LIVES, at);
    const sampledMs = spans.reduce((sum, { first, last }) => sum + last - first, 0);
    // Each life has its first sample, and then one for each full stretch.
    const everyMs = Math.max(1, Math.ceil(sampledMs / Math.max(1, most - spans.length)));
    return this.#statements.since.all(MOST_LIVES, at, everyMs, most).reverse();
  }

  #prune(now: number): void {
    const monotonic = this.#clock.monotonic();
    if (monotonic - this.#prunedAt < PRUNE_EVERY_MS) return;
    this.#prunedAt = monotonic;
    this.#statements.prune.run(now - KEPT_MS, PRUNED_AT_ONCE);
  }
}

/** Every worker with samples, the newest first, each found by one step in the primary key. */
const LIVES = `
  life (id) AS (
    SELECT max(worker_id) FROM worker_sample
    UNION ALL
    SELECT (SELECT max(worker_id) FROM worker_sample WHERE worker_id < life.id) FROM life WHERE life.id IS NOT NULL
    LIMIT ?)`;

function compile(db: WritableDb) {
  return {
    add: db.prepare<[WorkerId, ...number[]]>(
      `INSERT INTO worker_sample
              (worker_id, at, cpu, rss_bytes, loop_delay_ms, jobs, browsers, jobs_done, jobs_failed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (worker_id, at) DO NOTHING`,
    ),
    prune: db.prepare<[number, number]>(
      `DELETE FROM worker_sample WHERE (worker_id, at) IN (
         SELECT worker_id, at FROM worker_sample INDEXED BY worker_sample_at WHERE at < ? ORDER BY at LIMIT ?)`,
    ),
    spans: db.prepare<[number, number], { first: number; last: number }>(
      `WITH RECURSIVE ${LIVES}
       SELECT (SELECT min(at) FROM worker_sample WHERE worker_id = life.id AND at >= ?) AS first,
              (SELECT max(at) FROM worker_sample WHERE worker_id = life.id) AS last
         FROM life WHERE first IS NOT NULL`,
    ),
    since: db.prepare<[number, number, number, number], WorkerSample>(
      `WITH RECURSIVE ${LIVES},
       point (id, at) AS (
         SELECT id, (SELECT min(at) FROM worker_sample WHERE worker_id = life.id AND at >= ?)
           FROM life WHERE id IS NOT NULL
         UNION ALL
         SELECT id, (SELECT min(at) FROM worker_sample s WHERE s.worker_id = point.id AND s.at >= point.at + ?)
           FROM point WHERE at IS NOT NULL)
       SELECT s.worker_id AS workerId, w.slot, s.at, s.cpu, s.rss_bytes AS rssBytes, s.loop_delay_ms AS loopDelayMs,
              s.jobs, s.browsers, s.jobs_done AS jobsDone, s.jobs_failed AS jobsFailed
         FROM point
        CROSS JOIN worker_sample s ON s.worker_id = point.id AND s.at = point.at
        CROSS JOIN worker w ON w.id = s.worker_id
        ORDER BY s.at DESC, s.worker_id DESC LIMIT ?`,
    ),
  };
}
