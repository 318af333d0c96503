import { expect, test } from 'vitest';
import { wholeNumber } from '../../../../renderer/ui/whole-number.ts';

test.each([
  ['1', 1],
  [' 16 ', 16],
  ['007', 7],
])('“%s” is a number', (text, number) => {
  expect(wholeNumber(text, 1, 16)).toBe(number);
});

test.each(['', '0', '17', '1.5', '1e1', '-3', 'three', '99999999999'])(
  '“%s” is none within 1 and 16',
  (text) => {
    expect(wholeNumber(text, 1, 16)).toBeNull();
  },
);
