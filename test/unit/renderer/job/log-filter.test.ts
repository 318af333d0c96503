import { expect, it } from 'vitest';
import {
  filterLines,
  findLines,
  lineText,
  SHOW_ALL,
  stepsOf,
} from '../../../../renderer/features/job/log-filter.ts';
import { splitMatches } from '../../../../renderer/ui/split-matches.ts';
import type { LogLine } from '../../../../shared/job/schema.ts';
import { makeLines } from './make-detail.ts';

function makeTyped(): LogLine[] {
  const changes: Partial<LogLine>[] = [
    { level: 'DEBUG', message: 'Opening the page' },
    { level: 'WARN', message: 'Sold out', step: '4.2' },
    { level: 'ERROR', message: 'Gone', metadata: '{"page":3}' },
  ];
  return makeLines(0, 3).map((line, index) => ({ ...line, ...changes[index] }));
}

it('gives the very same lines when nothing is filtered', () => {
  expect(filterLines([], SHOW_ALL)).toEqual([]);
  const given = makeLines(0, 2);
  expect(filterLines(given, SHOW_ALL)).toBe(given);
});

it('finds text in message, metadata and step, in any case, and leaves the lines as they are', () => {
  const find = (text: string): readonly string[] => findLines(makeTyped(), text);
  expect(find('PAGE')).toEqual(['1:0', '1:2']);
  expect(find('4.2')).toEqual(['1:1']);
  expect(find('nothing')).toEqual([]);
  expect(find('  ')).toEqual([]);
});

it('shows a level and those above it', () => {
  expect(filterLines(makeTyped(), { level: 'WARN', step: null }).map((line) => line.message)).toEqual([
    'Sold out',
    'Gone',
  ]);
});

it('shows a step with those inside of it, and no step that only begins alike', () => {
  const lines = makeLines(0, 4).map((line, at) => ({ ...line, step: ['4', '4.2', '42', null][at] ?? null }));
  expect(filterLines(lines, { level: 'DEBUG', step: '4' }).map(({ step }) => step)).toEqual(['4', '4.2']);
});

it('offers the steps of its lines with those around them, in the order of the flow', () => {
  const lines = makeLines(0, 4).map((line, at) => ({
    ...line,
    step: ['10', '2.1.3', null, '10'][at] ?? null,
  }));
  expect(stepsOf(lines)).toEqual(['2', '2.1', '2.1.3', '10']);
});

it('cuts a text where the word is found and gives back the whole', () => {
  expect(splitMatches('Page page', 'pa')).toEqual([
    { text: 'Pa', found: true },
    { text: 'ge ', found: false },
    { text: 'pa', found: true },
    { text: 'ge', found: false },
  ]);
  expect(splitMatches('none', 'x')).toEqual([{ text: 'none', found: false }]);
  expect(splitMatches('all', ' ')).toEqual([{ text: 'all', found: false }]);
});

it('writes a line for the clipboard with all that it says', () => {
  expect(makeTyped().map((line) => lineText(line, '12:00'))).toEqual([
    '12:00 DEBUG Opening the page',
    '12:00 WARN 4.2 Sold out',
    '12:00 ERROR Gone {"page":3}',
  ]);
});
