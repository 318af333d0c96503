import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { diffFlows, type StepChange } from '../../../shared/flow/diff.ts';

const goto = (url: string) => ({ action: 'goto', url });
const click = (name: string) => ({ action: 'click', target: [{ role: 'button', name }] });
const when = (then: object[], otherwise: object[] = []) => ({
  action: 'if',
  condition: '{{row.ok}}',
  then,
  else: otherwise,
});
const flow = (...steps: object[]) => ({ runwright: 1, name: 'Shop', steps });

/** `+2`, `-3`, `~1:1`, `1>3`, each with the keys that changed. */
function words(before: object, after: object): string[] {
  return diffFlows(before, after).steps.map((change: StepChange) => {
    if (change.kind === 'added') return `+${change.to}`;
    if (change.kind === 'removed') return `-${change.from}`;
    const keys = change.keys.map(({ key }) => key).join(',');
    const place = change.kind === 'moved' ? `${change.from}>${change.to}` : `~${change.from}:${change.to}`;
    return keys === '' ? place : `${place} ${keys}`;
  });
}

it('the same flow has no difference, however its keys are ordered', () => {
  const one = flow(goto('a'), when([click('Yes')]));
  const other = flow({ url: 'a', action: 'goto' }, when([click('Yes')]));
  expect(diffFlows(one, other)).toEqual({ steps: [], settings: [], same: 3 });
});

it('names what was added, removed and changed, with the old and the new value', () => {
  const before = flow(goto('a'), click('Buy'), click('Close'));
  const after = flow(goto('b'), click('Buy'), { action: 'reload' });
  expect(words(before, after)).toEqual(['~1:1 url', '+3', '-3']);
  expect(diffFlows(before, after).steps[0]).toMatchObject({
    keys: [{ key: 'url', before: 'a', after: 'b' }],
  });
});

it('a step that stands elsewhere is moved, and its neighbours are not', () => {
  const [a, b, c, d] = [click('A'), click('B'), click('C'), click('D')];
  expect(words(flow(a, b, c, d), flow(d, a, b, c))).toEqual(['4>1']);
  expect(words(flow(a, b, c, d), flow(b, c, a, d))).toEqual(['1>3']);
});

it('of two equal steps the right one is gone', () => {
  const [a, b] = [click('A'), click('B')];
  expect(words(flow(a, b, a), flow(b, a))).toEqual(['-1']);
});

it('steps inside of others are told by their own places', () => {
  const before = flow(goto('a'), when([click('Yes'), click('More')], [click('No')]));
  const otherwise = flow(goto('a'), when([click('Yes')], [click('No'), { action: 'reload' }]));
  expect(words(before, otherwise)).toEqual(['-2.2', '+2.3']);
  const there = flow(goto('a'), when([click('Yes')], [click('More'), click('No')]));
  expect(words(before, there)).toEqual(['2.2>2.2']);
  expect(words(flow(goto('a'), click('Yes')), flow(goto('a'), when([click('Yes')])))).toEqual([
    '+2',
    '2>2.1',
  ]);
});

it('an id makes it the same step whatever it says', () => {
  const before = flow({ ...click('Buy'), id: 'buy' }, goto('a'));
  const after = flow(goto('a'), { action: 'reload', id: 'buy' });
  expect(words(before, after).join(' ')).toMatch(/action,target/);
});

it('settings are told key by key', () => {
  const before = { ...flow(goto('a')), inputs: { topic: { type: 'text' } }, browser: { headless: true } };
  const after = { ...flow(goto('a')), name: 'Books', inputs: {}, browser: { headless: false } };
  expect(diffFlows(before, after).settings).toEqual([
    { key: 'name', before: 'Shop', after: 'Books' },
    { key: 'inputs.topic', before: { type: 'text' }, after: undefined },
    { key: 'browser.headless', before: true, after: false },
  ]);
});

it('what is no flow at all is compared as one without steps', () => {
  expect(words(flow(goto('a')), {})).toEqual(['-1']);
  expect(diffFlows(null, [1]).steps).toEqual([]);
  expect(words({ steps: [1, goto('a')] }, { steps: 'x' })).toEqual(['-2']);
});

const leaf = fc.record({
  action: fc.constantFrom('click', 'goto', 'reload'),
  value: fc.integer({ min: 0, max: 4 }),
});
const { step } = fc.letrec<{ step: object }>((tie) => ({
  step: fc.oneof(
    { weight: 4, arbitrary: leaf },
    {
      weight: 1,
      arbitrary: fc.record({
        action: fc.constant('if'),
        then: fc.array(tie('step'), { maxLength: 3 }),
        else: fc.array(tie('step'), { maxLength: 2 }),
      }),
    },
  ),
}));
const steps = fc.array(step, { maxLength: 8 });
const countOf = (kind: StepChange['kind'], changes: readonly StepChange[]): number =>
  changes.filter((change) => change.kind === kind).length;

function total(list: readonly object[]): number {
  return list.reduce((sum, each) => {
    const inside = Object.values(each).filter((value) => Array.isArray(value));
    return sum + 1 + inside.reduce((more, inner) => more + total(inner), 0);
  }, 0);
}

it('every step of both versions is told exactly once or is the same', () => {
  fc.assert(
    fc.property(steps, steps, (before, after) => {
      const diff = diffFlows({ steps: before }, { steps: after });
      const both = diff.same + countOf('moved', diff.steps) + countOf('changed', diff.steps);
      expect(both + countOf('added', diff.steps)).toBe(total(after));
      expect(both + countOf('removed', diff.steps)).toBe(total(before));
    }),
  );
});

it('a flow has no difference to itself, and distinct steps in another order are only moved', () => {
  fc.assert(
    fc.property(steps, fc.shuffledSubarray([...'abcdefgh'], { minLength: 8 }), (list, order) => {
      expect(diffFlows({ steps: list }, { steps: structuredClone(list) }).steps).toEqual([]);
      const shuffled = diffFlows(
        { steps: [...order].sort().map((name) => click(name)) },
        { steps: order.map((name) => click(name)) },
      );
      expect(shuffled.steps.every(({ kind }) => kind === 'moved')).toBe(true);
      expect(shuffled.same).toBeGreaterThan(0);
    }),
  );
});
