import type { Clock } from '../../shared/clock.ts';
import { describeStep, type Step } from '../../shared/flow/step.ts';
import { type Target, targetText } from '../../shared/flow/target.ts';
import type { TargetUse, WorkerStep } from '../../shared/ipc/worker-protocol.ts';
import type { JobError } from '../../shared/job/error.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';
import { type Place, turnsText } from './walk/place.ts';

/** Where a run of a step is, and what gives it its number when it is told. */
export interface ReportPlace extends Pick<Place, 'path' | 'turns' | 'quiet'> {
  readonly seq: () => number;
}

/** The record of one run of one step: told when it begins and when it ends; in a quiet place only when it does not end well. */
export class StepReport {
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #place: ReportPlace;
  readonly #masker: Masker;
  readonly #begun: Omit<WorkerStep, 'seq'>;
  #seq: number | null = null;
  #candidate: number | null = null;
  #targets: readonly TargetUse[] = [];
  /** How far the step's own loop is. */
  #progress = '';

  /** @param shown the step with its values put in, secrets hidden */
  constructor(place: ReportPlace, shown: Step, outbox: Outbox, clock: Clock, masker: Masker) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#place = place;
    this.#masker = masker;
    const turns = turnsText(place.turns);
    const title = turns === '' ? describeStep(shown) : `${describeStep(shown)} (${turns})`;
    this.#begun = {
      path: place.path,
      action: shown.action,
      title: masker.text(title),
      target: masker.text(targetOf(shown)),
      candidate: null,
      state: 'running',
      startedAt: clock.now(),
      finishedAt: null,
      error: null,
    };
    if (!place.quiet) this.#tell({});
  }

  get title(): string {
    return this.#begun.title;
  }

  /** Number of this run in the attempt. */
  get seq(): number {
    this.#seq ??= this.#place.seq();
    return this.#seq;
  }

  /** Epoch milliseconds. */
  get startedAt(): number {
    return this.#begun.startedAt;
  }

  /** Which candidate found the step's element, and which were used for each of its targets. */
  found(candidate: number | null, targets: readonly TargetUse[]): void {
    this.#candidate = candidate;
    this.#targets = targets;
  }

  /** How far the step is that holds others, as text: `turn 3 of 10`. */
  progress(text: string): void {
    this.#progress = ` (${text})`;
    if (!this.#place.quiet) this.#tell({ title: `${this.title}${this.#progress}` });
  }

  done(): void {
    if (!this.#place.quiet) this.#end({ state: 'done', ...this.#uses() });
  }

  failed(error: JobError): void {
    this.#end({ state: 'failed', error, ...this.#uses() });
  }

  /** It was done by an attempt before. Told instead of a beginning and an end. */
  skipped(): void {
    this.#end({ state: 'skipped' });
  }

  cancelled(): void {
    this.#end({ state: 'cancelled' });
  }

  #uses(): Partial<WorkerStep> {
    const masked = this.#targets.map((use) => ({
      ...use,
      candidates: use.candidates.map((each) => this.#masker.text(each).slice(0, 300)),
    }));
    return { candidate: this.#candidate, ...(masked.length === 0 ? {} : { targets: masked }) };
  }

  #end(end: Partial<WorkerStep>): void {
    this.#tell({ ...end, finishedAt: this.#clock.now() });
  }

  #tell(change: Partial<WorkerStep>): void {
    this.#outbox.step({ seq: this.seq, ...this.#begun, ...change });
  }
}

function targetOf(step: Step): string {
  const target = targetIn(step);
  return target === undefined ? '' : targetText(target);
}

function targetIn(step: Step): Target | undefined {
  if ('items' in step) return step.items;
  if ('target' in step) return step.target;
  if ('condition' in step && typeof step.condition === 'object')
    return step.condition.visible ?? step.condition.hidden;
  if (step.action !== 'forEach' || typeof step.in === 'string' || Array.isArray(step.in)) return undefined;
  return step.in.elements;
}
