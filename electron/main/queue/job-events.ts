import type { JobId } from '../../../shared/ids.ts';
import type { JobEvent } from '../../../shared/job/schema.ts';
import type { MovedRow, Statements } from './statements.ts';

/** A line of a job's history, appended in the transaction of the change it tells. */
export class JobEvents {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  /** @param moved the job after the change: its state and rev make the line */
  append(jobId: JobId, moved: MovedRow, kind: JobEvent['kind'], at: number, detail = ''): void {
    this.#statements.insertEvent.run(jobId, moved.rev, at, kind, moved.state, moved.attempt, detail);
  }
}
