import { expect, test } from 'vitest';
import { parseRange } from '../../../../electron/main/window/range.ts';

test.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=100-', { start: 100, end: 999 }],
  ['bytes=-100', { start: 900, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=900-5000', { start: 900, end: 999 }],
  ['bytes=0-0', { start: 0, end: 0 }],
  ['bytes=1000-', 'outside'],
  ['bytes=-0', 'outside'],
  [null, null],
  ['bytes=-', null],
  ['bytes=5-1', null],
  ['bytes=0-1,5-6', null],
  ['lines=0-1', null],
  ['nonsense', null],
])('%s of 1000 bytes is %j', (header, range) => {
  expect(parseRange(header, 1000)).toEqual(range);
});

test('an empty file has no byte to give', () => {
  expect(parseRange('bytes=0-', 0)).toBe('outside');
  expect(parseRange(null, 0)).toBeNull();
});
