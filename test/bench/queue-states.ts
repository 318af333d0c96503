import type { FinishOutcome, NewJob } from '../../electron/main/queue/queue.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import type { ProductParts } from './queue-product.ts';

/** More than a page, so that the first page of every chip is a full one. */
const IN_EACH = 300;
const HOUR_MS = 3_600_000;

/** Adds some jobs in each state that jobs come to rest in to a queue that has only waiting and completed ones. */
export function spreadOverStates(parts: ProductParts): void {
  const { queue, newJob } = parts;
  const job = (): NewJob => ({
    ...newJob({ priority: 0, runAt: Date.now(), inputs: {} }),
    retry: SLOW_RETRY,
  });
  queue.enqueue(Array.from({ length: IN_EACH }, () => ({ ...job(), runAt: Date.now() + HOUR_MS })));
  for (const id of queue.enqueue(Array.from({ length: IN_EACH }, job)).ids) queue.cancel(id);
  endSome(parts, job, { kind: 'completed', result: {}, failedRows: 1 });
  endSome(parts, job, failed('InvalidURLError'));
  endSome(parts, job, failed('NetworkError'));
  endSome(parts, job, failed('NetworkError'), '1');
}

/** A retry comes so late that none falls due meanwhile. */
const SLOW_RETRY = RetryPolicy.parse({ max: 3, backoffMs: HOUR_MS });

/** Puts jobs before all others, claims them and lets them end so; `once` = a step that may run only once had begun. */
function endSome(
  { queue, worker }: ProductParts,
  job: () => NewJob,
  outcome: FinishOutcome,
  once: string | null = null,
): void {
  queue.enqueue(Array.from({ length: IN_EACH }, () => ({ ...job(), priority: 100 })));
  const claims = queue.claim(worker, IN_EACH);
  for (const lease of claims) {
    if (once !== null)
      queue.record(lease, { stepsTotal: 1, steps: [], lines: [], rows: [], artifacts: [], once });
  }
  const { accepted } = queue.finishManyAndClaim(
    worker,
    claims.map((lease) => ({ lease, outcome })),
    0,
  );
  if (accepted.filter(Boolean).length !== IN_EACH) throw new Error('an end was not accepted');
}

function failed(category: 'InvalidURLError' | 'NetworkError'): FinishOutcome {
  return {
    kind: 'failed',
    error: { category, message: 'The page could not be reached.', mend: 'Try again.' },
  };
}
