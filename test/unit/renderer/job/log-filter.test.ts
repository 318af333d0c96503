import { expect, it } from 'vitest';
import { filterLines, lineText, SHOW_ALL } from '../../../../renderer/features/job/log-filter.ts';
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

it('finds text in message, metadata and step, in any case', () => {
  const find = (text: string): string[] =>
    filterLines(makeTyped(), { level: 'DEBUG', text }).map((line) => line.message);
  expect(find('PAGE')).toEqual(['Opening the page', 'Gone']);
  expect(find('4.2')).toEqual(['Sold out']);
  expect(find('nothing')).toEqual([]);
});

it('shows a level and those above it', () => {
  expect(filterLines(makeTyped(), { level: 'WARN', text: '' }).map((line) => line.message)).toEqual([
    'Sold out',
    'Gone',
  ]);
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
