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
  must(isRightlyEnded(job, end), () => `job ${JSON.stringify(job)} after ${JSON.stringify(end)}`);
}

function isRightlyEnded(job: JobRow, end: FinishOutcome | null): boolean {
  switch (job.state) {
    case 'completed':
      return end?.kind === 'completed' && job.result === JSON.stringify(end.result) && job.askedAt === null;
    case 'failed':
      return isRightlyFailed(job, end);
    case 'cancelled':
      return job.askedAt !== null;
    default:
      return false;
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
  must(attempts.length === epochs, () => `job ${id} has ${attempts.length} attempts after ${epochs} leases`);
  for (const [at, { epoch, rows: told }] of attempts.entries()) {
    const [stored, taken] = [kept.get(`${id}:${epoch}`) ?? 0, watch.told(id, epoch).rows];
    must(epoch === at + 1, () => `attempt ${epoch} of job ${id} stands at ${at + 1}`);
    must(stored === taken && told === taken, () => `${stored}, ${told} and ${taken} rows of ${id}:${epoch}`);
  }
  const completions = attempts.filter(({ outcome }) => outcome === 'completed');
  const [completion] = completions;
  const shouldBe = state === 'completed' ? 1 : 0;
  must(completions.length === shouldBe, () => `job ${id} (${state}) completed ${completions.length} times`);
  const most = Math.max(0, ...attempts.map((attempt) => attempt.rows));
  const due = completion === undefined ? most : Plan.parse(JSON.parse(inputs)).rows;
  must(
    rows === due && (completion?.rows ?? due) === due,
    () => `job ${id} has ${rows} rows instead of ${due}`,
  );
}

function checkCounts(db: WritableDb, queue: JobQueue, jobs: number): void {
  const counted = db.prepare<[], { state: JobState; jobs: number }>(STATES).all();
  const byState = Object.fromEntries(counted.map((row) => [row.state, row.jobs]));
  const { all, completed, failed, cancelled, ...others } = queue.counts();
  const none = { completed: 0, failed: 0, cancelled: 0 };
  expect({ all, completed, failed, cancelled }).toEqual({ ...none, ...byState, all: jobs });
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

/** As `expect`, without its cost: it is asked a quarter of a million times. */
function must(holds: boolean, otherwise: () => string): void {
  if (!holds) throw new Error(otherwise());
}
