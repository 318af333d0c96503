import type { Clock } from '../../shared/clock.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { RunOptions } from '../../shared/live/run-options.ts';
import type { ArtifactFolder } from './artifacts.ts';
import type { Onlooker } from './live/onlooker.ts';
import type { LogSink } from './log-sink.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';
import type { JobScope } from './scope.ts';
import type { BrowserSession } from './session.ts';
import { FLOW_PLACE } from './walk/place.ts';
import { stepRange } from './walk/step-range.ts';
import { Walker } from './walk/walker.ts';

/** Everything that the steps of one attempt work with. */
export interface StepsRun {
  readonly flow: Flow;
  readonly session: BrowserSession;
  readonly scope: JobScope;
  readonly outbox: Outbox;
  readonly log: LogSink;
  readonly masker: Masker;
  readonly artifacts: ArtifactFolder;
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** The person who looks on; absent = nobody. */
  readonly onlooker?: Onlooker;
  /** How the steps are run; absent = all of them. */
  readonly options?: RunOptions;
}

/**
 * Runs the steps of the flow, and those inside of them. A step that fails does what its `onError` says; only a failure that
 * ends the attempt is thrown.
 * @returns `stopped` when a `stop` step ended the job before its last step
 * @throws StepFailure, or the signal's reason when the job was stopped from outside
 */
export async function runSteps(run: StepsRun): Promise<'done' | 'stopped'> {
  const { steps } = run.flow;
  const range = stepRange(run.options ?? {}, steps.length, run.log.forStep(null));
  const end = await new Walker(run).list(steps, FLOW_PLACE, 1, range);
  return end === 'stop' ? 'stopped' : 'done';
}
