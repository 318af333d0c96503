CREATE TABLE "artifact" (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  job_id  INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch   INTEGER NOT NULL,
  kind    TEXT    NOT NULL CHECK (kind = 'screenshot' OR kind = 'trace' OR kind = 'video' OR kind = 'download' OR kind = 'page' OR kind = 'har' OR kind = 'console'),
  name    TEXT    NOT NULL,
  path    TEXT    NOT NULL,
  bytes   INTEGER NOT NULL CHECK (bytes >= 0),
  step    TEXT,
  at      INTEGER NOT NULL,
  UNIQUE (job_id, epoch, path)
) STRICT;

CREATE TABLE browser (
  token        TEXT    PRIMARY KEY CHECK (length(token) BETWEEN 16 AND 64),
  worker_id    INTEGER NOT NULL REFERENCES worker (id),
  pid          INTEGER,
  profile_dir  TEXT    NOT NULL,
  started_at   INTEGER NOT NULL,
  closed_at    INTEGER
) STRICT, WITHOUT ROWID;

CREATE INDEX browser_open ON browser (worker_id) WHERE closed_at IS NULL;

CREATE TABLE candidate_health (
  flow_id    INTEGER NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
  step       TEXT    NOT NULL CHECK (length(step) BETWEEN 1 AND 200),
  target     TEXT    NOT NULL CHECK (length(target) BETWEEN 1 AND 200),
  candidate  TEXT    NOT NULL CHECK (length(candidate) BETWEEN 1 AND 300),
  tried      INTEGER NOT NULL CHECK (tried >= 1),
  found      INTEGER NOT NULL CHECK (found BETWEEN 0 AND tried),
  healed     INTEGER NOT NULL CHECK (healed BETWEEN 0 AND found),
  last_at    INTEGER NOT NULL,
  PRIMARY KEY (flow_id, step, target, candidate)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE draft (
  id            INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id       INTEGER UNIQUE REFERENCES flow (id) ON DELETE CASCADE,
  base_version  INTEGER CHECK (base_version >= 1),
  name          TEXT    NOT NULL CHECK (length(name) <= 200),
  text          TEXT    NOT NULL CHECK (length(text) <= 5000000),
  saved_at      INTEGER NOT NULL
) STRICT;

CREATE TABLE ended_attempt (
  job_id       INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch        INTEGER NOT NULL CHECK (epoch >= 1),
  attempt      INTEGER NOT NULL CHECK (attempt >= 1),
  worker_id    INTEGER NOT NULL REFERENCES worker (id),
  claim_rev    INTEGER NOT NULL,
  started_at   INTEGER NOT NULL,
  finished_at  INTEGER NOT NULL,
  end_rev      INTEGER NOT NULL CHECK (end_rev > claim_rev),
  end_kind     TEXT    NOT NULL
               CHECK ("end_kind" = 'completed' OR "end_kind" = 'retry_scheduled' OR "end_kind" = 'failed' OR "end_kind" = 'cancelled' OR "end_kind" = 'parked' OR "end_kind" = 'released' OR "end_kind" = 'reclaimed'),
  end_detail   TEXT,
  outcome      TEXT    NOT NULL
               CHECK ("outcome" = 'completed' OR "outcome" = 'failed' OR "outcome" = 'cancelled' OR "outcome" = 'parked' OR "outcome" = 'released' OR "outcome" = 'worker_died' OR "outcome" = 'lease_expired' OR "outcome" = 'app_restarted'),
  row_count    INTEGER NOT NULL DEFAULT 0 CHECK (row_count >= 0),
  error        TEXT    CHECK (error IS NULL OR json_valid(error)), continues INTEGER CHECK (continues >= 1 AND continues < epoch), kept INTEGER CHECK (kept >= 0),
  PRIMARY KEY (job_id, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE flow (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  name        TEXT    NOT NULL CHECK (length(name) BETWEEN 1 AND 200),
  is_example  INTEGER NOT NULL DEFAULT 0 CHECK (is_example IN (0, 1)),
  created_at  INTEGER NOT NULL,
  updated_at  INTEGER NOT NULL
, paused INTEGER NOT NULL DEFAULT 0 CHECK (paused IN (0, 1)), max_running INTEGER CHECK (max_running BETWEEN 1 AND 1000), is_builtin INTEGER NOT NULL DEFAULT 0 CHECK (is_builtin IN (0, 1)), tags TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(tags)), deleted_at INTEGER, removed_at INTEGER) STRICT;

CREATE UNIQUE INDEX flow_name ON flow (name) WHERE removed_at IS NULL;

CREATE TABLE flow_version (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  flow_id     INTEGER NOT NULL REFERENCES flow (id) ON DELETE CASCADE,
  version     INTEGER NOT NULL CHECK (version >= 1),
  name        TEXT    NOT NULL,
  sha256      TEXT    NOT NULL CHECK (length(sha256) = 64),
  created_at  INTEGER NOT NULL,
  content     TEXT    NOT NULL CHECK (json_valid(content)),
  UNIQUE (flow_id, version),
  UNIQUE (id, flow_id)
) STRICT;

CREATE TRIGGER job_removed AFTER DELETE ON job BEGIN
  UPDATE removed_jobs SET jobs = jobs + 1;
END;

CREATE TRIGGER job_tag_removed AFTER DELETE ON job WHEN OLD.tags IS NOT NULL BEGIN
  DELETE FROM job_tag WHERE job_id = OLD.id AND tag IN (SELECT value FROM json_each(OLD.tags));
END;

CREATE TABLE job (
  id               INTEGER PRIMARY KEY AUTOINCREMENT,
  state            TEXT    NOT NULL DEFAULT 'pending'
                   CHECK ("state" = 'pending' OR "state" = 'processing' OR "state" = 'completed' OR "state" = 'failed' OR "state" = 'cancelled' OR "state" = 'parked'),
  waits_for        TEXT,
  run_at           INTEGER NOT NULL CHECK (run_at >= 0),
  priority         INTEGER NOT NULL DEFAULT 0 CHECK (priority BETWEEN -100 AND 100),
  rev              INTEGER NOT NULL DEFAULT 1 CHECK (rev >= 1),
  flow_id          INTEGER NOT NULL,
  flow_version_id  INTEGER NOT NULL,
  attempt          INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
  retry_count      INTEGER NOT NULL DEFAULT 0 CHECK (retry_count >= 0),
  crash_count      INTEGER NOT NULL DEFAULT 0 CHECK (crash_count >= 0),
  lease_epoch      INTEGER NOT NULL DEFAULT 0 CHECK (lease_epoch >= 0),
  worker_id        INTEGER REFERENCES worker (id),
  claim_rev        INTEGER,
  attempt_rows     INTEGER NOT NULL DEFAULT 0 CHECK (attempt_rows >= 0),
  lease_until      INTEGER,
  beat_at          INTEGER,
  cancel_asked_at  INTEGER,
  once_step        TEXT,
  headed           INTEGER NOT NULL DEFAULT 0 CHECK (headed IN (0, 1)),
  steps_done       INTEGER NOT NULL DEFAULT 0 CHECK (steps_done >= 0),
  steps_total      INTEGER NOT NULL DEFAULT 0 CHECK (steps_total >= 0),
  step_title       TEXT,
  row_count        INTEGER NOT NULL DEFAULT 0 CHECK (row_count >= 0),
  failed_rows      INTEGER NOT NULL DEFAULT 0 CHECK (failed_rows >= 0),
  artifact_count   INTEGER NOT NULL DEFAULT 0 CHECK (artifact_count >= 0),
  created_at       INTEGER NOT NULL,
  started_at       INTEGER,
  completed_at     INTEGER,
  retry            TEXT    NOT NULL,
  subtitle         TEXT    NOT NULL DEFAULT '',
  error            TEXT    CHECK (error IS NULL OR json_valid(error)),
  inputs           TEXT    NOT NULL CHECK (json_valid(inputs)),
  "row"            TEXT    CHECK ("row" IS NULL OR json_valid("row")),
  result           TEXT    CHECK (result IS NULL OR json_valid(result)),
  place            INTEGER GENERATED ALWAYS AS (
                     CASE WHEN state = 'processing' THEN run_at - priority * 60000 + -1000000000000000
                          WHEN state = 'pending' AND waits_for IS NULL THEN run_at - priority * 60000 END) VIRTUAL, unique_key TEXT CHECK (length(unique_key) BETWEEN 1 AND 200), profile TEXT CHECK (length(profile) BETWEEN 1 AND 100), site TEXT CHECK (length(site) BETWEEN 1 AND 253), called TEXT CHECK (called IS NULL OR json_valid(called)), rows_total INTEGER NOT NULL DEFAULT 0 CHECK (rows_total >= 0), rows_done INTEGER NOT NULL DEFAULT 0 CHECK (rows_done >= 0), anew INTEGER NOT NULL DEFAULT 1 CHECK (anew = 0 OR anew = 1), continues INTEGER CHECK (continues >= 1), kept INTEGER CHECK (kept >= 0), checks_login INTEGER NOT NULL DEFAULT 0 CHECK (checks_login IN (0, 1)), tags TEXT CHECK (tags IS NULL OR json_valid(tags)),
  CONSTRAINT flow_of_version      FOREIGN KEY (flow_version_id, flow_id) REFERENCES flow_version (id, flow_id),
  CONSTRAINT waits_only_pending   CHECK (waits_for IS NULL OR state = 'pending'),
  CONSTRAINT lease_iff_processing CHECK ((state = 'processing') = (lease_until IS NOT NULL)),
  CONSTRAINT worker_iff_claimed   CHECK ((lease_epoch = 0) = (worker_id IS NULL)),
  CONSTRAINT claim_is_told        CHECK ((lease_epoch = 0) = (claim_rev IS NULL)),
  CONSTRAINT ended_iff_completed  CHECK (("state" = 'completed' OR "state" = 'failed' OR "state" = 'cancelled') = (completed_at IS NOT NULL))
) STRICT;

CREATE INDEX job_duration ON job (completed_at - started_at) WHERE completed_at - started_at >= 1000;

CREATE INDEX job_failed_rows ON job (id) WHERE failed_rows > 0;

CREATE INDEX job_flow ON job (flow_id);

CREATE INDEX job_held ON job (waits_for, run_at - priority * 60000)
 WHERE waits_for IS NOT NULL AND waits_for <> 'time';

CREATE INDEX job_key ON job (unique_key)
 WHERE unique_key IS NOT NULL AND (state = 'pending' OR state = 'processing' OR state = 'parked');

CREATE INDEX job_place ON job (place) WHERE place IS NOT NULL;

CREATE INDEX job_priority ON job (priority) WHERE priority <> 0;

CREATE INDEX job_profile ON job (profile) WHERE profile IS NOT NULL AND (state = 'pending' OR state = 'processing');

CREATE INDEX job_rows ON job (row_count) WHERE row_count > 0 AND completed_at IS NOT NULL;

CREATE INDEX job_started ON job (started_at) WHERE started_at IS NOT NULL AND state <> 'processing';

CREATE INDEX job_stopped ON job (state) WHERE state = 'failed' OR state = 'cancelled' OR state = 'parked';

CREATE INDEX job_waiting ON job (waits_for, run_at, attempt) WHERE waits_for IS NOT NULL;

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

CREATE TABLE job_deletion (
  job_id  INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  batch   INTEGER NOT NULL CHECK (batch >= 1),
  at      INTEGER NOT NULL
) STRICT;

CREATE INDEX job_deletion_batch ON job_deletion (batch);

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

CREATE TABLE "job_event" (
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

CREATE TABLE job_log (
  job_id    INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch     INTEGER NOT NULL,
  seq       INTEGER NOT NULL CHECK (seq >= 0),
  at        INTEGER NOT NULL,
  level     TEXT    NOT NULL CHECK ("level" = 'DEBUG' OR "level" = 'INFO' OR "level" = 'WARN' OR "level" = 'ERROR'),
  step      TEXT,
  message   TEXT    NOT NULL,
  metadata  TEXT,
  PRIMARY KEY (job_id, epoch, seq)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE job_run_options (
  job_id   INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  options  TEXT    NOT NULL CHECK (json_valid(options))
) STRICT;

CREATE TABLE job_step (
  job_id       INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch        INTEGER NOT NULL,
  seq          INTEGER NOT NULL CHECK (seq >= 0),
  path         TEXT    NOT NULL,
  action       TEXT    NOT NULL,
  title        TEXT    NOT NULL,
  target       TEXT    NOT NULL,
  candidate    INTEGER CHECK (candidate >= 0),
  state        TEXT    NOT NULL CHECK ("state" = 'running' OR "state" = 'done' OR "state" = 'failed' OR "state" = 'skipped' OR "state" = 'cancelled'),
  started_at   INTEGER NOT NULL,
  finished_at  INTEGER,
  error        TEXT    CHECK (error IS NULL OR json_valid(error)),
  PRIMARY KEY (job_id, epoch, seq)
) STRICT, WITHOUT ROWID;

CREATE TABLE job_tag (
  tag     TEXT    NOT NULL CHECK (length(tag) BETWEEN 1 AND 40),
  job_id  INTEGER NOT NULL,
  PRIMARY KEY (tag, job_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE profile (
  name             TEXT    PRIMARY KEY CHECK (length(name) BETWEEN 1 AND 100),
  created_at       INTEGER NOT NULL,
  start_url        TEXT    CHECK (length(start_url) BETWEEN 1 AND 2000),
  saved_at         INTEGER,
  used_at          INTEGER,
  bytes            INTEGER NOT NULL DEFAULT 0 CHECK (bytes >= 0),
  sites            TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(sites)),
  login_needed_at  INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE removed_jobs (
  id    INTEGER PRIMARY KEY CHECK (id = 1),
  jobs  INTEGER NOT NULL CHECK (jobs >= 0)
) STRICT;

CREATE TABLE result_row (
  job_id   INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch    INTEGER NOT NULL,
  dataset  TEXT    NOT NULL CHECK (length(dataset) BETWEEN 1 AND 100),
  seq      INTEGER NOT NULL CHECK (seq >= 0),
  data     TEXT    NOT NULL CHECK (json_valid(data)), origin INTEGER CHECK (origin >= 1),
  PRIMARY KEY (job_id, epoch, dataset, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX result_row_origin ON result_row (job_id, origin) WHERE origin IS NOT NULL;

CREATE TABLE setting (
  key    TEXT PRIMARY KEY,
  value  TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

CREATE TABLE site_rule (
  site         TEXT    PRIMARY KEY CHECK (length(site) BETWEEN 1 AND 253),
  max_running  INTEGER CHECK (max_running BETWEEN 1 AND 1000),
  delay_ms     INTEGER NOT NULL DEFAULT 0 CHECK (delay_ms BETWEEN 0 AND 86400000),
  started_at   INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE step_failure (
  id      INTEGER PRIMARY KEY,
  job_id  INTEGER NOT NULL REFERENCES job (id) ON DELETE CASCADE,
  epoch   INTEGER NOT NULL CHECK (epoch >= 1),
  seq     INTEGER NOT NULL CHECK (seq >= 0),
  path    TEXT    NOT NULL,
  detail  TEXT    NOT NULL CHECK (json_valid(detail)),
  UNIQUE (job_id, epoch, seq)
) STRICT;

CREATE TABLE trial_job (
  job_id      INTEGER PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
  version_id  INTEGER NOT NULL UNIQUE REFERENCES flow_version (id),
  flow_id     INTEGER REFERENCES flow (id) ON DELETE SET NULL,
  run         TEXT    NOT NULL CHECK (json_valid(run))
) STRICT;

CREATE INDEX trial_job_flow ON trial_job (flow_id) WHERE flow_id IS NOT NULL;

CREATE TABLE worker (
  id           INTEGER PRIMARY KEY AUTOINCREMENT,
  slot         INTEGER NOT NULL CHECK (slot >= 1),
  pid          INTEGER,
  state        TEXT    NOT NULL CHECK ("state" = 'starting' OR "state" = 'idle' OR "state" = 'busy' OR "state" = 'offline'),
  started_at   INTEGER NOT NULL,
  beat_at      INTEGER,
  ended_at     INTEGER,
  end_reason   TEXT,
  jobs_done    INTEGER NOT NULL DEFAULT 0 CHECK (jobs_done >= 0),
  jobs_failed  INTEGER NOT NULL DEFAULT 0 CHECK (jobs_failed >= 0),
  CONSTRAINT ended_iff_offline CHECK ((state = 'offline') = (ended_at IS NOT NULL))
) STRICT;

CREATE INDEX worker_online ON worker (slot) WHERE ended_at IS NULL;

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
