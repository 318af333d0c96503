import type { JobId, LeaseEpoch, WorkerId } from '../../../shared/ids.ts';
import type { LogLine } from '../../../shared/job/schema.ts';
import type { WritableDb } from '../../database/open.ts';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type SummaryRow, toSummary } from '../../database/rows.ts';
import type { Publisher } from './publisher.ts';
import type { Bucket, Tally } from './tally.ts';

/** A bulk enqueue tells of its newest jobs only: the list shows no more, and the counts say the rest. */
export const MOST_TOLD = 500;

/**
 * Collects what a transaction changed and tells it after the commit. When the transaction fails, it is thrown away with it,
 * so nobody ever hears of what did not happen.
 */
export class Effects {
  readonly #jobs = new Set<JobId>();
  readonly #moves: { from: Bucket | null; to: Bucket | null; jobs: number }[] = [];
  readonly #deleted: JobId[] = [];
  readonly #later: ((publisher: Publisher) => void)[] = [];
  #wakes = false;

  /** A job changed in a way that a screen shows. */
  changed(jobId: JobId): void {
    this.#jobs.add(jobId);
  }

  /** Jobs went from one bucket to another; null = they are new, or gone. */
  moved(from: Bucket | null, to: Bucket | null, jobs = 1): void {
    if (from === to) return;
    this.#moves.push({ from, to, jobs });
    if (to === 'ready') this.#wakes = true;
  }

  /** A person deleted the job: it is shown nowhere any more. */
  deleted(jobId: JobId): void {
    this.#jobs.delete(jobId);
    this.#deleted.push(jobId);
  }

  activity(jobId: JobId, part: 'detail' | 'rows', rev: number): void {
    this.#later.push((publisher) => publisher.emit('activity', jobId, part, rev));
  }

  lines(jobId: JobId, lines: readonly LogLine[]): void {
    this.#later.push((publisher) => publisher.emit('lines', jobId, lines));
  }

  cancelAsked(jobId: JobId, epoch: LeaseEpoch, workerId: WorkerId): void {
    this.#later.push((publisher) => publisher.emit('cancelAsked', jobId, epoch, workerId));
  }

  /** What is known of a profile has changed. */
  profilesChanged(): void {
    this.#later.push((publisher) => publisher.emit('profilesChanged'));
  }

  /** Something may be claimable although no job moved: the queue goes on after a pause. */
  wake(): void {
    this.#wakes = true;
  }

  /** After the commit, once: first the counts, then the jobs, then the rest. */
  publish(tally: Tally, publisher: Publisher, readJob: ReadJob, now: number): void {
    for (const { from, to, jobs } of this.#moves) tally.move(from, to, jobs);
    if (publisher.wants('jobChanged')) {
      for (const jobId of [...this.#jobs].slice(-MOST_TOLD)) publisher.emit('jobChanged', readJob(jobId));
    }
    if (this.#deleted.length > 0) publisher.emit('jobsDeleted', this.#deleted);
    if (this.#moves.length > 0 && publisher.wants('countsChanged')) {
      publisher.emit('countsChanged', tally.counts(now));
    }
    for (const tell of this.#later) tell(publisher);
    if (this.#wakes) publisher.emit('wake');
  }
}

/** Reads a job as lists show it. */
export type ReadJob = (jobId: JobId) => ReturnType<typeof toSummary>;

/** Compiles the reader of one job. It is only called for jobs that exist. */
export function jobReader(db: WritableDb): ReadJob {
  const statement = db.prepare<[JobId], SummaryRow>(
    `SELECT ${SUMMARY_COLUMNS} FROM job j ${SUMMARY_JOINS} WHERE j.id = ?`,
  );
  return (jobId) => {
    const row = statement.get(jobId);
    if (row === undefined) throw new Error(`Job ${jobId} changed and is not there.`);
    return toSummary(row);
  };
}
