import { expect } from 'vitest';
import type { WritableDb } from '../../../electron/database/open.ts';
import type { FinishOutcome, JobQueue } from '../../../electron/main/queue/queue.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { Plan } from './plan.ts';
import type { Watch } from './watch.ts';

interface JobRow {
  readonly id: JobId;
  readonly state: JobState;
  readonly epochs: number;
  readonly crashes: number;
  readonly retries: number;
  readonly result: string | null;
  readonly error: string | null;
  readonly rows: number;
  readonly inputs: string;
  readonly askedAt: number | null;
}

interface AttemptRow {
  readonly jobId: JobId;
  readonly epoch: number;
  readonly outcome: string;
  readonly rows: number;
}

/** What must be true of every job when all the work is done. */
export function checkEnd(db: WritableDb, queue: JobQueue, watch: Watch, jobs: number): void {
  expect(watch.running.size).toBe(0);
  const rows = db.prepare<[], JobRow>(JOBS).all();
  expect(rows.map(({ id }) => id)).toEqual(Array.from({ length: jobs }, (_, index) => index + 1));
  const attempts = Map.groupBy(db.prepare<[], AttemptRow>(ATTEMPTS).all(), ({ jobId }) => jobId);
  const kept = new Map(
    db
      .prepare<[], { name: string; rows: number }>(ROWS)
      .all()
      .map((row) => [row.name, row.rows]),
  );
  for (const job of rows) {
    checkOutcome(job, watch);
    checkAttempts(job, attempts.get(job.id) ?? [], kept, watch);
  }
  expect(db.prepare(STRAY_ROWS).pluck().get()).toBe(0);
  checkCounts(db, queue, jobs);
}

/** A job ended as the last end said that main accepted; nothing that came later or from elsewhere changed it. */
function checkOutcome(job: JobRow, watch: Watch): void {
  const end = job.epochs === 0 ? null : watch.told(job.id, job.epochs).end;
  const about = `job ${job.id} (${job.state})`;
  switch (job.state) {
    case 'completed':
      expect(end?.kind, about).toBe('completed');
      expect(JSON.parse(job.result ?? ''), about).toEqual(end?.kind === 'completed' ? end.result : null);
      expect(job.askedAt, about).toBeNull();
      return;
    case 'failed':
      expect(isRightlyFailed(job, end), about).toBe(true);
      return;
    case 'cancelled':
      expect(job.askedAt, about).not.toBeNull();
      return;
    default:
      expect.unreachable(`${about} has not ended`);
  }
}

function isRightlyFailed({ error, crashes, retries }: JobRow, end: FinishOutcome | null): boolean {
  if (end?.kind !== 'failed') return crashes === 3;
  return (
    error === JSON.stringify(end.error) && (end.error.category === 'AuthenticationError' || retries === 3)
  );
}

/** One attempt a lease, all ended; each has just the rows that main took in, and the job those of the attempt that counts. */
function checkAttempts(
  { id, state, epochs, rows, inputs }: JobRow,
  attempts: readonly AttemptRow[],
  kept: ReadonlyMap<string, number>,
  watch: Watch,
): void {
  expect(
    attempts.map(({ epoch }) => epoch),
    `attempts of job ${id}`,
  ).toEqual(Array.from({ length: epochs }, (_, index) => index + 1));
  for (const { epoch, rows: told } of attempts) {
    const stored = kept.get(`${id}:${epoch}`) ?? 0;
    expect([stored, told], `rows of ${id}:${epoch}`).toEqual(Array(2).fill(watch.told(id, epoch).rows));
  }
  const completions = attempts.filter(({ outcome }) => outcome === 'completed');
  expect(completions.length, `completions of job ${id}`).toBe(state === 'completed' ? 1 : 0);
  if (state === 'completed') expect(completions[0]?.rows).toBe(Plan.parse(JSON.parse(inputs)).rows);
  const most = Math.max(0, ...attempts.map((attempt) => attempt.rows));
  expect(rows, `rows of job ${id}`).toBe(completions[0]?.rows ?? most);
}

function checkCounts(db: WritableDb, queue: JobQueue, jobs: number): void {
  const counted = db.prepare<[], { state: JobState; jobs: number }>(STATES).all();
  const byState = Object.fromEntries(counted.map((row) => [row.state, row.jobs]));
  const { all, completed, failed, cancelled, ...others } = queue.counts();
  expect({ all, completed, failed, cancelled }).toEqual({ all: jobs, ...byState });
  expect(Object.values(others).every((count) => count === 0)).toBe(true);
}

const JOBS = `
  SELECT id, state, lease_epoch AS epochs, crash_count AS crashes, retry_count AS retries, result, error, row_count AS "rows", inputs,
         cancel_asked_at AS askedAt
    FROM job ORDER BY id`;
const ATTEMPTS = `
  SELECT job_id AS jobId, epoch, outcome, row_count AS "rows" FROM job_attempt ORDER BY job_id, epoch`;
const ROWS = `
  SELECT job_id || ':' || epoch AS name, count(*) AS "rows" FROM result_row GROUP BY job_id, epoch`;
/** Rows that do not say themselves that they are of this attempt. */
const STRAY_ROWS = `
  SELECT count(*) FROM result_row
   WHERE json_extract(data, '$.jobId') <> job_id OR json_extract(data, '$.epoch') <> epoch OR json_extract(data, '$.seq') <> seq`;
const STATES = 'SELECT state, count(*) AS jobs FROM job GROUP BY state';
