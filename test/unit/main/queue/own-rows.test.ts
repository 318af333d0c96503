import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownRowsPage } from '../../../../electron/database/own-rows.ts';
import { getDetail, getSummary, iterateRows, rowsPage } from '../../../../electron/database/queries.ts';
import type { Lease, RecordData } from '../../../../electron/main/queue/queue.ts';
import type { JobId } from '../../../../shared/ids.ts';
import type { RowEnd } from '../../../../shared/job/own-rows.ts';
import { displayState } from '../../../../shared/job/state.ts';
import { claimOne, NETWORK_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
let jobId: JobId;
beforeEach(() => {
  bench = queueBench();
  jobId = bench.add({ rows: [{ city: 'Oslo' }, { city: 'Bern' }, { city: 'Rom' }] });
});
afterEach(() => bench.dispose());

const NOTHING: RecordData = { stepsTotal: 1, steps: [], lines: [], rows: [], artifacts: [], once: null };
let seq = 0;

/** One own row ends in an attempt, with the records that it brought and a checkpoint behind it. */
function end(lease: Lease, number: number, state: RowEnd['state'], brought: readonly string[]): boolean {
  const rows = brought.map((name) => ({ dataset: 'd', seq: seq++, data: { name }, origin: number }));
  const error = state === 'failed' ? NETWORK_ERROR : null;
  return bench.queue.record(lease, {
    ...NOTHING,
    rows,
    rowEnds: [{ number, state, error, result: state === 'done' ? { n: number } : null }],
    checkpoint: { step: 0, kept: seq, state: '{}' },
  });
}

function bring(lease: Lease, number: number, name: string): void {
  bench.queue.record(lease, {
    ...NOTHING,
    rows: [{ dataset: 'd', seq: seq++, data: { name }, origin: number }],
  });
}

const claim = () => {
  seq = 0;
  return claimOne(bench);
};
const open = (lease: Lease) => bench.queue.nextOwnRows(lease, 0).map(({ number }) => number);
const brought = () => [...iterateRows(bench.db, jobId, 'd')].map(({ name }) => name);
const shown = () => displayState(getSummary(bench.db, jobId), bench.clock.now());
const states = () =>
  ownRowsPage(bench.db, { jobId, after: 0, limit: 10, failedOnly: false }).rows.map(({ state }) => state);

it('gives its rows to the attempt that runs, in order, and to no other', () => {
  const lease = claim();
  expect(lease.rowsTotal).toBe(3);
  expect(bench.queue.nextOwnRows(lease, 1)).toEqual([
    { number: 2, data: { city: 'Bern' } },
    { number: 3, data: { city: 'Rom' } },
  ]);
  bench.queue.release(lease);
  expect(bench.queue.nextOwnRows(lease, 0)).toEqual([]);
});

it('completes with failed rows, which keep their error; the others keep their values', () => {
  const lease = claim();
  end(lease, 1, 'done', ['a']);
  end(lease, 2, 'failed', ['b']);
  end(lease, 3, 'done', ['c']);
  bench.queue.complete(lease, {}, 0);
  expect([shown(), brought()]).toEqual(['completed_with_failed_rows', ['a', 'b', 'c']]);
  expect(getSummary(bench.db, jobId)).toMatchObject({
    ownRows: { total: 3, done: 2 },
    failedRows: 1,
    rowCount: 3,
  });
  expect(bench.queue.counts().completed_with_failed_rows).toBe(1);
  const [failed] = ownRowsPage(bench.db, { jobId, after: 0, limit: 10, failedOnly: true }).rows;
  expect(failed).toMatchObject({ number: 2, error: NETWORK_ERROR, data: { city: 'Bern' } });
});

it('runs the failed rows alone, and what such a row brought before is replaced', () => {
  const first = claim();
  end(first, 1, 'done', ['a']);
  end(first, 2, 'failed', ['half']);
  end(first, 3, 'done', ['c']);
  bench.queue.complete(first, {}, 0);
  expect(bench.queue.resume(jobId, 'failed_rows')).toBe('queued');
  const second = claim();
  expect(open(second)).toEqual([2]);
  end(second, 2, 'done', ['b']);
  bench.queue.complete(second, {}, 0);
  expect([shown(), brought(), states()]).toEqual(['completed', ['a', 'c', 'b'], ['done', 'done', 'done']]);
  expect(getSummary(bench.db, jobId).rowCount).toBe(3);
  expect(bench.queue.resume(jobId, 'failed_rows')).toBe('nothing_kept');
});

it('goes on behind the last row that ended after its worker died, with nothing twice', () => {
  const first = claim();
  end(first, 1, 'done', ['a']);
  bring(first, 2, 'half of b');
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'It is gone.');
  expect(brought()).toEqual(['a', 'half of b']);
  const second = claim();
  expect(open(second)).toEqual([2, 3]);
  end(second, 2, 'done', ['b']);
  expect(brought()).toEqual(['a', 'b']);
  end(second, 3, 'done', ['c']);
  bench.queue.complete(second, {}, 0);
  expect(brought()).toEqual(['a', 'b', 'c']);
  expect(getSummary(bench.db, jobId).rowCount).toBe(3);
  expect(rowsPage(bench.db, { jobId, dataset: 'd', offset: 1, limit: 5 })).toEqual({
    rows: [{ name: 'b' }, { name: 'c' }],
    total: 3,
  });
  expect(getDetail(bench.db, jobId).datasets).toMatchObject([{ name: 'd', rows: 3 }]);
});

