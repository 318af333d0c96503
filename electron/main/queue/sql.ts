import { CLAIMABLE, RUNS } from '../../database/place.ts';
import { EFFECTIVE_ROW_COUNT } from '../../database/queries.ts';
import { DEPENDENCY_SQL, GATE_SQL } from './gate-sql.ts';
import { MARK_SQL } from './mark-sql.ts';
import { PROFILE_SQL } from './profile-sql.ts';
import { RESUME_SQL } from './resume-sql.ts';
import { WISH_SQL } from './wish-sql.ts';

/*
 * Every statement that changes the queue. A change of state is one guarded statement, and no row is an answer: the guard did not
 * hold, so nothing happened. Whether a job goes on, parks, ends or stops is decided by one CASE inside it.
 *
 * The order of those decisions is the same everywhere: a cancel that was asked beats everything but what is already over; then a
 * `once` step that began parks the job instead of repeating it; then the job goes back to the queue or fails.
 */

/** Guard of every write of an attempt: the job still runs, and it is this attempt that runs it. */
const HOLDS_LEASE = "id = @jobId AND state = 'processing' AND lease_epoch = @epoch";

/** What every end of an attempt does to the lease. */
const GIVE_UP_LEASE = 'lease_until = NULL, beat_at = NULL, rev = rev + 1';

const NOT_ASKED = 'cancel_asked_at IS NULL';

/**
 * Where an attempt goes on that does not begin anew. A job that walks over rows always goes on from the attempt before, once it has
 * begun: what that one has kept, and through it those before.
 */
const OWN_CHECKPOINT = 'FROM checkpoint c WHERE c.job_id = job.id';

const CLAIMED = `
     SET state = 'processing', attempt = attempt + 1, lease_epoch = lease_epoch + 1,
         worker_id = @workerId, lease_until = @now + @leaseMs, beat_at = @now, started_at = @now,
         claim_rev = rev + 1, steps_done = 0, step_title = NULL, error = NULL, rev = rev + 1,
         attempt_rows = CASE WHEN anew = 1 THEN 0 ELSE coalesce((SELECT c.kept_rows ${OWN_CHECKPOINT}), 0) END,
         continues = CASE WHEN anew = 1 THEN NULL WHEN rows_total > 0 THEN lease_epoch ELSE (SELECT c.epoch ${OWN_CHECKPOINT}) END,
         kept = CASE WHEN anew = 1 THEN NULL
                     WHEN rows_total > 0 THEN coalesce((SELECT c.kept ${OWN_CHECKPOINT} AND c.epoch = job.lease_epoch), 0)
                     ELSE (SELECT c.kept ${OWN_CHECKPOINT}) END,
         anew = CASE WHEN rows_total > 0 THEN 0 ELSE anew END`;
const CLAIMED_COLUMNS =
  'id, lease_epoch AS epoch, attempt, rev, flow_version_id, inputs, "row", headed, profile, place, called, rows_total, continues';
const NEXT_CLAIMABLE = `
          SELECT id FROM job INDEXED BY job_place WHERE ${CLAIMABLE} ORDER BY place, id`;

/** What a person can do about a once-only thing that may have happened, and what to know when it stands in a loop. */
export const ONCE_MEND = 'Look at the site whether it went through; then retry the job or cancel it.';
export const ONCE_TURN_MEND = ' A retry begins with the first turn of the loop again.';

/** What a job that may have done a once-only thing asks the person; `4.2 (turn 3)` is step 4.2 in the third turn of its loop. */
const ONCE_QUESTION = `json_object(
           'category', 'UnknownError',
           'message', 'Step ' || once_step || ' runs only once, and it may have happened: the attempt was interrupted.',
           'mend', '${ONCE_MEND}' || iif(instr(once_step, ' ') = 0, '', '${ONCE_TURN_MEND}'),
           'step', iif(instr(once_step, ' ') = 0, once_step, substr(once_step, 1, instr(once_step, ' ') - 1)))`;

