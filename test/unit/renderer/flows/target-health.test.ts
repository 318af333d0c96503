import { expect, it } from 'vitest';
import { targetHealth } from '../../../../renderer/features/flows/target-health.ts';
import type { CandidateHealth } from '../../../../shared/flow/health.ts';
import { Step } from '../../../../shared/flow/step.ts';

function health(step: string, candidate: string, counts: Partial<CandidateHealth> = {}): CandidateHealth {
  return { step, at: 'target', candidate, tried: 14, found: 12, healed: 0, lastAt: 1, ...counts };
}

const click = Step.parse({ action: 'click', target: [{ css: '#a' }, { css: '#b' }] });

it('says of each candidate how often it found its element, in the order of the flow', () => {
  const known = [health('2', 'css #b', { tried: 2, found: 2, healed: 2 }), health('2', 'css #a')];
  const [target] = targetHealth(click, '2', known);
  expect(target?.rows.map(({ line, words, hasHealed }) => [line, words, hasHealed])).toEqual([
    ['css #a', 'found 12 of 14 runs', false],
    ['css #b', 'found 2 of 2 runs', true],
  ]);
});

it('knows a step by its id, wherever it stands', () => {
  const named = Step.parse({ action: 'click', id: 'buy', target: [{ css: '#a' }] });
  expect(targetHealth(named, '7', [health('buy', 'css #a')])).toHaveLength(1);
  expect(targetHealth(named, '7', [health('7', 'css #a')])).toEqual([]);
});

it('leaves out what no job has used, and what the flow does not have any more', () => {
  expect(targetHealth(click, '2', [])).toEqual([]);
  expect(targetHealth(click, '2', [health('2', 'css #old')])).toEqual([]);
  expect(targetHealth(click, '2', [health('2', 'css #a', { at: 'items' })])).toEqual([]);
});
