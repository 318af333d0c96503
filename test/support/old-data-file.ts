import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import Database from 'better-sqlite3';
import { initial } from '../../electron/database/migrations/0010-initial.ts';
import type { WritableDb } from '../../electron/database/open.ts';

/**
 * Makes a data file as the first version of the app left it: version 10, in WAL mode, with flows, workers and jobs in every state,
 * their attempts, events, log lines, steps, rows and artifacts.
 * @param extra more rows of results, to make the file as big as a test needs it
 */
export function makeVersion10(file: string, extra = 0): void {
  mkdirSync(dirname(file), { recursive: true });
  const db = new Database(file) as WritableDb;
  db.pragma('auto_vacuum = INCREMENTAL');
  db.pragma('journal_mode = WAL');
  db.pragma('foreign_keys = ON');
  db.transaction(() => {
    initial.up(db);
    db.pragma(`user_version = ${initial.version}`);
    db.exec(ROWS);
    const row = db.prepare(
      "INSERT INTO result_row (job_id, epoch, dataset, seq, data) VALUES (2, 1, 'books', ?, ?)",
    );
    for (let seq = 0; seq < extra + 3; seq++)
      row.run(seq, JSON.stringify({ title: `Book ${seq} ${'x'.repeat(200)}` }));
  })();
  db.close();
}

const ERROR =
  '{"category":"TimeoutError","message":"The button did not come.","mend":"Wait longer.","step":"2"}';
const RETRY = '{"max":3,"backoffMs":1000,"jitter":0,"unknownErrors":false}';

const ROWS = `
INSERT INTO flow (id, name, is_example, created_at, updated_at) VALUES (1, 'Books', 0, 1000, 1000);
INSERT INTO flow_version (id, flow_id, version, name, sha256, created_at, content)
  VALUES (1, 1, 1, 'Books', '${'a'.repeat(64)}', 1000, '{"runwright":1,"name":"Books","steps":[]}');
INSERT INTO worker (id, slot, pid, state, started_at, ended_at, end_reason) VALUES (1, 1, 4711, 'offline', 1000, 9000, 'stopped');
INSERT INTO worker (id, slot, pid, state, started_at, beat_at) VALUES (2, 1, 4712, 'busy', 9000, 9500);
INSERT INTO setting (key, value) VALUES ('settings.workers', '3');

INSERT INTO job (id, state, waits_for, run_at, flow_id, flow_version_id, created_at, retry, inputs)
  VALUES (1, 'pending', 'time', 99000, 1, 1, 1000, '${RETRY}', '{"url":"https://example.com/"}');
INSERT INTO job (id, state, run_at, flow_id, flow_version_id, created_at, retry, inputs, rev, attempt, lease_epoch, worker_id,
                 claim_rev, started_at, completed_at, row_count, artifact_count, result)
  VALUES (2, 'completed', 1000, 1, 1, 1000, '${RETRY}', '{}', 3, 1, 1, 1, 2, 2000, 3000, 3, 1, '{"total":3}');
INSERT INTO job (id, state, run_at, flow_id, flow_version_id, created_at, retry, inputs, rev, attempt, retry_count, lease_epoch,
                 worker_id, claim_rev, started_at, completed_at, error)
  VALUES (3, 'failed', 1000, 1, 1, 1000, '${RETRY}', '{}', 5, 2, 1, 2, 1, 4, 4000, 5000, '${ERROR}');
INSERT INTO job (id, state, run_at, flow_id, flow_version_id, created_at, retry, inputs, rev, attempt, lease_epoch, worker_id,
                 claim_rev, attempt_rows, lease_until, beat_at, started_at)
  VALUES (4, 'processing', 1000, 1, 1, 1000, '${RETRY}', '{}', 2, 1, 1, 2, 2, 0, 99000, 9500, 9000);
INSERT INTO job (id, state, run_at, flow_id, flow_version_id, created_at, retry, inputs, rev, completed_at)
  VALUES (5, 'cancelled', 1000, 1, 1, 1000, '${RETRY}', '{}', 2, 6000);

INSERT INTO ended_attempt (job_id, epoch, attempt, worker_id, claim_rev, started_at, finished_at, end_rev, end_kind, end_detail,
                           outcome, row_count, error) VALUES
  (2, 1, 1, 1, 2, 2000, 3000, 3, 'completed', NULL, 'completed', 3, NULL),
  (3, 1, 1, 1, 2, 2000, 2500, 3, 'retry_scheduled', 'Retry 1 of 3 in 1 s.', 'failed', 0, '${ERROR}'),
  (3, 2, 2, 1, 4, 4000, 5000, 5, 'failed', 'The button did not come.', 'failed', 0, '${ERROR}');
INSERT INTO job_event (job_id, rev, at, kind, "to", attempt, detail) VALUES (5, 2, 6000, 'cancelled', 'cancelled', 0, 'By a person.');
INSERT INTO job_log (job_id, epoch, seq, at, level, step, message, metadata)
  VALUES (3, 1, 0, 2100, 'ERROR', '2', 'The button did not come.', '{"tries":3}');
INSERT INTO job_step (job_id, epoch, seq, path, action, title, target, state, started_at, finished_at)
  VALUES (2, 1, 0, '1', 'goto', 'Open the shop', 'https://example.com/', 'done', 2000, 2100);
INSERT INTO artifact (job_id, epoch, kind, name, path, bytes, step, at)
  VALUES (2, 1, 'screenshot', 'end.png', '2/1/end.png', 1234, '1', 2900);
`;
