import { ActionFailure, type AskedQuestion } from '../../../shared/actions/run.ts';
import { type Clock, sleep } from '../../../shared/clock.ts';
import { parseStep } from '../../../shared/flow/parse-step.ts';
import type { LiveInput } from '../../../shared/live/live-input.ts';
import type { HeldFailure, LivePhase, LiveState } from '../../../shared/live/live-state.ts';
import type { HeldChoice, LiveWish } from '../../../shared/live/live-wish.ts';
import { type Question, readAnswer } from '../../../shared/live/question.ts';
import type { RunOptions } from '../../../shared/live/run-options.ts';
import type { TrialRun, TrialState } from '../../../shared/live/trial.ts';
import { seconds } from '../classify.ts';
import type { StepLog } from '../log-sink.ts';
import type { Masker } from '../masker.ts';
import { abortable } from '../stopped.ts';
import type { DraftRun } from '../trial/draft.ts';
import type { EndedRun, TrialWait } from '../trial/trial-wait.ts';
import type { HeldSlots } from './held-slots.ts';
import type { JobDeadline } from './job-deadline.ts';
import type { AfterFailure, EndingFailure, NamedStep, Onlooker } from './onlooker.ts';

export interface LiveJobDeps {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly log: StepLog;
  readonly masker: Masker;
  readonly options: RunOptions;
  readonly slots: HeldSlots;
  /** Tells main how the steps stand. */
  readonly tell: (state: LiveState) => void;
  /** Does with the page what a person did. */
  readonly input: (events: readonly LiveInput[]) => Promise<void>;
  readonly onStep: (step: NamedStep) => void;
}

/** What a person did in the page is given so long to take effect before the steps go on. */
const INPUTS_MS = 3_000;
/** A trial that nobody goes on with ends by itself. */
const TRIAL_IDLE_MS = 30 * 60_000;

/** What a wait came to: the value, or that its time is over. */
type Waited<T> = { readonly value: T } | 'over';

/**
 * One attempt and the person who looks on. The phases of `LiveState` change here alone:
 * running → pausing (a wish) → paused (before the next step) → running; running → asking → running; running → held →
 * running; running → waiting (a trial's run is over) → running. `taken` goes beside them: it is in force in every phase but `running` and `pausing`, and it makes the steps
 * stand still. While they do, no time of the job passes. A stop ends every wait.
 */
export class LiveJob implements Onlooker, TrialWait {
  readonly #deps: LiveJobDeps;
  #breakpoints: ReadonlySet<string>;
  #deadline: Pick<JobDeadline, 'hold' | 'goOn'> | null = null;
  #holdMinutes = 0;
  #phase: LivePhase = 'running';
  #since: number;
  #step: NamedStep | null = null;
  #question: Question | null = null;
  #held: HeldFailure | null = null;
  /** The steps stand still before the next one. */
  #pauses = false;
  #taken = false;
  /** When the person got the page, monotonic milliseconds. */
  #takenAt: number | null = null;
  #typed = false;
  /** What the person did, one thing after another. */
  #inputs: Promise<void> = Promise.resolve();
  #goOn: (() => void) | null = null;
  #answer: ((value: string | boolean) => void) | null = null;
  #choose: ((choice: AfterFailure) => void) | null = null;
  #trial: TrialState | null = null;
  #slowMs: number | undefined;
  #next: ((next: DraftRun | null) => void) | null = null;

  constructor(deps: LiveJobDeps) {
    this.#deps = deps;
    this.#breakpoints = new Set(deps.options.breakpoints);
    this.#slowMs = deps.options.slowMs;
    this.#since = deps.clock.now();
  }

  /** True when a person typed into the page: what it shows from then on is kept nowhere. */
  get typed(): boolean {
    return this.#typed;
  }

  /** Nothing goes on by itself now: the page is looked at, and a trial takes another draft. */
  get standsStill(): boolean {
    return this.#phase !== 'running' && this.#phase !== 'pausing';
  }

  begins(step: NamedStep): void {
    this.#deps.onStep(step);
  }

  /** The attempt begins: its time, and what the flow says about failures (the job's own word counts more). */
  start(deadline: Pick<JobDeadline, 'hold' | 'goOn'>, flowHoldMinutes: number): void {
    this.#deadline = deadline;
    this.#holdMinutes = this.#deps.options.holdMinutes ?? flowHoldMinutes;
    this.#tell();
  }

  /** The attempt ends, whatever the phase. */
  end(): void {
    this.#tellGivenBack();
  }

  wish(wish: LiveWish): void {
    switch (wish.kind) {
      case 'pause':
        return this.#pause();
      case 'step':
        return this.#runOne();
      case 'resume':
        return this.#resume();
      case 'breakpoints':
        this.#breakpoints = new Set(wish.paths);
        return;
      case 'takeOver':
        return this.#takeOver();
      case 'giveBack':
        return this.#giveBack();
      case 'input':
        return this.#input(wish.events);
      case 'answer':
        return this.#answered(wish.text);
      case 'held':
        return this.#chosen(wish.choice);
    }
  }

