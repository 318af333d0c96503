import type { Migration } from '../migrate.ts';

/*
 * job.called holds the versions of the flows that the job's flow calls, name to number of the version: frozen when it is queued.
 *
 * A job with rows of its own (rows_total > 0) runs its flow once for each of them; job_row says how far each one is. `epoch` is
 * the attempt that ended it last.
 *
 * checkpoint is the place from which a job can go on, the newest one: the rows that attempt `epoch` brought below number `kept`
 * are safe behind it, `kept_rows` of them in all, those of the attempts before included.
 *
 * job.continues and job.kept say which attempt the present one goes on from: its rows below that number count for this one too.
 * Both are written down with the end of the attempt. job.anew = 1: the next attempt begins with the first step and no rows.
 *
 * result_row.origin is the job's own row (job_row.number) that brought it: when that one is run again, what it brought before goes.
 */
const SCHEMA = `
ALTER TABLE job ADD COLUMN called TEXT CHECK (called IS NULL OR json_valid(called));
ALTER TABLE job ADD COLUMN rows_total INTEGER NOT NULL DEFAULT 0 CHECK (rows_total >= 0);
ALTER TABLE job ADD COLUMN rows_done INTEGER NOT NULL DEFAULT 0 CHECK (rows_done >= 0);
ALTER TABLE job ADD COLUMN anew INTEGER NOT NULL DEFAULT 1 CHECK (anew = 0 OR anew = 1);
ALTER TABLE job ADD COLUMN continues INTEGER CHECK (continues >= 1);
ALTER TABLE job ADD COLUMN kept INTEGER CHECK (kept >= 0);

ALTER TABLE ended_attempt ADD COLUMN continues INTEGER CHECK (continues >= 1 AND continues < epoch);
ALTER TABLE ended_attempt ADD COLUMN kept INTEGER CHECK (kept >= 0);

ALTER TABLE result_row ADD COLUMN origin INTEGER CHECK (origin >= 1);
CREATE INDEX result_row_origin ON result_row (job_id, origin) WHERE origin IS NOT NULL;

CREATE TABLE job_row (
  job_id  INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  number  INTEGER NOT NULL CHECK (number >= 1),
  state   TEXT    NOT NULL DEFAULT 'pending' CHECK (state = 'pending' OR state = 'done' OR state = 'failed'),
  epoch   INTEGER CHECK (epoch >= 1),
  data    TEXT    NOT NULL CHECK (json_valid(data)),
  error   TEXT    CHECK (error IS NULL OR json_valid(error)),
  result  TEXT    CHECK (result IS NULL OR json_valid(result)),
  PRIMARY KEY (job_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_row_state ON job_row (job_id, state, number) WHERE state <> 'done';

CREATE TABLE checkpoint (
  job_id     INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  epoch      INTEGER NOT NULL CHECK (epoch >= 1),
  kept       INTEGER NOT NULL CHECK (kept >= 0),
  kept_rows  INTEGER NOT NULL CHECK (kept_rows >= 0),
  -- Number of the last step of the flow itself that was done; 0 = none, only rows.
  step       INTEGER NOT NULL CHECK (step >= 0),
  at         INTEGER NOT NULL,
  state      TEXT    NOT NULL CHECK (json_valid(state)),
  -- What the sites kept in the browser when the attempt failed, sealed; NULL = nothing was kept.
  browser    TEXT    CHECK (browser IS NULL OR json_valid(browser))
) STRICT;

-- Every attempt of a job: those that ended, and the one that runs.
DROP VIEW job_attempt;
CREATE VIEW job_attempt
  (job_id, epoch, attempt, worker_id, claim_rev, started_at, finished_at, end_rev, end_kind, end_detail, outcome, row_count, error,
   continues, kept) AS
  SELECT job_id, epoch, attempt, worker_id, claim_rev, started_at, finished_at, end_rev, end_kind, end_detail, outcome,
         row_count, error, continues, kept
    FROM ended_attempt
  UNION ALL
  SELECT id, lease_epoch, attempt, worker_id, claim_rev, started_at, NULL, NULL, NULL, NULL, 'processing', attempt_rows, NULL,
         continues, kept
    FROM job WHERE state = 'processing';
`;

/** Rows that a job walks over, checkpoints, and the versions of called flows. */
export const rowsAndCheckpoints: Migration = {
  version: 32,
  name: 'rows-and-checkpoints',
  up(db) {
    db.exec(SCHEMA);
  },
};
