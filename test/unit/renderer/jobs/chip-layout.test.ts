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

test('states without a job fold before those with one', () => {
  const { shown, folded } = fitChips(some, 'all', 420);
  expect(shown).toEqual(expect.arrayContaining(['failed', 'completed']));
  expect(folded).toEqual(expect.arrayContaining(['pending', 'cancelled']));
});

test('every chip is either shown or folded, at any width', () => {
  for (let width = 0; width < 1600; width += 37) {
    const { shown, folded } = fitChips(some, 'failed', width);
    expect([...shown, ...folded].toSorted()).toEqual(['all', ...STATE_ORDER].toSorted());
  }
});
