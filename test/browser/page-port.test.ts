import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Browsing } from '../../electron/worker/browser/browsing.ts';
import { PlaywrightPagePort } from '../../electron/worker/browser/page-port.ts';
import { systemClock } from '../../shared/clock.ts';
import { testChromium } from '../support/chromium.ts';
import { startSite, type TestSite } from '../support/test-site.ts';
import { BIG, PAGES } from './port-pages.ts';

let browser: Browser;
let site: TestSite;
let context: BrowserContext;
let page: Page;
let browsing: Browsing;
let lines: string[];

beforeAll(async () => {
  site = await startSite(PAGES);
  const { executablePath, sandbox } = testChromium();
  browser = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
}, 60_000);
afterAll(async () => {
  await browser.close();
  await site.stop();
});
beforeEach(async () => {
  context = await browser.newContext();
  page = await context.newPage();
  lines = [];
  browsing = new Browsing(context, page, log, systemClock);
});
afterEach(() => context.close());

function log(level: string, message: string): void {
  lines.push(`${level} ${message}`);
}

function port(timeoutMs = 5000, signal = new AbortController().signal): PlaywrightPagePort {
  return new PlaywrightPagePort(browsing, { signal, timeoutMs, log }, systemClock);
}

/** A port on one of the pages. */
async function at(path: string, timeoutMs = 5000): Promise<PlaywrightPagePort> {
  await page.goto(site.origin + path, { waitUntil: 'domcontentloaded' });
  return port(timeoutMs);
}

describe('opening pages', () => {
  test('a page is opened and tells its address and title', async () => {
    const form = port();
    await form.goto(`${site.origin}/form`, 'load');
    expect([form.url(), await form.title()]).toEqual([`${site.origin}/form`, 'Form']);
  });

  test.each([
    ['example.com', 'InvalidURLError', 'is not a whole address'],
    ['file:///etc/passwd', 'InvalidURLError', 'begins with file:'],
    ['javascript:alert(1)', 'InvalidURLError', 'begins with javascript:'],
    ['', 'InvalidURLError', 'An empty text'],
  ])('%s is refused before the browser sees it', async (address, category, message) => {
    await expect(port().goto(address, 'load')).rejects.toMatchObject({
      category,
      message: expect.stringContaining(message),
    });
  });

  test('401 is an authentication error; 404 is only told', async () => {
    await expect(port().goto(`${site.origin}/private`, 'load')).rejects.toMatchObject({
      category: 'AuthenticationError',
    });
    await port().goto(`${site.origin}/nowhere`, 'load');
    expect(lines).toEqual([`WARN ${site.origin}/nowhere answered with 404.`]);
  });

  test('a page that does not come is a timeout with its address', async () => {
    await expect(port(300).goto(`${site.origin}/hangs`, 'load')).rejects.toMatchObject({
      category: 'TimeoutError',
      message: `${site.origin}/hangs was not loaded within 0.3 s.`,
    });
  });
});

