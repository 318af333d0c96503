import type { OnError } from '../../shared/actions/define.ts';
import { ActionFailure, type StepOutcome } from '../../shared/actions/run.ts';
import type { Clock } from '../../shared/clock.ts';
import type { Flow } from '../../shared/flow/schema.ts';
import type { Step } from '../../shared/flow/step.ts';
import type { JobError } from '../../shared/job/error.ts';
import type { ArtifactFolder } from './artifacts.ts';
import { classify, seconds } from './classify.ts';
import type { LogSink, StepLog } from './log-sink.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';
import { runAction } from './run-action.ts';
import type { JobScope } from './scope.ts';
import type { BrowserSession } from './session.ts';
import { stepLimitMs, stepTimeoutMs } from './step-limit.ts';
import { StepReport } from './step-report.ts';
import { abortable } from './stopped.ts';

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
}

/** A step's failure as it ends the attempt. */
export class StepFailure extends Error {
  readonly error: JobError;

  constructor(error: JobError) {
    super(error.message);
    this.name = 'StepFailure';
    this.error = error;
  }
}

/** More jumps of `onError: { goto }` are a circle. */
const MAX_JUMPS = 1000;
/** The operations of a step end by themselves at its timeout; this much later the step is ended from outside. */
const BACKSTOP_MS = 1000;
/** Pictures of steps that failed without ending the job. */
const MAX_PICTURES = 20;

/**
 * Runs the steps in order. A step that fails does what its `onError` says; only a failure that ends the attempt is thrown.
 * @throws StepFailure, or the signal's reason when the job was stopped
 */
export async function runSteps(run: StepsRun): Promise<void> {
  const walk = new Walk(run);
  const { steps } = run.flow;
  for (let at = 0; ; ) {
    const step = steps[at];
    if (step === undefined) return;
    run.signal.throwIfAborted();
    const next = await walk.step(step, at);
    at = next === null ? at + 1 : steps.findIndex((each) => each.id === next);
    // The flow's own rules know every id; a missing one is a bug of ours.
    if (at < 0) throw new Error(`no step has the id ${next}`);
  }
}

class Walk {
  readonly #run: StepsRun;
  readonly #onceRun = new Set<string>();
  #seq = 0;
  #jumps = 0;
  #pictures = 0;

  constructor(run: StepsRun) {
    this.#run = run;
  }

  /** Runs one step with its retries; gives the id of the step to go on at, or null for the next one. */
  async step(step: Step, at: number): Promise<string | null> {
    const path = String(at + 1);
    const log = this.#run.log.forStep(path);
    const onError: OnError = step.onError ?? 'fail';
    const tries = typeof onError === 'object' && 'retry' in onError ? onError.retry + 1 : 1;
    for (let left = tries - 1; ; left--) {
      const failure = await this.#tryOnce(step, path, log);
      if (failure === null) return null;
      if (left === 0) return this.#afterFailure(failure, onError, log);
      log('WARN', `The step failed and is tried again (${left} left): ${failure.error.message}`);
    }
  }

