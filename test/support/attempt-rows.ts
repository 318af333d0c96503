import type { WritableDb } from '../../electron/database/open.ts';
import type { RowData } from '../../shared/job/schema.ts';

/** What foreign keys of hand-made jobs point at: flow 1, its version 1 and worker 1. */
export function insertFlowAndWorker(db: WritableDb): void {
  db.exec(`
    INSERT INTO flow (id, name, created_at, updated_at) VALUES (1, 'books', 1, 1);
    INSERT INTO flow_version (id, flow_id, version, name, sha256, created_at, content)
      VALUES (1, 1, 1, 'books', '${'0'.repeat(64)}', 1, '{}');
    INSERT INTO worker (id, slot, state, started_at) VALUES (1, 1, 'idle', 1);`);
}

/** A failed job, past the queue, whose attempts brought the rows given to the dataset `books`: one list an attempt. */
export function insertFailedJob(db: WritableDb, id: number, attempts: readonly (readonly RowData[])[]): void {
  db.prepare(
    `INSERT INTO job (id, state, run_at, flow_id, flow_version_id, attempt, lease_epoch, worker_id, claim_rev, rev,
                      created_at, started_at, completed_at, retry, inputs)
     VALUES (@id, 'failed', 1, 1, 1, @count, @count, 1, 2 * @count, 2 * @count + 1,
             1, 1, 2, '{"max":3,"backoffMs":1000,"jitter":0,"unknownErrors":false}', '{}')`,
  ).run({ id, count: attempts.length });
  attempts.forEach((rows, index) => {
    insertFailedAttempt(db, id, index + 1, rows.length);
    rows.forEach((row, seq) => {
      insertResultRow(db, id, index + 1, seq, row);
    });
  });
}

function insertFailedAttempt(db: WritableDb, jobId: number, epoch: number, rowCount: number): void {
  db.prepare(
    `INSERT INTO ended_attempt (job_id, epoch, attempt, worker_id, claim_rev, started_at, finished_at, end_rev, end_kind,
                                outcome, row_count)
     VALUES (@jobId, @epoch, @epoch, 1, 2 * @epoch, 1, 2, 2 * @epoch + 1, 'failed', 'failed', @rowCount)`,
  ).run({ jobId, epoch, rowCount });
}

/** One more row of the dataset `books`. */
export function insertResultRow(
  db: WritableDb,
  jobId: number,
  epoch: number,
  seq: number,
  row: RowData,
): void {
  db.prepare(`INSERT INTO result_row (job_id, epoch, dataset, seq, data) VALUES (?, ?, 'books', ?, ?)`).run(
    jobId,
    epoch,
    seq,
    JSON.stringify(row),
  );
}
