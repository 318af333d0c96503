import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { JobError } from '../../shared/job/error.ts';
import { seconds } from './classify.ts';

/** What the log says of the attempt's profile. */
export function profileWords({ name, state }: NonNullable<ClaimedJob['profile']>): string {
  if (state === null) return `Uses the profile “${name}”, in which nothing is kept yet.`;
  return `Uses the profile “${name}”.`;
}

/** The failure of a job whose flow cannot be run. */
export function unreadable(faults: readonly string[]): JobError {
  const more = faults.length > 1 ? ` (and ${faults.length - 1} more)` : '';
  return {
    category: 'UnknownError',
    message: `The flow cannot be run: ${faults[0] ?? 'it is not a flow.'}${more}`,
    mend: 'Correct the flow and save it again.',
  };
}

/** The failure of a job whose time is over. */
export function jobTooSlow(limitMs: number): JobError {
  return {
    category: 'TimeoutError',
    message: `The job did not come to its end within ${seconds(limitMs)}.`,
    mend: 'Give the job more time in the flow’s timeouts, or split it into smaller jobs.',
  };
}

/** The failure of a trial in whose profile nobody is signed in: nothing of it waits for a login. */
export function notSignedIn(reason: string): JobError {
  return {
    category: 'AuthenticationError',
    message: reason,
    mend: 'Sign in to the profile, then try again.',
  };
}
