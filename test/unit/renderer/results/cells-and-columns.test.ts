import { describe, expect, it } from 'vitest';
import { edgesOf, movedBy } from '../../../../renderer/features/results/cell-range.ts';
import {
  AS_THEY_CAME,
  moved,
  shownColumns,
  toggled,
} from '../../../../renderer/features/results/column-plan.ts';
import { dataIn, gridColumns } from '../../../../renderer/features/results/grid-columns.ts';
import type { ColumnFacts } from '../../../../shared/ipc/results-calls.ts';

const EXTENT = { rows: 100, columns: 5, pageRows: 10 };
const at = (row: number, column: number) => ({ anchor: { row, column }, head: { row, column } });
const key = (name: string, more: Partial<{ ctrl: boolean; shift: boolean }> = {}) => ({
  key: name,
  ctrl: false,
  shift: false,
  ...more,
});

describe('the keyboard in the table', () => {
  it('moves by cells and pages, and stays inside', () => {
    expect(movedBy(at(0, 0), key('ArrowDown'), EXTENT)).toEqual(at(1, 0));
    expect(movedBy(at(0, 0), key('ArrowLeft'), EXTENT)).toEqual(at(0, 0));
    expect(movedBy(at(95, 4), key('PageDown'), EXTENT)).toEqual(at(99, 4));
    expect(movedBy(at(5, 2), key('Home', { ctrl: true }), EXTENT)).toEqual(at(0, 0));
    expect(movedBy(at(5, 2), key('End'), EXTENT)).toEqual(at(5, 4));
  });

  it('widens the selection with Shift, takes the row with Shift Space, and all with Ctrl A', () => {
    const wide = movedBy(at(5, 2), key('ArrowUp', { shift: true }), EXTENT);
    expect(wide).toEqual({ anchor: { row: 5, column: 2 }, head: { row: 4, column: 2 } });
    const row = movedBy(at(5, 2), key(' ', { shift: true }), EXTENT);
    expect(row && edgesOf(row)).toEqual({ top: 5, bottom: 5, left: 0, right: 4 });
    const all = movedBy(at(5, 2), key('a', { ctrl: true }), EXTENT);
    expect(all && edgesOf(all)).toEqual({ top: 0, bottom: 99, left: 0, right: 4 });
  });

  it('leaves other keys alone', () => {
    expect(movedBy(at(0, 0), key('x'), EXTENT)).toBeNull();
    expect(movedBy(at(0, 0), key(' '), EXTENT)).toBeNull();
  });
});

describe('the columns', () => {
  const NAMES = ['a', 'b', 'c'];

  it('are hidden, shown and moved; new ones come at the end and the last one stays', () => {
    const back = moved(NAMES, AS_THEY_CAME, 'c', -1);
    expect(shownColumns(NAMES, back)).toEqual(['a', 'c', 'b']);
    expect(shownColumns([...NAMES, 'd'], toggled(NAMES, back, 'a'))).toEqual(['c', 'b', 'd']);
    expect(moved(NAMES, AS_THEY_CAME, 'a', -1)).toEqual(AS_THEY_CAME);
    const last = toggled(NAMES, toggled(NAMES, AS_THEY_CAME, 'a'), 'b');
    expect(shownColumns(NAMES, toggled(NAMES, last, 'c'))).toEqual(['c']);
  });

  it('stand between the number of the row and where it comes from; a copy takes the rows own ones', () => {
    const facts = NAMES.map(
      (name): ColumnFacts => ({
        name,
        isNumber: name === 'b',
        numbers: 0,
        sum: 0,
        numbersBefore: 0,
        sumBefore: 0,
      }),
    );
    const columns = gridColumns(facts, ['b', 'a'], [], { against: null, hasFailed: true });
    expect(columns.map(({ kind }) => kind)).toEqual(['number', 'change', 'data', 'data', 'from']);
    expect(dataIn(columns, 0, 2)).toEqual(['b']);
    expect(dataIn(columns, 0, 0)).toEqual(['b', 'a']);
  });
});
