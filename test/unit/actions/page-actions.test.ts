import { describe, expect, test } from 'vitest';
import { run as check } from '../../../shared/actions/check.ts';
import { FakePage, fakeContext } from '../../support/fake-page.ts';
import { runStep, stepFaults } from './run-step.ts';

const target = [{ css: '#x' }];
const other = [{ css: '#y' }];

/** What each step does to the page: add a line for a new action. */
const DOES: readonly (readonly [step: object, done: string])[] = [
  [{ action: 'back' }, 'back load'],
  [{ action: 'forward', waitUntil: 'domcontentloaded' }, 'forward domcontentloaded'],
  [{ action: 'reload' }, 'reload load'],
  [
    { action: 'click', target, modifiers: ['Shift'], position: { x: 3, y: 4 } },
    'click left 1 css #x = {"modifiers":["Shift"],"position":{"x":3,"y":4}}',
  ],
  [{ action: 'type', target, value: 'Ada', delay: 20 }, 'type 20 css #x = Ada'],
  [{ action: 'clear', target }, 'clear css #x'],
  [{ action: 'focus', target }, 'focus css #x'],
  [{ action: 'select', target, label: ['a', 'b'] }, 'select css #x = {"label":["a","b"]}'],
  [{ action: 'drag', target, to: other }, 'drag css #x = css #y'],
  [{ action: 'drag', target, by: { x: 10, y: -5 } }, 'drag css #x = {"x":10,"y":-5}'],
  [{ action: 'scroll', target }, 'scrollTo css #x'],
  [{ action: 'scroll', by: { x: 0, y: 300 }, within: target }, 'scrollBy {"x":0,"y":300} css #x'],
  [{ action: 'scroll', to: 'top' }, 'scrollBy "top"'],
  [
    { action: 'waitFor', response: { url: '**/api', status: 201 } },
    'waitForResponse {"url":"**/api","status":201}',
  ],
  [{ action: 'pdf' }, 'pdf {"format":"A4","landscape":false,"background":true}'],
  [{ action: 'savePage', format: 'mhtml' }, 'source mhtml'],
  [
    { action: 'evaluate', script: 'return a', args: { a: '1' } },
    'evaluate {"kind":"script","text":"return a","args":{"a":"1"}}',
  ],
  [
    { action: 'request', url: 'http://a.test', method: 'POST', json: { n: 1 } },
    'request {"url":"http://a.test","method":"POST","headers":{"content-type":"application/json"},"body":"{\\"n\\":1}"}',
  ],
  [{ action: 'dialog', answer: 'accept', text: 'Ada' }, 'dialogs next {"accept":true,"text":"Ada"}'],
  [{ action: 'dialog', answer: 'dismiss', which: 'all' }, 'dialogs all {"accept":false}'],
  [{ action: 'tab', open: 'http://a.test' }, 'tab open http://a.test'],
  [{ action: 'tab', index: 1 }, 'tab switch {"index":1}'],
  [{ action: 'tab', title: 'Basket' }, 'tab switch {"title":"Basket"}'],
  [{ action: 'tab', url: '**/basket' }, 'tab switch {"url":"**/basket"}'],
  [{ action: 'tab', close: true }, 'tab close'],
  [{ action: 'tab', popup: true }, 'tab popup'],
  [{ action: 'storage', setCookie: { name: 'a', value: 'b' } }, 'setCookie {"name":"a","value":"b"}'],
  [{ action: 'storage', clearCookies: true }, 'clearCookies {}'],
  [{ action: 'storage', clearCookies: { name: 'a' } }, 'clearCookies {"name":"a"}'],
  [{ action: 'storage', set: { key: 'k', value: 'v' } }, 'setItem local k = v'],
  [{ action: 'storage', remove: { area: 'session', key: 'k' } }, 'removeItem session k'],
  [{ action: 'storage', clear: 'local' }, 'clearArea local'],
  [{ action: 'permissions', grant: ['camera'], origin: 'http://a.test' }, 'grant camera http://a.test'],
  [{ action: 'permissions', clear: true }, 'clearPermissions'],
  [{ action: 'geolocation', clear: true }, 'location null'],
  [{ action: 'emulate', colorScheme: 'dark' }, 'media {"colorScheme":"dark"}'],
  [{ action: 'emulate', offline: true }, 'offline true'],
  [{ action: 'emulate', throttle: { latency: 50 } }, 'throttle {"latency":50,"download":null,"upload":null}'],
  [{ action: 'emulate', throttle: false }, 'throttle null'],
  [{ action: 'emulate', viewport: { width: 400, height: 300 } }, 'viewport 400 300'],
  [
    { action: 'route', types: ['image'], block: true },
    'route {"url":"**","types":["image"],"answer":"block"}',
  ],
  [
    { action: 'route', url: '/api', answer: { status: 404 } },
    'route {"url":"/api","types":[],"answer":{"status":404,"headers":{"content-type":"text/plain; charset=utf-8"},"body":""}}',
  ],
  [{ action: 'route', clear: true }, 'clearRoutes'],
  [{ action: 'httpAuth', username: 'ada', password: 'x' }, 'credentials {"username":"ada","password":"x"}'],
  [{ action: 'httpAuth', clear: true }, 'credentials null'],
];

