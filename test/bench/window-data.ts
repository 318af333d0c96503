import { openDatabase } from '../../electron/database/open.ts';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import { dataPaths, makeDataDirs } from '../../electron/main/paths.ts';
import { WorkerRegistry } from '../../electron/main/registry/workers.ts';
import { systemClock } from '../../shared/clock.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';

/** How much is put into a data folder before the window opens on it. */
export interface WindowData {
  readonly jobs: number;
  /** Lines of every job's log. */
  readonly linesAJob: number;
}

const FLOWS = 20;
/** Of every hundred jobs so many failed and were cancelled; all others are completed, but for the newest. */
const FAILED = 4;
const CANCELLED = 1;
/** The newest jobs wait for a day that does not come. */
const WAITING = 20_000;
/** So far apart, milliseconds: a million jobs are a year. */
const APART_MS = 30_000;
const DAY_MS = 86_400_000;

/** Fills a data folder as if the app had run there for a year: ended jobs with their attempts and logs, and some that wait. */
export function fillWindowData(folder: string, { jobs, linesAJob }: WindowData): void {
  const paths = dataPaths(folder);
  makeDataDirs(paths);
  const db = openDatabase(paths.database);
  const worker = new WorkerRegistry(db, systemClock).register(1, process.pid);
  const flows = Array.from({ length: FLOWS }, (_, at) =>
    new FlowStore(db, systemClock).save({ name: `Book shop ${at + 1}`, steps: [] }),
  );
  const [first] = flows;
  if (first === undefined) throw new Error('no flow was saved');
  const values = {
    jobs,
    ended: jobs - WAITING,
    flows: FLOWS,
    flow: first.summary.id,
    version: first.versionId,
    worker,
    from: Date.now() - jobs * APART_MS,
    later: Date.now() + 365 * DAY_MS,
    apart: APART_MS,
    retry: JSON.stringify(RetryPolicy.parse({})),
    error: JSON.stringify({ name: 'TimeoutError', message: 'Click “Export”: not visible after 10 s.' }),
    lines: linesAJob,
  };
  for (const sql of [ENDED_JOBS, ATTEMPTS, WAITING_JOBS, LOG]) db.prepare(sql).run(values);
  db.close();
}

/** The state of the job with the number `n`. */
const STATE = `CASE WHEN n % 100 < ${FAILED} THEN 'failed' WHEN n % 100 < ${FAILED + CANCELLED} THEN 'cancelled' ELSE 'completed' END`;

const ENDED_JOBS = `
WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number WHERE n < $ended)
INSERT INTO job (id, state, run_at, priority, rev, flow_id, flow_version_id, attempt, lease_epoch, worker_id, claim_rev,
                 steps_done, steps_total, row_count, created_at, started_at, completed_at, retry, subtitle, error, inputs)
SELECT n, ${STATE}, $from + n * $apart, n % 3, 3, $flow + n % $flows, $version + n % $flows, 1, 1, $worker, 2,
       9, 9, n % 300, $from + n * $apart, $from + n * $apart + 40, $from + n * $apart + 40 + n % 90000, $retry,
       'shelf ' || (n % 977), CASE WHEN n % 100 < ${FAILED} THEN $error END, '{"shelf":' || (n % 977) || '}'
  FROM number`;

const ATTEMPTS = `
INSERT INTO ended_attempt (job_id, epoch, attempt, worker_id, claim_rev, started_at, finished_at, end_rev, end_kind, outcome, row_count, error)
SELECT id, 1, 1, worker_id, 2, started_at, completed_at, 3, state, state, row_count, error FROM job`;

const WAITING_JOBS = `
WITH RECURSIVE number (n) AS (SELECT $ended + 1 UNION ALL SELECT n + 1 FROM number WHERE n < $jobs)
INSERT INTO job (id, state, waits_for, run_at, flow_id, flow_version_id, steps_total, created_at, retry, subtitle, inputs)
SELECT n, 'pending', 'time', $later, $flow + n % $flows, $version + n % $flows, 9, $from + n * $apart, $retry,
       'shelf ' || (n % 977), '{"shelf":' || (n % 977) || '}'
  FROM number`;

const LOG = `
WITH RECURSIVE line (s) AS (SELECT 0 UNION ALL SELECT s + 1 FROM line WHERE s < $lines - 1)
INSERT INTO job_log (job_id, epoch, seq, at, level, step, message)
SELECT id, 1, s, started_at + s * 100, CASE WHEN s % 3 = 2 THEN 'WARN' ELSE 'INFO' END, '' || (s + 1),
       'Row ' || s || ' of shelf ' || (id % 977) || ': stock reads “Sold out”, kept as text'
  FROM job, line WHERE job.lease_epoch > 0`;
