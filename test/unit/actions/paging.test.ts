import { describe, expect, test } from 'vitest';
import { FakePage } from '../../support/fake-page.ts';
import { runStep } from './run-step.ts';

const more = [{ text: 'More' }];
const list = { action: 'extractList', items: [{ css: 'li' }], fields: { id: {} }, dataset: 'goods' };

function pageOf(...pages: string[][]): FakePage {
  const page = new FakePage();
  page.pages = pages.map((ids) => ids.map((id) => [id]));
  return page;
}

async function ids(
  step: object,
  page: FakePage,
): Promise<{ ids: unknown[]; last: string | undefined; done: string[] }> {
  const { told, done } = await runStep(step, page);
  return { ids: told.rows.map(({ data }) => data), last: told.lines.at(-1), done };
}

describe('a list that goes on', () => {
  test('by page numbers asks for one number after the other', async () => {
    const page = pageOf(['a'], ['b'], ['c']);
    const result = await ids({ ...list, pages: more }, page);
    expect(result.ids).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(result.done.filter((verb) => verb.startsWith('numberedPage'))).toEqual([
      'numberedPage 2 text "More"',
      'numberedPage 3 text "More"',
      'numberedPage 4 text "More"',
    ]);
  });

  test('by a button that loads more brings only what was not there before', async () => {
    const page = pageOf(['a'], ['a', 'b'], ['a', 'b', 'c']);
    const result = await ids({ ...list, loadMore: more }, page);
    expect(result.ids).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(result.last).toBe(
      'INFO The list ends after page 3: the button that loads more is not there any more.',
    );
  });

  test('by scrolling to the bottom does the same', async () => {
    const page = pageOf(['a'], ['a', 'b']);
    const result = await ids({ ...list, scroll: true }, page);
    expect(result.ids).toEqual([{ id: 'a' }, { id: 'b' }]);
    expect(result.done).toContain('scrollOn bottom');
    expect(result.last).toBe('INFO The list ends after page 2: nothing more comes as one scrolls.');
  });

  test('by scrolling through a list that takes items away is read screen by screen, by its key', async () => {
    const page = pageOf(['a', 'b'], ['b', 'c'], ['c', 'd']);
    const result = await ids({ ...list, scroll: [{ css: '.box' }], unique: 'id' }, page);
    expect(result.ids).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd' }]);
    expect(result.done).toContain('scrollOn screen');
  });

  test('by scrolling for ever without bringing anything ends', async () => {
    const page = pageOf(...Array.from({ length: 50 }, () => ['a']));
    const result = await ids({ ...list, scroll: true }, page);
    expect(result.ids).toEqual([{ id: 'a' }]);
    expect(result.last).toContain('the last 5 turns brought nothing new');
  });

  test('stops at maxRows in the middle of a page', async () => {
    const result = await ids({ ...list, next: more, maxRows: 3 }, pageOf(['a', 'b'], ['c', 'd'], ['e']));
    expect(result.ids).toEqual([{ id: 'a' }, { id: 'b' }, { id: 'c' }]);
    expect(result.last).toBe('WARN Stopped after 3 rows, as the step says (maxRows).');
  });

  test('tells rows apart by several fields together', async () => {
    const page = new FakePage();
    page.pages = [
      [
        ['a', '1'],
        ['a', '2'],
        ['a', '1'],
      ],
    ];
    const fields = { id: {}, size: {} };
    const { ids: rows } = await ids({ ...list, fields, unique: ['id', 'size'] }, page);
    expect(rows).toEqual([
      { id: 'a', size: '1' },
      { id: 'a', size: '2' },
    ]);
  });
});

describe('a table', () => {
  const table = { action: 'extractTable', target: [{ css: 'table' }], dataset: 'prices' };

  function prices(): FakePage {
    const page = new FakePage();
    page.header = ['Name', '', 'Name'];
    page.pages = [[['Apple', '1,20 €', 'x']], [['Pear', '2', 'y', 'more']]];
    return page;
  }

  test('gives every column its own name', async () => {
    const { ids: rows } = await ids({ ...table, next: more }, prices());
    expect(rows).toEqual([
      { Name: 'Apple', 'Column 2': '1,20 €', 'Name 2': 'x' },
      { Name: 'Pear', 'Column 2': '2', 'Name 2': 'y', 'Column 4': 'more' },
    ]);
  });

  test('gives the wanted columns under the wanted names', async () => {
    const columns = { fruit: { heading: 'Name' }, price: { heading: 'Column 2', transform: 'number' } };
    const { ids: rows } = await ids({ ...table, columns }, prices());
    expect(rows).toEqual([{ fruit: 'Apple', price: 1.2 }]);
  });

  test('names the headings that there are when one is missing', async () => {
    await expect(ids({ ...table, columns: { Price: {} } }, prices())).rejects.toThrow(
      'The table css table has no column “Price”: it has Name, Column 2, Name 2.',
    );
  });
});
