/** Rows that a job walks over, and the places from which it can go on. See own-rows.ts and wishes.ts. */
export const RESUME_SQL = {
  /** guard: none of its own; the job was inserted by this very transaction. */
  insertOwnRow: 'INSERT INTO job_row (job_id, number, data) VALUES (?, ?, ?)',

  /** guard: the attempt holds the lease; rows that were not run yet, in order. */
  ownRows: `
    SELECT r.number, r.data FROM job_row r INDEXED BY job_row_state
     WHERE r.job_id = @jobId AND r.state = 'pending' AND r.state <> 'done' AND r.number > @after
       AND EXISTS (SELECT 1 FROM job WHERE id = @jobId AND state = 'processing' AND lease_epoch = @epoch)
     ORDER BY r.number LIMIT @most`,

  /** guard: none, it only reads; which attempt ended this row last. */
  ownRowEpoch: 'SELECT epoch FROM job_row WHERE job_id = @jobId AND number = @number',

  /** guard: the report was let in by recordOpen; a row ends once in an attempt. */
  endOwnRow: `
    UPDATE job_row SET state = @state, epoch = @epoch, error = @error, result = @result
     WHERE job_id = @jobId AND number = @number AND state = 'pending' AND epoch IS NOT @epoch
    RETURNING number`,

  /** What an own row brought when it was run before. */
  dropOrigin: `
    DELETE FROM result_row
     WHERE job_id = ? AND origin = ? AND origin IS NOT NULL AND epoch = ?`,

  /** guard: this attempt; its report was let in by recordOpen. A row that has ended has also ended its \`once\` steps. */
  countOwnRows: `
    UPDATE job SET rows_done = rows_done + @done, failed_rows = failed_rows + @failed, attempt_rows = attempt_rows - @dropped,
                   once_step = @once
     WHERE id = @jobId AND lease_epoch = @epoch`,

  /** guard: as countOwnRows. @beyond = rows of this report that come after the checkpoint. */
  putCheckpoint: `
    INSERT INTO checkpoint (job_id, epoch, kept, kept_rows, step, at, state)
    SELECT id, lease_epoch, @kept, attempt_rows - @beyond, @step, @now, @state FROM job WHERE id = @jobId
    ON CONFLICT (job_id) DO UPDATE
       SET epoch = excluded.epoch, kept = excluded.kept, kept_rows = excluded.kept_rows, step = excluded.step,
           at = excluded.at, state = excluded.state, browser = NULL`,

  /** guard: the attempt holds the lease, and the checkpoint is its own or the one that it went on from. */
  putBrowserState: `
    UPDATE checkpoint SET browser = @browser
     WHERE job_id = @jobId
       AND EXISTS (SELECT 1 FROM job WHERE id = @jobId AND state = 'processing' AND lease_epoch = @epoch
                      AND (checkpoint.epoch = @epoch OR checkpoint.epoch = continues))
    RETURNING job_id`,

  dropCheckpoint: 'DELETE FROM checkpoint WHERE job_id = @jobId',

  /** guard: ended or parked, and there is something to go on from. The attempts so far stay and the numbers go on. */
  resume: `
    UPDATE job
       SET state = 'pending', waits_for = NULL, run_at = @now, anew = 0,
           retry_count = 0, crash_count = 0, once_step = NULL, cancel_asked_at = NULL, completed_at = NULL,
           error = NULL, result = NULL, failed_rows = CASE WHEN @failedRows = 1 THEN 0 ELSE failed_rows END,
           steps_done = 0, step_title = NULL, rev = rev + 1
     WHERE id = @jobId AND state IN ('completed', 'failed', 'cancelled', 'parked')
       AND CASE WHEN @failedRows = 1 THEN failed_rows > 0
                WHEN rows_total > 0 THEN rows_done + failed_rows < rows_total
                ELSE EXISTS (SELECT 1 FROM checkpoint c WHERE c.job_id = job.id) END
    RETURNING state, rev, attempt`,

  /** guard: none of its own; the job was taken by \`resume\` in this very transaction. The rows keep who ran them last. */
  reopenFailedRows: `
    UPDATE job_row INDEXED BY job_row_state SET state = 'pending', error = NULL
     WHERE job_id = @jobId AND state = 'failed' AND state <> 'done'`,

  /** guard: none of its own; the job was taken by \`retry\` in this very transaction. */
  reopenAllRows: `
    UPDATE job_row SET state = 'pending', epoch = NULL, error = NULL, result = NULL
     WHERE job_id = @jobId AND (state <> 'pending' OR epoch IS NOT NULL)`,
} as const;
