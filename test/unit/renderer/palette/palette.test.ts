import { expect, it } from 'vitest';
import type { Command, CommandGroup } from '../../../../renderer/features/palette/command.ts';
import { findCommands } from '../../../../renderer/features/palette/find-commands.ts';
import { fuzzyScore } from '../../../../renderer/features/palette/fuzzy.ts';
import { recentIds, rememberId } from '../../../../renderer/features/palette/recent.ts';
import { jobText } from '../../../../renderer/features/palette/use-found.ts';

const command = (id: string, word: string, group: CommandGroup = 'commands'): Command => ({
  id,
  group,
  word,
  run: () => undefined,
});
const words = (found: readonly Command[]): string[] => found.map(({ word }) => word);

it('finds letters in order, without case and accents, and nothing else', () => {
  expect(fuzzyScore('nj', 'New job')).not.toBeNull();
  expect(fuzzyScore('loschen', 'Löschen')).not.toBeNull();
  expect(fuzzyScore('job new', 'New job')).not.toBeNull();
  expect(fuzzyScore('bj', 'New job')).toBeNull();
  expect(fuzzyScore('jobs', 'New job')).toBeNull();
  expect(fuzzyScore('', 'New job')).not.toBeNull();
});

it('puts the start of a word above its middle, and that above scattered letters', () => {
  const score = (text: string): number => fuzzyScore('run', text) ?? Number.NaN;
  expect(score('Run it')).toBeGreaterThan(score('Prune it'));
  expect(score('Prune it')).toBeGreaterThan(score('Resume until noon'));
});

it('is not slow with hostile text', () => {
  expect(fuzzyScore('a'.repeat(1000), 'a'.repeat(100_000))).not.toBeNull();
  expect(fuzzyScore('ab'.repeat(500), `${'a'.repeat(100_000)}`)).toBeNull();
});

it('shows what was chosen last first, and no flows, while nothing is typed', () => {
  const commands = [
    command('a', 'A'),
    command('b', 'B'),
    command('f', 'Run F', 'flows'),
    command('g', 'Run G', 'flows'),
  ];
  const found = findCommands('', commands, ['f', 'gone', 'b']);
  expect(words(found)).toEqual(['Run F', 'B', 'A']);
  expect(found.map(({ group }) => group)).toEqual(['recent', 'recent', 'commands']);
});

it('keeps groups together, the group of the best one first, and fifty at most', () => {
  const many = Array.from({ length: 80 }, (_, n) => command(`run ${n}`, `Run number ${n}`, 'flows'));
  const found = findCommands('settings', [command('s', 'Settings', 'places'), ...many], []);
  expect(words(found)).toEqual(['Settings']);
  expect(findCommands('run', many, [])).toHaveLength(50);
});

it('shows jobs that main found by what is not in their name', () => {
  const found = findCommands('#12', [command('j', '#12 Books', 'jobs')], []);
  expect(words(found)).toEqual(['#12 Books']);
  expect([jobText('12'), jobText(' books '), jobText('')]).toEqual(['#12', 'books', '']);
});

it('remembers the last eight, each once, and nothing of what cannot be read', () => {
  const kept = new Map<string, string>();
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  for (const id of ['a', 'b', 'a', 'c', 'd', 'e', 'f', 'g', 'h', 'i']) rememberId(storage, id);
  expect(recentIds(storage)).toEqual(['i', 'h', 'g', 'f', 'e', 'd', 'c', 'a']);
  expect(recentIds({ ...storage, getItem: () => '{"no": "list"}' })).toEqual([]);
});
