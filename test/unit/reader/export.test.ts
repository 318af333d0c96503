import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { exportRows } from '../../../electron/reader/export/export-rows.ts';
import type { RowSource } from '../../../electron/reader/export/row-source.ts';
import { JobId } from '../../../shared/ids.ts';
import type { ExportFormat } from '../../../shared/ipc/contract.ts';
import { ExportResult } from '../../../shared/ipc/reader-protocol.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { systemRandom } from '../../../shared/random.ts';
import { memorySource } from './fake-source.ts';
import { readSheets } from './read-xlsx.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'export-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Wanted {
  readonly format?: ExportFormat;
  readonly jobs?: readonly number[];
  readonly dataset?: string;
}

/** Exports to `out.<format>` and gives what was told. */
async function write(source: RowSource, { format = 'csv', jobs = [1], dataset }: Wanted = {}) {
  const input = {
    jobIds: jobs.map((id) => JobId.parse(id)),
    format,
    path: path.join(folder, `out.${format}`),
  };
  const told = await exportRows(dataset === undefined ? input : { ...input, dataset }, source, systemRandom);
  return ExportResult.parse(told);
}

function rowsSource(...rows: RowData[]): RowSource {
  return memorySource({ 1: { books: rows } });
}

function text(format: ExportFormat = 'csv'): string {
  return readFileSync(path.join(folder, `out.${format}`), 'utf8');
}

const COLUMN = 'constructor';

const AWKWARD: RowData[] = [
  { title: 'Commas, and "quotes"', note: 'two\nlines', price: 12.5, stock: true },
  { title: 'Ünïcødé 🎉 書', note: 'carriage\r\nreturn', price: -3, stock: false },
  { title: '', note: null, price: 0 },
  { extra: ' spaces ', title: 'semi;colon\ttab' },
];

const BOOKS: RowData[] = Array.from({ length: 64 }, (_, index) => ({
  title: `Book "${index}", the`,
  price: index + 0.5,
  sold: index % 2 === 0,
  note: index % 3 === 0 ? null : `line ${index}\nnext`,
}));

describe('a CSV export', () => {
  it('has a first line with the columns in the order in which they were first seen, and ends lines as RFC 4180 says', async () => {
    expect(await write(rowsSource(...AWKWARD))).toMatchObject({
      rows: 4,
      columns: ['title', 'note', 'price', 'stock', 'extra'],
      escapedCells: 0,
    });
    expect(text()).toBe(
      [
        'title,note,price,stock,extra',
        '"Commas, and ""quotes""","two\nlines",12.5,true,',
        'Ünïcødé 🎉 書,"carriage\r\nreturn",-3,false,',
        '"",,0,,',
        'semi;colon\ttab,,,, spaces ',
        '',
      ].join('\r\n'),
    );
  });

  it('holds 64 rows that are equal to what was stored', async () => {
    expect((await write(rowsSource(...BOOKS))).rows).toBe(64);
    const read: unknown = parse(text(), { columns: true });
    expect(read).toEqual(
      BOOKS.map((row) =>
        Object.fromEntries(
          Object.entries(row).map(([name, cell]) => [name, cell === null ? '' : String(cell)]),
        ),
      ),
    );
  });

  it('puts an apostrophe before texts that a spreadsheet would run, and names these cells', async () => {
    const cells = ['=1+1', '+SUM(A1)', '-2+3', '@cmd', '\tx', '\rx', '＝1', 'a=1', '-5.20', '+49 30', '-'];
    const told = await write(rowsSource(...cells.map((cell) => ({ cell, number: -7 }))));
    const read = parse(text(), { columns: false, from: 2 });
    expect(read.map(([cell]) => cell)).toEqual([
      "'=1+1",
      "'+SUM(A1)",
      "'-2+3",
      "'@cmd",
      "'\tx",
      "'\rx",
      "'＝1",
      'a=1',
      '-5.20',
      '+49 30',
      "'-",
    ]);
    expect(read.map(([, number]) => number)).toEqual(cells.map(() => '-7'));
    expect(told.escapedCells).toBe(8);
    expect(told.escaped[0]).toEqual({ row: 1, column: 'cell' });
    expect(told.escaped.at(-1)).toEqual({ row: 11, column: 'cell' });
  });

  it('names the first 20 such cells and counts all of them', async () => {
    const told = await write(rowsSource(...Array.from({ length: 30 }, () => ({ cell: '=1' }))));
    expect([told.escapedCells, told.escaped.length]).toEqual([30, 20]);
  });

  it('has a column that is called like something that objects inherit', async () => {
    await write(rowsSource({ [COLUMN]: 'x', a: 1 }, { a: 2 }));
    expect(text()).toBe('constructor,a\r\nx,1\r\n,2\r\n');
  });

  it('writes no blank line for a row of one cell without a value', async () => {
    await write(rowsSource({ a: null }, { a: '' }, { a: 'x' }));
    expect(text()).toBe('a\r\n""\r\n""\r\nx\r\n');
  });

  it('gives back any text that is no formula, however awkward', async () => {
    const isFormula = /^[=+\-@\t\r＝＋－＠\uFEFF]/;
    const cell = fc.string({
      unit: fc.oneof(
        fc.constantFrom('"', ',', '\n', '\r', "'"),
        fc.string({ unit: 'grapheme', maxLength: 1 }),
      ),
    });
    const harmless = cell.filter((one) => !isFormula.test(one));
    await fc.assert(
      fc.asyncProperty(fc.array(harmless, { minLength: 1, maxLength: 30 }), async (cells) => {
        await write(rowsSource(...cells.map((one) => ({ a: 'first', b: one }))));
        expect(parse(text(), { from: 2 }).map((record) => record[1])).toEqual(cells);
      }),
      { numRuns: 30 },
    );
  });
});

