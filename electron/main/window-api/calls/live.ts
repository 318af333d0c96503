import type { Core } from '../../core.ts';
import type { CallsOf } from './part.ts';

/** What persons want of running jobs. */
export function liveCalls({ live }: Pick<Core, 'live'>): CallsOf<'live'> {
  return {
    'live.wish': ({ jobId, wish }) => {
      live.wish(jobId, wish);
      return { done: true };
    },
  };
}
