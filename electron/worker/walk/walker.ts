import type { OnError } from '../../../shared/actions/define.ts';
import type { PagePort } from '../../../shared/actions/page-port.ts';
import { ActionFailure, type StepOutcome } from '../../../shared/actions/run.ts';
import { sleep } from '../../../shared/clock.ts';
import { stepPath, withoutNested } from '../../../shared/flow/nested.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import {
  type ActionStep,
  type ControlStep,
  describeStep,
  isActionStep,
  type Step,
} from '../../../shared/flow/step.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { type NamedStep, NOBODY, type Onlooker } from '../live/onlooker.ts';
import type { StepLog } from '../log-sink.ts';
import { runAction } from '../run-action.ts';
import type { StepsRun } from '../run-steps.ts';
import { stepLimitMs, stepTimeoutMs } from '../step-limit.ts';
import { StepReport } from '../step-report.ts';
import { abortable } from '../stopped.ts';
import { announceOnce } from './announce-once.ts';
import type { Checkpoints } from './checkpoints.ts';
import { type FailedRun, FailureRecord } from './failure-record.ts';
import { jobErrorOf } from './job-error.ts';
import { KeptRows } from './kept-rows.ts';
import { mendable } from './mendable.ts';
import { pictureAfter } from './picture-after.ts';
import { onceKey, type Place, turnsText } from './place.ts';
import { runControl } from './run-control.ts';
import { StepFailure } from './step-failure.ts';
import { type StepRange, WHOLE } from './step-range.ts';
import { StepTargets } from './step-targets.ts';
import { stepTooSlow } from './step-too-slow.ts';
import type { TurnRecord } from './turn-record.ts';
import type { Call, ControlRun, ListEnd, PageLimits, Walk } from './walk.ts';
import type { WalkRecord } from './walk-record.ts';
import { withElements } from './with-elements.ts';

/** More jumps of `onError: { goto }` are a circle. */
const MAX_JUMPS = 1000;
/** The operations of a step end by themselves at its timeout; this much later the step is ended from outside. */
const BACKSTOP_MS = 1000;
/** So long steps may run one after another before everything else gets its turn. */
const BREATH_MS = 10;

/** A failure that the step's own `onError` has not seen yet. */
interface Failed {
  readonly error: JobError;
  readonly soft: boolean;
  /** A step inside of it failed. */
  readonly inner: boolean;
}

/** Takes the rows of a step. */
type Bring = (dataset: string, rows: readonly RowData[]) => Promise<void>;

/** What only some walks have. */
interface WalkMore {
  /** Writes down where the job can go on. */
  readonly checkpoints?: Checkpoints;
  /** Takes the rows instead of the outbox: those of a called flow go to its caller. */
  readonly bring?: Bring;
  /** How many steps around it go on in spite of a failure. */
  readonly caught?: number;
}

/** What a run of a step threw, and what is known of the run. */
interface Thrown extends Pick<FailedRun, 'thrown' | 'targets' | 'isCaught'> {
  readonly step: Step;
}

/** A step that fails sends the job on to this one. */
interface Jump {
  readonly goto: string;
}

/**
 * Walks over the tree of steps. Each step is: report → run (an action on the page, or a control step that walks over lists of
 * its own) → report → what its `onError` says. A failure that nobody wants comes out as StepFailure, list by list.
 */
export class Walker implements Walk {
  readonly run: StepsRun;
  readonly rows: KeptRows;
  readonly turns: TurnRecord;
  readonly #record: WalkRecord;
  readonly #more: WalkMore;
  readonly #onlooker: Onlooker;
  readonly #failures: FailureRecord;
  /** How many steps around the present one go on in spite of a failure. */
  #caught: number;

  constructor(run: StepsRun, record: WalkRecord, more: WalkMore = {}) {
    this.run = run;
    this.#onlooker = run.onlooker ?? NOBODY;
    this.rows = new KeptRows(run.flow);
    this.turns = record.turns;
    this.#record = record;
    this.#more = more;
    this.#caught = more.caught ?? 0;
    this.#failures = new FailureRecord(run, record.looks);
  }

