import { afterEach, beforeEach, expect, it } from 'vitest';
import { getCheckpoint } from '../../../../electron/database/own-rows.ts';
import { getSummary, iterateRows } from '../../../../electron/database/queries.ts';
import type { Lease, RecordData } from '../../../../electron/main/queue/queue.ts';
import type { JobId } from '../../../../shared/ids.ts';
import {
  claimOne,
  LOGIN_ERROR,
  NETWORK_ERROR,
  type QueueBench,
  queueBench,
} from '../../../support/queue-bench.ts';

let bench: QueueBench;
let jobId: JobId;
beforeEach(() => {
  bench = queueBench();
  jobId = bench.add();
});
afterEach(() => bench.dispose());

const NOTHING: RecordData = { stepsTotal: 3, steps: [], lines: [], rows: [], artifacts: [], once: null };

function bring(lease: Lease, first: number, names: readonly string[], more: Partial<RecordData> = {}): void {
  const rows = names.map((name, at) => ({ dataset: 'd', seq: first + at, data: { name } }));
  bench.queue.record(lease, { ...NOTHING, rows, ...more });
}

const brought = () => [...iterateRows(bench.db, jobId, 'd')].map(({ name }) => name);
const summary = () => getSummary(bench.db, jobId);

it('goes on from the checkpoint: rows before it stay, those after it are brought anew, none twice', () => {
  const first = claimOne(bench);
  // The report that carries the checkpoint may hold rows that come after it.
  bring(first, 0, ['a', 'b', 'lost'], { checkpoint: { step: 1, kept: 2, state: '{}' } });
  bench.queue.fail(first, LOGIN_ERROR);
  expect([brought(), summary().stepsKept]).toEqual([['a', 'b', 'lost'], 1]);
  expect(bench.queue.resume(jobId, 'failed_step')).toBe('queued');
  const second = claimOne(bench);
  expect(second.continues).toBe(true);
  bring(second, 0, ['c'], { checkpoint: { step: 2, kept: 1, state: '{}' } });
  bring(second, 1, ['d']);
  expect(brought()).toEqual(['a', 'b', 'c', 'd']);
  bench.queue.fail(second, LOGIN_ERROR);
  bench.queue.resume(jobId, 'failed_step');
  const third = claimOne(bench);
  bring(third, 0, ['e']);
  bench.queue.complete(third, {}, 0);
  expect(brought()).toEqual(['a', 'b', 'c', 'e']);
  expect([summary().rowCount, getCheckpoint(bench.db, jobId)]).toEqual([4, undefined]);
});

it('keeps the rows of the attempt before while there are fewer', () => {
  const first = claimOne(bench);
  bring(first, 0, ['a'], { checkpoint: { step: 1, kept: 1, state: '{}' } });
  bring(first, 1, ['b', 'c']);
  bench.queue.fail(first, LOGIN_ERROR);
  bench.queue.resume(jobId, 'failed_step');
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
  expect(brought()).toEqual(['a', 'b', 'c']);
});

it('an automatic retry begins anew, but for a job that a person has let go on', () => {
  const first = claimOne(bench);
  bring(first, 0, ['a'], { checkpoint: { step: 1, kept: 1, state: '{}' } });
  bench.queue.fail(first, NETWORK_ERROR);
  bench.clock.advance(1000);
  bench.queue.promoteDue();
  const second = claimOne(bench);
  expect(second.continues).toBe(false);
  bench.queue.fail(second, LOGIN_ERROR);
  bench.queue.resume(jobId, 'failed_step');
  bench.queue.fail(claimOne(bench), NETWORK_ERROR);
  bench.clock.advance(1000);
  bench.queue.promoteDue();
  expect(claimOne(bench).continues).toBe(true);
});

it('has nothing to go on with before the first checkpoint, while it runs, and after a retry', () => {
  const first = claimOne(bench);
  expect(bench.queue.resume(jobId, 'failed_step')).toBe('not_ended');
  bench.queue.fail(first, LOGIN_ERROR);
  expect(bench.queue.resume(jobId, 'failed_step')).toBe('nothing_kept');
  expect(bench.queue.resume(jobId, 'failed_rows')).toBe('nothing_kept');
  bench.queue.retry(jobId);
  const second = claimOne(bench);
  bring(second, 0, [], { checkpoint: { step: 1, kept: 0, state: '{}' } });
  bench.queue.fail(second, LOGIN_ERROR);
  bench.queue.retry(jobId);
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
  expect(bench.queue.resume(jobId, 'failed_step')).toBe('nothing_kept');
});

it('is part of bulk operations, and leaves what it does not fit', () => {
  const first = claimOne(bench);
  bring(first, 0, [], { checkpoint: { step: 1, kept: 0, state: '{}' } });
  bench.queue.fail(first, LOGIN_ERROR);
  const other = bench.add();
  expect(bench.queue.applyToMany([jobId, other], { kind: 'resume', from: 'failed_step' })).toBe(1);
  expect(summary().state).toBe('pending');
});

it('keeps a browser’s state with the checkpoint of the attempt alone, and a later checkpoint forgets it', () => {
  const first = claimOne(bench);
  expect(bench.queue.keepBrowserState(first, '"sealed"')).toBe(false);
  bring(first, 0, [], { checkpoint: { step: 1, kept: 0, state: '{}' } });
  expect(bench.queue.keepBrowserState(first, '"sealed"')).toBe(true);
  bench.queue.fail(first, LOGIN_ERROR);
  expect(bench.queue.keepBrowserState(first, '"late"')).toBe(false);
  expect(getCheckpoint(bench.db, jobId)?.browser).toBe('"sealed"');
  bench.queue.resume(jobId, 'failed_step');
  const second = claimOne(bench);
  expect(bench.queue.keepBrowserState(second, '"newer"')).toBe(true);
  bring(second, 0, [], { checkpoint: { step: 2, kept: 0, state: '{}' } });
  expect(getCheckpoint(bench.db, jobId)?.browser).toBeNull();
});
