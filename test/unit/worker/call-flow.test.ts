import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StepFailure } from '../../../electron/worker/walk/step-failure.ts';
import {
  click,
  failing,
  type GivenSteps,
  NO_PICTURES,
  press,
  pressed,
  set,
  setUpSteps,
} from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-call-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (steps: unknown[], given: Partial<GivenSteps> = {}) =>
  setUpSteps({ ...given, steps, folder }).finish();
const call = (flow: string, more: object = {}): object => ({ action: 'callFlow', flow, ...more });

const GREET = {
  name: 'Greet',
  inputs: { who: { type: 'text', required: true }, times: { type: 'number', default: 1 } },
  steps: [
    set('hello', 'Hello {{input.who}}'),
    { action: 'repeat', times: '{{input.times}}', steps: [press('g')] },
  ],
};

test('runs its steps under the path of the call, with inputs of their kinds and defaults', async () => {
  const more = call('Greet', { inputs: { who: '{{var.name}}', times: 2 } });
  const { steps, page, end } = await run([set('name', 'Ada'), more, press('z')], { called: [GREET] });
  expect(end).toBe('done');
  expect(pressed(page)).toEqual(['g', 'g', 'z']);
  expect(steps.map(({ path, title }) => `${path} ${title}`)).toEqual([
    '1 Set name to “Ada”',
    '2 Call the flow “Greet”',
    '2.1 Set hello to “Hello Ada”',
    '2.2 Repeat 2 times',
    '2.2.1 Press g (turn 1 of 2)',
    '2.2.1 Press g (turn 2 of 2)',
    '3 Press z',
  ]);
});

test('keeps variables apart but for those that are named', async () => {
  const inner = { name: 'Inner', steps: [set('a', 1), set('b', 2)] };
  const { results } = await run([set('a', 'mine'), call('Inner', { into: { sum: 'b' } })], {
    called: [inner],
  });
  expect(results).toEqual({ a: 'mine', sum: 2 });
});

test('does not see the variables of the flow that calls', async () => {
  const inner = {
    name: 'Inner',
    steps: [set('a', 1), { action: 'if', condition: '{{var.b}}', then: [press('x')] }],
  };
  const { page } = await run([set('b', true), call('Inner')], {
    called: [{ ...inner, steps: [set('b', ''), inner.steps[1]] }],
  });
  expect(pressed(page)).toEqual([]);
});

test('a secret stays one on its way in and out', async () => {
  const inner = {
    name: 'Inner',
    inputs: { pin: { type: 'text' } },
    steps: [set('made', 'x{{input.pin}}'), { action: 'log', message: 'It is {{input.pin}}.' }],
  };
  const { results, lines } = await run(
    [call('Inner', { inputs: { pin: '{{input.pin}}' }, into: { out: 'made' } })],
    {
      called: [inner],
      more: { inputs: { pin: { type: 'text', secret: true } } },
      inputs: { pin: '4711' },
    },
  );
  expect(results).toEqual({ out: '•••' });
  expect(lines.join('\n')).not.toContain('4711');
  expect(lines).toContain('INFO 1.2: It is •••.');
});

test('a failure inside fails the call, whose onError may go on', async () => {
  const inner = { name: 'Inner', steps: [click('#gone')] };
  const given = { called: [inner], more: NO_PICTURES };
  const failed = await run([call('Inner')], { ...given, page: failing({ '#gone': 1 }) });
  expect(failed.end).toBeInstanceOf(StepFailure);
  expect(failed.end).toMatchObject({ error: { step: '1.1' } });
  const goesOn = await run([call('Inner', { onError: 'continue' }), press('z')], {
    ...given,
    page: failing({ '#gone': 1 }),
  });
  expect([goesOn.end, pressed(goesOn.page)]).toEqual(['done', ['z']]);
});

test('says which inputs do not fit at the time of the call', async () => {
  const { end } = await run([call('Greet', { inputs: { who: 'x', times: 'many' } })], {
    called: [GREET],
    more: NO_PICTURES,
  });
  expect(end).toMatchObject({ error: { message: expect.stringContaining('a number is expected') } });
});

test('says that a named value was not given', async () => {
  const inner = { name: 'Inner', steps: [{ action: 'if', condition: '{{0}}', then: [set('a', 1)] }] };
  const { end } = await run([call('Inner', { into: { b: 'a' } })], { called: [inner], more: NO_PICTURES });
  expect(end).toMatchObject({ error: { message: expect.stringContaining('gave no value “a”') } });
});

test('says once in the log which of its own browser settings do not apply, values left out', async () => {
  const inner = {
    name: 'Inner',
    browser: { profile: 'shop', device: 'iPhone 15', locale: 'de-DE' },
    steps: [call('Deep')],
  };
  const deep = { name: 'Deep', browser: { locale: 'fr-FR' }, steps: [press('d')] };
  const { lines } = await run([{ action: 'repeat', times: 2, steps: [call('Inner')] }], {
    called: [inner, deep],
    more: { browser: { locale: 'de-DE' } },
  });
  expect(lines.filter((line) => line.startsWith('WARN'))).toEqual([
    'WARN 1.1: The flow “Inner” runs in the browser of the flow that calls it: its own browser settings device, profile do not apply.',
    'WARN 1.1.1: The flow “Deep” runs in the browser of the flow that calls it: its own browser setting locale does not apply.',
  ]);
});

test('says nothing of browser settings that are the same, or left out', async () => {
  const inner = { name: 'Inner', browser: { locale: 'de-DE' }, steps: [press('i')] };
  const { lines } = await run([call('Inner'), call('Greet', { inputs: { who: 'Ada' } })], {
    called: [inner, GREET],
    more: { browser: { locale: 'de-DE', type: 'firefox', headless: false } },
  });
  expect(lines.filter((line) => line.startsWith('WARN'))).toEqual([]);
});
