import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  JOBS_WITH_ROWS,
  NEXT_DATASET,
  RUNS,
  walkDatasets,
  walkRuns,
} from '../../../electron/database/datasets.ts';
import { NEXT_ROWS, ONE_ROW } from '../../../electron/database/stored-rows.ts';
import { openHandlers } from '../../../electron/reader/handlers.ts';
import { readLook } from '../../../electron/reader/results/read-look.ts';
import { systemClock } from '../../../shared/clock.ts';
import { FlowId, JobId } from '../../../shared/ids.ts';
import { readerContract } from '../../../shared/ipc/reader-protocol.ts';
import { CopyInput, PageInput, ResultsExport, ResultsLook } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { systemRandom } from '../../../shared/random.ts';
import { insertFailedJob, insertFlowAndWorker, insertResultRow } from '../../support/attempt-rows.ts';
import { explain, type TempDb, tempDb } from '../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
  insertFlowAndWorker(temp.db);
});
afterEach(() => temp.dispose());

function addRun(id: number, ...attempts: readonly (readonly RowData[])[]): void {
  insertFailedJob(temp.db, id, attempts);
  const most = Math.max(0, ...attempts.map((rows) => rows.length));
  temp.db.prepare('UPDATE job SET row_count = ? WHERE id = ?').run(most, id);
}

/** Rows that a job was given and that failed. */
function addFailed(id: number, rows: readonly (readonly [number, RowData, string])[]): void {
  for (const [number, data, message] of rows) {
    const error = { category: 'UnknownError', message, mend: 'Look at it.' };
    temp.db
      .prepare(
        "INSERT INTO job_row (job_id, number, state, epoch, data, error) VALUES (?, ?, 'failed', 1, ?, ?)",
      )
      .run(id, number, JSON.stringify(data), JSON.stringify(error));
  }
  temp.db.prepare('UPDATE job SET failed_rows = ?, rows_total = 9 WHERE id = ?').run(rows.length, id);
}

function handlers() {
  return openHandlers(temp.file, systemClock, systemRandom);
}

function look(change: Partial<Record<keyof ResultsLook, unknown>> = {}): ResultsLook {
  return ResultsLook.parse({
    flowId: 1,
    dataset: 'books',
    jobId: 1,
    against: null,
    key: null,
    unique: [],
    filter: '',
    sort: null,
    show: 'all',
    stamp: 0,
    ...change,
  });
}

async function page(of: ResultsLook, offset = 0, limit = 200) {
  const input = PageInput.parse({ look: of, offset, limit });
  return readerContract.resultsPage.output.parse(await handlers().resultsPage(input));
}

async function titles(of: ResultsLook): Promise<unknown[]> {
  return (await page(of)).rows.map(({ cells }) => cells.title);
}

const BEFORE = [
  { title: 'A', price: 1 },
  { title: 'B', price: 2 },
  { title: 'C', price: 3 },
];
const NOW = [
  { title: 'A', price: 1 },
  { title: 'C', price: 30 },
  { title: 'D', price: 4 },
];

