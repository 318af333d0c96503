import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Lease } from '../../../../electron/main/queue/queue.ts';
import { Sweeper } from '../../../../electron/main/queue/sweeper.ts';
import { claimOne, NETWORK_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

const REPORT = {
  stepsTotal: 3,
  steps: [],
  lines: [{ seq: 0, at: 1, level: 'INFO' as const, step: null, message: 'late', metadata: null }],
  rows: [{ dataset: 'books', seq: 0, data: { title: 'late' } }],
  artifacts: [
    { kind: 'screenshot' as const, name: 'late', path: '1/1/late.png', bytes: 1, step: null, at: 1 },
  ],
  once: '1',
};

/** Every write of an attempt. */
const WRITES: Record<string, (lease: Lease) => unknown> = {
  complete: (lease) => bench.queue.complete(lease, { late: true }, 0),
  fail: (lease) => bench.queue.fail(lease, NETWORK_ERROR),
  confirmCancel: (lease) => bench.queue.confirmCancel(lease),
  release: (lease) => bench.queue.release(lease),
  record: (lease) => bench.queue.record(lease, REPORT),
  cancelStage: (lease) => bench.queue.cancelStage(lease, 'actions_stopped', 1),
  finishAndClaim: (lease) =>
    bench.queue.finishAndClaim(bench.workerA, lease, { kind: 'cancelled' }, 0).accepted,
  renew: (lease) => bench.queue.renew(bench.workerA, [lease]).lost.length === 0,
};

const TABLES = ['job', 'job_attempt', 'job_event', 'job_log', 'job_step', 'result_row', 'artifact'];

function everything(): unknown {
  return TABLES.map((table) => bench.db.prepare(`SELECT * FROM ${table}`).all());
}

it.each(Object.keys(WRITES))('a stale worker changes nothing with %s, while another attempt runs', (name) => {
  bench.add();
  const stale = claimOne(bench);
  bench.queue.reclaimWorker(bench.workerA, 'lease_expired', '');
  bench.queue.claim(bench.workerB, 1);
  const before = everything();
  expect(WRITES[name]?.(stale)).toBe(false);
  expect(everything()).toEqual(before);
});

it.each(Object.keys(WRITES))(
  'a stale worker changes nothing with %s, after its own attempt ended',
  (name) => {
    bench.add();
    const lease = claimOne(bench);
    bench.queue.complete(lease, {}, 0);
    const before = everything();
    expect(WRITES[name]?.(lease)).toBe(false);
    expect(everything()).toEqual(before);
  },
);

it('fences by the epoch also when the same attempt number is given out twice to the same worker', () => {
  bench.add();
  const first = claimOne(bench);
  bench.queue.release(first);
  const second = claimOne(bench);
  expect([first.attempt, second.attempt]).toEqual([1, 1]);
  expect(bench.queue.complete(first, {}, 0)).toBe(false);
  expect(bench.queue.complete(second, {}, 0)).toBe(true);
});

it('tells a heartbeat which leases are lost and which are to stop', () => {
  const [a, b, c] = [bench.add(), bench.add(), bench.add()];
  const leases = bench.queue.claim(bench.workerA, 3).sort((x, y) => x.jobId - y.jobId);
  bench.queue.cancel(b);
  const [third] = leases.slice(2);
  if (third !== undefined) bench.queue.release(third);
  const { lost, cancelAsked } = bench.queue.renew(bench.workerA, leases);
  expect(lost.map(({ jobId }) => jobId)).toEqual([c]);
  expect(cancelAsked.map(({ jobId }) => jobId)).toEqual([b]);
  expect(a).toBeLessThan(b);
});

it('does not let one worker renew the lease of another', () => {
  bench.add();
  const lease = claimOne(bench);
  expect(bench.queue.renew(bench.workerB, [lease]).lost).toHaveLength(1);
});

it('takes a job back when its lease ran out, and not a moment before', () => {
  const id = bench.add();
  claimOne(bench);
  bench.clock.advance(30_000);
  expect(bench.queue.reclaimExpired()).toEqual([]);
  bench.clock.advance(1);
  expect(bench.queue.reclaimExpired()).toMatchObject([{ jobId: id, to: 'pending' }]);
});

it('accepts a late result that nobody took back', () => {
  bench.add();
  const lease = claimOne(bench);
  bench.clock.advance(60_000);
  expect(bench.queue.complete(lease, {}, 0)).toBe(true);
});

it('the sweeper takes back silent work and leaves work that beats', () => {
  const sweeper = startedSweeper();
  bench.add();
  bench.add();
  const [beats] = bench.queue.claim(bench.workerA, 1);
  const [silent] = bench.queue.claim(bench.workerB, 1);
  for (let second = 0; second < 35; second++) {
    bench.clock.advance(1000);
    if (second % 10 === 0 && beats !== undefined) bench.queue.renew(bench.workerA, [beats]);
  }
  expect(reclaimed).toEqual([silent?.jobId]);
  sweeper.stop();
  expect(bench.clock.pending).toBe(0);
});

it.each([
  ['forward by an hour', 3_600_000],
  ['back by an hour', -3_600_000],
])('a clock that is set %s neither ends live work nor keeps dead work', (_how, jumpMs) => {
  const sweeper = startedSweeper();
  bench.add();
  claimOne(bench);
  bench.clock.advance(15_000);
  bench.clock.jump(jumpMs);
  bench.clock.advance(14_900);
  expect(reclaimed).toEqual([]);
  bench.clock.advance(2000);
  expect(reclaimed).toHaveLength(1);
  sweeper.stop();
});

it('a heartbeat between a jump back and the next sweep keeps its lease', () => {
  const sweeper = startedSweeper();
  bench.add();
  const lease = claimOne(bench);
  bench.clock.jump(-3_600_000);
  expect(bench.queue.renew(bench.workerA, [lease]).lost).toEqual([]);
  bench.clock.advance(29_900);
  expect(reclaimed).toEqual([]);
  bench.clock.advance(1200);
  expect(reclaimed).toHaveLength(1);
  sweeper.stop();
});

it('a retry keeps its wait when the clock is set back, a start that a person set does not', () => {
  const sweeper = startedSweeper();
  bench.add();
  bench.queue.fail(claimOne(bench), NETWORK_ERROR);
  bench.add({ runAt: bench.clock.now() + 1000 });
  bench.clock.jump(-3_600_000);
  bench.clock.advance(1100);
  expect(bench.queue.counts()).toMatchObject({ pending: 1, scheduled: 1, retrying: 0 });
  sweeper.stop();
});

it('an app that stood still judges no lease before the heartbeats had their time', () => {
  bench.add();
  const lease = claimOne(bench);
  const sweeper = new Sweeper({ queue: bench.queue, clock: bench.clock, sweepMs: 1000, onError });
  sweeper.start();
  sweeper.stop();
  bench.clock.advance(120_000);
  sweeper.sweep();
  expect(bench.queue.renew(bench.workerA, [lease]).lost).toEqual([]);
});

it('wakes a waiting job at its very time, between two sweeps', () => {
  const sweeper = startedSweeper();
  bench.clock.advance(900);
  bench.add();
  bench.queue.fail(claimOne(bench), NETWORK_ERROR);
  const wakes: number[] = [];
  const start = bench.clock.now();
  bench.publisher.on('wake', () => wakes.push(bench.clock.now() - start));
  bench.clock.advance(1000);
  expect(wakes).toEqual([1000]);
  sweeper.stop();
});

let reclaimed: number[] = [];
function startedSweeper(): Sweeper {
  reclaimed = [];
  const sweeper = new Sweeper({
    queue: bench.queue,
    clock: bench.clock,
    sweepMs: 1000,
    onReclaimed: (jobs) => reclaimed.push(...jobs.map(({ jobId }) => jobId)),
    onError,
  });
  sweeper.start();
  sweeper.start();
  return sweeper;
}

function onError(error: unknown): void {
  throw error;
}
