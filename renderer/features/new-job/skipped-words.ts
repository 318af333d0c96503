import type { JobId } from '../../../shared/ids.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { formatCount } from '../../ui/format.ts';
import type { Queued } from './store.ts';

/** How a job that stood already stands; ended ones are never in the way. */
const STANDS: Partial<Record<JobState, string>> = {
  pending: 'is already waiting',
  processing: 'is running already',
  parked: 'is parked and waits for you',
};

/**
 * What became of a run that left jobs as they are: one sentence.
 * @param states of the jobs that were skipped, as far as they are known
 */
export function skippedSentence({ queued, skipped }: Queued, states: ReadonlyMap<JobId, JobState>): string {
  const [only] = skipped;
  if (only !== undefined && skipped.length === 1) {
    const state = states.get(only);
    const stands = (state === undefined ? undefined : STANDS[state]) ?? 'stands already';
    const rest =
      queued.length === 0 ? 'nothing was queued' : `the other ${formatCount(queued.length)} were queued`;
    return `#${only} ${stands}: ${queued.length === 1 ? 'the other job was queued' : rest}.`;
  }
  const all = queued.length + skipped.length;
  const rest =
    queued.length === 0
      ? 'Nothing was queued'
      : `${formatCount(queued.length)} of ${formatCount(all)} were queued`;
  return `${rest}: ${formatCount(skipped.length)} jobs with the same names wait, run or are parked already.`;
}
