import { afterEach, beforeEach, expect, it } from 'vitest';
import type { JobId } from '../../../../shared/ids.ts';
import { claimOne, NETWORK_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

const MINUTE = 60_000;

function claimAll(): JobId[] {
  const ids: JobId[] = [];
  for (;;) {
    const [claim] = bench.queue.claim(bench.workerA, 1);
    if (claim === undefined) return ids;
    ids.push(claim.jobId);
  }
}

it('claims what waited longest first', () => {
  const first = bench.add();
  const second = bench.add();
  expect(claimAll()).toEqual([first, second]);
});

it('claims a higher priority sooner', () => {
  const low = bench.add({ priority: -5 });
  const usual = bench.add();
  const high = bench.add({ priority: 5 });
  expect(claimAll()).toEqual([high, usual, low]);
});

it('lets a low job overtake a high one that came later by more than a minute a point', () => {
  const low = bench.add({ priority: 0 });
  bench.clock.advance(5 * MINUTE + 1);
  const high = bench.add({ priority: 5 });
  expect(claimAll()).toEqual([low, high]);
});

it('keeps a high job in front that came less than a minute a point later', () => {
  const low = bench.add({ priority: 0 });
  bench.clock.advance(5 * MINUTE - 1);
  const high = bench.add({ priority: 5 });
  expect(claimAll()).toEqual([high, low]);
});

it('claims several at once, no more than there are slots', () => {
  const ids = [1, 2, 3, 4, 5].map(() => bench.add());
  const claims = bench.queue.claim(bench.workerA, 3);
  expect(claims.map(({ jobId }) => jobId).sort()).toEqual(ids.slice(0, 3));
  expect(bench.queue.claim(bench.workerB, 5)).toHaveLength(2);
  expect(bench.queue.claim(bench.workerB, 5)).toEqual([]);
});

it('hands over the flow, the inputs, the row and the mode of the browser', () => {
  bench.add({ inputs: { page: 2 }, row: { isbn: '12', price: 3.5, sold: true, note: null }, headed: true });
  expect(claimOne(bench)).toMatchObject({
    epoch: 1,
    attempt: 1,
    flowContent: { name: 'Books', steps: [{ action: 'goto', url: 'about:blank' }] },
    inputs: { page: 2 },
    row: { isbn: '12', price: 3.5, sold: true, note: null },
    headed: true,
  });
});

it('does not claim a job before its time, however high its priority', () => {
  const later = bench.add({ runAt: bench.clock.now() + MINUTE, priority: 100 });
  expect(claimAll()).toEqual([]);
  bench.clock.advance(MINUTE - 1);
  expect(claimAll()).toEqual([]);
  bench.clock.advance(1);
  expect(claimAll()).toEqual([later]);
});

it('runs a scheduled job at once when a person says so', () => {
  const later = bench.add({ runAt: bench.clock.now() + MINUTE });
  expect(bench.queue.runNow(later)).toBe(true);
  expect(claimAll()).toEqual([later]);
});

it('claims nothing while the queue is paused, also after a restart', () => {
  const id = bench.add();
  bench.queue.setPaused(true);
  expect(claimAll()).toEqual([]);
  bench = bench.reopen();
  expect(bench.queue.isPaused()).toBe(true);
  expect(claimAll()).toEqual([]);
  bench.queue.setPaused(false);
  expect(claimAll()).toEqual([id]);
});

it('finishes one job and claims the next in one transaction', () => {
  const first = bench.add();
  const second = bench.add();
  const lease = claimOne(bench);
  const outcome = { kind: 'completed', result: {}, failedRows: 0 } as const;
  const { accepted, claims } = bench.queue.finishAndClaim(bench.workerA, lease, outcome, 1);
  expect({ accepted, ids: claims.map(({ jobId }) => jobId) }).toEqual({ accepted: true, ids: [second] });
  expect(bench.queue.counts()).toMatchObject({ completed: 1, processing: 1 });
  expect(lease.jobId).toBe(first);
});

it('finishes several jobs and claims as many in one transaction, and says which ends came too late', () => {
  const ids = [1, 2, 3, 4].map(() => bench.add());
  const [first, second] = bench.queue.claim(bench.workerA, 2);
  if (first === undefined || second === undefined) throw new Error('nothing was claimable');
  bench.queue.cancel(first.jobId);
  bench.queue.confirmCancel(first);
  const outcome = { kind: 'completed', result: {}, failedRows: 0 } as const;
  const ends = [first, second].map((lease) => ({ lease, outcome }));
  const { accepted, claims } = bench.queue.finishManyAndClaim(bench.workerA, ends, 2);
  expect(accepted).toEqual([false, true]);
  expect(claims.map(({ jobId }) => jobId)).toEqual(ids.slice(2));
  expect(bench.queue.counts()).toMatchObject({ cancelled: 1, completed: 1, processing: 2 });
});

it('still claims the next job when the finished one was lost', () => {
  bench.add();
  const next = bench.add({ priority: -1 });
  const lease = claimOne(bench);
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', '');
  const again = bench.queue.claim(bench.workerB, 1);
  const { accepted, claims } = bench.queue.finishAndClaim(
    bench.workerA,
    lease,
    { kind: 'failed', error: NETWORK_ERROR },
    1,
  );
  expect({ accepted, ids: claims.map(({ jobId }) => jobId) }).toEqual({ accepted: false, ids: [next] });
  expect(again).toHaveLength(1);
});

it('gives several jobs in the order of their urgency, whatever their numbers', () => {
  const [low, high, middle] = [bench.add({ priority: -9 }), bench.add({ priority: 9 }), bench.add()];
  expect(bench.queue.claim(bench.workerA, 3).map(({ jobId }) => jobId)).toEqual([high, middle, low]);
});
