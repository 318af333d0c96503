import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState, isEnded } from '../../../shared/job/state.ts';

/** For each action on a job: null when it can be done, else why not. */
export interface JobCan {
  readonly cancel: string | null;
  readonly retry: string | null;
  readonly runNow: string | null;
  /** Edit and snooze: only what waits can be changed. */
  readonly change: string | null;
}

/**
 * What can be done with a job in its present state.
 * @param now epoch milliseconds
 */
export function jobCan(job: JobSummary, now: number): JobCan {
  const state = displayState(job, now);
  const ended = isEnded(job.state);
  const waits = state === 'scheduled' || state === 'retrying' || isHeldByJobs(job);
  return {
    cancel: ended ? 'it has ended' : state === 'cancelling' ? 'already asked' : null,
    retry: job.trial !== undefined ? 'a trial run' : ended || job.state === 'parked' ? null : 'not ended yet',
    runNow: waits ? null : 'nothing to wait for',
    change: job.state === 'pending' ? null : 'it does not wait',
  };
}

/** True where Run now lets the job go without the jobs that it comes after. */
function isHeldByJobs(job: JobSummary): boolean {
  return job.state === 'pending' && job.waitsFor === 'jobs';
}
