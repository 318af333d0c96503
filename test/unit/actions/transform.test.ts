import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseDate } from '../../../shared/actions/parse-date.ts';
import { parseNumber } from '../../../shared/actions/parse-number.ts';
import { transformValue } from '../../../shared/actions/transform.ts';

test.each([
  ['£18.40', 18.4],
  ['18,40 €', 18.4],
  ['1.234,50 €', 1234.5],
  ['$1,234.50', 1234.5],
  ['1,234', 1234],
  ['1.234', 1.234],
  ['1.234.567', 1234567],
  ['1,234,567.89', 1234567.89],
  ['12 345,6 kr', 12345.6],
  ['12 345', 12345],
  ["CHF 1'234.50", 1234.5],
  ['−3 %', -3],
  ['-£5', -5],
  ['(12.50)', -12.5],
  ['In stock: 7 (of 12)', 7],
  ['0', 0],
  ['7.', 7],
  ['pages 3–5', 3],
  ['none', null],
  ['', null],
])('“%s” is the number %s', (text, number) => {
  expect(parseNumber(text)).toBe(number);
});

test('every number that a program writes is read back', () => {
  fc.assert(
    fc.property(fc.double({ min: -1e9, max: 1e9, noNaN: true }), (value) => {
      const rounded = Math.round(value * 100) / 100;
      expect(parseNumber(rounded.toFixed(2))).toBe(rounded === 0 ? 0 : rounded);
    }),
  );
});

test.each([
  ['2024-03-12', '2024-03-12'],
  ['Published 12 March 2024', '2024-03-12'],
  ['March 12, 2024', '2024-03-12'],
  ['12th Mar. 2024, 2:05 pm', '2024-03-12T14:05:00'],
  ['12. März 2024', '2024-03-12'],
  ['12 de junio de 2024', '2024-06-12'],
  ['3 août 2024', '2024-08-03'],
  ['12.03.2024 09:30', '2024-03-12T09:30:00'],
  ['03/04/2024', '2024-04-03'],
  ['03/14/2024', '2024-03-14'],
  ['2024-02-29T10:00:05Z', '2024-02-29T10:00:05Z'],
  ['2023-02-29', null],
  ['31 April 2024', null],
  ['tomorrow', null],
])('“%s” is the date %s', (text, date) => {
  expect(parseDate(text)).toBe(date);
});

test('trim makes one line of a text, and no transform only cuts its ends', () => {
  expect(transformValue('  a \n  b ', 'trim')).toBe('a b');
  expect(transformValue('  a \n  b ', undefined)).toBe('a \n  b');
});