it('changes nothing for an attempt whose lease is lost', () => {
  const first = claim();
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'It is gone.');
  claim();
  expect(end(first, 1, 'done', ['late'])).toBe(false);
  expect([states(), brought()]).toEqual([['pending', 'pending', 'pending'], []]);
});

it('counts a report that comes twice once', () => {
  const lease = claim();
  end(lease, 1, 'failed', ['a']);
  seq = 0;
  end(lease, 1, 'failed', ['a']);
  expect(getSummary(bench.db, jobId)).toMatchObject({ failedRows: 1, rowCount: 1, ownRows: { done: 0 } });
});

it('a retry begins anew with every row, and what was brought before stays readable until there is more', () => {
  const first = claim();
  end(first, 1, 'done', ['a']);
  end(first, 2, 'failed', []);
  bench.queue.cancel(jobId);
  bench.queue.confirmCancel(first);
  expect(bench.queue.retry(jobId)).toBe('queued');
  const second = claim();
  expect([open(second), second.continues, brought()]).toEqual([[1, 2, 3], false, ['a']]);
  end(second, 1, 'done', ['anew']);
  expect(brought()).toEqual(['anew']);
  expect(getSummary(bench.db, jobId)).toMatchObject({ failedRows: 0, ownRows: { done: 1 } });
});

it('goes on with the rows that did not run after a cancel, and leaves the failed ones', () => {
  const first = claim();
  end(first, 1, 'failed', []);
  bench.queue.cancel(jobId);
  bench.queue.confirmCancel(first);
  expect(bench.queue.resume(jobId, 'failed_step')).toBe('queued');
  expect(open(claim())).toEqual([2, 3]);
  expect(getSummary(bench.db, jobId).failedRows).toBe(1);
});

it('a row that has ended has ended its once step: the next crash does not park the job', () => {
  const lease = claim();
  bench.queue.record(lease, { ...NOTHING, once: '2 (turn 1)' });
  end(lease, 1, 'done', []);
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'It is gone.');
  expect(getSummary(bench.db, jobId).state).toBe('pending');
  const next = claim();
  bench.queue.record(next, { ...NOTHING, once: '2 (turn 2)' });
  bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'It is gone.');
  expect(getSummary(bench.db, jobId).state).toBe('parked');
});
