import { describe, expect, test } from 'vitest';
import { NO_FILTER, readTerms } from '../../../../renderer/features/jobs/list-filter.ts';
import {
  applyChanges,
  dropUnmatched,
  firstPage,
  KEPT,
  type ListContext,
  type ListState,
  MAX_LOADED,
  nextPage,
  releaseOrder,
  removeJobs,
} from '../../../../renderer/features/jobs/list-state.ts';
import type { JobSummary } from '../../../../shared/job/schema.ts';
import { makeJob, makePending } from './make-job.ts';

const ALL: ListContext = { filter: NO_FILTER, now: 10_000, orderHeld: false };
const HELD: ListContext = { ...ALL, orderHeld: true };
const PENDING: ListContext = { ...ALL, filter: { ...NO_FILTER, state: 'pending' } };

function listOf(jobs: readonly JobSummary[], hasMore = false): ListState {
  return firstPage(pageOf(jobs, hasMore), [], ALL);
}

function pageOf(jobs: readonly JobSummary[], hasMore = false) {
  const next = hasMore ? { part: 0, key: 0, id: jobs.at(-1)?.id ?? 0 } : null;
  return { jobs, next, looked: jobs.length, isCut: false };
}

describe('the list of jobs', () => {
  test('a change with a higher rev replaces the job', () => {
    const list = applyChanges(listOf([makeJob(1)]), [makeJob(1, { rev: 2, rowCount: 9 })], ALL);
    expect(list.byId.get(makeJob(1).id)?.rowCount).toBe(9);
  });

  test('a late change with the same or a lower rev changes nothing at all', () => {
    const list = listOf([makeJob(1, { rev: 5 })]);
    expect(applyChanges(list, [makeJob(1, { rev: 5, rowCount: 9 }), makeJob(1, { rev: 4 })], ALL)).toBe(list);
  });

  test('new jobs stand above older ones, whatever order they come in', () => {
    const list = applyChanges(listOf([makeJob(3)]), [makeJob(4), makeJob(6), makeJob(5)], ALL);
    expect(list.order).toEqual([6, 5, 4, 3]);
  });

  test('a job that changed while the first page was read keeps its newer form', () => {
    const page = pageOf([makeJob(1, { rev: 1 })]);
    const list = firstPage(page, [makeJob(1, { rev: 3, rowCount: 7 }), makeJob(2)], ALL);
    expect(list.order).toEqual([2, 1]);
    expect(list.byId.get(makeJob(1).id)?.rev).toBe(3);
  });

  test('a page that was read never rolls back what a newer change said', () => {
    const newer = applyChanges(listOf([makeJob(3)]), [makeJob(4, { rev: 8 })], ALL);
    const list = nextPage(newer, pageOf([makeJob(4, { rev: 2 }), makeJob(2)]), ALL);
    expect(list.order).toEqual([4, 3, 2]);
    expect(list.byId.get(makeJob(4).id)?.rev).toBe(8);
  });

  test('a new job between older ones takes its place among them', () => {
    expect(applyChanges(listOf([makeJob(9), makeJob(3)]), [makeJob(5), makeJob(12)], ALL).order).toEqual([
      12, 9, 5, 3,
    ]);
  });

  test('a changed job below the last one read waits for its own page', () => {
    const list = listOf([makeJob(10), makeJob(9)], true);
    expect(applyChanges(list, [makeJob(2)], ALL)).toBe(list);
    expect(applyChanges({ ...list, hasMore: false }, [makeJob(2)], ALL).order).toEqual([10, 9, 2]);
  });

  test('while the order is held, cells change, new jobs wait and none goes', () => {
    const context = { ...PENDING, orderHeld: true };
    const before = firstPage(pageOf([makePending(1)]), [], PENDING);
    const list = applyChanges(before, [makeJob(1, { rev: 2 }), makePending(2)], context);
    expect(list.order).toEqual([1]);
    expect(list.byId.get(makeJob(1).id)?.state).toBe('completed');
    expect(list.waiting).toEqual([2]);
  });

  test('releasing the order lets waiting jobs in and takes out what left the filter', () => {
    const held = applyChanges(
      firstPage(pageOf([makePending(1)]), [], PENDING),
      [makeJob(1, { rev: 2 }), makePending(3), makePending(2)],
      { ...PENDING, orderHeld: true },
    );
    const list = releaseOrder(held, PENDING);
    expect(list.order).toEqual([3, 2]);
    expect(list.waiting).toEqual([]);
    expect(list.byId.has(makeJob(1).id)).toBe(false);
  });

  test('a job that leaves the filtered state leaves the list', () => {
    const before = firstPage(pageOf([makePending(2), makePending(1)]), [], PENDING);
    expect(applyChanges(before, [makeJob(2, { rev: 2 })], PENDING).order).toEqual([1]);
  });

  test('a scheduled job leaves "Scheduled" when it falls due, with no change to tell of it', () => {
    const context = { ...ALL, filter: { ...NO_FILTER, state: 'scheduled' } } as const;
    const list = firstPage(pageOf([makePending(1, { runAt: 20_000 })]), [], context);
    expect(dropUnmatched(list, context)).toBe(list);
    expect(dropUnmatched(list, { ...context, now: 20_000 }).order).toEqual([]);
  });

  test('a new job that the search does not match stays out', () => {
    const context = { ...ALL, filter: { ...NO_FILTER, text: 'invoice', terms: readTerms('invoice', 0) } };
    const list = applyChanges(
      listOf([]),
      [makeJob(1), makeJob(2, { flowName: 'Invoice download' })],
      context,
    );
    expect(list.order).toEqual([2]);
  });

  test('too many jobs push the oldest out, and say that there are more', () => {
    const full = listOf(Array.from({ length: MAX_LOADED }, (_, index) => makeJob(MAX_LOADED - index)));
    const list = applyChanges(full, [makeJob(MAX_LOADED + 1)], ALL);
    expect(list.order).toHaveLength(KEPT);
    expect(list.order[0]).toBe(MAX_LOADED + 1);
    expect(list.hasMore).toBe(true);
    expect(list.byId.size).toBe(KEPT);
  });

  test('holding alone changes nothing', () => {
    const list = listOf([makeJob(1)]);
    expect(applyChanges(list, [], HELD)).toBe(list);
  });

  test('in another order, a job that changed moves only when nothing holds the rows', () => {
    const byRows: ListContext = { ...ALL, filter: { ...NO_FILTER, sort: 'rows' } };
    const list = firstPage(pageOf([makeJob(1, { rowCount: 9 }), makeJob(2, { rowCount: 5 })]), [], byRows);
    const more = makeJob(2, { rev: 2, rowCount: 20 });
    const held = applyChanges(list, [more], { ...byRows, orderHeld: true });
    expect(held.order).toEqual([1, 2]);
    expect(held.byId.get(more.id)?.rowCount).toBe(20);
    expect(releaseOrder(held, byRows).order).toEqual([2, 1]);
    expect(applyChanges(list, [more], byRows).order).toEqual([2, 1]);
  });

  test('deleted jobs go at once', () => {
    const list = removeJobs(listOf([makeJob(3), makeJob(2), makeJob(1)]), [makeJob(2).id]);
    expect(list.order).toEqual([3, 1]);
    expect(list.byId.has(makeJob(2).id)).toBe(false);
  });
});
