import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { ActionFailure } from '../../shared/actions/run.ts';
import { run as upload } from '../../shared/actions/upload.ts';
import { ActionBench } from './action-bench.ts';
import { ACTION_PAGES } from './action-pages.ts';

let bench: ActionBench;

beforeAll(async () => {
  bench = await ActionBench.start(ACTION_PAGES);
}, 60_000);
afterAll(() => bench.stop());
beforeEach(() => bench.begin());

/** Steps on a page, and what an element says afterwards: add a line for a new case. */
const CASES: readonly (readonly [
  title: string,
  page: string,
  steps: readonly object[],
  css: string,
  says: string | RegExp,
])[] = [
  ['back', '/one', [{ action: 'goto', url: '/two' }, { action: 'back' }], 'h1', 'One'],
  [
    'back and forward',
    '/one',
    [{ action: 'goto', url: '/two' }, { action: 'back' }, { action: 'forward' }],
    'h1',
    'Two',
  ],
  [
    'a click twice',
    '/mouse',
    [{ action: 'click', target: [{ css: '#b' }], count: 2 }],
    '#log',
    /click:0:1.*click:0:2.*dblclick:0:2/,
  ],
  [
    'a right click',
    '/mouse',
    [{ action: 'click', target: [{ css: '#b' }], button: 'right' }],
    '#log',
    /contextmenu:2/,
  ],
  [
    'a middle click',
    '/mouse',
    [{ action: 'click', target: [{ css: '#b' }], button: 'middle' }],
    '#log',
    /auxclick:1/,
  ],
  [
    'a click with a key held at a place',
    '/mouse',
    [{ action: 'click', target: [{ css: '#b' }], modifiers: ['Shift'], position: { x: 7, y: 9 } }],
    '#log',
    /click:0:1:shift:[67],[89]/,
  ],
  [
    'a drag onto an element',
    '/drag',
    [{ action: 'drag', target: [{ css: '#card' }], to: [{ css: '#done' }] }],
    '#log',
    'dropped',
  ],
  [
    'a drag by pixels',
    '/drag',
    [{ action: 'drag', target: [{ css: '#slider' }], by: { x: 100, y: 0 } }],
    '#log',
    /left:(399|400|401)/,
  ],
  [
    'keys in a frame',
    '/frames',
    [
      { action: 'click', target: [{ role: 'button', frame: '#outer' }] },
      {
        action: 'evaluate',
        expression:
          'document.body.append(document.querySelector("iframe").contentDocument.querySelector("button").textContent)',
      },
    ],
    'body',
    /Pressed/,
  ],
  [
    'typing and clicking in a shadow root',
    '/shadow',
    [
      { action: 'type', target: [{ label: 'Secret' }], value: 'Ada' },
      { action: 'click', target: [{ role: 'button', name: 'Go' }] },
    ],
    'my-box p',
    'Hello Ada',
  ],
  [
    'an element that comes late',
    '/late',
    [
      { action: 'type', target: [{ label: 'Late' }], value: 'x' },
      { action: 'click', target: [{ text: 'Late button' }] },
    ],
    'button',
    'Clicked',
  ],
  [
    'a button under an overlay that goes',
    '/overlay',
    [{ action: 'click', target: [{ css: 'button' }] }],
    'button',
    'Clicked',
  ],
  [
    'a button that is made anew again and again',
    '/detaching',
    [{ action: 'click', target: [{ css: 'button' }] }],
    '#log',
    'Clicked',
  ],
  [
    'right-to-left text and emoji',
    '/words',
    [
      { action: 'type', target: [{ label: 'שם' }], value: 'דנה 👩‍🚀' },
      { action: 'click', target: [{ role: 'button', name: 'שלח 📨', exact: true }] },
      { action: 'assert', target: [{ css: '#said' }], text: 'שלום דנה 👩‍🚀' },
    ],
    '#said',
    'שלום דנה 👩‍🚀',
  ],
];

test.each(CASES)('%s', async (_title, page, steps, css, says) => {
  const whole = steps.map((step) =>
    'url' in step ? { ...step, url: bench.site.origin + String(step.url) } : step,
  );
  await bench.run(page, whole);
  const text = await bench.text(css);
  if (typeof says === 'string') expect(text.trim()).toBe(says);
  else expect(text).toMatch(says);
});

describe('fields', () => {
  test('are typed into key by key, emptied and focused', async () => {
    const name = [{ label: 'Name' }];
    await bench.run('/keys', [
      { action: 'clear', target: name },
      { action: 'type', target: name, value: 'Ada' },
    ]);
    expect(await bench.browsing.page.inputValue('#name')).toBe('Ada');
    expect(await bench.text('#log')).toMatch(/ A d a\s*$/);
    await bench.step({ action: 'focus', target: [{ label: 'Notes' }] });
    await bench.step({ action: 'press', key: 'x' });
    expect(await bench.browsing.page.inputValue('#notes')).toBe('x');
  });

  test('typing may take longer than the step’s time', async () => {
    await bench.run('/keys', []);
    const step = { action: 'type', target: [{ label: 'Notes' }], value: 'twelve chars', delay: 60 };
    await bench.step(step, 600);
    expect(await bench.browsing.page.inputValue('#notes')).toBe('twelve chars');
  });

  test('several options are chosen by label, value and place', async () => {
    const target = [{ label: 'Many' }];
    const chosen = () =>
      bench.browsing.page
        .locator('#many')
        .evaluate((list) =>
          list instanceof HTMLSelectElement ? [...list.selectedOptions].map((option) => option.value) : [],
        );
    await bench.run('/choices', [{ action: 'select', target, label: ['Alpha', 'Gamma 😀'] }]);
    expect(await chosen()).toEqual(['a', 'c']);
    await bench.step({ action: 'select', target, index: [1] });
    expect(await chosen()).toEqual(['b']);
    await bench.step({ action: 'select', target, value: [] });
    expect(await chosen()).toEqual([]);
  });
});

