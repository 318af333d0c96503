import * as z from 'zod';
import type { Random } from '../random.ts';
import { type ErrorCategory, RETRYABLE } from './error.ts';

/** When a failed attempt is followed by another one. The defaults are the ancestor's. */
export const RetryPolicy = z.strictObject({
  /** Retries after the first attempt. */
  max: z.int().min(0).max(20).default(3),
  /** The n-th retry waits n² times this. */
  backoffMs: z.int().min(0).max(3_600_000).default(1000),
  /** Share of the wait that is left to chance, either way: 0.2 = ±20 %. */
  jitter: z.number().min(0).max(1).default(0),
  /** Also retry what no category explains. */
  unknownErrors: z.boolean().default(false),
});
export type RetryPolicy = z.output<typeof RetryPolicy>;

/**
 * Milliseconds to wait before the next attempt, or null when there is none.
 * `retryCount²` seconds, counted from 1 (1, 4, 9 s): the ancestor's rule.
 * @param retriesSoFar how many retries this job has already had
 */
export function retryDelayMs(
  policy: RetryPolicy,
  category: ErrorCategory,
  retriesSoFar: number,
  random: Random,
): number | null {
  const retryable = RETRYABLE[category] || (category === 'UnknownError' && policy.unknownErrors);
  if (!retryable || retriesSoFar >= policy.max) return null;
  const base = (retriesSoFar + 1) ** 2 * policy.backoffMs;
  return Math.round(base * (1 + policy.jitter * (2 * random.next() - 1)));
}
