import type { Clock } from '../../shared/clock.ts';
import { describeStep, type Step } from '../../shared/flow/step.ts';
import { targetText } from '../../shared/flow/target.ts';
import type { WorkerStep } from '../../shared/ipc/worker-protocol.ts';
import type { JobError } from '../../shared/job/error.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';

/** The record of one run of one step: told when it begins and when it ends. */
export class StepReport {
  readonly #outbox: Outbox;
  readonly #clock: Clock;
  readonly #begun: WorkerStep;

  /** @param shown the step with its values put in, secrets hidden */
  constructor(
    place: { seq: number; path: string },
    shown: Step,
    outbox: Outbox,
    clock: Clock,
    masker: Masker,
  ) {
    this.#outbox = outbox;
    this.#clock = clock;
    this.#begun = {
      ...place,
      action: shown.action,
      title: masker.text(describeStep(shown)),
      target: masker.text(targetOf(shown)),
      candidate: null,
      state: 'running',
      startedAt: clock.now(),
      finishedAt: null,
      error: null,
    };
    outbox.step(this.#begun);
  }

  get title(): string {
    return this.#begun.title;
  }

  done(candidate: number | null): void {
    this.#end({ state: 'done', candidate });
  }

  failed(error: JobError): void {
    this.#end({ state: 'failed', error });
  }

  cancelled(): void {
    this.#end({ state: 'cancelled' });
  }

  #end(end: Partial<WorkerStep>): void {
    this.#outbox.step({ ...this.#begun, ...end, finishedAt: this.#clock.now() });
  }
}

function targetOf(step: Step): string {
  if ('items' in step) return targetText(step.items);
  return 'target' in step && step.target !== undefined ? targetText(step.target) : '';
}
