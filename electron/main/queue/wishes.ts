import { AppError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { Effects } from './effects.ts';
import type { JobEvents } from './job-events.ts';
import type { FactsRow, MovedRow, Statements } from './statements.ts';
import { bucketOf } from './tally.ts';

/** What a person asks of a job. Every method runs inside a transaction of the queue. */
export class Wishes {
  readonly #statements: Statements;
  readonly #events: JobEvents;

  constructor(statements: Statements, events: JobEvents) {
    this.#statements = statements;
    this.#events = events;
  }

  /** A waiting or parked job ends at once; a running one is asked to stop. */
  cancel(effects: Effects, jobId: JobId, now: number): 'cancelled' | 'asked' | 'already_ended' {
    const before = this.#factsOf(jobId);
    const cancelled = this.#statements.cancelWaiting.get({ jobId, now });
    if (cancelled !== undefined) {
      this.#moved(effects, jobId, before, cancelled);
      this.#events.append(jobId, cancelled, 'cancelled', now);
      return 'cancelled';
    }
    const asked = this.#statements.askCancel.get({ jobId, now });
    if (asked === undefined) return 'already_ended';
    if (asked.first === 1) this.#events.append(jobId, asked, 'cancel_asked', now);
    effects.changed(jobId);
    effects.activity(jobId, 'detail', asked.rev);
    effects.cancelAsked(jobId, asked.epoch, asked.workerId);
    return 'asked';
  }

  /** An ended or parked job goes back to the queue with fresh retries. */
  retry(effects: Effects, jobId: JobId, now: number): 'queued' | 'not_ended' {
    const before = this.#factsOf(jobId);
    const moved = this.#statements.retry.get({ jobId, now });
    if (moved === undefined) return 'not_ended';
    this.#moved(effects, jobId, before, moved);
    this.#events.append(jobId, moved, 'retried', now);
    return 'queued';
  }

  /** A job that waits for its time may be claimed now. False = it does not wait. */
  runNow(effects: Effects, jobId: JobId, now: number): boolean {
    const before = this.#factsOf(jobId);
    const moved = this.#statements.runNow.get({ jobId, now });
    if (moved === undefined) return false;
    this.#moved(effects, jobId, before, moved);
    this.#events.append(jobId, moved, 'run_now', now);
    return true;
  }

  #factsOf(jobId: JobId): FactsRow {
    const facts = this.#statements.facts.get({ jobId });
    if (facts === undefined) throw new AppError('not_found', `There is no job #${jobId}.`);
    return facts;
  }

  #moved(effects: Effects, jobId: JobId, before: FactsRow, after: MovedRow): void {
    const from = bucketOf(before.state, {
      waitsFor: before.waits_for,
      attempt: before.attempt,
      failedRows: before.failed_rows,
    });
    effects.moved(from, bucketOf(after.state, { waitsFor: null, attempt: after.attempt, failedRows: 0 }));
    effects.changed(jobId);
    effects.activity(jobId, 'detail', after.rev);
  }
}
