import { expect, test } from 'vitest';
import { readAnswer } from '../../../shared/live/question.ts';

const choices = ['red', 'blue'];

test.each([
  ['text', '1234', '1234'],
  ['text', ' two words ', ' two words '],
  ['choice', 'blue', 'blue'],
  ['confirm', 'yes', true],
  ['confirm', ' YES ', true],
  ['confirm', 'no', false],
] as const)('a %s takes “%s”', (kind, text, value) => {
  expect(readAnswer({ kind, choices }, text)).toEqual({ ok: true, value });
});

test.each([
  ['text', '  ', 'empty'],
  ['choice', 'green', 'red, blue'],
  ['confirm', 'maybe', '“yes” or “no”'],
] as const)('a %s does not take “%s”', (kind, text, sentence) => {
  const read = readAnswer({ kind, choices }, text);
  expect(read.ok ? '' : read.message).toContain(sentence);
});
