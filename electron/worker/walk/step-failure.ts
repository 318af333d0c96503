import type { JobError } from '../../../shared/job/error.ts';

/** A step's failure on its way out: it ends the steps around until one of them goes on in spite of it, or the attempt. */
export class StepFailure extends Error {
  readonly error: JobError;

  constructor(error: JobError) {
    super(error.message);
    this.name = 'StepFailure';
    this.error = error;
  }
}
