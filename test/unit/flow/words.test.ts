import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { editDistance, nearest } from '../../../shared/flow/nearest.ts';
import { pathText } from '../../../shared/flow/path-text.ts';
import { Target, targetName, targetText } from '../../../shared/flow/target.ts';

test.each([
  ['buton', 'button'],
  ['Goto', 'goto'],
  ['extractlsit', 'extractList'],
  ['zzz', undefined],
  ['', undefined],
  ['a', undefined],
])('the nearest word to “%s” is %s', (word, expected) => {
  expect(nearest(word, ['goto', 'button', 'extractList', 'bottom'])).toBe(expected);
});

test('the distance is symmetric, zero only for the same word, and a swap counts once', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
      expect(editDistance(a, b)).toBe(editDistance(b, a));
      expect(editDistance(a, b) === 0).toBe(a === b);
    }),
  );
  expect(editDistance('usre', 'user')).toBe(1);
});

test('paths are written as people read them', () => {
  expect(pathText(['steps', 2, 'target', 0, 'role'])).toBe('steps[2].target[0].role');
  expect(pathText(['inputs', 'my key'])).toBe('inputs["my key"]');
  expect(pathText([])).toBe('');
});

test.each([
  [[{ role: 'button', name: 'Search' }], 'role button "Search"', '“Search”'],
  [[{ css: '.price', nth: 1 }], 'css .price (number 2)', 'css .price (number 2)'],
  [[{ label: 'Name', exact: true, frame: ['#a', '#b'] }], 'label "Name" exactly in frame #a > #b', '“Name”'],
  [[{ testId: 'go' }, { css: '#go' }], 'test id "go"', '“go”'],
  [
    [{ css: 'a', inside: { css: 'li', nth: 2, inside: 'card' } }],
    'css a inside css li (number 3) inside card',
    'css a inside css li (number 3) inside card',
  ],
])('the target %j reads “%s”', (target, text, name) => {
  const parsed = Target.parse(target);
  expect([targetText(parsed), targetName(parsed)]).toEqual([text, name]);
});