  /** Null = done. @throws the signal's reason when the job was stopped */
  async #tryOnce(step: Step, path: string, log: StepLog): Promise<{ error: JobError; soft: boolean } | null> {
    const { scope, outbox, clock, masker, signal } = this.#run;
    const report = new StepReport({ seq: this.#seq++, path }, scope.renderShown(step), outbox, clock, masker);
    log('INFO', report.title);
    const startedAt = clock.monotonic();
    try {
      if (step.once === true) await this.#announceOnce(path);
      const outcome = await this.#act(scope.render(step), path, log);
      log('DEBUG', `Done in ${Math.round(clock.monotonic() - startedAt)} ms.`);
      report.done(outcome?.candidate ?? null);
      await this.#picture(path, 'always');
      return null;
    } catch (thrown) {
      if (signal.aborted) {
        report.cancelled();
        throw signal.reason;
      }
      const error = this.#jobError(thrown, path);
      log('ERROR', error.message, { category: error.category, mend: error.mend, url: error.url ?? '' });
      await this.#picture(path, 'on-failure');
      report.failed(error);
      return { error, soft: thrown instanceof ActionFailure && thrown.soft };
    }
  }

  #afterFailure(failure: { error: JobError; soft: boolean }, onError: OnError, log: StepLog): string | null {
    if (typeof onError === 'object' && 'goto' in onError) {
      if (++this.#jumps <= MAX_JUMPS) {
        log('WARN', `Goes on at the step “${onError.goto}”.`);
        return onError.goto;
      }
      const message = `The step has sent the job back ${MAX_JUMPS} times. ${failure.error.message}`;
      throw new StepFailure({ ...failure.error, message });
    }
    if (onError === 'continue' || failure.soft) {
      log('WARN', 'Goes on in spite of the failure, as the step says.');
      return null;
    }
    throw new StepFailure(failure.error);
  }

  /** Runs only when main has it on disk that this step is about to run, and never twice in one attempt. */
  async #announceOnce(path: string): Promise<void> {
    if (this.#onceRun.has(path)) {
      throw new ActionFailure(
        'UnknownError',
        'The step runs once, and it has already been run in this attempt.',
        'Let “goto” lead to a step behind it.',
      );
    }
    this.#onceRun.add(path);
    await abortable(this.#run.signal, this.#run.outbox.announceOnce(path));
    this.#run.signal.throwIfAborted();
  }

  async #act(step: Step, path: string, log: StepLog): Promise<StepOutcome> {
    const { session, scope, outbox, artifacts, clock, flow, signal } = this.#run;
    const timeoutMs = stepTimeoutMs(step, flow.timeouts);
    const limitMs = stepLimitMs(step, timeoutMs);
    const ended = new AbortController();
    const backstop =
      limitMs === null
        ? null
        : clock.setTimer(limitMs + BACKSTOP_MS, () => ended.abort(stepTooSlow(limitMs)));
    const stepSignal = AbortSignal.any([signal, ended.signal]);
    try {
      const action = runAction(step, {
        page: session.pagePort({ signal: stepSignal, timeoutMs, log }),
        signal: stepSignal,
        clock,
        timeoutMs,
        log,
        rows: (dataset, rows) => abortable(stepSignal, outbox.rows(dataset, rows)),
        artifact: (kind, name, content) => artifacts.keep(kind, name, content, path),
        setResult: (name, value) => scope.set(name, value),
      });
      return await abortable(stepSignal, action);
    } finally {
      backstop?.dispose();
      // Whatever the action left waiting ends with it.
      ended.abort(new Error('the step is over'));
    }
  }

  #jobError(thrown: unknown, path: string): JobError {
    const { masker, session } = this.#run;
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

  /** A picture of the page, when the flow's policy wants one; that it cannot be taken is told and does no harm. */
  async #picture(path: string, when: 'on-failure' | 'always'): Promise<void> {
    const { flow, session, artifacts, log } = this.#run;
    const policy = flow.artifacts.screenshots;
    if (policy === 'never' || (when === 'always' && policy !== 'always')) return;
    if (when === 'on-failure' && ++this.#pictures > MAX_PICTURES) return;
    if (session.url() === '') return;
    const name = when === 'always' ? `step-${path}.png` : `failure-step-${path}.png`;
    try {
      const bytes = await abortable(this.#run.signal, session.screenshot());
      await artifacts.keep('screenshot', name, { bytes }, path);
    } catch (error) {
      log.forStep(path)('WARN', `No picture could be taken: ${classify(error).message}`);
    }
  }
}

function stepTooSlow(limitMs: number): ActionFailure {
  return new ActionFailure(
    'TimeoutError',
    `The step did not come to its end within ${seconds(limitMs)}.`,
    'Give the step more time, or wait for something that shows earlier.',
  );
}
