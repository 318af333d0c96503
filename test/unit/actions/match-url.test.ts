import { expect, test } from 'vitest';
import { UrlPattern, urlMatcher } from '../../../shared/actions/match-url.ts';

const URL = 'https://shop.test/a/order?id=7';

test.each([
  ['order', true],
  ['/order?id=', true],
  ['/basket', false],
  ['**/order*', true],
  ['**/a/**', true],
  ['https://shop.test/*/order?id=7', true],
  ['https://shop.test/*', false],
  ['**/{order,basket}?id=*', true],
  ['**/{cart,basket}?id=*', false],
  ['**/ord.r*', false],
  ['/order\\?id=\\d$/', true],
  ['/ORDER/i', true],
  ['/^order/', false],
])('%s matches the address: %s', (pattern, matches) => {
  expect(urlMatcher(pattern)(URL)).toBe(matches);
});

test('a pattern that cannot be read is a fault, unless its value is still to come', () => {
  expect(UrlPattern.safeParse('/a(/').success).toBe(false);
  expect(UrlPattern.safeParse('/{{input.a}}(/').success).toBe(true);
});
