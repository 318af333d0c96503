import { expect, it } from 'vitest';
import { formatReference } from '../../../../renderer/features/help/format-reference.ts';
import { ACTION_TYPES } from '../../../../shared/actions/catalog.ts';
import { CONTROL_TYPES } from '../../../../shared/flow/control/catalog.ts';

it('tells every step with its keys, each with its type', () => {
  const { actions, controls } = formatReference();
  expect(actions.map(({ type }) => type)).toEqual(ACTION_TYPES);
  expect(controls.map(({ type }) => type)).toEqual(CONTROL_TYPES);
  for (const { type, keys } of [...actions, ...controls])
    for (const key of keys) expect(key.type, `${type}.${key.name}`).not.toMatch(/undefined|^$/);
});

it('tells allowed words, defaults, limits, and what is needed', () => {
  const click = formatReference().actions.find(({ type }) => type === 'click');
  const key = (name: string) => click?.keys.find((each) => each.name === name);
  expect(key('target')).toEqual({ name: 'target', type: 'target', byDefault: null, needed: true });
  expect(key('button')).toMatchObject({
    type: '"left" | "right" | "middle"',
    byDefault: '"left"',
    needed: false,
  });
  expect(key('count')).toMatchObject({ type: 'number, 1 … 3', byDefault: '1' });
  expect(JSON.parse(click?.example ?? '')).toMatchObject({ action: 'click' });
});

it('tells the steps inside of a step as such', () => {
  const loop = formatReference().controls.find(({ type }) => type === 'repeat');
  expect(loop?.keys.find(({ name }) => name === 'steps')?.type).toBe('list of steps');
});
