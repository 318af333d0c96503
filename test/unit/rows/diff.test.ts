import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RowData } from '../../../shared/job/schema.ts';
import { changedColumns, diffRows } from '../../../shared/rows/diff.ts';

const kinds = (before: RowData[], now: RowData[], key: string[]) =>
  diffRows(before, now, key).matches.map(({ kind }) => kind);

describe('two runs compared row by row', () => {
  it('tells the same, changed, added and removed rows by their key', () => {
    const before = [
      { id: 1, price: 5 },
      { id: 2, price: 6 },
      { id: 3, price: 7 },
    ];
    const now = [
      { id: 3, price: 7 },
      { id: 1, price: 9 },
      { id: 4, price: 1 },
    ];
    expect(diffRows(before, now, ['id'])).toEqual({
      matches: [
        { kind: 'same', before: 2 },
        { kind: 'changed', before: 0 },
        { kind: 'added', before: null },
      ],
      removed: [1],
    });
  });

  it('matches rows with the same key one by one, in order', () => {
    const before = [
      { id: 1, n: 'a' },
      { id: 1, n: 'b' },
    ];
    const now = [
      { id: 1, n: 'a' },
      { id: 1, n: 'c' },
      { id: 1, n: 'd' },
    ];
    expect(kinds(before, now, ['id'])).toEqual(['same', 'changed', 'added']);
  });

  it('takes no value and no column for the same, whatever the order of the columns', () => {
    expect(kinds([{ id: 1, a: null, b: 2 }], [{ b: 2, id: 1 }], ['id'])).toEqual(['same']);
  });

  it('tells a number from the text that reads the same, but not in a key', () => {
    expect(kinds([{ id: 1, n: 2 }], [{ id: '1', n: 2 }], ['id'])).toEqual(['changed']);
    expect(changedColumns({ n: 2 }, { n: '2' })).toEqual(['n']);
  });

  it('without a key compares whole rows', () => {
    expect(diffRows([{ a: 1 }, { a: 2 }], [{ a: 2 }], [])).toEqual({
      matches: [{ kind: 'same', before: 1 }],
      removed: [0],
    });
  });
});

const Row = fc.record({
  id: fc.nat(8),
  v: fc.oneof(fc.nat(3), fc.constant(null), fc.string({ maxLength: 2 })),
});
const Rows = fc.array(Row, { maxLength: 30 });

describe('whatever the rows', () => {
  it('every old row has one partner or is removed, and every new one is told once', () => {
    fc.assert(
      fc.property(Rows, Rows, fc.integer(), (before, now, seed) => {
        const { matches, removed } = diffRows(before, now, ['id'], seed);
        expect(matches).toHaveLength(now.length);
        const partners = matches.flatMap((match) => (match.before === null ? [] : [match.before]));
        expect([...partners, ...removed].toSorted((a, b) => a - b)).toEqual([...before.keys()]);
        matches.forEach((match, at) => {
          if (match.before === null) return;
          const [old, fresh] = [before[match.before], now[at]];
          expect(old?.id).toBe(fresh?.id);
          expect(match.kind === 'same').toBe(changedColumns(old ?? {}, fresh ?? {}).length === 0);
        });
      }),
    );
  });

  it('a run compared with itself is the same, row by row', () => {
    fc.assert(
      fc.property(Rows, (rows) => {
        const { matches, removed } = diffRows(rows, rows, ['id']);
        expect(removed).toEqual([]);
        expect(matches.every(({ kind }, at) => kind === 'same' && matches[at]?.before === at)).toBe(true);
      }),
    );
  });

  it('what is added one way is removed the other way', () => {
    fc.assert(
      fc.property(Rows, Rows, (a, b) => {
        const added = diffRows(a, b, ['id']).matches.filter(({ kind }) => kind === 'added').length;
        expect(diffRows(b, a, ['id']).removed).toHaveLength(added);
      }),
    );
  });
});
