import { ActionFailure } from '../../../shared/actions/run.ts';
import { seconds } from '../classify.ts';

/** The failure of a step that was ended from outside. @param limitMs what it had, milliseconds */
export function stepTooSlow(limitMs: number): ActionFailure {
  return new ActionFailure(
    'TimeoutError',
    `The step did not come to its end within ${seconds(limitMs)}.`,
    'Give the step more time, or wait for something that shows earlier.',
  );
}
