import type { JobError } from '../../../shared/job/error.ts';
import { classify } from '../classify.ts';
import type { StepsRun } from '../run-steps.ts';

/** What was thrown in a step, as the job tells it: with the step and the page's address, and without secrets. */
export function jobErrorOf({ masker, session }: StepsRun, thrown: unknown, path: string): JobError {
  const told = classify(thrown);
  const url = masker.text(session.url());
  return {
    category: told.category,
    message: masker.text(told.message),
    mend: masker.text(told.mend),
    step: path,
    ...(url === '' ? {} : { url }),
  };
}