test.each(DOES)('%j does %s', async (step, done) => {
  expect((await runStep(step)).done).toEqual([done]);
});

/** What the schema says of a wrong step: add a line for a new rule. */
const WRONG: readonly (readonly [step: object, fault: string])[] = [
  [{ action: 'back', waitUntil: 'soon' }, 'waitUntil: '],
  [{ action: 'click', target, count: 4 }, 'count: '],
  [{ action: 'click', target, modifiers: ['Hyper'] }, 'modifiers[0]: '],
  [{ action: 'click', target, position: { x: 1 } }, 'position.y: '],
  [{ action: 'type', target, value: 'a', delay: 5000 }, 'delay: '],
  [{ action: 'check', target, checked: 'maybe' }, 'checked: '],
  [{ action: 'select', target, value: 'a', index: 1 }, 'exactly one of value, label, index'],
  [{ action: 'upload', target, files: '/etc/passwd' }, 'files: the path of a file comes from an input'],
  [{ action: 'upload', target, files: '{{input.folder}}/../secret' }, 'files: the path of a file'],
  [{ action: 'upload', target, files: '{{input.file || "/etc/passwd"}}' }, 'files: the path of a file'],
  [{ action: 'upload', target, files: '{{var.file}}' }, 'files: the path of a file'],
  [{ action: 'drag', target }, 'exactly one of to, by'],
  [{ action: 'scroll', target, to: 'end' }, 'exactly one of target, by, to'],
  [{ action: 'scroll', target, within: other }, '“within” does not go with “target”'],
  [{ action: 'scroll', by: { x: 0, y: 1e9 } }, 'by.y: '],
  [{ action: 'waitFor', url: '/a(/' }, 'url: the regular expression'],
  [{ action: 'waitFor', response: { url: 'a', status: 42 } }, 'response.status: '],
  [{ action: 'waitFor', download: {}, text: 'a' }, 'exactly one of'],
  [{ action: 'assert', target, count: 1, text: 'a' }, 'one of text, count is enough'],
  [{ action: 'assert', url: 'a', count: 1 }, '“count” goes with “target” only'],
  [{ action: 'extractTable', target, dataset: 'a', next: target, scroll: true }, 'only one of next, scroll'],
  [
    { action: 'extractList', items: target, fields: { a: {} }, dataset: 'd', unique: ['a', 'b'] },
    'the field “b”',
  ],
  [{ action: 'pdf', format: 'A0' }, 'format: '],
  [{ action: 'evaluate', expression: '1', script: 'return 1' }, 'exactly one of expression, script'],
  [{ action: 'evaluate', expression: '1', args: { 'a b': '1' } }, 'args'],
  [{ action: 'request', url: 'http://a.test', body: 'a' }, '“body” needs a method'],
  [
    { action: 'request', url: 'http://a.test', method: 'POST', body: 'a', form: {} },
    'only one of body, form',
  ],
  [{ action: 'request', url: 'http://a.test', headers: { 'a b': 'c' } }, 'headers'],
  [{ action: 'dialog', answer: 'dismiss', text: 'a' }, '“text” goes with “answer”: "accept" only'],
  [{ action: 'tab', index: 1, close: true }, 'exactly one of'],
  [{ action: 'storage', getCookie: 'a' }, '“as” is missing'],
  [{ action: 'storage', clear: 'local', as: 'a' }, '“as” goes with'],
  [{ action: 'storage', setCookie: { name: 'a', value: 'b', url: 'c', domain: 'd' } }, 'do not go together'],
  [{ action: 'permissions', grant: ['everything'] }, 'grant[0]: '],
  [{ action: 'permissions', clear: true, origin: 'http://a.test' }, '“origin” goes with “grant” only'],
  [{ action: 'geolocation', latitude: 91, longitude: 0 }, 'latitude: '],
  [{ action: 'geolocation', latitude: 9 }, '“latitude” and “longitude” are expected'],
  [{ action: 'emulate' }, 'at least one of'],
  [{ action: 'route', block: true }, '“url” or “types” says which'],
  [{ action: 'route', url: 'a', clear: true }, '“clear” takes back all rules'],
  [{ action: 'httpAuth', username: 'a' }, '“username” and “password” are expected'],
];

