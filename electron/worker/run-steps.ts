import type { Clock } from '../../shared/clock.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { RunOptions } from '../../shared/live/run-options.ts';
import type { ArtifactFolder } from './artifacts.ts';
import type { Onlooker } from './live/onlooker.ts';
import type { LogSink } from './log-sink.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';
import type { OwnRowSource } from './own-row-source.ts';
import type { AttemptRecorder } from './recording/attempt-recorder.ts';
import type { JobScope } from './scope.ts';
import type { BrowserSession } from './session.ts';
import { Checkpoints } from './walk/checkpoints.ts';
import { FLOW_PLACE } from './walk/place.ts';
import { runRows } from './walk/run-rows.ts';
import { stepRange } from './walk/step-range.ts';
import { WalkRecord } from './walk/walk-record.ts';
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
  /** The flows that this one calls, by name. */
  readonly called?: ReadonlyMap<string, Flow>;
  /** The rows that it walks over; absent = it runs once. */
  readonly ownRows?: { readonly source: OwnRowSource; readonly total: number };
  /** So many steps were done by an attempt before. */
  readonly stepsBefore?: number;
  /** Whether anything of the attempt must not be written in clear. */
  readonly hasSecrets?: () => boolean;
  /** The person who looks on; absent = nobody. */
  readonly onlooker?: Onlooker;
  /** Hears of each step before it begins; absent = nothing is recorded. */
  readonly recorder?: Pick<AttemptRecorder, 'stepBegins'>;
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
  const record = new WalkRecord(run.clock.monotonic());
  if (run.ownRows !== undefined) {
    const range = stepRange(run.options ?? {}, run.flow.steps.length, run.log.forStep(null));
    await runRows(run, run.ownRows.source, run.ownRows.total, record, range);
    return 'done';
  }
  const { steps } = run.flow;
  const before = run.stepsBefore ?? 0;
  const range =
    before > 0
      ? { begin: before, one: false }
      : stepRange(run.options ?? {}, steps.length, run.log.forStep(null));
  const checkpoints = new Checkpoints(run, run.hasSecrets ?? (() => run.masker.active));
  const end = await new Walker(run, record, { checkpoints }).list(steps, FLOW_PLACE, 1, range);
  return end === 'stop' ? 'stopped' : 'done';
}
