import { defineControl } from './define.ts';
import { MaybeSteps, StepList } from './step-list.ts';

export const spec = defineControl({
  type: 'try',
  title: 'Try',
  help: 'Runs steps; when one of them fails, runs others instead of ending the job.',
  params: {
    steps: StepList,
    /** Run after a failure, which is `{{var.error.message}}` here; none = the failure does no harm. */
    onError: MaybeSteps.optional(),
    /** Run at the end in any case, but not when the job is stopped from outside. */
    always: MaybeSteps.optional(),
  },
  rule: ({ onError, always }) =>
    onError === undefined && always === undefined
      ? '“onError” or “always” is missing: a list of steps.'
      : undefined,
  describe: ({ onError }) => (onError === undefined ? 'Try, and clean up' : 'Try, and go on after a failure'),
  example: {
    steps: [{ action: 'click', target: [{ text: 'Close' }], timeout: 2000 }],
    onError: [],
  },
});
