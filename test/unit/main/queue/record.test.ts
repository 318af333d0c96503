import { afterEach, beforeEach, expect, it } from 'vitest';
import {
  getDetail,
  getSummary,
  iterateRows,
  logPage,
  rowsPage,
} from '../../../../electron/database/queries.ts';
import type { Lease, RecordData } from '../../../../electron/main/queue/queue.ts';
import type { WorkerStep } from '../../../../shared/ipc/worker-protocol.ts';
import { claimOne, NETWORK_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

function report(changes: Partial<RecordData> = {}): RecordData {
  return { stepsTotal: 3, steps: [], lines: [], rows: [], artifacts: [], once: null, ...changes };
}

function step(seq: number, path: string, state: WorkerStep['state']): WorkerStep {
  const finishedAt = state === 'running' ? null : 20;
  return {
    seq,
    path,
    action: 'click',
    title: `Step ${path}`,
    target: 'button',
    candidate: null,
    state,
    startedAt: 10,
    finishedAt,
    error: null,
  };
}

function rows(from: number, to: number): RecordData['rows'] {
  return Array.from({ length: to - from }, (_, index) => ({
    dataset: 'books',
    seq: from + index,
    data: { number: from + index },
  }));
}

function line(seq: number): RecordData['lines'][number] {
  return { seq, at: 100 + seq, level: 'INFO', step: '1', message: `line ${seq}`, metadata: null };
}

const WHOLE = report({
  steps: [step(0, '1', 'done'), step(1, '2', 'running'), step(2, '2.1', 'done')],
  lines: [line(0), line(1)],
  rows: rows(0, 3),
  artifacts: [{ kind: 'screenshot', name: 'shot', path: '1/1/shot.png', bytes: 9, step: '1', at: 5 }],
});

it('keeps what an attempt reports and counts it on the job', () => {
  const id = bench.add();
  bench.queue.record(claimOne(bench), WHOLE);
  expect(getSummary(bench.db, id)).toMatchObject({
    stepsDone: 1,
    stepsTotal: 3,
    stepTitle: 'Step 2.1',
    rowCount: 3,
    artifactCount: 1,
  });
  const detail = getDetail(bench.db, id);
  expect(detail.steps.map(({ path, state }) => [path, state])).toEqual([
    ['1', 'done'],
    ['2', 'running'],
    ['2.1', 'done'],
  ]);
  expect(detail.artifacts).toMatchObject([{ path: '1/1/shot.png', bytes: 9 }]);
  expect(detail.datasets).toEqual([{ name: 'books', rows: 3, columns: ['number'] }]);
});

it('counts a report once that is sent twice', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, WHOLE);
  const before = getDetail(bench.db, id);
  expect(bench.queue.record(lease, WHOLE)).toBe(true);
  const after = getDetail(bench.db, id);
  expect({ ...after, job: { ...after.job, rev: before.job.rev } }).toEqual(before);
  expect(logPage(bench.db, { jobId: id, limit: 10 }).lines).toHaveLength(2);
});

it('does not reopen a step whose first report arrives late', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, report({ steps: [step(0, '1', 'done')] }));
  bench.queue.record(lease, report({ steps: [step(0, '1', 'running')] }));
  expect(getDetail(bench.db, id).steps).toMatchObject([{ state: 'done', finishedAt: 20 }]);
});

it('keeps nothing of a report that the schema refuses', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  const before = getDetail(bench.db, id);
  const bad = { ...line(1), seq: -1 };
  expect(() => bench.queue.record(lease, report({ rows: rows(0, 3), lines: [line(0), bad] }))).toThrow(
    'CHECK',
  );
  expect(getDetail(bench.db, id)).toEqual(before);
});

/** Runs one attempt that brings rows and ends. */
function attempt(count: number, end: (lease: Lease) => unknown): void {
  const lease = claimOne(bench);
  bench.queue.record(lease, report({ rows: rows(0, count) }));
  end(lease);
  bench.clock.advance(10_000);
}

const fails = (lease: Lease): unknown => bench.queue.fail(lease, NETWORK_ERROR);
const completes = (lease: Lease): unknown => bench.queue.complete(lease, {}, 0);

it('shows the rows of the attempt with most while none has completed, the latest on a tie', () => {
  const id = bench.add();
  attempt(2, fails);
  attempt(5, fails);
  attempt(1, fails);
  expect(getSummary(bench.db, id).rowCount).toBe(5);
  attempt(5, fails);
  const read = rowsPage(bench.db, { jobId: id, dataset: 'books', offset: 0, limit: 10 });
  expect(read.total).toBe(5);
  expect(getDetail(bench.db, id).attempts.map(({ rowCount }) => rowCount)).toEqual([2, 5, 1, 5]);
});

it('shows the rows of the attempt that completed, also when another had more', () => {
  const id = bench.add();
  attempt(5, fails);
  attempt(3, completes);
  expect(getSummary(bench.db, id).rowCount).toBe(3);
  expect([...iterateRows(bench.db, id, 'books')]).toEqual([{ number: 0 }, { number: 1 }, { number: 2 }]);
});

it('keeps the rows of a completed run until a later run completes', () => {
  const id = bench.add();
  attempt(3, completes);
  bench.queue.retry(id);
  attempt(7, fails);
  expect(getSummary(bench.db, id).rowCount).toBe(3);
  attempt(2, completes);
  expect(getSummary(bench.db, id).rowCount).toBe(2);
});

it('keeps the rows of a job whose worker died', () => {
  const id = bench.add();
  attempt(4, () => bench.queue.reclaimWorker(bench.workerA, 'worker_died', ''));
  expect(rowsPage(bench.db, { jobId: id, dataset: 'books', offset: 1, limit: 2 })).toEqual({
    rows: [{ number: 1 }, { number: 2 }],
    total: 4,
  });
});

it('reads the log by pages, forward, backward and from the end', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, report({ lines: Array.from({ length: 10 }, (_, seq) => line(seq)) }));
  const seqs = (input: Omit<Parameters<typeof logPage>[1], 'jobId'>): [number[], boolean] => {
    const { lines, hasMore } = logPage(bench.db, { jobId: id, ...input });
    return [lines.map(({ seq }) => seq), hasMore];
  };
  const { epoch } = lease;
  expect(seqs({ limit: 3 })).toEqual([[7, 8, 9], true]);
  expect(seqs({ limit: 3, before: { epoch, seq: 7 } })).toEqual([[4, 5, 6], true]);
  expect(seqs({ limit: 3, after: { epoch, seq: 6 } })).toEqual([[7, 8, 9], false]);
  expect(seqs({ limit: 50, before: { epoch, seq: 0 } })).toEqual([[], false]);
});
