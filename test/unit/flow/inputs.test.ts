import { describe, expect, test } from 'vitest';
import type { InputSpec } from '../../../shared/flow/input.ts';
import { resolveInputs } from '../../../shared/flow/inputs.ts';

const inputs: Record<string, InputSpec> = {
  user: { type: 'text', required: true, label: 'User name' },
  count: { type: 'number', default: 5 },
  deep: { type: 'boolean' },
  start: { type: 'url' },
  day: { type: 'date' },
  pin: { type: 'number', secret: true },
};

test('what is given goes before the defaults, texts become what they mean, the rest is left out', () => {
  expect(resolveInputs({ inputs }, { user: 'Ada' })).toEqual({ ok: true, values: { user: 'Ada', count: 5 } });
  const given = {
    user: 'Ada',
    count: '7',
    deep: 'yes',
    start: 'https://a.test/',
    day: '2025-03-31',
    pin: 1234,
  };
  expect(resolveInputs({ inputs }, given)).toEqual({ ok: true, values: { ...given, count: 7, deep: true } });
});

test('an empty text counts as not given', () => {
  expect(resolveInputs({ inputs }, { user: 'Ada', count: '' })).toMatchObject({ values: { count: 5 } });
  expect(resolveInputs({ inputs }, { user: '' })).toMatchObject({ ok: false });
});

test('all faults come at once', () => {
  expect(resolveInputs({ inputs }, { usr: 'Ada', count: 'many' })).toEqual({
    ok: false,
    faults: [
      {
        path: 'inputs.usr',
        message: '“usr” is not an input of this flow: its inputs are user, count, deep, start, day, pin.',
        nearest: 'user',
      },
      { path: 'inputs.user', message: '“user” (User name) is required: a text is expected.' },
      { path: 'inputs.count', message: 'a number is expected, but "many" was given.' },
    ],
  });
});

describe('wrong types', () => {
  test.each([
    ['deep', 'maybe'],
    ['start', 'javascript:alert(1)'],
    ['start', 'https://'],
    ['day', '2025-02-30'],
    ['day', 'tomorrow'],
    ['user', { a: 1 }],
  ])('%s does not take %j', (name, value) => {
    expect(resolveInputs({ inputs }, { user: 'Ada', [name]: value })).toMatchObject({
      ok: false,
      faults: [{ path: `inputs.${name}` }],
    });
  });

  test('a wrong secret is not shown', () => {
    expect(JSON.stringify(resolveInputs({ inputs }, { user: 'Ada', pin: 'hunter2' }))).not.toContain(
      'hunter2',
    );
  });
});
