import { afterEach, beforeEach, expect, it } from 'vitest';
import { getDetail, iterateRows, listJobs, rowsPage } from '../../../electron/database/queries.ts';
import { parseObject, parseRetry } from '../../../electron/database/rows.ts';
import type { JobId } from '../../../shared/ids.ts';
import { JobFilter } from '../../../shared/ipc/contract.ts';
import { JobDetail, JobSummary } from '../../../shared/job/schema.ts';
import { type QueueBench, queueBench } from '../../support/queue-bench.ts';

/* A file that another tool wrote to may hold values that the schema and this version do not know. */

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

function spoil(id: JobId, column: string, value: string): void {
  bench.db.pragma('ignore_check_constraints = ON');
  bench.db.prepare(`UPDATE job SET "${column}" = ? WHERE id = ?`).run(value, id);
  bench.db.pragma('ignore_check_constraints = OFF');
}

function list(): JobSummary[] {
  return listJobs(bench.db, JobFilter.parse({}), bench.clock.now()).jobs;
}

it.each([
  ['error', 'no JSON at all'],
  ['error', '{"category":"StrangeError","message":"?"}'],
  ['retry', 'no JSON at all'],
  ['retry', '{"max":-5}'],
  ['inputs', 'no JSON at all'],
  ['row', '[1,2,3]'],
  ['result', '"a word"'],
  ['state', 'resting'],
])('shows the list of all jobs although the %s of one is %s', (column, value) => {
  const [before, spoilt, after] = [bench.add(), bench.add(), bench.add()];
  spoil(spoilt, column, value);
  const jobs = list();
  expect(jobs.map(({ id }) => id)).toEqual([after, spoilt, before]);
  for (const job of jobs) expect(JobSummary.safeParse(job).success).toBe(true);
  expect(JobDetail.safeParse(getDetail(bench.db, spoilt)).success).toBe(true);
});

it('says what it cannot show', () => {
  const [unread, odd] = [bench.add(), bench.add()];
  spoil(unread, 'error', '{}');
  spoil(unread, 'inputs', 'a=1');
  spoil(odd, 'state', 'resting');
  const [oddJob, unreadJob] = list();
  expect(unreadJob?.error?.message).toBe('Why it failed is stored in a form that cannot be read.');
  expect(getDetail(bench.db, unread).inputs).toEqual({ '(cannot be read)': 'a=1' });
  expect(oddJob).toMatchObject({ state: 'parked', error: { category: 'UnknownError' } });
  expect(oddJob?.error?.message).toBe('The job is in the state "resting", which this version does not know.');
});

it('gives the other rows of a job when one of them cannot be read', () => {
  const id = bench.add();
  const [claim] = bench.queue.claim(bench.workerA, 1);
  bench.db.pragma('ignore_check_constraints = ON');
  const insert = bench.db.prepare(
    "INSERT INTO result_row (job_id, epoch, dataset, seq, data) VALUES (?, ?, 'books', ?, ?)",
  );
  insert.run(id, claim?.epoch, 0, '{"title":"First"}');
  insert.run(id, claim?.epoch, 1, 'torn');
  insert.run(id, claim?.epoch, 2, '{"title":"Last"}');
  const rows = [{ title: 'First' }, { '(cannot be read)': 'torn' }, { title: 'Last' }];
  expect(rowsPage(bench.db, { jobId: id, dataset: 'books', offset: 0, limit: 10 }).rows).toEqual(rows);
  expect([...iterateRows(bench.db, id, 'books')]).toEqual(rows);
});

it('runs nothing on inputs that it cannot read, and retries nothing by a policy that it cannot read', () => {
  expect(() => parseObject('a=1')).toThrow();
  expect(() => parseObject('[1]')).toThrow();
  expect(parseRetry('a=1').max).toBe(0);
});
