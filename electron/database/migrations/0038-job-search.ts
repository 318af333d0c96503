import type { Migration } from '../migrate.ts';

/*
 * What searching and sorting a million jobs needs, at the price of no claim: job_priority is written when a job with another
 * priority than 0 is queued (as job_flow, which stands already), the others when it is not running any more: job_started always,
 * job_duration and job_rows only for jobs that took a second or brought rows, which have written far more by then.
 *
 * Tags stand twice: in the job's row for showing, in job_tag for finding.
 */
const SCHEMA = `
CREATE INDEX job_priority ON job (priority) WHERE priority <> 0;
CREATE INDEX job_started ON job (started_at) WHERE started_at IS NOT NULL AND state <> 'processing';
CREATE INDEX job_duration ON job (completed_at - started_at) WHERE completed_at - started_at >= 1000;
CREATE INDEX job_rows ON job (row_count) WHERE row_count > 0 AND completed_at IS NOT NULL;

ALTER TABLE job ADD COLUMN tags TEXT CHECK (tags IS NULL OR json_valid(tags));
CREATE TABLE job_tag (
  tag     TEXT    NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
  job_id  INTEGER NOT NULL,
  PRIMARY KEY (tag, job_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER job_tag_removed AFTER DELETE ON job WHEN OLD.tags IS NOT NULL BEGIN
  DELETE FROM job_tag WHERE job_id = OLD.id AND tag IN (SELECT value FROM json_each(OLD.tags));
END;

-- Jobs that a person deleted: they are shown nowhere from then on, and removed for good, file by file, when it cannot be undone any
-- more. What is left of them after a crash is found here.
CREATE TABLE job_deletion (
  job_id  INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  batch   INTEGER NOT NULL CHECK (batch >= 1),
  at      INTEGER NOT NULL
) STRICT;
CREATE INDEX job_deletion_batch ON job_deletion (batch);
`;

/** Indexes for searching and sorting jobs, their tags, and the jobs that are being deleted. */
export const jobSearch: Migration = {
  version: 38,
  name: 'job-search',
  up(db) {
    db.exec(SCHEMA);
  },
};