describe('acting on elements', () => {
  test('every kind of candidate finds its element', async () => {
    const form = await at('/form');
    for (const candidate of [
      { role: 'button', name: 'go' },
      { text: 'Go', exact: true },
      { testId: 'go' },
      { title: 'Go on' },
      { css: '#go' },
      { xpath: '//button' },
    ] as const) {
      expect(await form.waitForElement([candidate], 'visible')).toEqual({ candidate: 0 });
    }
    for (const candidate of [{ label: 'Name' }, { placeholder: 'Your name' }, { altText: 'red kite' }]) {
      expect(await form.waitForElement([candidate], 'visible')).toEqual({ candidate: 0 });
    }
  });

  test('click, hover, fill, press, select and check do what they say', async () => {
    const form = await at('/form');
    await form.click([{ css: '#go' }], { button: 'left', count: 2 });
    await form.hover([{ css: '#menu' }]);
    await form.fill([{ label: 'Name' }], 'Ada');
    await form.press('End', [{ label: 'Name' }]);
    await form.press('b');
    await form.select([{ label: 'Country' }], { label: 'Sweden' });
    await form.setChecked([{ label: 'I agree' }], true);
    const read = async (css: string, from: 'text' | 'value') => (await form.read([{ css }], { from })).value;
    expect([
      await read('#go', 'text'),
      await read('#menu', 'text'),
      await read('#name', 'value'),
      await read('#country', 'value'),
      await read('#keys', 'text'),
      await page.isChecked('#agree'),
    ]).toEqual(['Done 2', 'open', 'Adab', 'se', 'Endb', true]);
    await form.select([{ label: 'Country' }], { index: 0 });
    expect(await read('#country', 'value')).toBe('no');
  });

  test('text, value, HTML, attributes and links are read; what is not there is null', async () => {
    const list = await at('/pages');
    const read = async (from: 'text' | 'html' | 'attribute', more: object = {}) =>
      (await list.read([{ css: 'article a', nth: 0 }], { from, ...more })).value;
    expect(await read('text')).toBe('Open');
    expect(await read('html')).toBe('Open');
    expect(await read('attribute', { attribute: 'href' })).toBe('/item/1-1');
    expect(await read('attribute', { attribute: 'href', link: true })).toBe(`${site.origin}/item/1-1`);
    expect(await read('text', { link: true })).toBe(`${site.origin}/item/1-1`);
    expect(await read('attribute', { attribute: 'rel' })).toBeNull();
  });

  test.each([
    ['#locked', 'is disabled'],
    ['#fixed', 'cannot be edited'],
    ['#none', 'matches nothing'],
  ])('filling %s says that it %s', async (css, words) => {
    const form = await at('/form', 1500);
    await expect(form.fill([{ css }], 'x')).rejects.toMatchObject({
      category: 'TimeoutError',
      message: expect.stringContaining(`css ${css} ${words}`),
    });
  });

  test('an option that is not there is named as the reason', async () => {
    const form = await at('/form', 1500);
    await expect(form.select([{ css: '#country' }], { label: 'Denmark' })).rejects.toMatchObject({
      message: expect.stringContaining('has no such option'),
    });
  });

  test('an element under another one says by what it is covered', async () => {
    const covered = await at('/covered', 1500);
    await expect(covered.click([{ text: 'Under' }], { button: 'left', count: 1 })).rejects.toMatchObject({
      category: 'TimeoutError',
      message: expect.stringMatching(/is covered by <div.*cookie-wall/),
    });
  });
});

describe('candidates', () => {
  test('the first candidate is preferred while it may still come', async () => {
    const late = await at('/late');
    const found = await late.click([{ role: 'button', name: 'Late' }, { css: 'body' }], {
      button: 'left',
      count: 1,
    });
    expect(found).toEqual({ candidate: 0 });
    expect(lines).toEqual([]);
  });

  test('when the first does not come, the next one is used and that is told', async () => {
    const form = await at('/form', 900);
    const found = await form.click([{ css: '#gone' }, { css: '#also-gone' }, { css: '#go' }], {
      button: 'left',
      count: 1,
    });
    expect(found).toEqual({ candidate: 2 });
    expect(lines).toEqual(['WARN Healed: css #gone was not found; candidate 3, css #go, was used.']);
  });

  test('several matches are a fault with their number, at once, unless one is chosen', async () => {
    const two = await at('/two', 30_000);
    const click = { button: 'left', count: 1 } as const;
    await expect(two.click([{ role: 'button', name: 'Buy' }], click)).rejects.toMatchObject({
      category: 'UnknownError',
      message: 'The step needs exactly one element: role button "Buy" matches 2 elements.',
    });
    await expect(two.click([{ text: 'Buy' }, { css: '#none' }], click)).rejects.toMatchObject({
      message:
        'The step needs exactly one element: text "Buy" matches 2 elements; css #none matches nothing.',
    });
    expect(await two.click([{ role: 'button', name: 'Buy', nth: 1 }], click)).toEqual({ candidate: 0 });
    expect(await two.click([{ text: 'Buy' }, { css: 'button', nth: 0 }], click)).toEqual({ candidate: 1 });
  });

  test('hidden elements are not visible, and that is said', async () => {
    const two = await at('/two', 300);
    expect(await two.isVisible([{ css: '#secret' }])).toBe(false);
    await expect(two.hover([{ css: '#secret' }, { css: '#none' }])).rejects.toMatchObject({
      message: expect.stringContaining('css #secret is there but not visible'),
    });
  });

  test('a selector that cannot be read is an error, not a wait', async () => {
    const two = await at('/two', 30_000);
    await expect(two.waitForElement([{ css: 'a[' }], 'visible')).rejects.toThrow(/selector/);
  });

  test('elements inside frames in frames are found', async () => {
    const frames = await at('/frames');
    const frame = ['#outer', '[name=inner]'];
    await frames.fill([{ label: 'Inside', frame }], 'deep');
    expect(await frames.read([{ css: '#in', frame }], { from: 'value' })).toEqual({
      candidate: 0,
      value: 'deep',
    });
    const { rows } = await frames.readList([{ css: 'li', frame }], [{ name: 'x', from: 'text' }]);
    expect(rows).toEqual([['a'], ['b']]);
  });
});

