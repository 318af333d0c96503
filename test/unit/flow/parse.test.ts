import { describe, expect, test } from 'vitest';
import type { Fault } from '../../../shared/errors.ts';
import { parseFlow, parseFlowText } from '../../../shared/flow/parse.ts';

const click = { action: 'click', target: [{ css: '#go' }] };

function flow(steps: unknown, more: object = {}): unknown {
  return { runwright: 1, name: 'Test', steps, ...more };
}

function faults(value: unknown): Fault[] {
  const parsed = parseFlow(value);
  return parsed.ok ? [] : parsed.faults;
}

test('a right flow is read with its defaults', () => {
  const parsed = parseFlow(flow([click]));
  expect(parsed).toMatchObject({
    ok: true,
    flow: {
      inputs: {},
      browser: { type: 'chromium', headless: true },
      retry: {},
      timeouts: { step: 30_000, navigation: 30_000 },
      artifacts: {
        screenshots: 'on-failure',
        trace: 'on-failure',
        video: 'never',
        har: 'never',
        console: 'on-failure',
      },
      steps: [{ action: 'click', button: 'left', count: 1 }],
    },
  });
});

test('every fault comes at once, each with its path and the nearest right word', () => {
  const found = faults({
    runwright: 1,
    nam: 'x',
    inputs: { user: { type: 'txt' } },
    steps: [
      { id: 'a', action: 'goto', ulr: '{{input.usr}}' },
      { id: 'a', action: 'clik', target: [{ role: 'buton' }] },
      { action: 'click', target: [{ css: 'a' }], onError: { goto: 'aa' }, timeout: 'long' },
    ],
  });
  expect(found.map(({ path, nearest }) => [path, nearest])).toEqual([
    ['name', undefined],
    ['inputs.user.type', 'text'],
    ['nam', 'name'],
    ['steps[0].url', undefined],
    ['steps[0].ulr', 'url'],
    ['steps[0].ulr', 'input.user'],
    ['steps[1].action', 'click'],
    ['steps[1].target[0].role', 'button'],
    ['steps[1].id', undefined],
    ['steps[2].timeout', undefined],
    ['steps[2].onError.goto', 'a'],
  ]);
  for (const { message } of found) expect(message).toMatch(/\.$/);
});

