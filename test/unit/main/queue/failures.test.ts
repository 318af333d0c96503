import { afterEach, beforeEach, expect, it } from 'vitest';
import { FAILURE_READS, readFailure, readHealth } from '../../../../electron/database/failures.ts';
import { FlowId } from '../../../../shared/ids.ts';
import type { WorkerStep } from '../../../../shared/ipc/worker-protocol.ts';
import { makeFailure } from '../../../support/failures.ts';
import { claimOne, type QueueBench, queueBench } from '../../../support/queue-bench.ts';
import { explain } from '../../../support/temp-db.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

const NOTHING = { stepsTotal: 3, steps: [], lines: [], rows: [], artifacts: [], once: null };

function clicked(seq: number, used: number | null, change: Partial<WorkerStep> = {}): WorkerStep {
  return {
    seq,
    path: '2',
    action: 'click',
    title: 'Click',
    target: '',
    candidate: used,
    state: used === null ? 'failed' : 'done',
    startedAt: 1,
    finishedAt: 5,
    error: null,
    targets: [{ step: 'buy', at: 'target', candidates: ['css #a', 'css #b', 'css #c'], used }],
    ...change,
  };
}

function health(): Record<string, number[]> {
  const all = readHealth(bench.db, FlowId.parse(1));
  return Object.fromEntries(
    all.map(({ candidate, tried, found, healed }) => [candidate, [tried, found, healed]]),
  );
}

it('counts for each candidate how often it was looked for, found, and healed the step', () => {
  bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, {
    ...NOTHING,
    steps: [clicked(0, 0), clicked(1, 1), clicked(2, 1), clicked(3, null)],
  });
  expect(health()).toEqual({ 'css #a': [4, 1, 0], 'css #b': [3, 2, 2], 'css #c': [1, 0, 0] });
});

it('counts a run once, however often it is told, and not before it has ended', () => {
  bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, { ...NOTHING, steps: [clicked(0, 0, { finishedAt: null, state: 'running' })] });
  expect(health()).toEqual({});
  for (let n = 0; n < 3; n++) bench.queue.record(lease, { ...NOTHING, steps: [clicked(0, 1)] });
  expect(health()).toEqual({ 'css #a': [1, 0, 0], 'css #b': [1, 1, 1] });
});

it('a stale attempt counts nothing and keeps no failure', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.release(lease);
  expect(bench.queue.record(lease, { ...NOTHING, steps: [clicked(0, 0)], failures: [makeFailure()] })).toBe(
    false,
  );
  expect([health(), readFailure(bench.db, { id })]).toEqual([{}, null]);
});

it('keeps failures by attempt and step, reads the newest, and removes them with their job', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  const failures = [
    makeFailure({ seq: 1, path: '2' }),
    makeFailure({ seq: 4, path: '3' }),
    makeFailure({ seq: 7, path: '3', found: 'last' }),
  ];
  bench.queue.record(lease, { ...NOTHING, failures });
  bench.queue.record(lease, { ...NOTHING, failures });
  expect(readFailure(bench.db, { id })).toEqual({ epoch: lease.epoch, detail: failures[2] });
  expect(readFailure(bench.db, { id, epoch: lease.epoch, path: '2' })?.detail).toEqual(failures[0]);
  expect(readFailure(bench.db, { id, path: '9' })).toBeNull();
  bench.queue.cancel(id);
  bench.queue.confirmCancel(lease);
  bench.db.prepare('DELETE FROM job WHERE id = ?').run(id);
  expect(bench.db.prepare('SELECT count(*) FROM step_failure').pluck().get()).toBe(0);
});

it('a failure that cannot be read is none', () => {
  const id = bench.add();
  const lease = claimOne(bench);
  bench.queue.record(lease, { ...NOTHING, failures: [makeFailure()] });
  bench.db.prepare(`UPDATE step_failure SET detail = '{"half":'||'1}'`).run();
  expect(readFailure(bench.db, { id })).toBeNull();
});

it('both are read by index', () => {
  const values = { id: 1, epoch: null, path: null };
  expect(explain(bench.db, FAILURE_READS.failure, values)).toEqual([
    'SEARCH step_failure USING INDEX sqlite_autoindex_step_failure_1 (job_id=?)',
  ]);
  expect(explain(bench.db, FAILURE_READS.health.replace('?', '1'), {})).toEqual([
    'SEARCH candidate_health USING PRIMARY KEY (flow_id=?)',
  ]);
});