const RELEASED_TO = `CASE WHEN cancel_asked_at IS NOT NULL THEN 'cancelled'
                      WHEN once_step IS NOT NULL THEN 'parked'
                      ELSE 'pending' END`;

const RECLAIMED = `
     SET state = CASE WHEN cancel_asked_at IS NOT NULL THEN 'cancelled'
                      WHEN once_step IS NOT NULL THEN 'parked'
                      WHEN crash_count + @crash >= @maxCrashes THEN 'failed'
                      ELSE 'pending' END,
         completed_at = CASE WHEN cancel_asked_at IS NOT NULL
                               OR (once_step IS NULL AND crash_count + @crash >= @maxCrashes) THEN @now END,
         error = CASE WHEN cancel_asked_at IS NOT NULL THEN NULL
                      WHEN once_step IS NOT NULL THEN ${ONCE_QUESTION}
                      WHEN crash_count + @crash >= @maxCrashes THEN @poisonError END,
         crash_count = crash_count + @crash, ${GIVE_UP_LEASE}`;
const RECLAIMED_COLUMNS = 'id AS jobId, lease_epoch AS epoch, state, rev, attempt';

/** How many jobs one statement inserts in bulk. */
export const JOBS_AT_ONCE = 25;
const INSERT_JOB = `
    INSERT INTO job (flow_id, flow_version_id, priority, run_at, waits_for, created_at, headed,
                     steps_total, retry, subtitle, inputs, "row", unique_key, profile, site, called, rows_total,
                     checks_login)
    VALUES`;
const JOB_VALUES = '(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)';
/** What jobs of one request have in common is bound once for all of them: binding is a good part of what a row costs. */
const ALIKE_VALUES =
  '(@flowId, @flowVersionId, ?, ?, ?, @createdAt, @headed, @stepsTotal, @retry, ?, ?, ?, NULL, ?, ?, @called, 0, @checksLogin)';

