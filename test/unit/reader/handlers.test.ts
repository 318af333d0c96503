import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openReadOnly } from '../../../electron/database/open.ts';
import { databaseRows } from '../../../electron/reader/database-rows.ts';
import { exportRows } from '../../../electron/reader/export/export-rows.ts';
import { openHandlers } from '../../../electron/reader/handlers.ts';
import { systemClock } from '../../../shared/clock.ts';
import { JobId } from '../../../shared/ids.ts';
import { ExportInput, readerContract } from '../../../shared/ipc/reader-protocol.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { systemRandom } from '../../../shared/random.ts';
import { insertFailedJob, insertFlowAndWorker, insertResultRow } from '../../support/attempt-rows.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { insertLogLines } from '../../support/log-lines.ts';
import { type TempDb, tempDb } from '../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
  insertFlowAndWorker(temp.db);
});
afterEach(() => temp.dispose());

/** A failed job whose attempts brought the rows given, one list an attempt. */
function addJob(id: number, ...attempts: readonly (readonly RowData[])[]): JobId {
  insertFailedJob(temp.db, id, attempts);
  return JobId.parse(id);
}

function inFolder(name: string): string {
  return path.join(temp.folder, name);
}

function handlers() {
  return openHandlers(temp.file, new FakeClock(), systemRandom);
}

const BOOKS = Array.from({ length: 1201 }, (_, index) => ({ title: `Book ${index}`, price: index / 2 }));

describe('the reader over a real database', () => {
  it('exports the rows of the attempt that brought most, whole and in order', async () => {
    const job = addJob(1, BOOKS.slice(0, 3), BOOKS, BOOKS.slice(0, 9));
    const input = ExportInput.parse({ jobIds: [job], format: 'json', path: inFolder('out.json') });
    const told = readerContract.exportRows.output.parse(await handlers().exportRows(input));
    expect(told).toMatchObject({ rows: 1201, columns: ['title', 'price'] });
    expect(JSON.parse(readFileSync(inFolder('out.json'), 'utf8'))).toEqual(BOOKS);
  });

  it('says which job is not there, and writes nothing', async () => {
    const input = ExportInput.parse({ jobIds: [9], format: 'csv', path: inFolder('out.csv') });
    await expect(handlers().exportRows(input)).rejects.toMatchObject({
      code: 'not_found',
      message: 'There is no job #9.',
    });
    expect(existsSync(inFolder('out.csv'))).toBe(false);
  });

  it('writes the rows as they stood at its begin, while the job goes on', async () => {
    const job = addJob(1, [{ a: 1 }]);
    const reader = openReadOnly(temp.file);
    reader.exec('BEGIN');
    const rows = databaseRows(reader);
    // Between the two passes, the job brings another row with another column.
    let passes = 0;
    const source = {
      datasetNames: rows.datasetNames,
      rowsOf: (...asked: Parameters<typeof rows.rowsOf>) => {
        passes += 1;
        if (passes === 2) insertResultRow(temp.db, 1, 1, 1, { late: 2 });
        return rows.rowsOf(...asked);
      },
    };
    const input = { jobIds: [job], format: 'csv' as const, path: inFolder('out.csv') };
    expect((await exportRows(input, source, systemRandom)).rows).toBe(1);
    reader.close();
    expect(readFileSync(inFolder('out.csv'), 'utf8')).toBe('a\r\n1\r\n');
    await handlers().exportRows(input);
    expect(readFileSync(inFolder('out.csv'), 'utf8')).toBe('a,late\r\n1,\r\n,2\r\n');
  });

  it('does several exports at once and lists jobs meanwhile', async () => {
    const job = addJob(1, BOOKS);
    const reader = handlers();
    const [csv, json, found] = await Promise.all([
      reader.exportRows({ jobIds: [job, job], format: 'csv', path: inFolder('out.csv') }),
      reader.exportRows({ jobIds: [job], format: 'json', path: inFolder('out.json') }),
      reader.searchJobs({ text: '#1', limit: 10 }),
    ]);
    expect([csv.rows, json.rows]).toEqual([2402, 1201]);
    expect(readerContract.searchJobs.output.parse(found).jobs.map((one) => one.id)).toEqual([1]);
  });

  it('counts the jobs that match', async () => {
    addJob(1, []);
    addJob(2, []);
    const reader = openHandlers(temp.file, systemClock, systemRandom);
    expect(await reader.countJobs({ text: 'book', states: ['failed'] })).toEqual({ jobs: 2 });
    expect(await reader.countJobs({ text: 'other' })).toEqual({ jobs: 0 });
  });

  it('finds lines in logs, and says whether these are all', async () => {
    insertLogLines(temp.db, addJob(1, []), 1, ['page found', 'Page lost', 'other']);
    const reader = openHandlers(temp.file, systemClock, systemRandom);
    const some = await reader.searchLogs({ text: 'page', limit: 1 });
    expect(readerContract.searchLogs.output.parse(some)).toMatchObject({
      hits: [{ jobId: 1, flowName: 'books', line: { seq: 1, message: 'Page lost' } }],
      complete: false,
    });
    const all = await reader.searchLogs({ text: 'page', limit: 2 });
    expect(all).toMatchObject({ hits: [{ line: { seq: 1 } }, { line: { seq: 0 } }], complete: true });
  });

  it('answers others while it looks through a long log', async () => {
    const job = addJob(1, []);
    insertLogLines(temp.db, job, 1, Array<string>(50_000).fill('a line of usual length'));
    const clock = new FakeClock();
    const reader = openHandlers(temp.file, clock, systemRandom);
    const answered: string[] = [];
    const search = Promise.resolve(reader.searchLogs({ text: 'nowhere', limit: 1 })).then((found) => {
      answered.push('search');
      return found;
    });
    await Promise.resolve(reader.searchJobs({ limit: 1 })).then(() => answered.push('jobs'));
    expect(answered).toEqual(['jobs']);
    await clock.advanceAsync(0);
    expect(answered).toEqual(['jobs', 'search']);
    expect(await search).toEqual({ hits: [], complete: true });
  });

  it('never writes to the database', () => {
    const reader = openReadOnly(temp.file);
    expect(() => reader.exec('DELETE FROM flow')).toThrow(/readonly/);
    reader.close();
  });

  it('says that a database cannot be opened', () => {
    expect(() => openHandlers(inFolder('none.db'), new FakeClock(), systemRandom)).toThrow(
      /cannot be opened/,
    );
  });
});
