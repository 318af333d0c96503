import type { Core } from '../../core.ts';
import type { CallsOf } from './part.ts';

/** Trial runs of drafts. */
export function trialCalls({ trials }: Pick<Core, 'trials'>): CallsOf<'trial'> {
  return {
    'trial.start': (wish) => ({ jobId: trials.start(wish) }),
    'trial.rerun': async ({ jobId, text, run }) => {
      await trials.rerun(jobId, text, run);
      return { done: true };
    },
    'trial.end': async ({ jobId }) => {
      await trials.end(jobId);
      return { done: true };
    },
    'trial.point': async ({ jobId, at }) => ({ pointed: await trials.point(jobId, at) }),
    'trial.list': async ({ jobId, first, second }) => ({ list: await trials.list(jobId, first, second) }),
    'trial.highlight': ({ jobId, target }) => trials.highlight(jobId, target),
  };
}