describe('waiting', () => {
  test('for an element, a text, an address, and for something to go', async () => {
    const late = await at('/late');
    expect(await late.waitForElement([{ css: '#going' }], 'detached')).toBeNull();
    expect(await late.waitForElement([{ text: 'Late' }], 'attached')).toEqual({ candidate: 0 });
    await late.waitForText('all done');
    await late.waitForUrl('arrived?ok');
    await late.waitForUrl('**/arrived*');
  });

  test('in vain says for what and how long', async () => {
    const form = await at('/form', 200);
    await expect(form.waitForText('Nothing')).rejects.toMatchObject({
      message: 'The text “Nothing” did not appear (waited 0.2 s).',
    });
    await expect(form.waitForUrl('/other')).rejects.toMatchObject({
      message: expect.stringContaining('did not become /other'),
    });
    await expect(form.waitForElement([{ css: '#go' }], 'hidden')).rejects.toMatchObject({
      message: 'css #go is still visible (waited 0.2 s).',
    });
  });

  test('ends at once when the signal aborts, with its reason', async () => {
    await at('/form');
    const verbs: ((waiting: PlaywrightPagePort) => Promise<unknown>)[] = [
      (waiting) => waiting.click([{ css: '#none' }], { button: 'left', count: 1 }),
      (waiting) => waiting.waitForElement([{ css: '#none' }, { css: '#no' }], 'visible'),
      (waiting) => waiting.waitForText('never'),
      (waiting) => waiting.waitForUrl('never'),
      (waiting) => waiting.readList([{ css: '#none' }], []),
      (waiting) => waiting.goto(`${site.origin}/hangs`, 'load'),
      (waiting) => waiting.download([{ css: '#go' }]),
    ];
    for (const verb of verbs) {
      const control = new AbortController();
      const ended = expect(verb(port(30_000, control.signal))).rejects.toThrow('stop now');
      // The verb is under way when the browser has answered something else that was asked after it.
      await context.cookies();
      const abortedAt = performance.now();
      control.abort(new Error('stop now'));
      await ended;
      expect(performance.now() - abortedAt).toBeLessThan(1000);
    }
  });
});

