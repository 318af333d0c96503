import type { WorkerId } from '../../../shared/ids.ts';
import type { AttemptEnding, Claim, JobQueue } from '../queue/queue.ts';

/** What became of several ends and of the question for jobs that came with them. */
export interface Settled {
  /** Of each end, in order: whether it was accepted, or why it could not be written down. */
  readonly ends: readonly (boolean | { readonly failure: unknown })[];
  /** The claimed jobs; null = they are still to be claimed. */
  readonly claims: readonly Claim[] | null;
}

type Finishing = Pick<JobQueue, 'finishManyAndClaim'>;

/**
 * Ends attempts and claims the next jobs in one transaction. When that fails, each end is tried by itself, so that one that cannot be
 * written down takes no other with it, and the claim is left to the caller.
 */
export function settleEnds(
  queue: Finishing,
  workerId: WorkerId,
  ends: readonly AttemptEnding[],
  slots: number,
): Settled {
  if (ends.length === 0) return { ends: [], claims: null };
  try {
    const { accepted, claims } = queue.finishManyAndClaim(workerId, ends, slots);
    return { ends: accepted, claims };
  } catch {
    return { ends: ends.map((end) => settleOne(queue, workerId, end)), claims: null };
  }
}

function settleOne(queue: Finishing, workerId: WorkerId, end: AttemptEnding): boolean | { failure: unknown } {
  try {
    return queue.finishManyAndClaim(workerId, [end], 0).accepted[0] === true;
  } catch (failure) {
    return { failure };
  }
}
