/** What a person asks of a job. See wishes.ts. */
export const WISH_SQL = {
  /** guard: none, it only reads; the state before a person's wish, inside the same transaction. */
  facts: 'SELECT state, waits_for, attempt, failed_rows FROM job WHERE id = @jobId',

  /** guard: none, it only reads; a person's wish for a job that is deleted finds no job. */
  isDeleted: 'SELECT 1 FROM job_deletion WHERE job_id = @jobId',

  /** guard: not started or parked. */
  cancelWaiting: `
    UPDATE job SET state = 'cancelled', waits_for = NULL, cancel_asked_at = @now, completed_at = @now, error = NULL, rev = rev + 1
     WHERE id = @jobId AND state IN ('pending', 'parked')
    RETURNING state, rev, attempt`,

  /** guard: running; the first request counts, a second one changes nothing but asks again. */
  askCancel: `
    UPDATE job SET cancel_asked_at = coalesce(cancel_asked_at, @now), rev = rev + 1
     WHERE id = @jobId AND state = 'processing'
    RETURNING state, rev, attempt, lease_epoch AS epoch, worker_id AS workerId, cancel_asked_at = @now AS first`,

  /** guard: ended or parked. Fresh retries; the attempts so far stay and the numbers go on. */
  retry: `
    UPDATE job
       SET state = 'pending', waits_for = NULL, run_at = @now,
           inputs = coalesce(@inputs, inputs), subtitle = coalesce(@subtitle, subtitle), site = coalesce(@site, site),
           flow_version_id = coalesce(@flowVersionId, flow_version_id), steps_total = coalesce(@stepsTotal, steps_total),
           checks_login = coalesce(@checksLogin, checks_login),
           retry_count = 0, crash_count = 0, once_step = NULL, cancel_asked_at = NULL, completed_at = NULL,
           error = NULL, result = NULL, failed_rows = 0, rows_done = 0, anew = 1, steps_done = 0, step_title = NULL, rev = rev + 1
     WHERE id = @jobId AND state IN ('completed', 'failed', 'cancelled', 'parked')
    RETURNING state, rev, attempt`,

  /** guard: waits for its time or for other jobs. */
  runNow: `
    UPDATE job SET waits_for = NULL, run_at = @now, rev = rev + 1
     WHERE id = @jobId AND (waits_for = 'time' OR waits_for = 'jobs')
    RETURNING state, rev, attempt, waits_for`,

  /** guard: waits. One that waits for its turn on a site and goes to another one is looked at anew. */
  edit: `
    UPDATE job
       SET waits_for = CASE WHEN site <> @site AND waits_for = 'site:' || site THEN NULL ELSE waits_for END,
           inputs = coalesce(@inputs, inputs), subtitle = coalesce(@subtitle, subtitle), site = coalesce(@site, site),
           priority = coalesce(@priority, priority), rev = rev + 1
     WHERE id = @jobId AND state = 'pending'
    RETURNING state, rev, attempt, waits_for`,

  /** guard: waits. What waits for other jobs goes on waiting for them. */
  snooze: `
    UPDATE job SET run_at = @until, waits_for = CASE WHEN waits_for = 'jobs' THEN 'jobs' ELSE 'time' END, rev = rev + 1
     WHERE id = @jobId AND state = 'pending'
    RETURNING state, rev, attempt, waits_for`,
} as const;
