import { ActionFailure } from '../../../shared/actions/run.ts';
import type { StepsRun } from '../run-steps.ts';
import { abortable } from '../stopped.ts';
import type { WalkRecord } from './walk-record.ts';

/**
 * Lets a `once` step run only when main has it on disk that it is about to, and never twice in one attempt.
 * @throws ActionFailure when it has been run, or the signal's reason when the job was stopped
 */
export async function announceOnce(run: StepsRun, { onceRun }: WalkRecord, key: string): Promise<void> {
  if (onceRun.has(key)) {
    throw new ActionFailure(
      'UnknownError',
      'The step runs once, and it has already been run in this attempt.',
      'Let “goto” lead to a step behind it, and do not try a loop again that holds it.',
    );
  }
  onceRun.add(key);
  await abortable(run.signal, run.outbox.announceOnce(key));
  run.signal.throwIfAborted();
}
