import type { JobId } from '../../shared/ids.ts';
import { RunOptions } from '../../shared/live/run-options.ts';
import type { ReadableDb } from './open.ts';

const OF_JOB = 'SELECT options FROM job_run_options WHERE job_id = ?';

/** Reads how a job's steps are run; null = it says nothing about it. */
export function runOptionsReader(db: ReadableDb): (jobId: JobId) => RunOptions | null {
  const ofJob = db.prepare<[number], string>(OF_JOB).pluck();
  return (jobId) => {
    const text = ofJob.get(jobId);
    return text === undefined ? null : RunOptions.parse(JSON.parse(text));
  };
}
