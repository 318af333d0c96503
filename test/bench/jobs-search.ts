/* `node test/bench/jobs-search.ts --file F [--make JOBS]`: how long searches and sorts take over a file with many jobs. */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { openReadOnly } from '../../electron/database/open.ts';
import { findHandlers } from '../../electron/reader/find.ts';
import { systemClock } from '../../shared/clock.ts';
import { FindWish } from '../../shared/job/find.ts';
import { JobSort, parseQuery, termsOf } from '../../shared/job/query.ts';
import { DisplayState } from '../../shared/job/state.ts';
import { writeManyJobs } from './million-jobs.ts';
import { median, rounded } from './report.ts';

const { values } = parseArgs({
  options: { file: { type: 'string' }, make: { type: 'string' }, rounds: { type: 'string' } },
});
const file = values.file ?? 'million.db';
if (values.make !== undefined && !existsSync(file)) writeManyJobs(file, Number(values.make), 3);

const QUERIES = [
  '',
  'state:failed',
  'state:pending',
  'flow:"flow 7"',
  'flow:shop',
  'nosuchflow',
  'tag:nightly',
  'tag:nosuch',
  '-tag:nightly',
  'error:TimeoutError',
  'error:"Next 77”"',
  'error:nosuch',
  'worker:2',
  'priority:>3',
  'input.category:books-77',
  'input.url:nosuch',
  'row.isbn:1',
  'log:"category 77 "',
  'log:nosuch',
  'after:-24h',
  'before:2026-06-01 state:failed',
  '#500000',
  'state:failed flow:"flow 7" after:-30d',
  'state:cancelled log:nosuch',
];

const db = openReadOnly(file);
const find = findHandlers(db, systemClock);
const rounds = Number(values.rounds ?? 5);
const table: unknown[] = [];

async function measure(name: string, text: string, sort: JobSort, states?: DisplayState[]): Promise<void> {
  const terms = termsOf(parseQuery(text, systemClock.now()));
  const wish = FindWish.parse({ terms, sort, ...(states === undefined ? {} : { states }) });
  const times: number[] = [];
  let found = { jobs: 0, looked: 0, isCut: false };
  for (let round = 0; round < rounds; round += 1) {
    const startedAt = performance.now();
    const { jobs, looked, isCut } = await find.findJobs({ ...wish, how: 'list' });
    times.push(performance.now() - startedAt);
    found = { jobs: jobs.length, looked, isCut };
  }
  table.push({ name, ms: rounded(median(times)), worst: rounded(Math.max(...times)), ...found });
}

for (const text of QUERIES) await measure(text === '' ? 'everything' : text, text, 'newest');
for (const sort of JobSort.options) await measure(`sort ${sort}`, '', sort);
for (const sort of JobSort.options) await measure(`sort ${sort}, failed`, '', sort, ['failed']);
for (const sort of JobSort.options) await measure(`sort ${sort}, tag:nightly`, 'tag:nightly', sort);
for (const state of DisplayState.options) await measure(`chip ${state}`, '', 'newest', [state]);
for (const text of ['flow:"flow 7"', 'tag:nightly', 'state:failed', 'worker:2']) {
  const startedAt = performance.now();
  const terms = termsOf(parseQuery(text, systemClock.now()));
  const { counts, isComplete } = await find.countFoundStates({ terms, withinMs: 600 });
  table.push({
    name: `counts ${text}`,
    ms: rounded(performance.now() - startedAt),
    jobs: counts.all,
    isComplete,
  });
}
process.stdout.write(`${JSON.stringify({ bench: 'jobs-search', raw: table }, null, 1)}\n`);
