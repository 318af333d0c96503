import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { ActionBench } from './action-bench.ts';
import { ACTION_PAGES } from './action-pages.ts';

let bench: ActionBench;

beforeAll(async () => {
  bench = await ActionBench.start(ACTION_PAGES);
}, 60_000);
afterAll(() => bench.stop());
beforeEach(() => bench.begin());

const list = { action: 'extractList', items: [{ css: 'li' }], fields: { word: {} }, dataset: 'words' };

/** A list, how it goes on, and the first, the last and the number of its rows: add a line for a new way. */
const LISTS: readonly (readonly [
  title: string,
  page: string,
  step: object,
  first: string,
  last: string,
  rows: number,
])[] = [
  ['by page numbers', '/numbered', { pages: [{ css: 'a.page' }] }, '1.1', '3.2', 6],
  ['by a button that loads more', '/more', { loadMore: [{ role: 'button' }] }, '1', '6', 6],
  ['by scrolling the page', '/endless', { scroll: true }, 'Item 1', 'Item 60', 60],
  [
    'by scrolling a box that shows a few of its items',
    '/window',
    { items: [{ css: '.row' }], scroll: [{ css: '#box' }], unique: 'word' },
    'Row 0',
    'Row 99',
    100,
  ],
  ['to so many rows', '/endless', { scroll: true, maxRows: 30 }, 'Item 1', 'Item 30', 30],
  ['in a frame', '/frames', { items: [{ css: 'li', frame: '#outer' }] }, 'a', 'b', 2],
  ['in a shadow root', '/shadow', {}, 'x', 'y', 2],
];

test.each(LISTS)(
  'a list is read %s',
  async (_title, page, step, first, last, count) => {
    const { rows } = await bench.run(page, [{ ...list, ...step }]);
    expect([rows.length, rows[0]?.word, rows.at(-1)?.word]).toEqual([count, first, last]);
  },
  60_000,
);

test('a table is read under its headings, with cells that reach over several', async () => {
  const { rows } = await bench.run('/table', [
    { action: 'extractTable', target: [{ css: '#t' }], dataset: 'prices' },
  ]);
  expect(rows).toEqual([
    { Fruit: 'Apple 🍎', Price: '1,20 €', 'Price 2': 'kg' },
    { Fruit: 'Apple 🍎', Price: '0,40 €', 'Price 2': 'each' },
    { Fruit: 'תפוח', Price: '3', 'Price 2': 'inner' },
  ]);
});

test('a table gives wanted columns as numbers; without headings it has numbered ones', async () => {
  const columns = { fruit: { heading: 'Fruit' }, euro: { heading: 'Price', transform: 'number' } };
  const { rows } = await bench.run('/table', [
    { action: 'extractTable', target: [{ css: '#t' }], dataset: 'prices', columns },
    { action: 'extractTable', target: [{ css: '#bare' }], dataset: 'prices' },
    { action: 'extractTable', target: [{ css: '#grid' }], dataset: 'prices' },
  ]);
  expect(rows.slice(2)).toEqual([
    { fruit: 'תפוח', euro: 3 },
    { 'Column 1': 'a', 'Column 2': 'b' },
    { Name: 'Ada' },
  ]);
});