export const SQL = {
  ...WISH_SQL,
  ...GATE_SQL,
  ...DEPENDENCY_SQL,
  ...RESUME_SQL,
  ...PROFILE_SQL,
  ...MARK_SQL,

  /** guard: claimable jobs only; one statement, so there is no gap in which another could take the same job. */
  claimOne: `
    UPDATE job ${CLAIMED}
     WHERE id = (${NEXT_CLAIMABLE} LIMIT 1)
    RETURNING ${CLAIMED_COLUMNS}`,

  /** guard: as claimOne, for several at once. */
  claimMany: `
    UPDATE job ${CLAIMED}
     WHERE id IN (${NEXT_CLAIMABLE} LIMIT @slots)
    RETURNING ${CLAIMED_COLUMNS}`,

  /** guard: none, it only reads; true when a waiting job has come due. */
  anyDue: "SELECT 1 FROM job INDEXED BY job_waiting WHERE waits_for = 'time' AND run_at <= @now LIMIT 1",

  /** guard: jobs that wait for their time, and it has come; in portions, so that no call takes long. */
  promoteDue: `
    UPDATE job SET waits_for = NULL
     WHERE id IN (
          SELECT id FROM job INDEXED BY job_waiting
           WHERE waits_for = 'time' AND run_at <= @now ORDER BY run_at LIMIT 500)
    RETURNING attempt`,

  /** guard: none, it only reads; when the next waiting job comes due. */
  nextDue: "SELECT min(run_at) FROM job INDEXED BY job_waiting WHERE waits_for = 'time'",

  /** guard: this attempt of this worker. */
  renew: `
    UPDATE job SET lease_until = @now + @leaseMs, beat_at = @now, rev = rev + 1
     WHERE ${HOLDS_LEASE} AND worker_id = @workerId
    RETURNING cancel_asked_at`,

  /** guard: this attempt. */
  complete: `
    UPDATE job
       SET state = CASE WHEN ${NOT_ASKED} THEN 'completed' ELSE 'cancelled' END,
           completed_at = @now, result = @result, once_step = NULL, error = NULL,
           row_count = CASE WHEN ${NOT_ASKED} THEN attempt_rows ELSE row_count END,
           failed_rows = CASE WHEN rows_total > 0 THEN failed_rows ELSE @failedRows END,
           ${GIVE_UP_LEASE}
     WHERE ${HOLDS_LEASE}
    RETURNING state, rev, attempt, failed_rows`,

  /** guard: none, it only reads; what decides over a retry. */
  retryFacts: `SELECT retry, retry_count, once_step FROM job WHERE ${HOLDS_LEASE}`,

  /** guard: this attempt. @retryAt NULL = no further attempt. */
  fail: `
    UPDATE job
       SET state = CASE WHEN cancel_asked_at IS NOT NULL THEN 'cancelled'
                        WHEN @retryAt IS NULL THEN 'failed'
                        WHEN once_step IS NOT NULL THEN 'parked'
                        ELSE 'pending' END,
           completed_at = CASE WHEN cancel_asked_at IS NOT NULL OR @retryAt IS NULL THEN @now END,
           error = CASE WHEN ${NOT_ASKED} THEN @error END,
           run_at = CASE WHEN ${NOT_ASKED} AND once_step IS NULL THEN coalesce(@retryAt, run_at) ELSE run_at END,
           waits_for = CASE WHEN ${NOT_ASKED} AND once_step IS NULL AND @retryAt > @now THEN 'time' END,
           retry_count = retry_count + (${NOT_ASKED} AND once_step IS NULL AND @retryAt IS NOT NULL),
           ${GIVE_UP_LEASE}
     WHERE ${HOLDS_LEASE}
    RETURNING state, rev, attempt, failed_rows`,

  /** guard: this attempt. */
  confirmCancel: `
    UPDATE job SET state = 'cancelled', completed_at = @now, error = NULL, ${GIVE_UP_LEASE}
     WHERE ${HOLDS_LEASE}
    RETURNING state, rev, attempt, failed_rows`,

  /** guard: this attempt. The attempt's number is given back when the job returns to the queue. */
  release: `
    UPDATE job
       SET state = ${RELEASED_TO},
           completed_at = CASE WHEN cancel_asked_at IS NOT NULL THEN @now END,
           error = CASE WHEN ${NOT_ASKED} AND once_step IS NOT NULL THEN ${ONCE_QUESTION} END,
           attempt = attempt - (${NOT_ASKED} AND once_step IS NULL),
           ${GIVE_UP_LEASE}
     WHERE ${HOLDS_LEASE}
    RETURNING state, rev, attempt + (state = 'pending') AS attempt, failed_rows`,

  /** guard: this attempt, which holds a profile. As release, and the job waits until somebody has signed in. */
  needLogin: `
    UPDATE job
       SET state = ${RELEASED_TO},
           completed_at = CASE WHEN cancel_asked_at IS NOT NULL THEN @now END,
           error = CASE WHEN ${NOT_ASKED} AND once_step IS NOT NULL THEN ${ONCE_QUESTION} END,
           attempt = attempt - (${NOT_ASKED} AND once_step IS NULL),
           waits_for = CASE WHEN ${NOT_ASKED} AND once_step IS NULL THEN 'login:' || profile END,
           checks_login = 1,
           ${GIVE_UP_LEASE}
     WHERE ${HOLDS_LEASE} AND profile IS NOT NULL
    RETURNING state, rev, attempt + (state = 'pending') AS attempt, failed_rows, profile`,

  /** guard: the lease has run out. */
  reclaimExpired: `
    UPDATE job INDEXED BY job_place ${RECLAIMED}
     WHERE ${RUNS} AND lease_until < @now
    RETURNING ${RECLAIMED_COLUMNS}`,

  /** guard: held by this worker. */
  reclaimWorker: `
    UPDATE job INDEXED BY job_place ${RECLAIMED}
     WHERE ${RUNS} AND worker_id = @workerId
    RETURNING ${RECLAIMED_COLUMNS}`,

  /** guard: running; only at the start of the app, when whoever ran it is gone. */
  reclaimAll: `
    UPDATE job INDEXED BY job_place ${RECLAIMED}
     WHERE ${RUNS}
    RETURNING ${RECLAIMED_COLUMNS}`,

  /** guard: running. The clock jumped: every lease keeps the time it had left. */
  shiftLeases: `
    UPDATE job INDEXED BY job_place
       SET lease_until = lease_until + @jumpMs, beat_at = beat_at + @jumpMs, rev = rev + 1
     WHERE ${RUNS}
    RETURNING id`,

  /** guard: waits to retry. A retry's wait is a duration, so it moves with the clock; a start that a person set does not. */
  shiftRetries: `
    UPDATE job SET run_at = max(0, run_at + @jumpMs), rev = rev + 1
     WHERE waits_for = 'time' AND attempt > 0`,

  /** guard: this attempt. A stage of stopping is told to the timeline only. */
  touch: `
    UPDATE job SET rev = rev + 1
     WHERE ${HOLDS_LEASE}
    RETURNING state, rev, attempt`,

  /** guard: this attempt of this worker, and no cancel was asked. It only reads. */
  heldProfile: `
    SELECT profile FROM job WHERE ${HOLDS_LEASE} AND worker_id = @workerId AND ${NOT_ASKED}`,

  /** guard: this attempt; it opens every report, and no row means that nothing of the report is kept. */
  recordOpen: `
    UPDATE job
       SET steps_total = @stepsTotal, step_title = coalesce(@stepTitle, step_title),
           once_step = coalesce(@once, once_step), rev = rev + 1
     WHERE ${HOLDS_LEASE}
    RETURNING rev`,

  /** guard: this attempt. Counts what the report brought. */
  recordClose: `
    UPDATE job
       SET steps_done = CASE WHEN @stepsChanged = 0 THEN steps_done ELSE (
             SELECT count(DISTINCT s.path) FROM job_step s
              WHERE s.job_id = job.id AND s.epoch = @epoch AND s.state IN ('done', 'skipped')
                AND instr(s.path, '.') = 0) END,
           row_count = CASE WHEN @newRows = 0 THEN row_count ELSE (${EFFECTIVE_ROW_COUNT}) END,
           artifact_count = artifact_count + @newArtifacts
     WHERE ${HOLDS_LEASE}`,

  insertJob: `${INSERT_JOB} ${JOB_VALUES}`,

  /** As insertJob, for JOBS_AT_ONCE jobs without a key that differ in their own values alone. */
  insertManyJobs: `${INSERT_JOB} ${Array(JOBS_AT_ONCE).fill(ALIKE_VALUES).join(', ')}`,

  /** guard: none; the job was inserted in this very transaction. */
  insertTrial:
    'INSERT INTO trial_job (job_id, version_id, flow_id, run) VALUES (@jobId, @versionId, @flowId, @run)',
  insertRunOptions: 'INSERT INTO job_run_options (job_id, options) VALUES (@jobId, @options)',

  insertEvent:
    'INSERT INTO job_event (job_id, rev, at, kind, "to", attempt, detail) VALUES (?, ?, ?, ?, ?, ?, ?)',

  /** guard: an attempt ends once; its key is taken then. The job's row still tells how the attempt began. */
  insertAttempt: `
    INSERT INTO ended_attempt (job_id, epoch, attempt, worker_id, claim_rev, started_at, row_count,
                               finished_at, outcome, error, end_rev, end_kind, end_detail, continues, kept)
    SELECT id, lease_epoch, ?, worker_id, claim_rev, started_at, attempt_rows, ?, ?, ?, ?, ?, ?, continues, kept
      FROM job WHERE id = ? AND lease_epoch = ?`,

  /** guard: this attempt; its report was let in by recordOpen. */
  addAttemptRows: 'UPDATE job SET attempt_rows = attempt_rows + ? WHERE id = ? AND lease_epoch = ?',

  /** A step is reported when it starts and when it ends; a late first report must not reopen it. */
  upsertStep: `
    INSERT INTO job_step (job_id, epoch, seq, path, action, title, target, candidate, state, started_at, finished_at, error)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (job_id, epoch, seq) DO UPDATE
       SET title = excluded.title, target = excluded.target, candidate = excluded.candidate, state = excluded.state,
           finished_at = excluded.finished_at, error = excluded.error
     WHERE job_step.finished_at IS NULL`,

  insertLine: `
    INSERT INTO job_log (job_id, epoch, seq, at, level, step, message, metadata) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (job_id, epoch, seq) DO NOTHING`,

  insertRow: `
    INSERT INTO result_row (job_id, epoch, dataset, seq, data, origin) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (job_id, epoch, dataset, seq) DO NOTHING`,

  /** guard: this attempt; its report was let in by recordOpen. */
  insertFailure: `
    INSERT INTO step_failure (job_id, epoch, seq, path, detail) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (job_id, epoch, seq) DO NOTHING`,

  /** One more run in which a candidate was looked for: whether it found the element, and whether others should have. */
  countCandidate: `
    INSERT INTO candidate_health (flow_id, step, target, candidate, tried, found, healed, last_at)
    SELECT flow_id, ?, ?, ?, 1, ?, ?, ? FROM job WHERE id = ?
    ON CONFLICT (flow_id, step, target, candidate) DO UPDATE
       SET tried = tried + 1, found = found + excluded.found, healed = healed + excluded.healed, last_at = excluded.last_at`,

  insertArtifact: `
    INSERT INTO artifact (job_id, epoch, kind, name, path, bytes, step, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (job_id, epoch, path) DO NOTHING`,

  flowContent: 'SELECT content FROM flow_version WHERE id = ?',

  getPaused: "SELECT value FROM setting WHERE key = 'queue.paused'",
  setPaused: `
    INSERT INTO setting (key, value) VALUES ('queue.paused', ?)
    ON CONFLICT (key) DO UPDATE SET value = excluded.value`,

  /** guard: none, it only reads; how the running jobs are shown. There are never more of them than slots. */
  runningFacts: `
    SELECT count(*) AS running,
           count(*) FILTER (WHERE cancel_asked_at IS NOT NULL) AS cancelling,
           count(*) FILTER (WHERE cancel_asked_at IS NULL AND beat_at < @lateBefore) AS stalled
      FROM job INDEXED BY job_place WHERE ${RUNS}`,

  /** guard: none, it only reads; all counts, once at the start. */
  countReady: `SELECT count(*) FROM job INDEXED BY job_place WHERE ${CLAIMABLE}`,
  countWaiting: `
    SELECT count(*) FILTER (WHERE attempt = 0) AS scheduled, count(*) FILTER (WHERE attempt > 0) AS retrying
      FROM job INDEXED BY job_waiting WHERE waits_for = 'time'`,
  countAll: "SELECT seq - (SELECT jobs FROM removed_jobs) FROM sqlite_sequence WHERE name = 'job'",
  countStopped: `
    SELECT state, count(*) AS jobs FROM job INDEXED BY job_stopped
     WHERE state = 'failed' OR state = 'cancelled' OR state = 'parked' GROUP BY state`,
  countFailedRows: `
    SELECT count(*) FROM job INDEXED BY job_failed_rows WHERE failed_rows > 0 AND state = 'completed'`,
} as const;

/** The texts by name; tests put altered ones in to prove that each guard is needed. */
export type QueueSql = Readonly<Record<keyof typeof SQL, string>>;