describe('a JSON export', () => {
  it('is one array with every row as it was stored', async () => {
    await write(rowsSource(...AWKWARD), { format: 'json' });
    expect(JSON.parse(text('json'))).toEqual(AWKWARD);
  });

  it('is whole for more rows than are written at once', async () => {
    const rows = Array.from({ length: 401 }, (_, index) => ({ index }));
    for (const some of [rows, rows.slice(0, 400), rows.slice(0, 200), rows.slice(0, 1)]) {
      await write(rowsSource(...some), { format: 'json' });
      expect(JSON.parse(text('json'))).toEqual(some);
    }
  });
});

describe('an XLSX export', () => {
  it('holds the rows with their types, below a bold first line that stays in view', async () => {
    await write(rowsSource(...AWKWARD), { format: 'xlsx' });
    const [sheet] = await readSheets(path.join(folder, 'out.xlsx'));
    expect(sheet?.name).toBe('books');
    expect(sheet?.isHeadBold).toBe(true);
    expect(sheet?.isHeadFrozen).toBe(true);
    expect(sheet?.rows).toEqual([
      ['title', 'note', 'price', 'stock', 'extra'],
      ['Commas, and "quotes"', 'two\nlines', 12.5, true, null],
      // XML itself reads a carriage return with a line feed as a line feed.
      ['Ünïcødé 🎉 書', 'carriage\nreturn', -3, false, null],
      [null, null, 0, null, null],
      ['semi;colon\ttab', null, null, null, ' spaces '],
    ]);
  });

  it('holds 64 rows that are equal to what was stored', async () => {
    await write(rowsSource(...BOOKS), { format: 'xlsx' });
    const [sheet] = await readSheets(path.join(folder, 'out.xlsx'));
    expect(sheet?.rows.slice(1)).toEqual(BOOKS.map((row) => Object.values(row)));
  });

  it('holds texts that begin like a formula as texts, unchanged', async () => {
    const told = await write(rowsSource({ a: '=1+1' }), { format: 'xlsx' });
    const [sheet] = await readSheets(path.join(folder, 'out.xlsx'));
    expect(sheet?.rows[1]).toEqual(['=1+1']);
    expect(sheet?.xml).not.toContain('<f>');
    expect(told.escapedCells).toBe(0);
  });

  it('holds the words that JavaScript objects inherit', async () => {
    const words = ['constructor', '__proto__', 'toString', 'hasOwnProperty', 'valueOf'];
    await write(rowsSource(...words.map((word) => ({ [COLUMN]: word }))), { format: 'xlsx' });
    const [sheet] = await readSheets(path.join(folder, 'out.xlsx'));
    expect(sheet?.rows).toEqual([[COLUMN], ...words.map((word) => [word])]);
  });

  it('has a sheet for each dataset, with names that the format allows', async () => {
    const long = 'a very long name of a dataset: 1';
    const source = memorySource({
      1: { [long]: [{ a: 1 }], [`${long}2`]: [{ a: 2 }], '[]': [{ a: 3 }] },
    });
    await write(source, { format: 'xlsx' });
    const sheets = await readSheets(path.join(folder, 'out.xlsx'));
    expect(sheets.map((sheet) => [sheet.name, sheet.rows[1]])).toEqual([
      ['a very long name of a dataset  1'.slice(0, 31), [1]],
      ['a very long name of a datas 2', [2]],
      ['Rows', [3]],
    ]);
  });

  it('cuts texts that the format cannot hold, and names these cells', async () => {
    const told = await write(rowsSource({ a: 'x'.repeat(40_000) }), { format: 'xlsx' });
    const [sheet] = await readSheets(path.join(folder, 'out.xlsx'));
    expect(sheet?.rows[1]).toEqual(['x'.repeat(32_767)]);
    expect([told.shortenedCells, told.shortened]).toEqual([1, [{ row: 1, column: 'a' }]]);
  });

  it('is refused with another way when there are more rows than the format holds', async () => {
    function* many(): Generator<RowData> {
      for (let row = 0; row < 1_048_576; row += 1) yield { a: 1 };
    }
    const source: RowSource = { datasetNames: () => ['books'], rowsOf: many };
    await expect(write(source, { format: 'xlsx' })).rejects.toMatchObject({
      code: 'invalid_input',
      message: '"books" is too large for XLSX (1048576 rows of 1 columns). Export it as CSV or JSON.',
    });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('an export of several jobs and datasets', () => {
  const source = memorySource({
    1: { books: [{ a: 1 }], authors: [{ name: 'A' }] },
    2: { books: [{ b: 2, a: 3 }] },
    3: {},
  });

  it("writes the jobs' rows one after the other, in the order that was asked for", async () => {
    await write(source, { jobs: [2, 3, 1], dataset: 'books' });
    expect(text()).toBe('b,a\r\n2,3\r\n,1\r\n');
  });

  it('names the dataset in a first column when there are several', async () => {
    const told = await write(source, { jobs: [1, 2] });
    expect(told).toMatchObject({ rows: 3, columns: ['dataset', 'a', 'b', 'name'] });
    expect(text()).toBe('dataset,a,b,name\r\nbooks,1,,\r\nbooks,3,2,\r\nauthors,,,A\r\n');
  });

  it('keeps a column that is itself called dataset', async () => {
    await write(memorySource({ 1: { x: [{ dataset: 'own' }], y: [{ a: 1 }] } }));
    expect(text()).toBe('_dataset,dataset,a\r\nx,own,\r\ny,,1\r\n');
  });

  it.each<[ExportFormat, string]>([
    ['csv', ''],
    ['json', '[]\n'],
  ])('of no row is a file too: %s', async (format, content) => {
    expect(await write(source, { format, jobs: [3] })).toMatchObject({ rows: 0, columns: [] });
    expect(text(format)).toBe(content);
  });

  it('of no row is an XLSX file with one empty sheet', async () => {
    await write(source, { format: 'xlsx', jobs: [3] });
    expect((await readSheets(path.join(folder, 'out.xlsx'))).map((sheet) => sheet.rows)).toEqual([[]]);
  });
});

describe('an export that fails', () => {
  const breaking: RowSource = {
    datasetNames: () => ['books'],
    rowsOf: (() => {
      let reads = 0;
      return function* () {
        reads += 1;
        if (reads > 1) throw new Error('the disk broke');
        yield { a: 1 };
      };
    })(),
  };

  it('leaves the older file as it was and nothing beside it', async () => {
    writeFileSync(path.join(folder, 'out.csv'), 'older');
    await expect(write(breaking)).rejects.toMatchObject({ code: 'unavailable' });
    expect(readdirSync(folder)).toEqual(['out.csv']);
    expect(text()).toBe('older');
  });

  it('says that the folder is not there', async () => {
    const input = {
      jobIds: [JobId.parse(1)],
      format: 'csv' as const,
      path: path.join(folder, 'none', 'out.csv'),
    };
    await expect(exportRows(input, rowsSource({ a: 1 }), systemRandom)).rejects.toThrow(
      /cannot be written: its folder is not there\.$/,
    );
  });

  it('says which job is not there', async () => {
    await expect(write(rowsSource(), { jobs: [9] })).rejects.toMatchObject({ code: 'not_found' });
  });
});
