import type { JobError } from '../../../shared/job/error.ts';
import type { TrialOutcome, TrialRun, TrialState } from '../../../shared/live/trial.ts';
import type { DraftRun } from './draft.ts';

/** How one run of a trial ended. */
export interface EndedRun {
  readonly outcome: TrialOutcome;
  readonly error: JobError | null;
  readonly datasets: TrialState['datasets'];
}

/** Where the runs of a trial meet the person who wants them. */
export interface TrialWait {
  /** A run begins: its steps go on by themselves, but for the breakpoints. */
  runBegins(run: TrialRun): void;
  /** A run is over: the browser waits for the next one. Null = there is none: the person ended the trial, or nobody came. */
  waits(ended: EndedRun): Promise<DraftRun | null>;
}
