import { expect, test } from 'vitest';
import { dependsOnTime, matches, toQuery } from '../../../../renderer/features/jobs/list-filter.ts';
import { makeJob } from './make-job.ts';

test.each([
  ['shop', true],
  ['BOOK', true],
  ['  shop ', true],
  ['invoice', false],
  ['#12', true],
  ['#1', false],
  ['12', false],
  ['', true],
])('the search %j finds job 12 "Book shop": %s', (text, found) => {
  expect(matches(makeJob(12), { state: null, text }, 0)).toBe(found);
});

test('a filter asks main only for what narrows it', () => {
  expect(toQuery({ state: null, text: '' })).toEqual({});
  expect(toQuery({ state: 'failed', text: 'x' })).toEqual({ states: ['failed'], text: 'x' });
});

test('states that time alone changes are looked through again, ended ones are not', () => {
  expect(dependsOnTime({ state: 'retrying', text: '' })).toBe(true);
  expect(dependsOnTime({ state: 'failed', text: '' })).toBe(false);
  expect(dependsOnTime({ state: null, text: '' })).toBe(false);
});