  async list(steps: readonly Step[], place: Place, first = 1, range: StepRange = WHOLE): Promise<ListEnd> {
    this.#tellSkipped(steps.slice(0, range.begin), place, first);
    for (let at = range.begin; ; ) {
      const step = steps[at];
      if (step === undefined) return 'done';
      this.run.signal.throwIfAborted();
      const own = { ...place, path: stepPath(place.path, first + at) };
      const end = step.disabled === true ? this.#disabled(step, own) : await this.#step(step, own);
      if (end === 'done' && !range.one) {
        at++;
        if (place.path === '') this.#more.checkpoints?.after(at, this.rows);
      } else if (typeof end === 'string') return end;
      else {
        at = steps.findIndex((each) => each.id === end.goto);
        // The flow's own rules know every id; a missing one is a bug of ours.
        if (at < 0) throw new Error(`no step has the id ${end.goto}`);
        await this.breathe();
      }
    }
  }

  async caught<T>(work: () => Promise<T>): Promise<T> {
    this.#caught++;
    try {
      return await work();
    } finally {
      this.#caught--;
    }
  }

  async breathe(): Promise<void> {
    const { clock, signal, outbox } = this.run;
    await abortable(signal, outbox.roomForSteps());
    if (clock.monotonic() - this.#record.lastBreath < BREATH_MS) return;
    await sleep(clock, 0, signal);
    this.#record.lastBreath = clock.monotonic();
  }

  call(flow: Flow, { scope, dataset, place, log }: Call): Promise<ListEnd> {
    // What is kept of an attempt, and its browser, are said by the flow that was queued.
    const { artifacts, browser } = this.run.flow;
    this.#record.tellBrowser(flow, browser, log);
    const bring: Bring = (name, rows) => this.#bring(dataset ?? name, rows);
    const run = { ...this.run, flow: { ...flow, artifacts, browser }, scope };
    return new Walker(run, this.#record, { bring, caught: this.#caught }).list(flow.steps, {
      ...place,
      elements: new Map(),
    });
  }

