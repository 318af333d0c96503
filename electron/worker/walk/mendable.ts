import { isActionStep, type Step } from '../../../shared/flow/step.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { EndingFailure } from '../live/onlooker.ts';

/** Longer steps are not changed by hand beside a running job. */
const MAX_STEP_TEXT = 100_000;

/** What a person can do about a failed step: the text as the flow has it, without any value put in. */
export function mendable(step: Step, error: JobError): Omit<EndingFailure, 'path' | 'title'> {
  const text = isActionStep(step) ? JSON.stringify(step, null, 2) : null;
  return {
    error,
    step: text !== null && text.length <= MAX_STEP_TEXT ? text : null,
    whyNoRetry: isActionStep(step) && step.once === true ? ONCE : null,
  };
}

const ONCE = 'The step runs once, and it may have happened: look at the page, then leave it out or give up.';
