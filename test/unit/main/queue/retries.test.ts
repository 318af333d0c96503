import { afterEach, beforeEach, expect, it } from 'vitest';
import { getDetail, getSummary } from '../../../../electron/database/queries.ts';
import { RetryPolicy } from '../../../../shared/job/retry.ts';
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

const summary = (id: Parameters<typeof getSummary>[1]) => getSummary(bench.db, id);
const NOTHING = { stepsTotal: 3, steps: [], lines: [], rows: [], artifacts: [] };

it('tries a failed job again after 1, 4 and 9 seconds, then it fails', () => {
  const id = bench.add();
  const waits: number[] = [];
  for (let attempt = 1; attempt <= 4; attempt++) {
    bench.queue.fail(claimOne(bench), NETWORK_ERROR);
    const { state, runAt } = summary(id);
    if (state !== 'pending') break;
    waits.push(runAt - bench.clock.now());
    bench.clock.advance(runAt - bench.clock.now());
  }
  expect(waits).toEqual([1000, 4000, 9000]);
  expect(summary(id)).toMatchObject({ state: 'failed', attempt: 4, retryCount: 3, error: NETWORK_ERROR });
});

it('does not try an error again that no retry mends', () => {
  const id = bench.add();
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
  expect(summary(id)).toMatchObject({ state: 'failed', attempt: 1, error: LOGIN_ERROR });
});

it('gives a job that a person retries fresh retries and keeps its attempts', () => {
  const id = bench.add({ retry: RetryPolicy.parse({ max: 0 }) });
  bench.queue.fail(claimOne(bench), NETWORK_ERROR);
  expect(bench.queue.retry(id)).toBe('queued');
  expect(summary(id)).toMatchObject({ state: 'pending', retryCount: 0, error: null, completedAt: null });
  expect(claimOne(bench)).toMatchObject({ attempt: 2, epoch: 2 });
  expect(getDetail(bench.db, id).attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'processing']);
});

it('gives the attempt back when a worker releases the job, and never the epoch', () => {
  const id = bench.add();
  bench.queue.release(claimOne(bench));
  expect(summary(id)).toMatchObject({ state: 'pending', attempt: 0 });
  expect(claimOne(bench)).toMatchObject({ attempt: 1, epoch: 2 });
  expect(getDetail(bench.db, id).attempts.map(({ outcome }) => outcome)).toEqual(['released', 'processing']);
});

it('fails a job that killed its worker three times, with the reason', () => {
  const id = bench.add();
  for (let death = 1; death <= 3; death++) {
    claimOne(bench);
    bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'Worker W1 ended with code 9.');
  }
  expect(summary(id).state).toBe('failed');
  expect(summary(id).error?.message).toBe('The job killed its worker three times.');
  expect(bench.queue.retry(id)).toBe('queued');
  claimOne(bench);
  expect(bench.queue.reclaimWorker(bench.workerA, 'worker_died', '')).toMatchObject([{ to: 'pending' }]);
});

it('does not blame a job for a restart of the app', () => {
  const id = bench.add();
  for (let restart = 1; restart <= 5; restart++) {
    claimOne(bench);
    bench = bench.reopen();
    expect(bench.queue.reclaimAll()).toMatchObject([{ jobId: id, to: 'pending' }]);
  }
  expect(getDetail(bench.db, id).attempts.map(({ outcome }) => outcome)).toEqual(
    Array(5).fill('app_restarted'),
  );
});

it('parks a job that may have done a once-only step, and asks', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, { ...NOTHING, once: '2' });
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'gone');
  expect(summary(id)).toMatchObject({ state: 'parked', error: { step: '2' } });
  expect(summary(id).error?.message).toContain('Step 2 runs only once');
  expect(bench.queue.claim(bench.workerA, 1)).toEqual([]);
});

it('names the turn of a once-only step in a loop, and says that a retry begins with the first one', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, { ...NOTHING, once: '4.2 (turn 3)' });
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'gone');
  expect(summary(id)).toMatchObject({ state: 'parked', error: { step: '4.2' } });
  expect(summary(id).error?.message).toContain('Step 4.2 (turn 3) runs only once');
  expect(summary(id).error?.mend).toContain('begins with the first turn of the loop again');
});

it('parks after a failure that would be tried again, and keeps what went wrong', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, { ...NOTHING, once: '2' });
  bench.queue.fail(lease, NETWORK_ERROR);
  expect(summary(id).error?.message).toBe(
    'Step 2 runs only once, and it may have happened: The site did not answer.',
  );
});

it('runs a parked job from the start when the person retries it', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, { ...NOTHING, once: '2' });
  bench.queue.release(lease);
  expect(bench.queue.retry(id)).toBe('queued');
  const again = claimOne(bench);
  expect(bench.queue.release(again)).toBe(true);
  expect(summary(id).state).toBe('pending');
});

it('lets a cancel beat a retry', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  expect(bench.queue.cancel(id)).toBe('asked');
  bench.queue.fail(lease, NETWORK_ERROR);
  expect(summary(id)).toMatchObject({ state: 'cancelled', error: null });
});

it('tells the history of a cancelled job with the time of each stage', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.cancel(id);
  bench.queue.cancelStage(lease, 'actions_stopped', 41.6);
  bench.queue.cancelStage(lease, 'context_closed', 180);
  bench.queue.confirmCancel(lease);
  expect(bench.queue.cancelStage(lease, 'worker_killed', 5000)).toBe(false);
  expect(getDetail(bench.db, id).events.map(({ kind, to, detail }) => [kind, to, detail])).toEqual([
    ['queued', 'pending', ''],
    ['claimed', 'processing', ''],
    ['cancel_asked', 'processing', ''],
    ['cancel_stage', 'processing', 'The browser actions stopped 42 ms after the request.'],
    ['cancel_stage', 'processing', 'The browser context was closed 180 ms after the request.'],
    ['cancelled', 'cancelled', ''],
  ]);
});

it('says that an unknown job is not there', () => {
  const id = bench.add();
  bench.db.exec(`DELETE FROM job WHERE id = ${id}`);
  for (const wish of ['cancel', 'retry', 'runNow'] as const) {
    expect(() => bench.queue[wish](id)).toThrowError(`There is no job #${id}.`);
  }
});