  /** The rows of a step; loops of this flow may go through them, and so may those of the flow that called it. */
  #bring(dataset: string, rows: readonly RowData[]): Promise<void> {
    this.rows.add(dataset, rows);
    const { masker, outbox } = this.run;
    return (
      this.#more.bring?.(dataset, rows) ??
      outbox.rows(
        dataset,
        rows.map((row) => masker.row(row)),
      )
    );
  }

  /** Steps that an attempt before has done are on record as such. */
  #tellSkipped(steps: readonly Step[], place: Place, first: number): void {
    for (const [at, step] of steps.entries()) {
      this.#report(step, { ...place, path: stepPath(place.path, first + at) }).skipped();
    }
  }

  /** A disabled step is on record as skipped, and says so. */
  #disabled(step: Step, place: Place): ListEnd {
    this.#log(place)('INFO', 'Disabled: skipped.');
    if (!place.quiet) this.#report(step, place).skipped();
    return 'done';
  }

  async onPage<T>(
    { timeoutMs, limitMs, onTarget }: PageLimits,
    log: StepLog,
    work: (page: PagePort, signal: AbortSignal) => Promise<T>,
  ): Promise<T> {
    const { session, clock, signal, masker } = this.run;
    const ended = new AbortController();
    const tooSlow = (): void => ended.abort(stepTooSlow(limitMs ?? 0));
    const backstop = limitMs === null ? null : clock.setTimer(limitMs + BACKSTOP_MS, tooSlow);
    const stepSignal = AbortSignal.any([signal, ended.signal]);
    try {
      const page = session.pagePort({
        signal: stepSignal,
        timeoutMs,
        log,
        secrets: masker.secrets,
        ...(onTarget === undefined ? {} : { onTarget }),
      });
      return await abortable(stepSignal, work(page, stepSignal));
    } finally {
      backstop?.dispose();
      // Whatever the work left waiting ends with it.
      ended.abort(new Error('the step is over'));
    }
  }

  /** Runs one step; when it fails for good, a person may want it tried again or left out. */
  async #step(given: Step, place: Place): Promise<ListEnd | Jump> {
    const log = this.#log(place);
    for (let step = given; ; ) {
      const end = await this.#tries(step, place, log);
      if (typeof end === 'string') return end;
      const onError = onErrorOf(step);
      if (!this.#endsAttempt(end, onError)) return this.#afterFailure(end, onError, log);
      const after = await this.#onlooker.failed({
        ...this.#named(step, place),
        ...mendable(step, end.error),
      });
      if (after.kind === 'giveUp') return this.#afterFailure(end, onError, log);
      if (after.kind === 'skip') return 'done';
      step = after.step ?? step;
    }
  }

  /** Nobody inside or outside of the step goes on after this failure. */
  #endsAttempt({ soft, inner }: Failed, onError: OnError): boolean {
    const goesOn = onError === 'continue' || (typeof onError === 'object' && 'goto' in onError);
    // What failed inside of a step that does not try again by itself was in a person's hands there.
    return !soft && !goesOn && this.#caught === 0 && !(inner && onError === 'fail');
  }

  /** The step as a person may see it. */
  #named(step: Step, place: Place): { path: string; title: string } {
    const { scope, masker } = this.run;
    const shown = withElements(scope.renderShown(withoutNested(step)), place.elements);
    return { path: place.path, title: masker.text(describeStep(shown)) };
  }

  async #tries(step: Step, place: Place, log: StepLog): Promise<ListEnd | Failed> {
    const onError = onErrorOf(step);
    const tries = typeof onError === 'object' && 'retry' in onError ? onError.retry + 1 : 1;
    for (let left = tries - 1; ; left--) {
      const end = await this.#tryOnce(step, place, log, left > 0 || onError !== 'fail');
      if (typeof end === 'string') return end;
      if (left === 0) return end;
      log('WARN', `The step failed and is tried again (${left} left): ${end.error.message}`);
    }
  }

  /**
   * @param isCaught the step says itself what happens after its failure
   * @throws the signal's reason when the job was stopped
   */
  async #tryOnce(step: Step, place: Place, log: StepLog, isCaught: boolean): Promise<ListEnd | Failed> {
    const { clock, signal, recorder } = this.run;
    await recorder?.stepBegins(place.path, step.action);
    await this.#onlooker.before(place.path, () => this.#named(step, place).title);
    const report = this.#report(step, place);
    this.#onlooker.begins({ path: place.path, title: report.title });
    const targets = new StepTargets(step);
    log('INFO', report.title);
    const startedAt = clock.monotonic();
    try {
      const end = isActionStep(step)
        ? await this.#action(step, place, log, report, targets)
        : await this.#control(step, { place, log, report, targets });
      log('DEBUG', `Done in ${Math.round(clock.monotonic() - startedAt)} ms.`);
      report.done();
      return end;
    } catch (thrown) {
      if (signal.aborted) {
        report.cancelled();
        throw signal.reason;
      }
      return await this.#failed({ thrown, step, targets, isCaught }, place, report);
    }
  }

  /** A step that goes on after a failure catches those inside of it. */
  #control(step: ControlStep, run: Omit<ControlRun, 'walk'>): Promise<ListEnd> {
    const { place, report, targets } = run;
    const work = (): Promise<ListEnd> => runControl(step, { walk: this, ...run });
    const end = onErrorOf(step) === 'fail' ? work() : this.caught(work);
    return end.finally(() => report.found(targets.found, targets.uses(step.id ?? place.path)));
  }

  #report(step: Step, place: Place): StepReport {
    const { scope, outbox, clock, masker } = this.run;
    const shown = withElements(scope.renderShown(withoutNested(step)), place.elements);
    return new StepReport({ ...place, seq: () => this.#record.nextSeq() }, shown, outbox, clock, masker);
  }

  /** The log of a step; where turns are no longer on record, only errors come through, and not all of them. */
  #log(place: Place): StepLog {
    const log = this.run.log.forStep(place.path);
    if (!place.quiet) return log;
    return (level, message, metadata) => {
      if (level === 'ERROR' && this.turns.keepsFailure(place.loop))
        log(level, inTurn(place, message), metadata);
    };
  }

  async #failed(
    { thrown, step, targets, isCaught }: Thrown,
    place: Place,
    report: StepReport,
  ): Promise<Failed> {
    // The step inside that failed is on record, with its picture.
    const told = thrown instanceof StepFailure;
    const error = told ? thrown.error : jobErrorOf(this.run, thrown, place.path);
    if (!place.quiet || this.turns.keepsFailure(place.loop)) {
      if (!told) this.#tell(error, place);
      report.failed(error);
      const { path } = place;
      const { seq, startedAt, title } = report;
      const { action } = step;
      if (!told)
        await this.#failures.keep({ seq, path, action, title, startedAt, error, thrown, targets, isCaught });
    }
    return { error, soft: thrown instanceof ActionFailure && thrown.soft, inner: told };
  }

  #tell(error: JobError, place: Place): void {
    const { category, mend, url } = error;
    const message = place.quiet ? inTurn(place, error.message) : error.message;
    this.run.log.forStep(place.path)('ERROR', message, { category, mend, url: url ?? '' });
  }

  #afterFailure(failure: Failed, onError: OnError, log: StepLog): ListEnd | Jump {
    if (typeof onError === 'object' && 'goto' in onError) {
      if (++this.#record.jumps <= MAX_JUMPS) {
        log('WARN', `Goes on at the step “${onError.goto}”.`);
        return onError;
      }
      const message = `The step has sent the job back ${MAX_JUMPS} times. ${failure.error.message}`;
      throw new StepFailure({ ...failure.error, message });
    }
    if (onError === 'continue' || failure.soft) {
      log('WARN', 'Goes on in spite of the failure, as the step says.');
      return 'done';
    }
    throw new StepFailure(failure.error);
  }

  async #action(
    step: ActionStep,
    place: Place,
    log: StepLog,
    report: StepReport,
    targets: StepTargets,
  ): Promise<ListEnd> {
    if (step.once === true) await announceOnce(this.run, this.#record, onceKey(place));
    const rendered = withElements(this.run.scope.render(step), place.elements);
    targets.runs(rendered);
    let candidate: number | null = null;
    try {
      const named = { path: place.path, title: report.title };
      candidate = (await this.#act(rendered, named, log, targets))?.candidate ?? null;
    } finally {
      // Healed by any of its targets is healed.
      report.found(targets.healed > 0 ? targets.healed : candidate, targets.uses(step.id ?? place.path));
    }
    if (!place.quiet) await pictureAfter(this.run, place.path);
    return 'done';
  }

  #act(step: ActionStep, named: NamedStep, log: StepLog, targets: StepTargets): Promise<StepOutcome> {
    const { scope, artifacts, clock, flow } = this.run;
    const timeoutMs = stepTimeoutMs(step, flow.timeouts);
    const limits = { timeoutMs, limitMs: stepLimitMs(step, timeoutMs), onTarget: targets.told };
    return this.onPage(limits, log, (page, signal) =>
      runAction(step, {
        page,
        signal,
        clock,
        timeoutMs,
        log,
        rows: (dataset, rows) => abortable(signal, this.#bring(dataset, rows)),
        artifact: async (kind, name, content) => void (await artifacts.keep(kind, name, content, named.path)),
        setResult: (name, value, secret) => scope.set(name, value, secret),
        ask: (asked) => this.#onlooker.ask(named, asked),
      }),
    );
  }
}

/** What a step says about its failure; `try` says it with steps of its own. */
function onErrorOf(step: Step): OnError {
  if (step.action === 'try' || !('onError' in step)) return 'fail';
  return step.onError ?? 'fail';
}

function inTurn({ turns }: Place, message: string): string {
  const text = turnsText(turns);
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}: ${message}`;
}
