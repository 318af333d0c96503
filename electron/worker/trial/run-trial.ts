import type { ClaimedJob } from '../../../shared/ipc/worker-protocol.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { TrialRun } from '../../../shared/live/trial.ts';
import type { StepsRun } from '../run-steps.ts';
import { JobScope } from '../scope.ts';
import { jobErrorOf } from '../walk/job-error.ts';
import { StepFailure } from '../walk/step-failure.ts';
import { WalkRecord } from '../walk/walk-record.ts';
import { Walker } from '../walk/walker.ts';
import { DatasetCounts } from './dataset-counts.ts';
import type { DraftRun } from './draft.ts';
import { runPart } from './run-part.ts';
import type { EndedRun, TrialWait } from './trial-wait.ts';

export interface TrialDeps {
  readonly job: Pick<ClaimedJob, 'row' | 'env'>;
  /** What runs first. */
  readonly first: TrialRun;
  readonly wait: TrialWait;
  /** A run has so much time as the first one had. */
  readonly renewTime: () => void;
}

/** How a trial ended, and the values of its last run. */
export interface TrialEnd {
  readonly end: 'done' | 'stopped';
  readonly scope: JobScope;
}

/**
 * Runs a draft, waits, and runs it again as it was changed meanwhile, in the same page, until nobody wants more.
 * @throws StepFailure when the last run failed, or the signal's reason when the job was stopped
 */
export async function runTrial(
  first: StepsRun,
  { job: { row, env }, first: range, wait, renewTime }: TrialDeps,
): Promise<TrialEnd> {
  const record = new WalkRecord(first.clock.monotonic());
  let [run, part] = [first, range];
  for (;;) {
    wait.runBegins(part);
    const ended = await runOnce(run, record, part);
    const next = await wait.waits(ended);
    if (next === null) return lastWord(ended, run.scope);
    run = withDraft(run, next, { row, env });
    part = next.run;
    record.again();
    renewTime();
  }
}

function lastWord({ outcome, error }: EndedRun, scope: JobScope): TrialEnd {
  if (outcome === 'failed' && error !== null) throw new StepFailure(error);
  return { end: outcome === 'stopped' ? 'stopped' : 'done', scope };
}

async function runOnce(run: StepsRun, record: WalkRecord, part: TrialRun): Promise<EndedRun> {
  const log = run.log.forStep(null);
  const counts = new DatasetCounts();
  const walker = new Walker(run, record, {
    bring: (dataset, rows) => {
      counts.add(dataset, rows.length);
      return run.outbox.rows(
        dataset,
        rows.map((row) => run.masker.row(row)),
      );
    },
  });
  try {
    const end = await runPart(walker, run.flow.steps, part);
    log('INFO', 'The steps of this trial run are done. The browser waits for the next one.');
    return { outcome: end === 'stop' ? 'stopped' : 'done', error: null, datasets: counts.all };
  } catch (thrown) {
    run.signal.throwIfAborted();
    const error = errorOf(run, thrown);
    // There is no page any more in which anything could be tried.
    if (error.category === 'BrowserError') throw thrown;
    log('WARN', 'This trial run failed. The browser waits for the next one.');
    return { outcome: 'failed', error, datasets: counts.all };
  }
}

function errorOf(run: StepsRun, thrown: unknown): JobError {
  return thrown instanceof StepFailure ? thrown.error : jobErrorOf(run, thrown, '');
}

/** A run of a part goes on with the values of the run before it; a run of all of it begins with none. */
function withDraft(
  run: StepsRun,
  { flow, called, inputs, run: part }: DraftRun,
  job: TrialDeps['job'],
): StepsRun {
  const { clock, masker } = run;
  for (const [name, spec] of Object.entries(flow.inputs)) {
    if (spec.secret === true && inputs[name] !== undefined) masker.add(String(inputs[name]));
  }
  const scope = new JobScope(flow, { ...job, inputs: { ...inputs } }, clock, masker);
  if (part.from !== undefined || part.only !== undefined) scope.restore(run.scope.snapshot());
  // What is kept of the attempt, and its browser, were said by the draft that began it.
  const { artifacts, browser } = run.flow;
  return { ...run, flow: { ...flow, artifacts, browser }, called, scope };
}
