import { expect, test } from 'vitest';
import { APP_URL, isAppUrl } from '../../../../electron/main/window/origin.ts';

test.each([
  [APP_URL, true],
  ['app://runwright', true],
  ['app://runwright/', true],
  ['app://runwright/index.html#/jobs/5', true],
  ['app://evil/index.html', false],
  ['app://runwright.evil/', false],
  ['app://runwright@evil/', false],
  ['app://user@runwright/', false],
  ['app://user:word@runwright/', false],
  ['app://runwright:8080/', false],
  ['app:runwright', false],
  ['https://runwright/', false],
  ['file:///index.html', false],
  ['javascript:alert(1)', false],
  ['not an address', false],
  ['', false],
])('%s is ours: %s', (address, ours) => {
  expect(isAppUrl(address)).toBe(ours);
});
