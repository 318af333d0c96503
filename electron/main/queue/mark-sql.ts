/** What a person writes on jobs without changing their state: tags, and that they are deleted. See marks.ts. */
export const MARK_SQL = {
  /** guard: none, it only reads. */
  tagsOf: 'SELECT tags FROM job WHERE id = @jobId',

  /** guard: none; tags change no state. */
  setTags: `
    UPDATE job SET tags = @tags, rev = rev + 1
     WHERE id = @jobId
    RETURNING rev`,

  /** guard: none; the job was inserted in this very transaction. */
  setFirstTags: 'UPDATE job SET tags = @tags WHERE id = @jobId',

  /** guard: none; the job was inserted, or its tags were changed, in this very transaction. */
  addTag: 'INSERT INTO job_tag (tag, job_id) VALUES (@tag, @jobId) ON CONFLICT DO NOTHING',
  removeTag: 'DELETE FROM job_tag WHERE tag = @tag AND job_id = @jobId',

  /** guard: ended. */
  markDeleted: `
    INSERT INTO job_deletion (job_id, batch, at)
    SELECT id, @batch, @now FROM job WHERE id = @jobId AND state IN ('completed', 'failed', 'cancelled')
    ON CONFLICT DO NOTHING
    RETURNING job_id`,

  /** guard: marked, and not removed yet; in portions. */
  unmarkDeleted: `
    DELETE FROM job_deletion
     WHERE job_id IN (SELECT job_id FROM job_deletion INDEXED BY job_deletion_batch
                       WHERE batch = @batch AND at > @since LIMIT @most)
    RETURNING job_id`,

  /** guard: none, it only reads; jobs that are deleted and were not removed yet, by shown state, once at the start. */
  countDeleted: `
    SELECT j.state, j.failed_rows > 0 AS withFailedRows, count(*) AS jobs
      FROM job_deletion d CROSS JOIN job j ON j.id = d.job_id
     GROUP BY 1, 2`,
} as const;
