import type { PagePort } from '../../../shared/actions/page-port.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import type { StepLog } from '../log-sink.ts';
import type { StepsRun } from '../run-steps.ts';
import type { JobScope } from '../scope.ts';
import type { StepLimits } from '../session.ts';
import type { StepReport } from '../step-report.ts';
import type { KeptRows } from './kept-rows.ts';
import type { Place } from './place.ts';
import type { StepTargets } from './step-targets.ts';
import type { TurnRecord } from './turn-record.ts';

/** How a list of steps ended, for the step that holds it: `break` and `continue` are for a loop, `stop` for the flow. */
export type ListEnd = 'done' | 'break' | 'continue' | 'stop';

/** The bounds of one piece of work on the page, milliseconds. */
export interface PageLimits {
  /** For each single operation. */
  readonly timeoutMs: number;
  /** For all of it; null = no limit of its own. */
  readonly limitMs: number | null;
  /** Hears which candidate of each target was used. */
  readonly onTarget?: StepLimits['onTarget'];
}

/** How another flow is called. */
export interface Call {
  readonly scope: JobScope;
  /** Where all its rows go; undefined = where it says itself. */
  readonly dataset: string | undefined;
  readonly place: Place;
  /** Of the step that calls. */
  readonly log: StepLog;
}

/** What a control step may ask of the walk that it is part of. */
export interface Walk {
  readonly run: StepsRun;
  /** Rows of this attempt that loops go through. */
  readonly rows: KeptRows;
  readonly turns: TurnRecord;
  /** Runs steps in order. @param first number of the first one under the place's path */
  list(steps: readonly Step[], place: Place, first?: number): Promise<ListEnd>;
  /** Runs the steps of another flow at this place. */
  call(flow: Flow, how: Call): Promise<ListEnd>;
  /** Does something whose failure is not the end of the attempt: somebody around it goes on. */
  caught<T>(work: () => Promise<T>): Promise<T>;
  onPage<T>(
    limits: PageLimits,
    log: StepLog,
    work: (page: PagePort, signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Lets everything else of the worker have its turn when it is time: a loop without waiting must not hold it up. */
  breathe(): Promise<void>;
}

/** One run of one control step. */
export interface ControlRun {
  readonly walk: Walk;
  readonly place: Place;
  readonly log: StepLog;
  readonly report: StepReport;
  /** Hears which candidates of its own targets were used: those of a condition, and of a loop over elements. */
  readonly targets: StepTargets;
}
