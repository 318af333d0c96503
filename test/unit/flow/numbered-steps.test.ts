import { expect, it } from 'vitest';
import { findStep, numberedSteps } from '../../../shared/flow/numbered-steps.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';

function stepsOf(steps: unknown[]) {
  const parsed = parseFlow({ runwright: 1, name: 'Test', steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  return parsed.flow.steps;
}

const press = (id?: string): object => ({ action: 'press', key: 'a', ...(id === undefined ? {} : { id }) });
const steps = stepsOf([
  press('open'),
  {
    action: 'if',
    id: 'asks',
    condition: '{{1 < 2}}',
    then: [press('yes'), { action: 'repeat', times: 2, steps: [press('deep')] }],
    else: [press()],
  },
  press(),
]);

it('numbers every step as its records do: the lists inside of a step are numbered through', () => {
  expect(numberedSteps(steps).map(({ path, id }) => [path, id])).toEqual([
    ['1', 'open'],
    ['2', 'asks'],
    ['2.1', 'yes'],
    ['2.2', undefined],
    ['2.2.1', 'deep'],
    ['2.3', undefined],
    ['3', undefined],
  ]);
  expect(numberedSteps(steps)[0]?.title).toBe('Press a');
});

it('finds a step by its number or its id', () => {
  expect(findStep(steps, '2.3', false)).toEqual({ path: '2.3' });
  expect(findStep(steps, 'deep', false)).toEqual({ path: '2.2.1' });
  expect(findStep(steps, 'asks', true)).toEqual({ path: '2' });
});

it('says what is wrong with a name, and names the nearest one', () => {
  expect(findStep(steps, 'dep', false)).toMatchObject({ nearest: 'deep' });
  expect(findStep(steps, '7', true)).toMatchObject({
    message: expect.stringContaining('names no step of the flow: it has 3 steps.'),
  });
  expect(findStep(steps, 'deep', true)).toMatchObject({
    message: expect.stringContaining('names step 2.2.1, which stands inside of another'),
    nearest: '2',
  });
});
