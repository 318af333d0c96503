import { afterEach, beforeEach, expect, it } from 'vitest';
import { listJobs } from '../../../../electron/database/queries.ts';
import type { StateCounts } from '../../../../shared/job/schema.ts';
import { displayState } from '../../../../shared/job/state.ts';
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

/** Jobs in every shown state. */
function zoo(): void {
  const twice = <T>(make: () => T): void => {
    make();
    make();
  };
  bench.add({ priority: 9 });
  bench.queue.complete(claimOne(bench), {}, 2);
  twice(() => {
    bench.add({ priority: 9 });
    bench.queue.complete(claimOne(bench), {}, 0);
  });
  bench.add({ priority: 9 });
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
  bench.add({ priority: 9 });
  bench.queue.fail(claimOne(bench), NETWORK_ERROR);
  bench.queue.cancel(bench.add());
  bench.add({ priority: 9 });
  const once = claimOne(bench);
  bench.queue.record(once, { stepsTotal: 1, steps: [], lines: [], rows: [], artifacts: [], once: '1' });
  bench.queue.release(once);
  bench.queue.cancel(claimAfterAdd());
  claimAfterAdd();
  twice(() => bench.add());
  twice(() => bench.add({ runAt: bench.clock.now() + 1_000_000 }));
}

function claimAfterAdd() {
  bench.add({ priority: 9 });
  return claimOne(bench).jobId;
}

function recount(): StateCounts {
  const now = bench.clock.now();
  const jobs = listJobs(bench.db, { limit: 500 }, now).jobs;
  const counts = { ...bench.queue.counts() };
  for (const name of Object.keys(counts) as (keyof StateCounts)[]) {
    counts[name] =
      name === 'all' ? jobs.length : jobs.filter((job) => displayState(job, now) === name).length;
  }
  return counts;
}

it('counts the same after a restart, also when jobs were removed', () => {
  zoo();
  bench.db.exec(
    "DELETE FROM job WHERE id IN (SELECT id FROM job WHERE state IN ('completed', 'failed') LIMIT 2)",
  );
  bench = bench.reopen();
  expect(bench.queue.counts()).toEqual(recount());
  expect(bench.queue.counts().completed).toBeGreaterThan(0);
});

it('queues many jobs in the order given, or none of them', () => {
  const jobs = Array.from({ length: 60 }, (_, index) => bench.newJob({ subtitle: `${index}` }));
  const bad = bench.newJob({ priority: 101 });
  expect(() => bench.queue.enqueue([...jobs, bad])).toThrow('CHECK');
  expect(bench.queue.counts().all).toBe(0);
  const { ids } = bench.queue.enqueue(jobs);
  const stored = listJobs(bench.db, { limit: 500 }, 0).jobs.reverse();
  expect(stored.map(({ id, subtitle }) => [id, subtitle])).toEqual(ids.map((id, index) => [id, `${index}`]));
});

it('keeps counts that equal a recount, in every state', () => {
  zoo();
  const counts = bench.queue.counts();
  expect(counts).toEqual(recount());
  expect(Object.entries(counts).filter(([name, jobs]) => jobs === 0 && name !== 'stalled')).toEqual([]);
  bench.clock.advance(14_001);
  bench.queue.promoteDue();
  expect(bench.queue.counts()).toEqual(recount());
  expect(bench.queue.counts().stalled).toBe(1);
});

it('loads the same counts after a restart', () => {
  zoo();
  const before = bench.queue.counts();
  bench = bench.reopen();
  expect(bench.queue.counts()).toEqual(before);
});

it('lists the jobs of each shown state, newest first, and all of them together', () => {
  zoo();
  const now = bench.clock.now();
  const all = listJobs(bench.db, { limit: 500 }, now).jobs;
  const names = [...new Set(all.map((job) => displayState(job, now)))];
  for (const name of names) {
    const expected = all.filter((job) => displayState(job, now) === name).map(({ id }) => id);
    expect(listJobs(bench.db, { states: [name], limit: 500 }, now).jobs.map(({ id }) => id)).toEqual(
      expected,
    );
  }
  expect(listJobs(bench.db, { states: names, limit: 500 }, now).jobs).toEqual(all);
});

it('pages through the list without a gap or a repeat', () => {
  zoo();
  const now = bench.clock.now();
  const all = listJobs(bench.db, { limit: 500 }, now).jobs.map(({ id }) => id);
  const seen: number[] = [];
  for (let before = all[0]; before !== undefined; ) {
    const page = listJobs(bench.db, { before, limit: 4 }, now);
    seen.push(...page.jobs.map(({ id }) => id));
    before = page.hasMore ? page.jobs.at(-1)?.id : undefined;
  }
  expect(seen).toEqual(all.slice(1));
});

