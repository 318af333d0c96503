import { describe, expect, it } from 'vitest';
import { aboutSize } from '../../../shared/rows/about-size.ts';
import { chooseKey } from '../../../shared/rows/key-choice.ts';
import { rowFilter } from '../../../shared/rows/row-filter.ts';

const ROW = { title: 'The Salt Road', author: 'Hanna Vester', price: 18.4, note: null };
const passes = (filter: string): boolean => rowFilter(filter)?.(ROW) ?? true;

describe('the filter of rows', () => {
  it('looks for every word in any cell, upper and lower case alike', () => {
    expect(passes('salt vester')).toBe(true);
    expect(passes('salt nobody')).toBe(false);
    expect(passes('18.4')).toBe(true);
  });

  it('looks into one column by column:word, and keeps quoted words together', () => {
    expect(passes('author:salt')).toBe(false);
    expect(passes('Title:"salt road"')).toBe(true);
    expect(passes('"road salt"')).toBe(false);
  });

  it('takes a colon for text where no column has that name', () => {
    expect(rowFilter('http://x')?.({ link: 'http://x/1' })).toBe(true);
    expect(rowFilter('nocolumn:18')?.(ROW)).toBe(false);
  });

  it('is none when nothing is asked for', () => {
    expect(rowFilter('  ')).toBeNull();
  });
});

describe('the key that is chosen for two runs', () => {
  it('is the first column that is unique in both and whose values they have in common', () => {
    const before = [
      { price: 1, isbn: 'a' },
      { price: 2, isbn: 'b' },
    ];
    const now = [
      { price: 3, isbn: 'a' },
      { price: 4, isbn: 'b' },
    ];
    expect(chooseKey(before, now)).toEqual(['isbn']);
  });

  it('is several columns where none alone tells the rows, and the whole row where none do', () => {
    const rows = [
      { a: 1, b: 1, c: 0 },
      { a: 1, b: 2, c: 0 },
      { a: 2, b: 1, c: 0 },
    ];
    expect(chooseKey(rows, rows)).toEqual(['a', 'b']);
    expect(chooseKey([{ a: 1 }, { a: 1 }], [{ a: 1 }])).toEqual([]);
  });
});

it('a file is larger with more rows, in every format', () => {
  const few = { rows: 10, columns: 3, chars: 300, jsonChars: 600 };
  const many = { rows: 1000, columns: 3, chars: 30_000, jsonChars: 60_000 };
  for (const format of ['csv', 'json', 'xlsx', 'md'] as const) {
    expect(aboutSize(format, few)).toBeLessThan(aboutSize(format, many));
  }
});
