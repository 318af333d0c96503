import type { JobId, WorkerId } from '../../../shared/ids.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { AttemptOutcome, EventKind, JobEvent } from '../../../shared/job/schema.ts';
import type { ClaimedRow, MovedRow, Statements } from './statements.ts';
import type { Lease } from './types.ts';

/** How an attempt ended: for the attempt itself, and for the line of the job's history. */
export interface AttemptEnd {
  readonly at: number;
  readonly kind: EventKind;
  readonly outcome: AttemptOutcome;
  readonly error?: JobError | undefined;
  readonly detail?: string | undefined;
}

/**
 * Writes the history of a job, in the transaction of the change that it tells. An attempt's row tells its claim and its end;
 * all else is a row of job_event. The view job_history puts them together again, with the job's own beginning.
 */
export class JobEvents {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** An attempt begins. */
  claimed({ id, epoch, attempt, rev }: ClaimedRow, workerId: WorkerId, at: number): void {
    this.#statements.insertAttempt.run(id, epoch, attempt, workerId, at, rev);
  }

  /** An attempt ends. @param moved the job after it */
  ended({ jobId, epoch }: Lease, moved: MovedRow, end: AttemptEnd): void {
    const error = end.error === undefined ? null : JSON.stringify(end.error);
    const detail = end.detail ?? null;
    this.#statements.endAttempt.run(end.at, end.outcome, error, moved.rev, end.kind, detail, jobId, epoch);
  }

  /** Something else happened to the job. @param moved the job after it */
  append(jobId: JobId, moved: MovedRow, kind: JobEvent['kind'], at: number, detail = ''): void {
    this.#statements.insertEvent.run(jobId, moved.rev, at, kind, moved.state, moved.attempt, detail);
  }
}
