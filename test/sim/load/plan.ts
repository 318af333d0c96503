import * as z from 'zod';
import type { JobError } from '../../../shared/job/error.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { Random } from '../../../shared/random.ts';

/** What a job will do: it stands in the job's inputs, so that whoever runs it knows. */
export const Plan = z.strictObject({
  /** How long an attempt takes. */
  ms: z.int().positive(),
  /** How many rows an attempt brings. */
  rows: z.int().nonnegative(),
  /** Its first attempts fail: so many, to be retried. */
  fails: z.int().nonnegative(),
  /** Then it completes, or is refused for good. */
  refused: z.boolean(),
});
export type Plan = z.output<typeof Plan>;

export const FAILURE: JobError = { category: 'NetworkError', message: 'no answer', mend: 'wait' };
export const REFUSAL: JobError = { category: 'AuthenticationError', message: 'refused', mend: 'sign in' };

/** @param averageMs how long jobs take on average; @param gridMs they take a multiple of this, so that several end together */
export function randomPlan(random: Random, averageMs: number, gridMs: number): Plan {
  return {
    ms: Math.max(1, Math.round((averageMs * (0.5 + random.next())) / gridMs)) * gridMs,
    rows: random.next() < 0.5 ? 0 : 1 + Math.floor(random.next() * 4),
    fails: random.next() < 0.15 ? 1 + Math.floor(random.next() * 5) : 0,
    refused: random.next() < 0.05,
  };
}

/** The row of an attempt: it tells whose it is. */
export function rowOf(jobId: number, epoch: number, seq: number): RowData {
  return { jobId, epoch, seq };
}