describe('lists', () => {
  test('10,000 items with three fields come in one go', async () => {
    const big = await at('/big', 30_000);
    const { rows } = await big.readList(
      [{ css: 'li' }],
      [
        { name: 'title', target: [{ css: 'b' }], from: 'text' },
        { name: 'price', target: [{ css: '.none' }, { testId: 'price' }], from: 'text' },
        { name: 'link', target: [{ xpath: '//a' }], from: 'attribute', attribute: 'href', link: true },
      ],
    );
    expect(rows.length).toBe(BIG);
    expect(rows.at(-1)).toEqual([`Book ${BIG - 1}`, `£${BIG - 1}.50`, `${site.origin}/book/${BIG - 1}`]);
    expect(lines).toEqual(['WARN Healed: field “price” was found by candidate 2, test id "price".']);
  });

  test('fields named by role or text are found by the engine, within their own item', async () => {
    const list = await at('/pages');
    const { rows } = await list.readList(
      [{ role: 'article' }],
      [
        { name: 'title', target: [{ role: 'heading' }], from: 'text' },
        {
          name: 'link',
          target: [{ role: 'link', name: 'Open' }, { css: 'a' }],
          from: 'attribute',
          attribute: 'href',
        },
        { name: 'none', target: [{ label: 'Nothing' }], from: 'text' },
        { name: 'whole', from: 'text' },
      ],
    );
    expect(rows.map((row) => row.slice(0, 3))).toEqual([
      ['Item 1.1', '/item/1-1', null],
      ['Item 1.2', '/item/1-2', null],
      ['Item 1.3', '/item/1-3', null],
    ]);
    expect(rows[0]?.[3]).toMatch(/^Item 1\.1\s+Open$/);
    expect(lines).toEqual(['WARN Field “none” was found in no item.']);
  });

  test('the next link is followed to the page where it is disabled', async () => {
    const list = await at('/pages');
    const outcomes: string[] = [];
    const heads: (string | null | undefined)[] = [];
    for (let turn = 0; turn < 3; turn++) {
      const { rows } = await list.readList(
        [{ css: 'article' }],
        [{ name: 'h', target: [{ css: 'h3' }], from: 'text' }],
      );
      heads.push(rows[0]?.[0]);
      outcomes.push((await list.nextPage([{ role: 'link', name: 'Next' }], [{ css: 'article' }])).outcome);
    }
    expect([heads, outcomes]).toEqual([
      ['Item 1.1', 'Item 2.1', 'Item 3.1'],
      ['moved', 'moved', 'disabled'],
    ]);
  });

  test('a button that loads the next items by script is waited for', async () => {
    const list = await at('/script-pages');
    const next = [{ css: '#next' }];
    expect((await list.nextPage(next, [{ css: '.item' }])).outcome).toBe('moved');
    expect((await list.read([{ css: '.item' }], { from: 'text' })).value).toBe('2');
    expect((await list.nextPage(next, [{ css: '.item' }])).outcome).toBe('disabled');
  });

  test('a next link that is not there, or changes nothing, ends the list', async () => {
    const list = await at('/stuck-pages');
    expect((await list.nextPage([{ css: '#none' }], [{ css: '.item' }])).outcome).toBe('absent');
    expect((await list.nextPage([{ text: 'Next' }], [{ css: '.item' }])).outcome).toBe('same');
  });
});

describe('files and pictures', () => {
  test('a download is kept as it came', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'runwright-port-'));
    const { file, candidate } = await (await at('/downloads')).download([{ text: 'Report' }]);
    await file.saveTo(join(folder, 'kept.csv'));
    expect([candidate, readFileSync(join(folder, 'kept.csv'), 'utf8')]).toEqual([0, 'a,b\n1,2\n']);
    expect(file.suggestedName).toMatch(/port\.csv$/);
    rmSync(folder, { recursive: true });
  });

  test('a link without a file is told as such', async () => {
    const downloads = await at('/downloads', 1500);
    await expect(downloads.download([{ text: 'No file' }])).rejects.toMatchObject({
      category: 'TimeoutError',
      message: 'text "No file" was clicked, but no download began (waited 1.5 s).',
    });
  });

  test('pictures of the page, the whole page and one element are PNG', async () => {
    const form = await at('/form');
    for (const options of [
      { fullPage: false },
      { fullPage: true },
      { target: [{ css: '#go' }], fullPage: false },
    ]) {
      const { bytes, candidate } = await form.screenshot(options);
      expect(Buffer.from(bytes.slice(1, 4)).toString()).toBe('PNG');
      expect(candidate).toBe('target' in options ? 0 : null);
    }
  });
});

test('dialogs are dismissed and told, new windows are told', async () => {
  const dialogs = await at('/dialogs');
  await dialogs.click([{ text: 'Ask' }], { button: 'left', count: 1 });
  await dialogs.waitForElement([{ text: 'no', exact: true }], 'visible');
  const opened = context.waitForEvent('page');
  await dialogs.click([{ text: 'Window' }], { button: 'left', count: 1 });
  await opened;
  expect(lines).toEqual([
    'WARN The page showed a dialog (alert), which was dismissed: Hello',
    'WARN The page showed a dialog (confirm), which was dismissed: Sure?',
    'INFO The page opened a new window.',
  ]);
});
