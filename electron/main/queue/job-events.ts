import type { JobId } from '../../../shared/ids.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { AttemptOutcome, EventKind, JobEvent } from '../../../shared/job/schema.ts';
import type { MovedRow, Statements } from './statements.ts';
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
 * Writes the history of a job, in the transaction of the change that it tells. A claim stands in the
 * job's own row, the attempt's row tells its claim and its end; all else is a row of job_event. The view job_history puts them together again, with the job's own beginning.
 */
export class JobEvents {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** An attempt ends. @param moved the job after it, with the number of that attempt */
  ended({ jobId, epoch }: Lease, moved: MovedRow, end: AttemptEnd): void {
    const error = end.error === undefined ? null : JSON.stringify(end.error);
    const { attempt, rev } = moved;
    const detail = end.detail ?? null;
    this.#statements.insertAttempt.run(
      attempt,
      end.at,
      end.outcome,
      error,
      rev,
      end.kind,
      detail,
      jobId,
      epoch,
    );
  }

  /** Something else happened to the job. @param moved the job after it */
  append(jobId: JobId, moved: MovedRow, kind: JobEvent['kind'], at: number, detail = ''): void {
    this.#statements.insertEvent.run(jobId, moved.rev, at, kind, moved.state, moved.attempt, detail);
  }
}