test.each(WRONG)('%j is refused: %s', (step, fault) => {
  expect(stepFaults(step).join('\n')).toContain(fault);
});

describe('files', () => {
  test('are given by the path of an input or a column, several at once', async () => {
    expect(
      stepFaults({ action: 'upload', target, files: ['{{input.folder}}/{{row.name}}', '{{ row.photo }}'] }),
    ).toEqual([]);
  });

  test('a download that the page sends is kept under its own name or the given one', async () => {
    const kept = async (download: object) => (await runStep({ action: 'waitFor', download })).told.artifacts;
    expect(await kept({})).toEqual([{ kind: 'download', name: 'sent.csv' }]);
    expect(await kept({ name: 'june.csv' })).toEqual([{ kind: 'download', name: 'june.csv' }]);
  });

  test('a PDF and a saved page are kept as pages', async () => {
    expect((await runStep({ action: 'pdf', name: 'bill' })).told.artifacts).toEqual([
      { kind: 'page', name: 'bill.pdf' },
    ]);
    expect((await runStep({ action: 'savePage' })).told.artifacts).toEqual([
      { kind: 'page', name: 'page.html' },
    ]);
  });
});

describe('check', () => {
  test.each([
    ['yes', true],
    [' TRUE ', true],
    ['1', true],
    ['0', false],
    ['', false],
    ['off', false],
  ])('takes “%s” of a value as %s', async (word, checked) => {
    // As the worker does: the value is put in after the schema has seen the step.
    const page = new FakePage();
    await check({ target, checked: word }, fakeContext(page).context);
    expect(page.done).toEqual([`setChecked css #x = ${checked}`]);
  });
});

describe('scroll to the end', () => {
  const step = { action: 'scroll', to: 'end', max: 3 };

  test('goes on until nothing more comes', async () => {
    const page = new FakePage();
    page.pages = [[], [], []];
    expect((await runStep(step, page)).told.lines).toEqual(['INFO The end is reached after 2 times more.']);
  });

  test('stops at its limit and says so', async () => {
    const page = new FakePage();
    page.pages = Array.from({ length: 9 }, () => []);
    const { told, done } = await runStep(step, page);
    expect([done.length, told.lines]).toEqual([3, ['WARN Stopped after 3 turns, as the step says (max).']]);
  });
});

