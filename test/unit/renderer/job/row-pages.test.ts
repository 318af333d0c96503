import { expect, it } from 'vitest';
import { measureColumns } from '../../../../renderer/features/job/columns.ts';
import { ROWS_A_PAGE, RowPages } from '../../../../renderer/features/job/row-pages.ts';
import { AppError } from '../../../../shared/errors.ts';
import { JobId } from '../../../../shared/ids.ts';
import { appContract } from '../../../../shared/ipc/contract.ts';
import { AnsweringBridge } from './answering-bridge.ts';

function read(total: () => number) {
  const bridge = new AnsweringBridge({
    'rows.page': (input) => {
      const { offset, limit } = appContract['rows.page'].input.parse(input);
      const count = Math.max(0, Math.min(limit, total() - offset));
      return { rows: Array.from({ length: count }, (_, index) => ({ n: offset + index })), total: total() };
    },
  });
  return { bridge, pages: new RowPages(bridge.client, JobId.parse(1), 'books', total()) };
}

it('reads the pages in sight once, and gives each row at its place', async () => {
  const { bridge, pages } = read(() => 1000);
  await pages.need(190, 210);
  await pages.need(150, 220);
  expect(bridge.count('rows.page')).toBe(2);
  expect(pages.snapshot().rowAt(199)).toEqual({ n: 199 });
  expect(pages.snapshot().rowAt(200)).toEqual({ n: 200 });
  expect(pages.snapshot().rowAt(ROWS_A_PAGE * 3)).toBeUndefined();
});

it('sees the rows that were added to the last page', async () => {
  let total = 3;
  const { pages } = read(() => total);
  await pages.need(0, 3);
  total = 5;
  await pages.refresh();
  expect(pages.snapshot().total).toBe(5);
  expect(pages.snapshot().rowAt(4)).toEqual({ n: 4 });
});

it('holds a bounded number of pages and reads a page that left again', async () => {
  const { bridge, pages } = read(() => 20_000);
  for (let page = 0; page < 60; page += 1) await pages.need(page * ROWS_A_PAGE, page * ROWS_A_PAGE + 1);
  expect(pages.snapshot().rowAt(0)).toBeUndefined();
  await pages.need(0, 1);
  expect(pages.snapshot().rowAt(0)).toEqual({ n: 0 });
  expect(bridge.count('rows.page')).toBe(61);
});

it('says why rows could not be read and keeps those that were', async () => {
  let broken = false;
  const bridge = new AnsweringBridge({
    'rows.page': () => {
      if (broken) throw new AppError('unavailable', 'The reader is restarting.');
      return { rows: [{ n: 0 }], total: 1 };
    },
  });
  const pages = new RowPages(bridge.client, JobId.parse(1), 'books', 1);
  await pages.need(0, 1);
  broken = true;
  await pages.refresh();
  expect(pages.snapshot().error?.message).toBe('The reader is restarting.');
  expect(pages.snapshot().rowAt(0)).toEqual({ n: 0 });
});

it('gives columns of numbers the right side and keeps widths within bounds', () => {
  const columns = measureColumns(
    ['n', 'text', 'empty'],
    [
      { n: 1, text: 'x'.repeat(500) },
      { n: 2.5, text: 'y', empty: null },
    ],
  );
  expect(columns).toMatchObject([
    { name: 'n', width: 72, isNumber: true },
    { name: 'text', width: 320, isNumber: false },
    { name: 'empty', isNumber: false },
  ]);
});
