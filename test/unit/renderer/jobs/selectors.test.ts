import { expect, test } from 'vitest';
import { type JobsFacts, NO_FACTS } from '../../../../renderer/features/jobs/jobs-state.ts';
import {
  countOpen,
  selectIsFiltered,
  selectIsFirstRun,
  selectJob,
  selectTotal,
} from '../../../../renderer/features/jobs/selectors.ts';
import { makeCounts, makeJob } from './make-job.ts';

const job = makeJob(1);
const one: JobsFacts = {
  ...NO_FACTS,
  counts: makeCounts({ all: 900, failed: 40, completed: 860 }),
  list: {
    byId: new Map([[job.id, job]]),
    order: [job.id],
    waiting: [],
    hasMore: true,
    next: null,
    cutAfter: null,
  },
};

test('a job is found by its number', () => {
  expect(selectJob(job.id)(one)).toBe(job);
  expect(selectJob(makeJob(2).id)(one)).toBeUndefined();
});

test('the total is what the database counts, while not everything is read', () => {
  expect(selectTotal(one)).toBe(900);
  expect(selectTotal({ ...one, filter: { ...NO_FACTS.filter, state: 'failed', text: '' } })).toBe(40);
});

test('nobody knows the total before the list was read', () => {
  expect(selectTotal(NO_FACTS)).toBeNull();
  expect(selectTotal({ ...NO_FACTS, phase: 'ready' })).toBe(0);
});

test('nobody knows the total of a search that is not read to its end', () => {
  const search = { ...one, filter: { ...NO_FACTS.filter, state: null, text: 'shop' } };
  expect(selectTotal(search)).toBeNull();
  expect(selectTotal({ ...search, list: { ...one.list, hasMore: false } })).toBe(1);
});

test('it is the first run only when it is known that there never was a job', () => {
  expect(selectIsFirstRun(NO_FACTS)).toBeNull();
  expect(selectIsFirstRun({ ...NO_FACTS, counts: makeCounts() })).toBe(true);
  expect(selectIsFirstRun(one)).toBe(false);
});

test('open jobs are all that have not ended', () => {
  expect(countOpen(makeCounts({ pending: 1, parked: 2, stalled: 4, completed: 8, failed: 16 }))).toBe(7);
});

test('a list is narrowed by a state or a search', () => {
  expect(selectIsFiltered(one)).toBe(false);
  expect(selectIsFiltered({ ...one, filter: { ...NO_FACTS.filter, state: 'failed', text: '' } })).toBe(true);
  expect(selectIsFiltered({ ...one, filter: { ...NO_FACTS.filter, state: null, text: 'a' } })).toBe(true);
});
