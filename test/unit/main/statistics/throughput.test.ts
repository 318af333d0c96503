import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { failureCauses } from '../../../../electron/database/failure-causes.ts';
import { getSummary } from '../../../../electron/database/queries.ts';
import { recentEnds } from '../../../../electron/database/recent-ends.ts';
import { ThroughputMeter } from '../../../../electron/main/statistics/throughput-meter.ts';
import { throughputStream } from '../../../../electron/main/statistics/throughput-stream.ts';
import { readerContract } from '../../../../shared/ipc/reader-protocol.ts';
import type { JobSummary } from '../../../../shared/job/schema.ts';
import type { Throughput } from '../../../../shared/statistics/throughput.ts';
import { inProcessReader } from '../../../support/in-process-reader.ts';
import { claimOne, LOGIN_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

const MINUTE = 60_000;
let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

/** Runs one job for so long, to its end. */
function run(ms: number, end: 'completed' | 'failed' = 'completed'): JobSummary {
  const id = bench.add();
  const claim = claimOne(bench);
  bench.clock.advance(ms);
  if (end === 'completed') bench.queue.complete(claim, {}, 0);
  else bench.queue.fail(claim, LOGIN_ERROR);
  return getSummary(bench.db, id);
}

test('each end is counted once, in its minute, however often it is told', () => {
  const meter = new ThroughputMeter();
  const [well, badly] = [run(2_000), run(4_000, 'failed')];
  for (const job of [well, badly, well, badly]) meter.take(job);
  const { minutes, p50Ms, p95Ms } = meter.read(bench.clock.now());
  expect(minutes).toHaveLength(60);
  expect(minutes.at(-1)).toMatchObject({ completed: 1, failed: 1 });
  expect(p50Ms).toBeGreaterThan(1_800);
  expect(p50Ms).toBeLessThan(2_200);
  expect(p95Ms).toBeGreaterThan(3_600);
});

test('a job that waits, runs or was cancelled is no end', () => {
  const meter = new ThroughputMeter();
  const waiting = getSummary(bench.db, bench.add());
  bench.queue.cancel(waiting.id);
  const cancelled = getSummary(bench.db, waiting.id);
  expect([waiting, cancelled].map((job) => meter.take(job))).toEqual([false, false]);
});

test('what is older than an hour falls out', () => {
  const meter = new ThroughputMeter();
  meter.take(run(1_000));
  bench.clock.advance(61 * MINUTE);
  const { minutes, p50Ms } = meter.read(bench.clock.now());
  expect(minutes.every(({ completed }) => completed === 0)).toBe(true);
  expect(p50Ms).toBeNull();
});

test('jobs a minute are those of the last five whole minutes', () => {
  const meter = new ThroughputMeter();
  for (let job = 0; job < 10; job++) meter.take(run(100));
  bench.clock.advance(MINUTE);
  expect(meter.read(bench.clock.now()).perMinute).toBe(2);
});

test('a meter that begins is seeded with what ended before', () => {
  run(1_000);
  bench.clock.advance(5 * MINUTE);
  run(3_000, 'failed');
  const ends = recentEnds(bench.db, bench.clock.now() - 60 * MINUTE);
  expect(readerContract.recentEnds.output.safeParse(ends).success).toBe(true);
  const meter = new ThroughputMeter();
  meter.seed(ends);
  const { minutes } = meter.read(bench.clock.now());
  expect(minutes.filter(({ completed }) => completed === 1)).toHaveLength(1);
  expect(minutes.filter(({ failed }) => failed === 1)).toHaveLength(1);
});

test('the stream tells the past first and each end within a second, until it is left', async () => {
  run(1_000);
  const told: Throughput[] = [];
  const { reader } = inProcessReader(bench.file);
  const stream = throughputStream({ publisher: bench.publisher, clock: bench.clock, reader });
  const leave = stream({}, { push: (_key, item) => told.push(item) });
  await vi.waitFor(() => expect(told).not.toHaveLength(0));
  expect(told.at(-1)?.minutes.at(-1)?.completed).toBe(1);
  run(100);
  bench.clock.advance(1_000);
  expect(told.at(-1)?.minutes.reduce((sum, { completed }) => sum + completed, 0)).toBe(2);
  leave();
  const before = told.length;
  run(100);
  bench.clock.advance(MINUTE);
  expect(told).toHaveLength(before);
});

test('failures are grouped by cause, with the newest job and a picture of one of them', () => {
  for (let job = 0; job < 3; job++) run(100, 'failed');
  bench.add();
  const claim = claimOne(bench);
  bench.queue.record(claim, {
    stepsTotal: 1,
    steps: [],
    lines: [],
    rows: [],
    once: null,
    artifacts: [
      {
        kind: 'screenshot',
        name: 'failed.png',
        path: '4/1/failed.png',
        bytes: 10,
        step: '1',
        at: bench.clock.now(),
      },
    ],
  });
  bench.queue.fail(claim, LOGIN_ERROR);
  const { causes, looked, complete } = failureCauses(bench.db);
  expect({ looked, complete }).toEqual({ looked: 4, complete: true });
  expect(causes).toHaveLength(1);
  expect(causes[0]).toMatchObject({ jobs: 4, flows: 1, flowName: 'Books', newest: claim.jobId });
  expect(causes[0]?.picture?.jobId).toBe(claim.jobId);
  expect(failureCauses(bench.db, 2)).toMatchObject({ looked: 2, complete: false });
});
