import { AppError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { After } from '../../../shared/job/dependency.ts';
import type { JobError } from '../../../shared/job/error.ts';
import { isEnded, type JobState } from '../../../shared/job/state.ts';
import type { Effects } from './effects.ts';
import type { JobEvents } from './job-events.ts';
import type { Statements } from './statements.ts';

/**
 * Jobs that come after others. Such a job waits until none of them is open. One that needed a completion which did not come is
 * cancelled with the reason, and so is what needed it; when a person retries the cause, those that fell with it wait again.
 *
 * A job can only come after earlier ones, so there is no circle. Every method runs inside a transaction of the queue.
 */
export class Dependencies {
  readonly #statements: Statements;
  readonly #events: JobEvents;
  /** False = surely no job waits for another, or fell with one: most queues never have any. */
  #mayMatter: boolean;

  constructor(statements: Statements, events: JobEvents) {
    this.#statements = statements;
    this.#events = events;
    this.#mayMatter = statements.anyDependency.get({}) !== undefined;
  }

  /**
   * Looks whether a job may be queued after these. Gives true when it has to wait for one of them.
   * @throws AppError 'not_found', or 'invalid_input' when one that must complete has ended otherwise
   */
  mustWait(after: readonly After[]): boolean {
    return after.map((one) => this.#stateNow(one)).includes('open');
  }

  /** Writes down what a new job comes after. */
  add(jobId: JobId, after: readonly After[]): void {
    for (const one of after) {
      const { jobId: afterId, needs, takes } = one;
      const state = this.#stateNow(one);
      this.#statements.addDependency.run({ jobId, afterId, needs, state, takes: JSON.stringify(takes) });
      this.#mayMatter = true;
    }
  }

  /** A job has ended: what comes after it goes on, or falls with it. */
  ended(effects: Effects, afterId: JobId, state: JobState, now: number): void {
    if (!this.#mayMatter || !isEnded(state)) return;
    for (const { jobId, needs } of this.#statements.dependents.all({ afterId, state: 'open' })) {
      const isMet = needs === 'ended' || state === 'completed';
      this.#statements.settle.run({ jobId, afterId, to: isMet ? 'met' : 'failed' });
      if (isMet) this.#free(effects, jobId, now);
      else this.#drop(effects, jobId, afterId, state, now);
    }
  }

  /** A person queued an ended job again: what fell with it waits for it again. */
  retried(effects: Effects, afterId: JobId, now: number): void {
    if (!this.#mayMatter) return;
    for (const { jobId } of this.#statements.dependents.all({ afterId, state: 'failed' })) {
      this.#statements.settle.run({ jobId, afterId, to: 'open' });
      this.#revive(effects, jobId, afterId, now);
    }
  }

  /** A person lets a job run whatever became of those that it comes after. */
  waive(jobId: JobId): void {
    if (this.#mayMatter) this.#statements.waive.run({ jobId });
  }

  #stateNow({ jobId, needs }: After): 'open' | 'met' {
    const state = this.#statements.stateOf.get({ jobId });
    if (state === undefined) throw new AppError('not_found', `There is no job #${jobId} to come after.`);
    if (!isEnded(state)) return 'open';
    if (needs === 'ended' || state === 'completed') return 'met';
    const message = `Job #${jobId} has ended ${state}: a job that needs it to complete would never start. Retry it first, or come after it whatever happens.`;
    throw new AppError('invalid_input', message, [{ path: 'after', message }]);
  }

  #free(effects: Effects, jobId: JobId, now: number): void {
    const freed = this.#statements.freeDependent.get({ jobId, now });
    if (freed === undefined) return;
    effects.moved(
      'held',
      freed.waits_for === 'time' ? (freed.attempt === 0 ? 'scheduled' : 'retrying') : 'ready',
    );
    effects.changed(jobId);
    effects.activity(jobId, 'detail', freed.rev);
  }

  #drop(effects: Effects, jobId: JobId, afterId: JobId, state: JobState, now: number): void {
    const error = fellWith(afterId, state);
    const dropped = this.#statements.dropDependent.get({ jobId, now, error: JSON.stringify(error) });
    if (dropped === undefined) return;
    this.#events.append(jobId, dropped, 'cancelled', now, error.message);
    effects.moved('held', 'cancelled');
    effects.changed(jobId);
    effects.activity(jobId, 'detail', dropped.rev);
    this.ended(effects, jobId, 'cancelled', now);
  }

  #revive(effects: Effects, jobId: JobId, afterId: JobId, now: number): void {
    const revived = this.#statements.reviveDependent.get({ jobId });
    if (revived === undefined) return;
    this.#events.append(jobId, revived, 'retried', now, `Job #${afterId}, which it needs, was retried.`);
    effects.moved('cancelled', 'held');
    effects.changed(jobId);
    effects.activity(jobId, 'detail', revived.rev);
    this.retried(effects, jobId, now);
  }
}

function fellWith(afterId: JobId, state: JobState): JobError {
  return {
    category: 'UnknownError',
    message: `Job #${afterId}, which it needed to complete, ended ${state}.`,
    mend: `Retry job #${afterId}: this one waits for it again then. Or retry this one alone.`,
  };
}
