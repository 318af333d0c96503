import type { JobSummary } from '../../../shared/job/schema.ts';
import { displayState, isEnded } from '../../../shared/job/state.ts';

/** For each action on a job: null when it can be done, else why not. */
export interface JobCan {
  readonly cancel: string | null;
  readonly retry: string | null;
  readonly runNow: string | null;
}

/**
 * What can be done with a job in its present state.
 * @param now epoch milliseconds
 */
export function jobCan(job: JobSummary, now: number): JobCan {
  const state = displayState(job, now);
  const ended = isEnded(job.state);
  return {
    cancel: ended ? 'it has ended' : state === 'cancelling' ? 'already asked' : null,
    retry: ended || job.state === 'parked' ? null : 'not ended yet',
    runNow: state === 'scheduled' || state === 'retrying' ? null : 'nothing to wait for',
  };
}
