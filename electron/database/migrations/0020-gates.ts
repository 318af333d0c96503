import type { Migration } from '../migrate.ts';

/*
 * What makes a pending job wait stands in job.waits_for, one word at a time (see queue/gates.ts): NULL = claimable, 'time' = until
 * run_at, 'jobs' = until the jobs it comes after have ended, and gates: 'paused:7' and 'limit:7' (of flow 7), 'profile:shop',
 * 'site:example.com'.
 *
 * job_held finds the first job that waits at a gate; what waits for its time alone has job_waiting.
 */
const SCHEMA = `
ALTER TABLE flow ADD COLUMN paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1));
ALTER TABLE flow ADD COLUMN max_running INTEGER CHECK (max_running BETWEEN 1 AND 1000);

ALTER TABLE job ADD COLUMN unique_key TEXT CHECK (length(unique_key) BETWEEN 1 AND 200);
ALTER TABLE job ADD COLUMN profile TEXT CHECK (length(profile) BETWEEN 1 AND 100);
-- The host that the job's first page is on, where it is known before the job runs.
ALTER TABLE job ADD COLUMN site TEXT CHECK (length(site) BETWEEN 1 AND 253);
CREATE INDEX job_held ON job (waits_for, run_at - priority * 60000)
 WHERE waits_for IS NOT NULL AND waits_for <> 'time';
CREATE INDEX job_key ON job (unique_key)
 WHERE unique_key IS NOT NULL AND (state = 'pending' OR state = 'processing' OR state = 'parked');
CREATE INDEX job_profile ON job (profile) WHERE profile IS NOT NULL AND (state = 'pending' OR state = 'processing');

-- The job comes after another one. 'takes' says which inputs it takes from the other's results: input name to expression.
CREATE TABLE job_dependency (
  job_id    INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  after_id  INTEGER NOT NULL,
  needs     TEXT    NOT NULL CHECK (needs = 'completed' OR needs = 'ended'),
  state     TEXT    NOT NULL DEFAULT 'open' CHECK (state = 'open' OR state = 'met' OR state = 'failed'),
  takes     TEXT    NOT NULL DEFAULT '{}' CHECK (json_valid(takes)),
  PRIMARY KEY (job_id, after_id),
  CONSTRAINT after_an_earlier_one CHECK (after_id < job_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX job_dependent ON job_dependency (after_id, job_id);

-- How gently a site is to be treated.
CREATE TABLE site_rule (
  site         TEXT    PRIMARY KEY CHECK (length(site) BETWEEN 1 AND 253),
  max_running  INTEGER CHECK (max_running BETWEEN 1 AND 1000),
  delay_ms     INTEGER NOT NULL DEFAULT 0 CHECK (delay_ms BETWEEN 0 AND 86400000),
  started_at   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

-- What a worker needed of the machine, one row a heartbeat; old ones are removed.
CREATE TABLE worker_sample (
  worker_id      INTEGER NOT NULL REFERENCES worker (id) ON DELETE CASCADE,
  at             INTEGER NOT NULL,
  cpu            REAL    NOT NULL CHECK (cpu >= 0),
  rss_bytes      INTEGER NOT NULL CHECK (rss_bytes >= 0),
  loop_delay_ms  REAL    NOT NULL CHECK (loop_delay_ms >= 0),
  jobs           INTEGER NOT NULL CHECK (jobs >= 0),
  browsers       INTEGER NOT NULL CHECK (browsers >= 0),
  jobs_done      INTEGER NOT NULL CHECK (jobs_done >= 0),
  jobs_failed    INTEGER NOT NULL CHECK (jobs_failed >= 0),
  PRIMARY KEY (worker_id, at)
) STRICT, WITHOUT ROWID;
CREATE INDEX worker_sample_at ON worker_sample (at);

-- job_event with more kinds; a CHECK cannot be changed in place.
DROP VIEW job_history;
CREATE TABLE job_event_next (
  job_id   INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  rev      INTEGER NOT NULL,
  at       INTEGER NOT NULL,
  kind     TEXT    NOT NULL
           CHECK ("kind" = 'cancel_asked' OR "kind" = 'cancel_stage' OR "kind" = 'cancelled' OR "kind" = 'retried'
               OR "kind" = 'run_now' OR "kind" = 'edited' OR "kind" = 'snoozed'),
  "to"     TEXT    NOT NULL
           CHECK ("to" = 'pending' OR "to" = 'processing' OR "to" = 'completed' OR "to" = 'failed' OR "to" = 'cancelled'
               OR "to" = 'parked'),
  attempt  INTEGER NOT NULL,
  detail   TEXT    NOT NULL DEFAULT '',
  PRIMARY KEY (job_id, rev)
) STRICT, WITHOUT ROWID;
INSERT INTO job_event_next (job_id, rev, at, kind, "to", attempt, detail)
  SELECT job_id, rev, at, kind, "to", attempt, detail FROM job_event;
DROP TABLE job_event;
ALTER TABLE job_event_next RENAME TO job_event;

-- The whole history of a job, one line a change of its state. Each fact is stored once, so a claim and its event cannot
-- disagree, and a claim writes one row less.
CREATE VIEW job_history (job_id, rev, at, kind, "to", attempt, detail) AS
  SELECT id, 1, created_at, 'queued', 'pending', 0, '' FROM job
  UNION ALL
  SELECT id, claim_rev, started_at, 'claimed', 'processing', attempt, '' FROM job WHERE state = 'processing'
  UNION ALL
  SELECT job_id, claim_rev, started_at, 'claimed', 'processing', attempt, '' FROM ended_attempt
  UNION ALL
  SELECT job_id, end_rev, finished_at, end_kind,
         CASE WHEN end_kind IN ('retry_scheduled', 'released', 'reclaimed') THEN 'pending' ELSE end_kind END,
         attempt, coalesce(end_detail, '')
    FROM ended_attempt
  UNION ALL
  SELECT job_id, rev, at, kind, "to", attempt, detail FROM job_event;
`;

/** Gates, dependencies, unique keys, and the history of the workers' health. */
export const gates: Migration = {
  version: 20,
  name: 'gates',
  up(db) {
    db.exec(SCHEMA);
  },
};