describe('the datasets and their runs', () => {
  it('are listed once, with the newest run and its rows; a run without rows is none', async () => {
    addRun(1, BEFORE);
    addRun(2, NOW.slice(0, 2));
    addRun(3, []);
    const { datasets, next } = await handlers().listDatasets({});
    expect(datasets).toMatchObject([{ flowName: 'books', name: 'books', jobId: 2, rows: 2 }]);
    expect(next).toBeNull();
    const { runs } = await handlers().listRuns({ flowId: FlowId.parse(1), dataset: 'books' });
    expect(runs.map(({ job, rows }) => [job.id, rows])).toEqual([
      [2, 2],
      [1, 3],
    ]);
  });

  it('are found a portion of the jobs at a time, each once, and further on from where the walk ended', () => {
    for (let id = 1; id <= 9; id++) addRun(id, [{ a: id }]);
    const flow = { flowId: FlowId.parse(1), dataset: 'books' };
    const runs = [...walkRuns(temp.db, flow, 2)].flatMap(({ found }) => found.map(({ job }) => job.id));
    expect(runs).toEqual([9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const first = [...walkDatasets(temp.db, undefined, { portion: 2, most: 3 })];
    expect(first.reduce((sum, one) => sum + one.lookedThrough, 0)).toBe(3);
    const next = first.at(-1)?.next;
    expect(next).toBe(7);
    const rest = [...walkDatasets(temp.db, JobId.parse(next), { portion: 2, most: 100 })];
    expect(rest.reduce((sum, one) => sum + one.lookedThrough, 0)).toBe(6);
    expect(rest.at(-1)?.next).toBeNull();
  });

  it('lists more than 50 runs in parts that neither skip nor repeat one', async () => {
    for (let id = 1; id <= 60; id++) addRun(id, [{ a: id }]);
    const flow = { flowId: FlowId.parse(1), dataset: 'books' };
    const first = await handlers().listRuns(flow);
    const rest = await handlers().listRuns({ ...flow, before: first.next ?? undefined });
    const ids = [...first.runs, ...rest.runs].map(({ job }) => job.id);
    expect(ids).toEqual(Array.from({ length: 60 }, (_, at) => 60 - at));
    expect(rest.next).toBeNull();
  });

  it('are reached without reading a row', () => {
    const seek = explain(temp.db, NEXT_DATASET.replaceAll('?', '1')).join();
    expect(seek).toContain('SEARCH result_row USING PRIMARY KEY (job_id=? AND (epoch,dataset)>(?,?))');
    expect(seek).not.toContain('TEMP B-TREE');
    for (const sql of [JOBS_WITH_ROWS, RUNS]) {
      expect(explain(temp.db, sql.replaceAll('?', '1')).join()).toMatch(
        /SEARCH job USING (INTEGER PRIMARY KEY|INDEX job_flow)/,
      );
    }
    for (const sql of [NEXT_ROWS, ONE_ROW]) {
      const plan = explain(temp.db, sql.replaceAll('?', '1')).join();
      expect(plan).toContain(
        'SEARCH result_row USING PRIMARY KEY (job_id=? AND epoch=? AND dataset=? AND seq',
      );
      expect(plan).not.toContain('TEMP B-TREE');
    }
  });
});

describe('the rows of a run', () => {
  it('are those of the attempt that counts, page by page, with what the columns come to', async () => {
    addRun(1, BEFORE.slice(0, 1), BEFORE);
    const { rows, summary } = await page(look(), 1, 1);
    expect(rows).toMatchObject([{ kind: 'plain', number: 2, cells: { title: 'B', price: 2 } }]);
    expect(summary).toMatchObject({
      total: 3,
      lookedThrough: 3,
      complete: true,
      counts: { rows: 3, failed: 0 },
    });
    expect(summary.columns).toMatchObject([
      { name: 'title', isNumber: false },
      { name: 'price', isNumber: true, numbers: 3, sum: 6 },
    ]);
  });

  it('are filtered, and sorted by a column: numbers as numbers, what has no value last both ways', async () => {
    addRun(1, [
      { title: 'ten', n: 10 },
      { title: 'nine', n: 9 },
      { title: 'none', n: null },
      { title: 'hundred', n: 100 },
    ]);
    expect(await titles(look({ sort: { column: 'n', down: false } }))).toEqual([
      'nine',
      'ten',
      'hundred',
      'none',
    ]);
    expect(await titles(look({ sort: { column: 'n', down: true } }))).toEqual([
      'hundred',
      'ten',
      'nine',
      'none',
    ]);
    expect(await titles(look({ filter: 'n:10' }))).toEqual(['ten', 'hundred']);
  });

  it('stand together over all runs, the newest first; of repeats the newest one is kept', async () => {
    addRun(1, BEFORE);
    addRun(2, [...NOW, { title: 'A', price: 99 }]);
    expect(await titles(look({ jobId: null }))).toEqual(['A', 'C', 'D', 'A', 'A', 'B', 'C']);
    const { rows } = await page(look({ jobId: null, unique: ['title'] }));
    expect(rows.map(({ jobId, cells }) => [jobId, cells.title, cells.price])).toEqual([
      [2, 'C', 30],
      [2, 'D', 4],
      [2, 'A', 99],
      [1, 'B', 2],
    ]);
  });

  it('have those that failed among them, with their reason', async () => {
    addRun(1, BEFORE);
    temp.db.exec('UPDATE result_row SET origin = seq + 1 + (seq > 0)');
    addFailed(1, [
      [2, { title: 'X' }, 'page answered 503'],
      [7, { title: 'Y' }, 'no such page'],
    ]);
    const { rows, summary } = await page(look());
    expect(rows.map(({ kind, cells, error }) => [kind, cells.title, error])).toEqual([
      ['plain', 'A', null],
      ['failed', 'X', 'page answered 503'],
      ['plain', 'B', null],
      ['plain', 'C', null],
      ['failed', 'Y', 'no such page'],
    ]);
    expect(summary.counts).toMatchObject({ rows: 3, failed: 2 });
    expect(await titles(look({ show: 'failed' }))).toEqual(['X', 'Y']);
    expect(await titles(look({ filter: '503' }))).toEqual(['X']);
  });

  it('are looked through up to a limit, which is said', async () => {
    addRun(1, BEFORE);
    const deps = { db: temp.db, clock: systemClock, seed: 1, mostRows: 2 };
    expect(await readLook(deps, look())).toMatchObject({ lookedThrough: 2, complete: false });
    expect(await readLook({ ...deps, mostRows: 3 }, look())).toMatchObject({
      lookedThrough: 3,
      complete: true,
    });
  });

  it('stay small for the window, whatever stands in them', async () => {
    addRun(1, [{ huge: 'x'.repeat(1_000_000) }]);
    const { rows } = await page(look());
    expect(String(rows[0]?.cells.huge)).toHaveLength(2_001);
  });

  it('that were removed after they were looked at are told as gone', async () => {
    addRun(1, BEFORE);
    const open = handlers();
    const input = PageInput.parse({ look: look(), offset: 0 });
    await open.resultsPage(input);
    temp.db.exec('DELETE FROM result_row WHERE seq = 1');
    const { rows } = await open.resultsPage(input);
    expect(rows.map(({ kind }) => kind)).toEqual(['plain', 'gone', 'plain']);
  });
});

describe('two runs compared', () => {
  beforeEach(() => {
    addRun(1, BEFORE);
    addRun(2, NOW);
  });
  const compared = (change = {}) => look({ jobId: 2, against: 1, ...change });

  it('tell what is the same, changed, added and removed, in place, with the old values', async () => {
    const { rows, summary } = await page(compared());
    expect(rows.map(({ kind, cells, before }) => [kind, cells.title, before])).toEqual([
      ['same', 'A', null],
      ['removed', 'B', null],
      ['changed', 'C', { price: 3 }],
      ['added', 'D', null],
    ]);
    expect(summary).toMatchObject({
      total: 4,
      key: ['title'],
      counts: { rows: 3, changed: 1, added: 1, removed: 1 },
    });
    expect(summary.columns[1]).toMatchObject({ sum: 35, sumBefore: 6 });
  });

  it('are compared by what the extract step calls unique, or by what the person chooses', async () => {
    temp.db
      .prepare('UPDATE flow_version SET content = ?')
      .run(JSON.stringify({ steps: [{ action: 'repeat', steps: [{ dataset: 'books', unique: 'price' }] }] }));
    expect((await page(compared())).summary).toMatchObject({
      key: ['price'],
      counts: { added: 2, removed: 2 },
    });
    const chosen = await page(compared({ key: ['title'] }));
    expect(chosen.summary.counts).toMatchObject({ changed: 1, added: 1, removed: 1 });
  });

  it('are filtered by what a row was, too', async () => {
    expect(await titles(compared({ filter: 'price:3' }))).toEqual(['C']);
    expect(await titles(compared({ filter: 'title:B' }))).toEqual(['B']);
    expect(await titles(compared({ show: 'added' }))).toEqual(['D']);
  });

  it('export what changed alone, the shown columns in their order, as Markdown that is only text', async () => {
    insertResultRow(temp.db, 2, 1, 9, { title: '<b>|[x](y)\nz', price: -5 });
    const file = path.join(temp.folder, 'out.md');
    const wish = ResultsExport.parse({
      look: compared(),
      format: 'md',
      withFailed: true,
      onlyChanged: true,
      columns: ['price', 'title'],
    });
    const told = await handlers().exportResults({ ...wish, path: file });
    expect(told).toMatchObject({ rows: 3, complete: true });
    expect(readFileSync(file, 'utf8')).toBe(
      [
        '| price | title | error |',
        '| ---: | --- | --- |',
        '| 30 | C |  |',
        '| 4 | D |  |',
        '| -5 | \\<b\\>\\|\\[x\\](y)<br>z |  |',
        '',
      ].join('\n'),
    );
  });
});

describe('rows that leave', () => {
  it('are exported with the failed ones and their reason, or without them', async () => {
    addRun(1, BEFORE);
    addFailed(1, [[1, { title: 'X' }, 'gone']]);
    const file = path.join(temp.folder, 'out.csv');
    const wish = { look: look(), format: 'csv', onlyChanged: false, columns: null } as const;
    const withFailed = { ...wish, withFailed: true, path: file };
    expect((await handlers().exportResults(withFailed)).rows).toBe(4);
    expect(readFileSync(file, 'utf8').split('\r\n').at(-2)).toBe('X,,gone');
    await handlers().exportResults({ ...withFailed, withFailed: false });
    expect(readFileSync(file, 'utf8')).toBe('title,price\r\nA,1\r\nB,2\r\nC,3\r\n');
  });

  it('refuse "only changed" without a run to compare with', async () => {
    addRun(1, BEFORE);
    const wish = {
      look: look(),
      format: 'csv',
      withFailed: false,
      onlyChanged: true,
      columns: null,
    } as const;
    await expect(
      handlers().exportResults({ ...wish, path: path.join(temp.folder, 'x.csv') }),
    ).rejects.toMatchObject({ code: 'invalid_input' });
  });

  it('go on the clipboard as text and HTML that run nothing, and no more than was asked for', async () => {
    addRun(1, [
      { t: '=1+1', n: -2 },
      { t: 'a\tb"<i>', n: 3 },
      { t: 'c', n: 4 },
    ]);
    const input = CopyInput.parse({ look: look(), columns: ['t', 'n'], head: true, from: 0, to: 2 });
    expect(await handlers().resultsTable(input)).toEqual({
      rows: 2,
      text: `t\tn\r\n'=1+1\t-2\r\n"a\tb""<i>"\t3`,
      html:
        "<table><tr><th>t</th><th>n</th></tr><tr><td>'=1+1</td><td>-2</td></tr>" +
        '<tr><td>a\tb&quot;&lt;i&gt;</td><td>3</td></tr></table>',
    });
  });
});
