import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { countJobs } from '../../../electron/database/job-count.ts';
import { listJobs } from '../../../electron/database/queries.ts';
import { FlowStore } from '../../../electron/main/flows/flow-store.ts';
import { DisplayState } from '../../../shared/job/state.ts';
import {
  claimOne,
  LOGIN_ERROR,
  NETWORK_ERROR,
  type QueueBench,
  queueBench,
} from '../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

type Filter = Parameters<typeof countJobs>[1];

function counted(filter: Filter, portion?: number): number {
  return [...countJobs(bench.db, filter, bench.clock.now(), portion)].reduce((sum, jobs) => sum + jobs, 0);
}

/** A job in each state that needs no time to pass. */
function jobsOfEveryKind(): void {
  const { queue, clock } = bench;
  bench.add();
  queue.complete(claimOne(bench), {}, 0);
  bench.add();
  queue.complete(claimOne(bench), {}, 2);
  bench.add();
  queue.fail(claimOne(bench), LOGIN_ERROR);
  bench.add();
  queue.fail(claimOne(bench), NETWORK_ERROR);
  bench.add();
  claimOne(bench);
  bench.add();
  queue.cancel(claimOne(bench).jobId);
  queue.cancel(bench.add());
  bench.add({ runAt: clock.now() + 60_000 });
  bench.add();
}

describe('the number of jobs that match', () => {
  it('is 0 when there is none', () => {
    expect(counted({})).toBe(0);
    expect(counted({ states: ['failed'], text: 'Books' })).toBe(0);
  });

  it.each([1, 2, 3, 1000])('is that of the list for every state, counted %i at a time', (portion) => {
    jobsOfEveryKind();
    for (const state of DisplayState.options) {
      const { jobs } = listJobs(bench.db, { states: [state], limit: 500 }, bench.clock.now());
      expect([state, counted({ states: [state] }, portion)]).toEqual([state, jobs.length]);
    }
    expect(counted({}, portion)).toBe(9);
    expect(counted({ states: [...DisplayState.options] }, portion)).toBe(9);
    expect(counted({ states: [] }, portion)).toBe(0);
  });

  it('goes by the name of the flow or by the number', () => {
    jobsOfEveryKind();
    const other = new FlowStore(bench.db, bench.clock).save({
      name: '100% other',
      steps: [{ action: 'goto', url: 'about:blank' }],
    });
    bench.add({ flowId: other.summary.id, flowVersionId: other.versionId });
    expect(counted({ text: 'ook' })).toBe(9);
    expect(counted({ text: '0% o' })).toBe(1);
    expect(counted({ text: '%' })).toBe(1);
    expect(counted({ text: 'ook', states: ['failed', 'cancelled'] })).toBe(2);
    expect(counted({ text: '#3' })).toBe(1);
    expect(counted({ text: '#3', states: ['completed'] })).toBe(0);
    expect(counted({ text: '#99' })).toBe(0);
    expect(counted({ text: '  ' })).toBe(10);
  });

  it('of many waiting jobs is right as well', () => {
    bench.queue.enqueue(Array.from({ length: 1100 }, () => bench.newJob()));
    bench.queue.enqueue([bench.newJob({ runAt: bench.clock.now() + 1000 })]);
    expect(counted({ states: ['pending'] }, 300)).toBe(1100);
    expect(counted({ states: ['scheduled', 'pending'] }, 300)).toBe(1101);
  });
});