it('finds jobs by their number and by a part of the flow name, taken as it is typed', () => {
  const id = bench.add();
  bench.add();
  const find = (text: string): number[] =>
    listJobs(bench.db, { text, limit: 10 }, bench.clock.now()).jobs.map((job) => job.id);
  expect(find(`#${id}`)).toEqual([id]);
  expect(find('boo')).toHaveLength(2);
  expect(find('B%s')).toEqual([]);
  expect(find("' OR 1=1 --")).toEqual([]);
});

it('tells of a job with a rev that only goes up, and of the counts', () => {
  const revs: number[] = [];
  const states: string[] = [];
  const counts: number[] = [];
  bench.publisher.on('jobChanged', ({ rev, state }) => {
    revs.push(rev);
    states.push(state);
  });
  bench.publisher.on('countsChanged', ({ processing }) => counts.push(processing));
  bench.add();
  const lease = claimOne(bench);
  bench.queue.renew(bench.workerA, [lease]);
  bench.queue.complete(lease, {}, 0);
  expect(states).toEqual(['pending', 'processing', 'processing', 'completed']);
  expect(revs).toEqual([1, 2, 3, 4]);
  expect(counts).toEqual([0, 1, 0]);
});

it('tells of new lines only, and of a request to stop with the lease it is for', () => {
  const seqs: number[] = [];
  const asked: unknown[] = [];
  bench.publisher.on('lines', (_id, lines) => seqs.push(...lines.map(({ seq }) => seq)));
  bench.publisher.on('cancelAsked', (...request) => asked.push(request));
  bench.add();
  const lease = claimOne(bench);
  const lines = [0, 1].map((seq) => ({
    seq,
    at: 1,
    level: 'INFO' as const,
    step: null,
    message: '',
    metadata: null,
  }));
  const report = { stepsTotal: 1, steps: [], rows: [], artifacts: [], once: null };
  bench.queue.record(lease, { ...report, lines: lines.slice(0, 1) });
  bench.queue.record(lease, { ...report, lines });
  bench.queue.cancel(lease.jobId);
  expect(seqs).toEqual([0, 1]);
  expect(asked).toEqual([[lease.jobId, lease.epoch, bench.workerA]]);
});

it('wakes the workers when something may be claimed, and only then', () => {
  let wakes = 0;
  bench.publisher.on('wake', () => {
    wakes += 1;
  });
  const wokenBy = (act: () => unknown): number => {
    const before = wakes;
    act();
    return wakes - before;
  };
  expect(wokenBy(() => bench.add())).toBe(1);
  expect(wokenBy(() => bench.add({ runAt: bench.clock.now() + 5000 }))).toBe(0);
  const lease = claimOne(bench);
  expect(wokenBy(() => bench.queue.release(lease))).toBe(1);
  expect(wokenBy(() => bench.queue.setPaused(true))).toBe(0);
  expect(wokenBy(() => bench.queue.setPaused(false))).toBe(1);
  bench.clock.advance(5000);
  expect(wokenBy(() => bench.queue.promoteDue())).toBe(1);
});

it('is not hurt by a listener that throws, and neither are the other listeners', () => {
  const heard: string[] = [];
  bench.publisher.on('jobChanged', () => {
    throw new Error('a broken screen');
  });
  const subscription = bench.publisher.on('jobChanged', ({ state }) => heard.push(state));
  bench.add();
  subscription.dispose();
  subscription.dispose();
  bench.add();
  expect(heard).toEqual(['pending']);
  expect(bench.listenerErrors).toHaveLength(2);
  expect(bench.queue.counts().pending).toBe(2);
});

it('tells nothing of a change that failed', () => {
  const told: unknown[] = [];
  bench.publisher.on('jobChanged', (job) => told.push(job));
  const bad = bench.newJob({ priority: 101 });
  expect(() => bench.queue.enqueue([bench.newJob(), bad])).toThrow('CHECK');
  expect(told).toEqual([]);
  expect(bench.queue.counts().all).toBe(0);
  expect(listJobs(bench.db, { limit: 10 }, 0).jobs).toEqual([]);
});

it('numbers jobs that are queued together in order', () => {
  const { ids } = bench.queue.enqueue([1, 2, 3].map((page) => bench.newJob({ row: { page } })));
  expect(ids).toEqual([1, 2, 3]);
  expect(bench.queue.enqueue([])).toEqual({ ids: [], skipped: [] });
});
