import { expect, it } from 'vitest';
import { shownSteps } from '../../../../renderer/features/job/shown-steps.ts';
import { stepRows } from '../../../../renderer/features/job/steps.ts';
import { LeaseEpoch } from '../../../../shared/ids.ts';
import { makeDetail, makeStep } from './make-detail.ts';

const rows = stepRows(
  makeDetail({
    steps: [
      makeStep(0, '1', { title: 'Open the shop' }),
      makeStep(1, '2', { title: 'For each row' }),
      makeStep(2, '2.1', { title: 'Click “Search”', target: 'role button' }),
      makeStep(3, '2.1.1', { title: 'Wait' }),
      makeStep(4, '20', { title: 'Done' }),
    ],
  }),
  LeaseEpoch.parse(1),
);

function shown(folded: string[], filter = ''): string[] {
  return shownSteps(rows, new Set(folded), filter).map(({ row }) => row.step.path);
}

it('folds away what stands inside of a step, and nothing that only begins alike', () => {
  expect(shown(['2'])).toEqual(['1', '2', '20']);
  expect(shown(['2.1'])).toEqual(['1', '2', '2.1', '20']);
});

it('says what can be folded', () => {
  const inner = shownSteps(rows, new Set(['2']), '').map(({ hasInner, isFolded }) => [hasInner, isFolded]);
  expect(inner).toEqual([
    [false, false],
    [true, true],
    [false, false],
  ]);
});

it('finds steps by title, target, action and path with what they stand in, folded or not', () => {
  expect(shown(['2'], 'wait')).toEqual(['2', '2.1', '2.1.1']);
  expect(shown([], 'ROLE BUTTON')).toEqual(['2', '2.1']);
  expect(shown([], '20')).toEqual(['20']);
  expect(shown([], 'nothing')).toEqual([]);
});
