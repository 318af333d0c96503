import { expect, test } from 'vitest';
import { fitChips } from '../../../../renderer/features/jobs/chip-layout.ts';
import { STATE_ORDER } from '../../../../renderer/ui/state-meta.ts';
import { makeCounts } from './make-job.ts';

const some = makeCounts({ all: 9, failed: 3, completed: 6 });

test('with room enough every chip is shown, in order', () => {
  expect(fitChips(some, 'all', 5000)).toEqual({ shown: ['all', ...STATE_ORDER], folded: [] });
});

test('without room, All, Parked and the chosen chip still stand', () => {
  expect(fitChips(some, 'cancelled', 0).shown).toEqual(['all', 'parked', 'cancelled']);
});

test('a state without a job is shown only when every state with one is', () => {
  for (let width = 0; width < 1600; width += 13) {
    const { shown } = fitChips(some, 'all', width);
    const hasAll = shown.includes('failed') && shown.includes('completed');
    const hasEmpty = shown.some((chip) => chip !== 'parked' && some[chip] === 0);
    expect(hasEmpty && !hasAll, `at ${width} pixels`).toBe(false);
  }
});

test('with some room, states with jobs stand and empty ones fold', () => {
  const { shown, folded } = fitChips(some, 'all', 450);
  expect(shown).toEqual(['all', 'parked', 'completed', 'failed']);
  expect(folded).toContain('pending');
});

test('every chip is either shown or folded, at any width', () => {
  for (let width = 0; width < 1600; width += 37) {
    const { shown, folded } = fitChips(some, 'failed', width);
    expect([...shown, ...folded].toSorted()).toEqual(['all', ...STATE_ORDER].toSorted());
  }
});
