import * as z from 'zod';
import { JobId } from '../ids.ts';
import { ErrorCategory, type JobError } from '../job/error.ts';
import { Time } from '../job/schema.ts';

const MAX_CAUSE = 300;

/**
 * What failures have in common: their category and sentence, without what differs from job to job (addresses, numbers, what
 * stands in quotation marks).
 */
export function causeOf({ category, message }: Pick<JobError, 'category' | 'message'>): string {
  const common = message
    .slice(0, 2 * MAX_CAUSE)
    .replace(/\bhttps?:\/\/[^\s“”"']+/g, '…')
    .replace(/“[^”]*”|"[^"]*"/g, '“…”')
    .replace(/\d+([.,]\d+)*/g, '#')
    .replace(/\s+/g, ' ')
    .trim();
  return `${category}: ${common}`.slice(0, MAX_CAUSE);
}

/** Failed jobs that have the same cause. */
export const FailureCause = z.strictObject({
  category: ErrorCategory,
  /** The sentence of the newest of them. */
  message: z.string(),
  mend: z.string(),
  jobs: z.int().positive(),
  /** Of how many flows, and the newest job's. */
  flows: z.int().positive(),
  flowName: z.string(),
  newest: JobId,
  newestAt: Time,
  /** A picture of the page of one of them: its job and artifact. */
  picture: z.strictObject({ jobId: JobId, artifactId: z.int() }).nullable(),
});
export type FailureCause = z.output<typeof FailureCause>;

/** The causes of the newest failures, most jobs first; `looked` failed jobs were looked at, `complete` = those are all. */
export const FailureCauses = z.strictObject({
  causes: z.array(FailureCause).max(50),
  looked: z.int().nonnegative(),
  complete: z.boolean(),
});
export type FailureCauses = z.output<typeof FailureCauses>;
