import { openDatabase, type WritableDb } from '../../electron/database/open.ts';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import { systemClock } from '../../shared/clock.ts';

const FLOWS = 50;
const HOUR_MS = 3_600_000;

/**
 * Writes a data file with many jobs as an app that was used for a year has them: 50 flows, 3 % failed, 1 % cancelled, 2 % with failed
 * rows, some with another priority, a third with rows, one in 200 with the tag `nightly`, and lines of logs.
 */
export function writeManyJobs(file: string, jobs: number, linesPerJob: number): void {
  const db = openDatabase(file);
  try {
    const flows = new FlowStore(db, systemClock);
    const saved = Array.from({ length: FLOWS }, (_, index) =>
      flows.save({
        name: `Flow ${index} of shop ${index % 7}`,
        steps: [{ action: 'goto', url: 'about:blank' }],
      }),
    );
    const first = saved[0];
    if (first === undefined) return;
    db.transaction(() => {
      db.exec(`
        INSERT INTO worker (slot, state, started_at, ended_at) VALUES (1, 'offline', 0, 1), (2, 'offline', 0, 1), (3, 'offline', 0, 1)`);
      insertJobs(db, jobs, first.summary.id, first.versionId, systemClock.now());
      db.prepare(LINES).run({ jobs, lines: linesPerJob, now: systemClock.now() });
    }).immediate();
    db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } finally {
    db.close();
  }
}

/** `n * 7919 % m` scatters without chance, so that every run has the same file. */
function insertJobs(db: WritableDb, jobs: number, flow: number, version: number, now: number): void {
  db.prepare(JOBS).run({
    jobs,
    flow,
    version,
    flows: FLOWS,
    now,
    began: now - 365 * 24 * HOUR_MS,
    span: 365 * 24 * HOUR_MS,
  });
  db.exec(`
    INSERT INTO ended_attempt (job_id, epoch, attempt, worker_id, claim_rev, started_at, finished_at, end_rev, end_kind, outcome, row_count)
    SELECT id, 1, 1, worker_id, 2, started_at, completed_at, 3, state, state, row_count FROM job WHERE completed_at IS NOT NULL;
    INSERT INTO job_tag (tag, job_id) SELECT 'nightly', id FROM job WHERE tags IS NOT NULL`);
}

const JOBS = `
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @jobs),
  fact(i, state, queued, took) AS (
    SELECT i, CASE WHEN i > @jobs - 300 THEN 'pending' WHEN i % 100 < 3 THEN 'failed' WHEN i % 100 = 3 THEN 'cancelled' ELSE 'completed' END,
           @began + cast(1.0 * i / @jobs * @span AS INTEGER), 200 + (i * 7919) % 90000
      FROM n)
  INSERT INTO job (state, run_at, priority, rev, flow_id, flow_version_id, attempt, lease_epoch, worker_id, claim_rev, steps_done,
                   steps_total, row_count, failed_rows, created_at, started_at, completed_at, retry, subtitle, error, inputs, "row", tags)
  SELECT state, queued, CASE WHEN i % 40 = 0 THEN (i * 31) % 21 - 10 ELSE 0 END, 3, @flow + (i * 7) % @flows,
         @version + (i * 7) % @flows, state <> 'pending', state <> 'pending', iif(state = 'pending', NULL, 1 + i % 3),
         iif(state = 'pending', NULL, 2), 6, 6, iif(state = 'completed' AND i % 3 = 0, (i * 13) % 500, 0),
         iif(state = 'completed' AND i % 50 = 7, 3, 0), queued, iif(state = 'pending', NULL, queued + 500),
         iif(state = 'pending', NULL, queued + 500 + took), '{"max":3,"retryable":["TimeoutError","NetworkError","BrowserError"],"backoffMs":1000,"jitter":0.2}',
         'category ' || i % 400 || ' of the shop',
         iif(state = 'failed', json_object('category', iif(i % 2, 'TimeoutError', 'NetworkError'), 'message',
             'The button “Next ' || i % 1000 || '” did not show within 10 s.', 'mend', 'Look at the page.'), NULL),
         json_object('category', 'books-' || i % 400, 'url', 'https://shop.example/list/' || i, 'pages', i % 30, 'note', printf('%080d', i)), NULL,
         iif(i % 200 = 0, '["nightly"]', NULL)
    FROM fact`;

const LINES = `
  WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < @lines - 1)
  INSERT INTO job_log (job_id, epoch, seq, at, level, step, message)
  SELECT j.id, 1, i, @now, 'INFO', '1', 'click “Next page”, found by role; page ' || i || ' of the category ' || j.id % 400 || ' was read in 84 ms'
    FROM job j, n WHERE j.id <= @jobs`;