describe('assert', () => {
  test('counts elements, exactly or within bounds', async () => {
    const page = new FakePage();
    page.counts = [0, 2, 3];
    await runStep({ action: 'assert', target, count: 3 }, page);
    await runStep({ action: 'assert', target, count: { min: 1, max: 3 } }, page);
    await expect(runStep({ action: 'assert', target, count: { max: 2 } }, page)).rejects.toThrow(
      'at most 2 of css #x were expected, but there are 3.',
    );
  });

  test('reads an attribute, or only looks whether it is there', async () => {
    const page = new FakePage();
    page.values = { 'css #x': 'nofollow', 'css #y': null };
    await runStep({ action: 'assert', target, attribute: { name: 'rel', value: 'no' } }, page);
    await runStep({ action: 'assert', target, attribute: { name: 'rel' } }, page);
    await expect(
      runStep({ action: 'assert', target: other, attribute: { name: 'rel' } }, page),
    ).rejects.toThrow('Expected the attribute rel of css #y to be there, but there is none.');
  });

  test('looks at what an element is', async () => {
    const page = new FakePage();
    page.traits = { 'css #x': ['disabled'] };
    await runStep({ action: 'assert', target, state: 'disabled' }, page);
    await expect(
      runStep({ action: 'assert', target, state: 'checked', soft: true }, page),
    ).rejects.toMatchObject({
      message: 'css #x was expected to be checked, but it is not.',
      soft: true,
    });
  });

  test('reads the newest dialog', async () => {
    const page = new FakePage();
    await expect(runStep({ action: 'assert', dialog: 'Saved' }, page)).rejects.toThrow('but there is none');
    page.dialog = 'Saved at 12:00';
    await runStep({ action: 'assert', dialog: '/Saved at \\d+/' }, page);
  });
});

describe('results', () => {
  test('of a script are JSON values', async () => {
    const page = new FakePage();
    page.result = '{"list":[1,null,"😀"]}';
    const step = { action: 'evaluate', expression: 'x', as: 'found' };
    expect((await runStep(step, page)).told.results).toEqual({ found: { list: [1, null, '😀'] } });
    page.result = null;
    expect((await runStep(step, page)).told.results).toEqual({ found: null });
  });

  test('of a request hold its status, headers, text and JSON', async () => {
    const step = { action: 'request', url: 'http://shop.test/api', as: 'got' };
    expect((await runStep(step)).told.results).toEqual({
      got: {
        url: 'http://shop.test/api',
        status: 200,
        ok: true,
        headers: {},
        text: '{"n":1}',
        json: { n: 1 },
      },
    });
  });

  test.each([
    [401, 'AuthenticationError'],
    [404, 'UnknownError'],
    [429, 'NetworkError'],
    [503, 'NetworkError'],
  ])('an answer %i fails as %s, unless any is fine', async (status, category) => {
    const page = new FakePage();
    page.answer = { url: 'http://shop.test/api', status, headers: {}, text: 'no\nway' };
    const step = { action: 'request', url: 'http://shop.test/api', as: 'got' };
    await expect(runStep(step, page)).rejects.toMatchObject({
      category,
      message: `http://shop.test/api answered with ${status}: no way.`,
    });
    expect((await runStep({ ...step, expect: 'any' }, page)).told.results).toMatchObject({
      got: { status, ok: false, json: null },
    });
  });

  test('an answer that is too long is told, and only when it is to be kept', async () => {
    const page = new FakePage();
    page.answer = { url: 'http://shop.test/big', status: 200, headers: {}, text: null };
    await runStep({ action: 'request', url: 'http://shop.test/big' }, page);
    await expect(
      runStep({ action: 'request', url: 'http://shop.test/big', as: 'got' }, page),
    ).rejects.toThrow('too long');
  });

  test('of storage are what is there, or nothing', async () => {
    const page = new FakePage();
    page.storage.values = { token: 'abc' };
    const results = async (step: object) =>
      (await runStep({ action: 'storage', ...step }, page)).told.results;
    expect(await results({ getCookie: 'token', as: 'a' })).toEqual({ a: 'abc' });
    expect(await results({ get: { area: 'session', key: 'none' }, as: 'a' })).toEqual({ a: null });
  });

  test('a place is set together with the permission to ask for it', async () => {
    expect((await runStep({ action: 'geolocation', latitude: 1, longitude: 2 })).done).toEqual([
      'location {"latitude":1,"longitude":2,"accuracy":0}',
      'grant geolocation',
    ]);
  });
});
