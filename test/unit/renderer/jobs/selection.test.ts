import { describe, expect, test } from 'vitest';
import {
  countSelected,
  extendTo,
  extentOf,
  isSelected,
  NO_SELECTION,
  type Selection,
  selectShown,
  toggle,
} from '../../../../renderer/features/jobs/selection.ts';
import { JobId } from '../../../../shared/ids.ts';

const id = (value: number) => JobId.parse(value);
const ORDER = [9, 8, 7, 6, 5].map(id);
const ids = (selection: Selection) => [...selection.ids].sort((a, b) => b - a);

describe('the selection', () => {
  test('takes a row in and out, and counts', () => {
    const one = toggle(NO_SELECTION, id(8), ORDER);
    expect([countSelected(one), isSelected(one, id(8)), isSelected(one, id(7))]).toEqual([1, true, false]);
    expect(countSelected(toggle(one, id(8), ORDER))).toBe(0);
  });

  test('reaches from the row that was ticked last, either way, and keeps what was selected', () => {
    const from = toggle(toggle(NO_SELECTION, id(9), ORDER), id(7), ORDER);
    expect(ids(extendTo(from, id(5), ORDER))).toEqual([9, 7, 6, 5]);
    expect(ids(extendTo(from, id(8), ORDER))).toEqual([9, 8, 7]);
  });

  test('a range from nowhere, or from a row that is gone, is the row alone', () => {
    expect(ids(extendTo(NO_SELECTION, id(6), ORDER))).toEqual([6]);
    const gone = toggle(NO_SELECTION, id(99), ORDER);
    expect(ids(extendTo(gone, id(6), ORDER))).toEqual([99, 6]);
  });

  test('the box of the head says none, some or all of what is shown', () => {
    expect(extentOf(NO_SELECTION, ORDER)).toBe('none');
    expect(extentOf(toggle(NO_SELECTION, id(8), ORDER), ORDER)).toBe('some');
    expect(extentOf(selectShown(ORDER), ORDER)).toBe('all');
    expect(extentOf(NO_SELECTION, [])).toBe('none');
  });

  test('everything that matches never includes a job that came after it was counted', () => {
    const all: Selection = { ...NO_SELECTION, all: { jobs: 4203, upTo: id(8) } };
    expect(countSelected(all)).toBe(4203);
    expect(ORDER.map((one) => isSelected(all, one))).toEqual([false, true, true, true, true]);
    expect(extentOf(all, ORDER)).toBe('some');
  });

  test('taking one out of everything that matches leaves the rows that are shown', () => {
    const all: Selection = { ...NO_SELECTION, all: { jobs: 4203, upTo: id(8) } };
    const rest = toggle(all, id(7), ORDER);
    expect(ids(rest)).toEqual([8, 6, 5]);
    expect(rest.all).toBeNull();
  });
});
