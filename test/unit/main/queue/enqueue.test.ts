import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { NewJob } from '../../../../electron/main/queue/queue.ts';
import { RetryPolicy } from '../../../../shared/job/retry.ts';
import { type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

/** Every value of a job may be its own, in a number that is no multiple of what one statement takes. */
function differentJobs(): NewJob[] {
  return Array.from({ length: 60 }, (_, index) =>
    bench.newJob({
      priority: (index % 7) - 3,
      runAt: bench.clock.now() + (index % 3) - 1,
      subtitle: `${index}`,
      inputs: { page: index },
      row: index % 2 === 0 ? null : { name: `row ${index}` },
      profile: index % 4 === 0 ? 'shop' : undefined,
      site: index % 5 === 0 ? 'example.com' : undefined,
    }),
  );
}

/** All that is stored of every job but its number, oldest first. */
function stored(): Record<string, unknown>[] {
  const rows = bench.db.prepare<[], Record<string, unknown>>('SELECT * FROM job ORDER BY id').all();
  return rows.map(({ id: _, ...rest }) => rest);
}

describe('jobs queued together', () => {
  it.each<[string, (index: number) => Partial<NewJob>]>([
    ['of one request', () => ({})],
    ['with retry policies of their own that say the same', () => ({ retry: RetryPolicy.parse({ max: 5 }) })],
    ['with different retry policies', (index) => ({ retry: RetryPolicy.parse({ max: index % 4 }) })],
    ['partly with a visible browser', (index) => ({ headed: index === 30 })],
    ['with different numbers of steps', (index) => ({ stepsTotal: index })],
  ])('%s are kept as if queued one by one', (_, changes) => {
    const jobs = differentJobs().map((job, index) => ({ ...job, ...changes(index) }));
    for (const job of jobs) bench.queue.enqueue([job]);
    const oneByOne = stored();
    bench.dispose();
    bench = queueBench();
    const { ids } = bench.queue.enqueue(jobs);
    expect(stored()).toEqual(oneByOne);
    expect(ids).toEqual(jobs.map((_job, index) => index + 1));
  });
});
