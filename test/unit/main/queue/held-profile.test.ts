import { afterEach, beforeEach, expect, it } from 'vitest';
import { LeaseEpoch } from '../../../../shared/ids.ts';
import {
  claimOne,
  LOGIN_ERROR,
  NETWORK_ERROR,
  type QueueBench,
  queueBench,
} from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

it('a claim names the profile that its job holds', () => {
  bench.add();
  bench.add({ profile: 'shop' });
  expect(bench.queue.claim(bench.workerA, 2).map(({ profile }) => profile)).toEqual([null, 'shop']);
});

it('a profile may be written by the attempt that holds it', () => {
  bench.add({ profile: 'shop' });
  expect(bench.queue.heldProfile(bench.workerA, claimOne(bench))).toBe('shop');
});

it('a profile may be written by no other worker and by no other attempt of the job', () => {
  bench.add({ profile: 'shop' });
  const first = claimOne(bench);
  expect(bench.queue.heldProfile(bench.workerB, first)).toBeNull();
  bench.queue.release(first);
  const second = claimOne(bench);
  expect(bench.queue.heldProfile(bench.workerA, first)).toBeNull();
  expect(
    bench.queue.heldProfile(bench.workerA, { ...second, epoch: LeaseEpoch.parse(second.epoch + 1) }),
  ).toBeNull();
  expect(bench.queue.heldProfile(bench.workerA, second)).toBe('shop');
});

it('a profile may not be written by a job that is to stop', () => {
  const id = bench.add({ profile: 'shop' });
  const lease = claimOne(bench);
  bench.queue.cancel(id);
  expect(bench.queue.heldProfile(bench.workerA, lease)).toBeNull();
});

it.each([
  ['completed', { kind: 'completed', result: {}, failedRows: 0 }],
  ['failed', { kind: 'failed', error: LOGIN_ERROR }],
  ['waits to be tried again', { kind: 'failed', error: NETWORK_ERROR }],
  ['was given back', { kind: 'released' }],
] as const)('a profile may not be written any more by a job that %s', (_end, outcome) => {
  bench.add({ profile: 'shop' });
  const lease = claimOne(bench);
  bench.queue.finishAndClaim(bench.workerA, lease, outcome, 0);
  expect(bench.queue.heldProfile(bench.workerA, lease)).toBeNull();
});

it('a job without a profile may write none', () => {
  bench.add();
  expect(bench.queue.heldProfile(bench.workerA, claimOne(bench))).toBeNull();
});