describe('files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'runwright-upload-'));
  const first = join(folder, 'naïve 😀.txt');
  const second = join(folder, 'b.txt');
  writeFileSync(first, 'hello');
  writeFileSync(second, 'x');
  afterAll(() => rmSync(folder, { recursive: true }));

  /** As the worker does: the paths are put in after the schema has seen the step. */
  const give = (css: string, files: string | string[]) =>
    bench.with((context) => upload({ target: [{ css }], files }, context));

  test('go into a field, and to a button that asks for them', async () => {
    await bench.run('/files', []);
    await give('#field', [first, second]);
    expect(await bench.text('#got')).toBe('naïve 😀.txt:5 b.txt:1');
    await give('#ask', second);
    await expect.poll(() => bench.text('#got')).toBe('b.txt:1');
  });

  test.each([
    ['nothing.txt', 'is not the whole path'],
    ['', 'An empty text is not the whole path'],
    [join(folder, 'nothing.txt'), 'There is no file'],
    [folder, 'is not a file'],
  ])('%s is told as wrong before the page hears of it', async (path, words) => {
    await bench.run('/files', []);
    await expect(give('#field', path)).rejects.toThrow(words);
  });
});

describe('scrolling', () => {
  const top = () => bench.browsing.page.evaluate(() => Math.round(scrollY));

  test('goes to an element, by pixels, to the ends, and within a box', async () => {
    await bench.run('/long', [{ action: 'scroll', target: [{ css: '#far' }] }]);
    expect(await top()).toBeGreaterThan(2000);
    await bench.step({ action: 'scroll', to: 'top' });
    expect(await top()).toBe(0);
    await bench.step({ action: 'scroll', by: { x: 0, y: 250 } });
    expect(await top()).toBe(250);
    await bench.step({ action: 'scroll', to: 'bottom', within: [{ css: '#box' }] });
    const inBox = await bench.browsing.page.locator('#box').evaluate((box) => box.scrollTop);
    expect(inBox).toBe(800);
  });

  test('to the end goes on while the page grows', async () => {
    const { lines } = await bench.run('/endless', [{ action: 'scroll', to: 'end' }]);
    expect(await bench.browsing.page.locator('li').count()).toBe(60);
    expect(lines).toEqual(['INFO The end is reached after 2 times more.']);
  });
});

test('back without a page before says so', async () => {
  await bench.run('/one', []);
  // The empty page that every tab begins with is the first one.
  await bench.step({ action: 'back' });
  await expect(bench.step({ action: 'back' })).rejects.toThrow('There is no page to go back to.');
});

/** What holds on the page /states, and what does not. */
const STATES: readonly (readonly [step: object, holds: boolean])[] = [
  [{ target: [{ css: '#on' }], state: 'checked' }, true],
  [{ target: [{ css: '#on' }], state: 'unchecked' }, false],
  [{ target: [{ css: '#off' }], state: 'disabled' }, true],
  [{ target: [{ css: '#off' }], state: 'editable' }, false],
  [{ target: [{ css: '#fixed' }], state: 'readonly' }, true],
  [{ target: [{ css: '#fixed' }], state: 'enabled' }, true],
  [{ target: [{ css: '#free' }], state: 'editable' }, true],
  [{ target: [{ css: '#list' }], state: 'editable' }, true],
  [{ target: [{ css: '#free' }], state: 'focused' }, false],
  [{ target: [{ css: '#aria' }], state: 'checked' }, true],
  [{ target: [{ css: '#aria' }], state: 'disabled' }, true],
  [{ target: [{ css: '#none' }], state: 'enabled' }, false],
  [{ target: [{ css: '#gone' }], visible: false }, true],
  [{ target: [{ css: 'i' }], count: 3 }, true],
  [{ target: [{ css: 'i' }], count: { max: 2 } }, false],
  [{ target: [{ css: '#none' }], count: 0 }, true],
  [{ target: [{ css: '#on' }], attribute: { name: 'type', value: '/^check/' } }, true],
  [{ target: [{ css: '#on' }], attribute: { name: 'rel' } }, false],
];

test('checks hold, or do not', async () => {
  await bench.run('/states', []);
  const held: (readonly [step: object, holds: boolean])[] = [];
  for (const [step] of STATES) {
    const holds = await bench.step({ action: 'assert', ...step }, 150).then(
      () => true,
      (error: unknown) => !(error instanceof ActionFailure),
    );
    held.push([step, holds]);
  }
  expect(held).toEqual(STATES);
}, 30_000);