  async before(path: string, title: () => string): Promise<void> {
    const slowMs = this.#slowMs;
    if (slowMs !== undefined) await this.#outOfTime(() => sleep(this.#deps.clock, slowMs, this.#deps.signal));
    const isBreak = this.#breakpoints.has(path);
    if (isBreak) this.#pauses = true;
    if (!this.#pauses && !this.#taken) return;
    await this.#standStill({ path, title: title() }, isBreak);
  }

  async failed(failure: EndingFailure): Promise<AfterFailure> {
    const { log, slots } = this.#deps;
    if (this.#holdMinutes === 0) return { kind: 'giveUp' };
    if (!slots.take()) {
      log('WARN', 'The browser is not kept open: as many as may be are held already by this worker.');
      return { kind: 'giveUp' };
    }
    try {
      return await this.#hold(failure);
    } finally {
      slots.giveBack();
    }
  }

  runBegins({ breakpoints, slowMs }: TrialRun): void {
    this.#breakpoints = new Set(breakpoints);
    this.#slowMs = slowMs;
    this.#pauses = false;
    const run = (this.#trial?.run ?? 0) + 1;
    this.#trial = { run, outcome: null, error: null, until: null, datasets: [] };
    this.#resume();
    this.#tell();
  }

  async waits(ended: EndedRun): Promise<DraftRun | null> {
    const { clock, log } = this.#deps;
    const until = clock.now() + TRIAL_IDLE_MS;
    this.#trial = { run: this.#trial?.run ?? 1, until, ...ended };
    const next = await this.#wait<DraftRun | null>('waiting', null, TRIAL_IDLE_MS, (resolve) => {
      this.#next = resolve;
    });
    if (next !== 'over') return next.value;
    log('INFO', `Nobody went on with the trial for ${seconds(TRIAL_IDLE_MS)}: it ends.`);
    return null;
  }

  /** Gives a trial that waits its next run; null = it ends. False = it does not wait. */
  next(run: DraftRun | null): boolean {
    if (this.#next === null) return false;
    this.#next(run);
    return true;
  }

  async ask(step: NamedStep, { limitMs, ...asked }: AskedQuestion): Promise<string | boolean> {
    const { clock, log, masker } = this.#deps;
    const text = masker.text(asked.text).slice(0, 4_000);
    const choices = asked.choices.map((choice) => choice.slice(0, 500));
    this.#question = { ...asked, text, choices, until: clock.now() + limitMs };
    log('INFO', `Asks a person, and waits up to ${seconds(limitMs)}: ${text}`);
    const answered = await this.#wait<string | boolean>('asking', step, limitMs, (resolve) => {
      this.#answer = resolve;
    });
    if (answered !== 'over') {
      log('INFO', 'A person answered.');
      return answered.value;
    }
    // Asked again in the next attempt, it would wait as long again for nobody: it is no matter of time.
    throw new ActionFailure(
      'UnknownError',
      `Nobody answered within ${seconds(limitMs)}: ${text}`,
      'Retry the job when somebody is there to answer, or give the step a longer “limit”.',
    );
  }

