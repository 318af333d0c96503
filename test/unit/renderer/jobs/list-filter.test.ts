import { expect, test } from 'vitest';
import {
  dependsOnTime,
  type ListFilter,
  matches,
  NO_FILTER,
  readTerms,
  toQuery,
} from '../../../../renderer/features/jobs/list-filter.ts';
import { makeJob } from './make-job.ts';

/** The filter for what was typed. */
function filterOf(text: string, state: ListFilter['state'] = null): ListFilter {
  return { ...NO_FILTER, state, text, terms: readTerms(text, 0) };
}

test.each([
  ['shop', true],
  ['BOOK', true],
  ['  shop ', true],
  ['invoice', false],
  ['#12', true],
  ['#1', false],
  ['12', false],
  ['-shop', false],
  ['flow:"book shop"', true],
  ['state:completed', true],
  ['state:failed', false],
  ['tag:nightly', false],
  ['-tag:nightly', true],
  ['priority:0', true],
  ['priority:>0', false],
  ['input.x:1', false],
  ['', true],
])('the search %j finds job 12 "Book shop": %s', (text, found) => {
  expect(matches(makeJob(12), filterOf(text), 0)).toBe(found);
});

test('a filter asks main only for what narrows it', () => {
  expect(toQuery(NO_FILTER)).toEqual({ terms: [] });
  expect(toQuery(filterOf('x', 'failed'))).toEqual({
    states: ['failed'],
    terms: [{ on: 'flow', not: false, text: 'x' }],
  });
});

test('states that time alone changes are looked through again, ended ones are not', () => {
  expect(dependsOnTime({ ...NO_FILTER, state: 'retrying' })).toBe(true);
  expect(dependsOnTime({ ...NO_FILTER, state: 'failed' })).toBe(false);
  expect(dependsOnTime({ ...NO_FILTER, state: null })).toBe(false);
});
