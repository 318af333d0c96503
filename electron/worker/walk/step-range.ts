import { ActionFailure } from '../../../shared/actions/run.ts';
import type { RunOptions } from '../../../shared/live/run-options.ts';
import type { StepLog } from '../log-sink.ts';

/** The part of a list that is run: from this place on, counted from 0, and only that one step. */
export interface StepRange {
  readonly begin: number;
  readonly one: boolean;
}

/** All of a list. */
export const WHOLE: StepRange = { begin: 0, one: false };

/** The part of the flow that the job's options want. @throws ActionFailure when there is no such step */
export function stepRange({ from, only }: RunOptions, steps: number, log: StepLog): StepRange {
  const path = only ?? from;
  if (path === undefined) return WHOLE;
  const begin = Number(path) - 1;
  if (begin >= steps) {
    throw new ActionFailure(
      'UnknownError',
      `The job is to begin at step ${path}, but the flow has ${steps} steps.`,
      'Name a step that the flow has.',
    );
  }
  if (only !== undefined) log('INFO', `Runs step ${path} alone, as the job says.`);
  else if (begin > 0)
    log('INFO', `Begins at step ${path}, as the job says: what comes before it is left out.`);
  return { begin, one: only !== undefined };
}
