import { afterEach, expect, it } from 'vitest';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
afterEach(async () => {
  bench.db.pragma('query_only = OFF');
  const stopped = bench.supervisor.stop(0);
  await bench.clock.advanceAsync(30_000);
  await stopped;
  bench.dispose();
});

it('ends a worker whose life cannot be written down, and fills its slot when it can', async () => {
  bench = workersBench({ settings: { workers: 1 } });
  bench.supervisor.start();
  bench.db.pragma('query_only = ON');
  const unwritten = bench.workers.of(1);
  unwritten.comeUp();
  await bench.clock.advanceAsync(0);
  expect(unwritten.isGone).toBe(true);
  expect(bench.supervisor.list()).toEqual([]);
  expect(bench.notes.join('\n')).toContain('could not be taken into the ranks');

  bench.db.pragma('query_only = OFF');
  await bench.clock.advanceAsync(60_000);
  expect(bench.workers.of(1)).not.toBe(unwritten);
  bench.up(1);
  expect(bench.supervisor.list()).toMatchObject([{ slot: 1, state: 'idle' }]);
});
