import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findJobs } from '../../../electron/database/job-find.ts';
import { countFound } from '../../../electron/database/job-found-count.ts';
import { partsOf } from '../../../electron/database/job-order.ts';
import { listJobs } from '../../../electron/database/queries.ts';
import { toSummary } from '../../../electron/database/rows.ts';
import { FlowStore } from '../../../electron/main/flows/flow-store.ts';
import { findHandlers } from '../../../electron/reader/find.ts';
import { compareBy } from '../../../renderer/features/jobs/sort-order.ts';
import { type FindPlace, FindWish } from '../../../shared/job/find.ts';
import { JobSort, parseQuery, termsOf } from '../../../shared/job/query.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import {
  claimOne,
  LOGIN_ERROR,
  NETWORK_ERROR,
  type QueueBench,
  queueBench,
} from '../../support/queue-bench.ts';
import { explain } from '../../support/temp-db.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

/** 40 jobs of two flows in many states, with different priorities, tags, times and rows. */
function manyJobs(): void {
  const { queue, clock } = bench;
  const other = new FlowStore(bench.db, clock).save({
    name: 'Archive',
    steps: [{ action: 'goto', url: 'about:blank' }],
  });
  for (let at = 0; at < 40; at += 1) {
    clock.advance(700);
    const flow = at % 3 === 0 ? { flowId: other.summary.id, flowVersionId: other.versionId } : {};
    const tags = at % 4 === 0 ? { tags: ['nightly', `t${at}`].sort() } : {};
    const id = bench.add({
      ...flow,
      ...tags,
      priority: at % 5 === 0 ? at - 20 : 0,
      inputs: { topic: at % 2 === 0 ? 'Poetry' : 'prose', wanted: true },
    });
    if (at % 7 === 6) continue;
    const lease = claimOne(bench);
    clock.advance((at % 6) * 400);
    if (at % 7 === 1) queue.fail(lease, LOGIN_ERROR);
    else if (at % 7 === 2) queue.fail(lease, NETWORK_ERROR);
    else if (at % 7 === 3) queue.cancel(id);
    else {
      const rows = Array.from({ length: at % 4 }, (_, seq) => ({ dataset: 'd', seq, data: { n: seq } }));
      const lines = [
        { seq: 0, at: clock.now(), level: 'INFO', step: null, message: `line of ${at}`, metadata: null },
      ] as const;
      queue.record(lease, { stepsTotal: 1, steps: [], lines: [...lines], rows, artifacts: [], once: null });
      queue.complete(lease, {}, at % 7 === 4 ? 1 : 0);
    }
  }
}

function wishFor(text: string, changes: Partial<FindWish> = {}): FindWish {
  return FindWish.parse({ terms: termsOf(parseQuery(text, bench.clock.now())), ...changes });
}

/** All that matches, read page by page. */
async function paged(text: string, sort: JobSort, limit = 7): Promise<JobSummary[]> {
  const { findJobs: find } = findHandlers(bench.db, bench.clock);
  const jobs: JobSummary[] = [];
  let from: FindPlace | undefined;
  for (let page = 0; page < 100; page += 1) {
    const found = await find({ ...wishFor(text, { sort, limit, from }), how: 'walk' });
    jobs.push(...found.jobs);
    if (found.next === null) return jobs;
    from = found.next;
  }
  throw new Error('the pages have no end');
}

const QUERIES = [
  '',
  'state:failed',
  'state:failed,completed',
  '-state:completed',
  'flow:arch',
  '-flow:arch',
  'tag:nightly',
  '-tag:nightly',
  'tag:no',
  'error:login',
  'error:NetworkError',
  'worker:W1',
  'priority:>3',
  'input.topic:poe',
  'input.wanted:true',
  '-input.topic:poe',
  'log:"line of 1"',
  '#12',
  'nosuch',
  'tag:nightly state:completed',
] as const;

describe('a search', () => {
  it.each(JobSort.options)(
    'in the order %s gives what the list’s own order gives, page by page, each job once',
    async (sort) => {
      manyJobs();
      const all = listJobs(bench.db, { limit: 500 }, bench.clock.now()).jobs;
      for (const text of QUERIES) {
        const jobs = await paged(text, sort);
        const found = new Set(jobs.map(({ id }) => id));
        expect(jobs.map(({ id }) => id)).toEqual(
          all
            .filter(({ id }) => found.has(id))
            .sort(compareBy(sort))
            .map(({ id }) => id),
        );
      }
    },
  );

  it.each([
    ['', 40],
    ['tag:nightly', 10],
    ['-tag:nightly', 30],
    ['flow:arch', 14],
    ['priority:>3', 3],
    ['input.topic:POE', 20],
    ['input.wanted:true', 40],
    ['-input.topic:poe', 20],
    ['#12', 1],
    ['#99', 0],
    ['nosuch', 0],
  ])('%j finds %i jobs, and counts as many', async (text, jobs) => {
    manyJobs();
    expect(await paged(text, 'newest')).toHaveLength(jobs);
    const counted = [...countFound(bench.db, wishFor(text), bench.clock.now(), bench.clock)];
    const sum = counted
      .flatMap((portion) => [...portion.counted.values()])
      .reduce((all, more) => all + more, 0);
    expect(sum).toBe(jobs);
  });

  it('finds by the time at which jobs were queued, whatever numbers are gone', async () => {
    const begin = bench.clock.now();
    manyJobs();
    bench.db.prepare('DELETE FROM job WHERE id IN (3, 4, 5, 20)').run();
    const all = listJobs(bench.db, { limit: 500 }, bench.clock.now()).jobs;
    const at = begin + 15_000;
    for (const on of ['after', 'before'] as const) {
      const wish = FindWish.parse({ terms: [{ on, not: false, at }], limit: 500 });
      const rows = [...findJobs(bench.db, wish, bench.clock.now(), bench.clock)].flatMap((portion) =>
        portion.rows.map(toSummary),
      );
      const expected = all.filter(({ createdAt }) => (on === 'after' ? createdAt >= at : createdAt < at));
      expect(rows.map(({ id }) => id)).toEqual(expected.map(({ id }) => id));
    }
  });

  it('never looks into what is sealed', async () => {
    bench.add({ inputs: { password: { sealed: 'hunter2' } } });
    expect(await paged('input.password:hunter2', 'newest')).toEqual([]);
    expect(await paged('input.password:sealed', 'newest')).toEqual([]);
  });
});

describe('the plan of', () => {
  it.each([
    ['started', 'job_started'],
    ['duration', 'job_duration'],
    ['rows', 'job_rows'],
    ['priority', 'job_priority'],
  ] as const)('the order %s reads its index and sorts nothing', (sort, index) => {
    const [part] = partsOf(bench.db, sort);
    const sql = `SELECT j.id FROM ${part?.from} WHERE ${part?.where} AND (${part?.key}, j.id) < (9, 9) ORDER BY ${part?.key} DESC, j.id DESC LIMIT 10`;
    const plan = explain(bench.db, sql).join('\n');
    expect(plan).toContain(index);
    expect(plan).not.toContain('TEMP B-TREE');
  });

  it('jobs of one flow reads them by number', () => {
    const sql =
      'SELECT j.state FROM job j INDEXED BY job_flow WHERE j.flow_id = 1 AND j.id BETWEEN 1 AND 9 ORDER BY j.id DESC';
    expect(explain(bench.db, sql)).toEqual([
      'SEARCH j USING INDEX job_flow (flow_id=? AND rowid>? AND rowid<?)',
    ]);
  });
});