describe('single faults', () => {
  test.each<[string, unknown, string, string, string?]>([
    ['not an object', [], '', 'a flow is an object'],
    ['no steps', flow([]), 'steps', 'at least 1 entry'],
    ['an older or no version', { name: 'x', steps: [click] }, 'runwright', '“runwright” is missing'],
    ['a newer version', { runwright: 2, anything: 1 }, 'runwright', 'use a newer app'],
    [
      'an action of another tool',
      flow([{ action: 'navigate', url: 'http://x' }]),
      'steps[0].action',
      'not known',
      'goto',
    ],
    [
      'an input’s name',
      flow([click], { inputs: { '1st': { type: 'text' } } }),
      'inputs["1st"]',
      'is not a name',
    ],
    [
      'a candidate of two kinds',
      flow([{ action: 'click', target: [{ css: 'a', text: 'b' }] }]),
      'steps[0].target[0]',
      'css',
    ],
    [
      'a name without a role',
      flow([{ action: 'click', target: [{ css: 'a', name: 'b' }] }]),
      'steps[0].target[0]',
      '“name” goes with “role” only',
    ],
    [
      'exact css',
      flow([{ action: 'click', target: [{ css: 'a', exact: true }] }]),
      'steps[0].target[0]',
      'always matches exactly',
    ],
    ['no target', flow([{ action: 'click' }]), 'steps[0].target', '“target” is missing: a list'],
    [
      'a target that is no list',
      flow([{ action: 'click', target: { css: 'a' } }]),
      'steps[0].target',
      'a list [ … ] is expected',
    ],
    [
      'two things to wait for',
      flow([{ action: 'waitFor', text: 'a', time: 1 }]),
      'steps[0]',
      'text and time are there',
    ],
    [
      'nothing to choose',
      flow([{ action: 'select', target: [{ css: 'a' }] }]),
      'steps[0]',
      'value, label, index',
    ],
    [
      'an attribute without its name',
      flow([{ action: 'extract', target: [{ css: 'a' }], as: 'x', from: 'attribute' }]),
      'steps[0]',
      '“attribute” is missing',
    ],
    [
      'a misspelt onError',
      flow([{ ...click, onError: 'continu' }]),
      'steps[0].onError',
      'one of',
      'continue',
    ],
    [
      'a misspelt onError key',
      flow([{ ...click, onError: { gote: 'x' } }]),
      'steps[0].onError.goto',
      'missing',
    ],
    [
      'an onError of no kind',
      flow([{ ...click, onError: 5 }]),
      'steps[0].onError',
      '"fail", "continue", or an object',
    ],
    [
      'once with retry',
      flow([{ ...click, once: true, onError: { retry: 2 } }]),
      'steps[0].onError.retry',
      'runs once',
    ],
    [
      'unique that is no field',
      flow([{ action: 'extractList', items: [{ css: 'a' }], fields: { a: {} }, dataset: 'd', unique: 'b' }]),
      'steps[0]',
      'but there is a',
    ],
    [
      'a wrong field',
      flow([{ action: 'extractList', items: [{ css: 'a' }], fields: { a: { targt: 1 } }, dataset: 'd' }]),
      'steps[0].fields.a.targt',
      'not known here',
      'target',
    ],
    [
      'a name in braces',
      flow([{ action: 'fill', target: [{ label: '{{var.x}}' }], value: '' }]),
      'steps[0].target[0].label',
      '“var.x” is not known',
    ],
    [
      'a name in the proxy',
      flow([click], { browser: { proxy: { server: '{{input.x}}' } } }),
      'browser.proxy.server',
      '“input.x”',
    ],
    [
      'a channel that there is not',
      flow([click], { browser: { channel: 'chrom' } }),
      'browser.channel',
      'chrome',
      'chrome',
    ],
    [
      'a channel of an engine without channels',
      flow([click], { browser: { type: 'webkit', channel: 'chrome' } }),
      'browser.channel',
      'not of webkit',
    ],
    [
      'a browser elsewhere without an address',
      flow([click], { browser: { endpoint: {} } }),
      'browser.endpoint',
      'exactly one of “playwright” and “cdp”',
    ],
    [
      'a browser elsewhere that is spoken to in two ways',
      flow([click], { browser: { endpoint: { playwright: 'ws://a', cdp: 'http://a' } } }),
      'browser.endpoint',
      'exactly one of “playwright” and “cdp”',
    ],
    [
      'an address of another protocol',
      flow([click], { browser: { endpoint: { playwright: 'http://a.example' } } }),
      'browser.endpoint.playwright',
      'begins with ws:// or wss://',
    ],
    [
      'a password in an address',
      flow([click], { browser: { endpoint: { cdp: 'https://me:pass@a.example' } } }),
      'browser.endpoint.cdp',
      'put it into a secret input',
    ],
    [
      'a protocol that the engine does not speak',
      flow([click], { browser: { type: 'firefox', endpoint: { cdp: 'http://a.example' } } }),
      'browser.endpoint.cdp',
      'only Chromium',
    ],
    [
      'a name in the address of a browser',
      flow([click], { browser: { endpoint: { cdp: '{{input.x}}' } } }),
      'browser.endpoint.cdp',
      '“input.x”',
    ],
    [
      'a value in the name of a profile',
      flow([click], { browser: { profile: '{{input.user}}' }, inputs: { user: { type: 'text' } } }),
      'browser.profile',
      'a profile is named as it is',
    ],
  ])('%s', (_name, value, path, message, nearest) => {
    expect(faults(value)).toContainEqual({
      path,
      message: expect.stringContaining(message),
      ...(nearest === undefined ? {} : { nearest }),
    });
  });
});

test('a flow may name the profile that its browser begins with', () => {
  expect(faults(flow([click], { browser: { profile: 'shop, as Ada' } }))).toEqual([]);
});

test('variables may be used anywhere in a flow that extracts them', () => {
  const steps = [
    { action: 'extract', target: [{ css: 'a' }], as: 'price' },
    {
      action: 'fill',
      target: [{ css: 'b' }],
      value: '{{var.price}} {{row.x}} {{env.now}} {{secret.pin}}',
      note: '{{not looked at',
    },
  ];
  expect(faults(flow(steps, { inputs: { pin: { type: 'text', secret: true } } }))).toEqual([]);
});

describe('text that is not JSON', () => {
  test.each([
    ['{"a":1,}', 'line 1, column 7: a comma before “}” is not allowed.'],
    ['{"a" 1}', 'line 1, column 6: “:” is expected after the key, but “1” stands here.'],
    ['', 'line 1, column 1: a value is expected, but the file ends here.'],
    ['{"a":[1,2}', 'line 1, column 10: “,” or “]” is expected, but “}” stands here.'],
    ['{"a":\n tru}', 'line 2, column 2: a value is expected, but “t” stands here.'],
    ["{'a':1}", "line 1, column 2: a key in double quotes is expected, but “'” stands here."],
    ['{"a":1} x', 'line 1, column 9: nothing more is expected after the end of the object.'],
    [`${'['.repeat(300)}`, 'line 1, column 202: at most 200 levels are expected.'],
  ])('%s', (text, message) => {
    expect(parseFlowText(text)).toEqual({
      ok: false,
      faults: [{ path: '', message: `the file is not JSON: ${message}` }],
    });
  });

  test('a byte order mark is no fault', () => {
    expect(parseFlowText(`\uFEFF${JSON.stringify(flow([click]))}`).ok).toBe(true);
  });
});