  async #standStill(step: NamedStep, isBreak: boolean): Promise<void> {
    const { clock, log } = this.#deps;
    const startedAt = clock.monotonic();
    if (!this.#taken) log('INFO', `Paused before step ${step.path}${isBreak ? ', a breakpoint' : ''}.`);
    await this.#wait('paused', step, null, (resolve) => {
      this.#goOn = () => resolve(undefined);
    });
    log('INFO', `Goes on with step ${step.path} after ${seconds(clock.monotonic() - startedAt)}.`);
  }

  async #hold(failure: EndingFailure): Promise<AfterFailure> {
    const { clock, log } = this.#deps;
    const { error, step, whyNoRetry } = failure;
    const limitMs = this.#holdMinutes * 60_000;
    this.#held = { error, step, whyNoRetry, until: clock.now() + limitMs };
    log('WARN', `The browser stays open at step ${failure.path} for ${this.#holdMinutes} min.`);
    const chosen = await this.#wait<AfterFailure>('held', failure, limitMs, (resolve) => {
      this.#choose = resolve;
    });
    const choice: AfterFailure = chosen === 'over' ? { kind: 'giveUp' } : chosen.value;
    log('INFO', chosen === 'over' ? 'Nobody came: the step stays failed.' : CHOICE_LINES[choice.kind]);
    return choice;
  }

  /** Everything that stands still: phase → wait for a person, the limit or a stop → running. */
  async #wait<T>(
    phase: LivePhase,
    step: NamedStep | null,
    limitMs: number | null,
    arm: (resolve: (value: T) => void) => void,
  ): Promise<Waited<T>> {
    const { clock, signal } = this.#deps;
    let end: (waited: Waited<T>) => void = () => undefined;
    const waited = new Promise<Waited<T>>((resolve) => {
      end = resolve;
    });
    arm((value) => end({ value }));
    const timer = limitMs === null ? null : clock.setTimer(limitMs, () => end('over'));
    this.#enter(phase, step);
    try {
      return await this.#outOfTime(async () => {
        const result = await abortable(signal, waited);
        await this.#inputsDone();
        return result;
      });
    } finally {
      timer?.dispose();
      this.#goOn = null;
      this.#answer = null;
      this.#choose = null;
      this.#next = null;
      this.#question = null;
      this.#held = null;
      if (!signal.aborted) this.#enter(this.#pauses || this.#taken ? 'pausing' : 'running', null);
    }
  }

  async #outOfTime<T>(work: () => Promise<T>): Promise<T> {
    this.#deadline?.hold();
    try {
      return await work();
    } finally {
      this.#deadline?.goOn();
    }
  }

  #enter(phase: LivePhase, step: NamedStep | null): void {
    this.#phase = phase;
    this.#step = step;
    this.#since = this.#deps.clock.now();
    if (this.#taken && phase !== 'pausing') this.#tellTaken();
    this.#tell();
  }

  #pause(): void {
    this.#pauses = true;
    if (this.#phase === 'running') this.#enter('pausing', null);
  }

  #runOne(): void {
    this.#pauses = true;
    if (this.#phase === 'running') return this.#enter('pausing', null);
    if (!this.#taken) this.#goOn?.();
  }

  #resume(): void {
    this.#pauses = false;
    this.#giveBack();
  }

  #takeOver(): void {
    if (this.#taken) return;
    this.#taken = true;
    if (this.#phase === 'running') return this.#enter('pausing', null);
    if (this.#phase !== 'pausing') this.#tellTaken();
    this.#tell();
  }

  #giveBack(): void {
    this.#tellGivenBack();
    this.#taken = false;
    if (this.#pauses) return this.#tell();
    if (this.#phase === 'pausing') return this.#enter('running', null);
    if (this.#phase === 'paused') this.#goOn?.();
    else this.#tell();
  }

  #tellTaken(): void {
    if (this.#takenAt !== null) return;
    this.#takenAt = this.#deps.clock.monotonic();
    this.#deps.log('INFO', 'A person took over.');
  }

  #tellGivenBack(): void {
    if (this.#takenAt === null) return;
    const ms = this.#deps.clock.monotonic() - this.#takenAt;
    this.#takenAt = null;
    this.#deps.log('INFO', `A person gave it back after ${seconds(ms)}.`);
  }

  /** What is typed stands in no log, and nothing that might hold it is kept. */
  #input(events: readonly LiveInput[]): void {
    if (this.#takenAt === null) return;
    if (events.some(({ kind }) => kind === 'text' || kind === 'keyDown')) this.#typed = true;
    this.#inputs = this.#inputs
      .then(() => this.#deps.input(events))
      .catch(() => this.#deps.log('WARN', 'The page did not take what a person did in it.'));
  }

  /** What a person did comes before the next step; a page that takes nothing any more holds nobody up. */
  async #inputsDone(): Promise<void> {
    const { clock, signal } = this.#deps;
    const done = new AbortController();
    const late = sleep(clock, INPUTS_MS, AbortSignal.any([signal, done.signal])).catch(() => undefined);
    await Promise.race([this.#inputs, late]);
    done.abort();
    signal.throwIfAborted();
  }

  #answered(text: string): void {
    const question = this.#question;
    if (question === null || this.#answer === null) return;
    // Before anything else can speak of it.
    if (question.secret) this.#deps.masker.add(text);
    const read = readAnswer(question, text);
    if (read.ok) this.#answer(read.value);
    else this.#deps.log('WARN', 'An answer was not taken: it does not fit the question.');
  }

  #chosen(choice: HeldChoice): void {
    const held = this.#held;
    if (held === null || this.#choose === null) return;
    if (choice.kind !== 'retry') return this.#choose(choice);
    if (held.whyNoRetry !== null) return this.#deps.log('WARN', held.whyNoRetry);
    if (choice.step === undefined) return this.#choose({ kind: 'retry', step: null });
    const parsed = parseStep(choice.step);
    if (!parsed.ok) return this.#deps.log('WARN', 'The changed step was not taken: it cannot be run so.');
    this.#deps.log('INFO', 'The step was changed for this attempt; the flow stays as it is.');
    this.#choose({ kind: 'retry', step: parsed.step });
  }

  #tell(): void {
    this.#deps.tell({
      phase: this.#phase,
      taken: this.#taken,
      since: this.#since,
      step: this.#step?.path ?? null,
      title: this.#step?.title.slice(0, 4_000) ?? '',
      question: this.#question,
      held: this.#held,
      ...(this.#trial === null ? {} : { trial: this.#trial }),
    });
  }
}

const CHOICE_LINES: Readonly<Record<AfterFailure['kind'], string>> = {
  retry: 'A person wants the step tried again.',
  skip: 'A person wants the step left out.',
  giveUp: 'A person gave up.',
};
