import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { locatorOf } from '../../electron/worker/browser/locate.ts';
import { registerPickEngines } from '../../electron/worker/browser/pick/engines.ts';
import { highlight } from '../../electron/worker/browser/pick/highlight.ts';
import { listLike } from '../../electron/worker/browser/pick/list.ts';
import { pointAt } from '../../electron/worker/browser/pick/point.ts';
import { PickedList, Pointed, type TrialPoint } from '../../shared/live/trial.ts';
import { testChromium } from '../support/chromium.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';
import { TrialBench } from '../support/trial-bench.ts';

/** Elements that are picked by a place of the page's picture, in a real Chromium. */
let browser: Browser;
let page: Page;

beforeAll(async () => {
  await registerPickEngines();
  const { executablePath, sandbox } = testChromium();
  browser = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
});
afterAll(() => browser.close());
beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 800, height: 600 } });
});
afterEach(() => page.close());

/** The middle of the first element of a selector, as a share of the picture. */
async function middleOf(selector: string): Promise<TrialPoint> {
  const box = await page.locator(selector).first().boundingBox();
  if (box === null) throw new Error(`${selector} has no place`);
  return { x: (box.x + box.width / 2) / 800, y: (box.y + box.height / 2) / 600 };
}

/** What is picked at an element: every candidate is proven to find that one alone. */
async function pick(selector: string) {
  const pointed = await pointAt(page, await middleOf(selector));
  if (pointed === null) throw new Error('nothing is there');
  for (const { candidate } of pointed.candidates) expect(await locatorOf(page, candidate).count()).toBe(1);
  expect(Pointed.parse(pointed)).toEqual(pointed);
  return pointed;
}

describe('one element', () => {
  test('a button is found by role and name first, and by its place last', async () => {
    await page.setContent('<main><p>Text</p><button class="buy"><span>Buy now</span></button></main>');
    const { name, mark, candidates } = await pick('span');
    expect(name).toBe('button.buy');
    expect(candidates[0]).toEqual({ candidate: { role: 'button', name: 'Buy now' }, steadiness: 'steady' });
    expect(candidates.map(({ candidate }) => candidate)).toContainEqual({ css: 'button.buy' });
    expect(candidates.at(-1)?.steadiness).toBe('brittle');
    expect(mark?.width).toBeGreaterThan(0);
  });

  test('a field is found by its label, its placeholder and its test id', async () => {
    await page.setContent('<label>Email <input placeholder="you@example.com" data-testid="mail"></label>');
    const found = (await pick('input')).candidates.map(({ candidate }) => candidate);
    expect(found).toContainEqual({ role: 'textbox', name: 'Email' });
    expect(found).toContainEqual({ label: 'Email' });
    expect(found).toContainEqual({ placeholder: 'you@example.com' });
    expect(found).toContainEqual({ testId: 'mail' });
  });

  test('ids and classes that code made up are not used', async () => {
    await page.setContent(
      '<div id="ember1234" class="css-1x2y3z sc-abCDef"><p id=":r5:" class="Card_title__3xYz1">Glass</p></div>',
    );
    const { candidates } = await pick('p');
    expect(candidates.length).toBeGreaterThan(0);
    expect(JSON.stringify(candidates)).not.toMatch(/ember|css-1|sc-|:r5|__3x/);
  });

  test('of elements that say the same, the one that was pointed at is meant', async () => {
    await page.setContent('<ul><li><button>Buy</button></li><li><button>Buy</button></li></ul>');
    const pointed = await pick('li:nth-of-type(2) button');
    const texts = await Promise.all(
      pointed.candidates.map(({ candidate }) =>
        locatorOf(page, candidate).evaluate(
          (element) => element.parentElement?.previousElementSibling !== null,
        ),
      ),
    );
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.every((isSecond) => isSecond)).toBe(true);
  });

  test('an element in a frame inside of a frame is found with both', async () => {
    const inner = '<button>Pay</button>';
    const outer = `<p>Outer</p><iframe name="inner" style="border:7px solid;padding:5px" srcdoc="${inner.replaceAll('"', '&quot;')}"></iframe>`;
    await page.setContent(
      `<h1>Page</h1><iframe id="outer" width="500" height="300" srcdoc="${outer.replaceAll('"', '&quot;')}"></iframe>`,
    );
    const button = page.frameLocator('#outer').frameLocator('[name=inner]').getByRole('button');
    const box = await button.boundingBox();
    if (box === null) throw new Error('no place');
    const at = { x: (box.x + box.width / 2) / 800, y: (box.y + box.height / 2) / 600 };
    const pointed = await pointAt(page, at);
    expect(pointed?.candidates[0]?.candidate).toEqual({
      role: 'button',
      name: 'Pay',
      frame: ['iframe[id="outer"]', 'iframe[name="inner"]'],
    });
    expect(pointed?.mark?.x).toBeCloseTo(box.x / 800, 2);
  });

  test('an element in a shadow root is found, and not by an XPath, which ends at its host', async () => {
    await page.setContent('<my-box></my-box>');
    await page.evaluate(() => {
      const root = document.querySelector('my-box')?.attachShadow({ mode: 'open' });
      if (root !== undefined) root.innerHTML = '<p class="note">Inside</p>';
    });
    const { name, candidates } = await pick('.note');
    expect(name).toBe('p.note');
    expect(candidates.map(({ candidate }) => candidate)).toContainEqual({ css: 'p.note' });
    expect(candidates.some(({ candidate }) => candidate.xpath !== undefined)).toBe(false);
  });

  test('what a page writes like a value of the flow is not proposed', async () => {
    await page.setContent('<button class="x{{env.now}}">{{secret.pin}}</button>');
    const pointed = await pointAt(page, await middleOf('button'));
    expect(JSON.stringify(pointed?.candidates)).not.toContain('{{');
  });

  test('a page from right to left is picked as every other', async () => {
    await page.setContent('<html dir="rtl"><body><a href="/x">عربة التسوق</a></body></html>');
    expect((await pick('a')).candidates[0]?.candidate).toEqual({ role: 'link', name: 'عربة التسوق' });
  });

  test('nothing is left in the page, and its scripts notice nothing of the looking itself', async () => {
    await page.setContent('<button>Buy</button>');
    const before = await page.content();
    await page.evaluate(() => {
      Document.prototype.elementFromPoint = () => {
        throw new Error('noticed');
      };
      Element.prototype.closest = () => document.body;
    });
    expect((await pick('button')).candidates[0]?.candidate).toEqual({ role: 'button', name: 'Buy' });
    expect(await page.content()).toBe(before);
  });

  test('a page that lies about its elements makes no candidate that finds another one', async () => {
    await page.setContent('<button>Buy</button><button>Delete</button>');
    await page.evaluate(() => {
      Element.prototype.getAttribute = () => 'x'.repeat(1_000_000);
      Object.defineProperty(Element.prototype, 'textContent', { get: () => 'Delete' });
      Object.defineProperty(Node.prototype, 'textContent', { get: () => 'Delete' });
    });
    const at = await middleOf('button:nth-of-type(1)');
    const pointed = await pointAt(page, at);
    for (const { candidate } of pointed?.candidates ?? []) {
      expect(await locatorOf(page, candidate).count()).toBe(1);
      expect(await locatorOf(page, candidate).innerText()).toBe('Buy');
    }
    expect(JSON.stringify(pointed).length).toBeLessThan(20_000);
  });
});

const CARDS = `<style>article{padding:10px}</style><main><h1>Books</h1><div class="grid">${[1, 2, 3, 4]
  .map(
    (
      number,
    ) => `<article class="card css-${number}a8f2b1"><a href="/book/${number}"><h3>Book ${'ABCD'[number - 1]}</h3></a>
<span class="price">£${number}.50</span><time datetime="2025-01-0${number}">2025-01-0${number}</time><img src="/${number}.png" width="9" height="9"><button>Add</button></article>`,
  )
  .join('')}</div></main>`;

describe('a list', () => {
  test('two titles of cards give all cards, with what stands in each', async () => {
    await page.setContent(CARDS);
    const list = await listLike(page, await middleOf('h3'), await middleOf('article:nth-of-type(3) h3'));
    expect(PickedList.parse(list)).toEqual(list);
    expect(list.count).toBe(4);
    expect(list.target[0]).toEqual({ css: 'article.card' });
    expect(list.marks).toHaveLength(4);
    const byName = Object.fromEntries(list.fields.map(({ name, ...field }) => [name, field]));
    expect(byName.title).toMatchObject({ from: 'text', reads: ['Book A', 'Book B', 'Book C', 'Book D'] });
    expect(byName.price).toMatchObject({ transform: 'number', target: [{ css: 'span.price' }] });
    expect(byName.link).toMatchObject({ from: 'attribute', attribute: 'href', transform: 'link' });
    expect(byName.image).toMatchObject({ attribute: 'src' });
    expect(Object.values(byName).some(({ transform }) => transform === 'date')).toBe(true);
    // The buttons say the same in every card.
    expect(JSON.stringify(list.fields)).not.toContain('Add');
  });

  test('a plain list is read item by item', async () => {
    await page.setContent(
      '<ul id="words"><li>One</li><li>Two</li><li>Three</li></ul><ul><li>Other</li></ul>',
    );
    const list = await listLike(page, await middleOf('li'), await middleOf('li:nth-of-type(2)'));
    expect(list).toMatchObject({ count: 3, target: [{ css: '#words > li' }] });
    expect(list.fields.map(({ reads }) => reads)).toEqual([['One', 'Two', 'Three']]);
  });

  test('cards of one row stand for those of all rows', async () => {
    const row = (names: string): string =>
      `<div class="shelf">${[...names].map((name) => `<div class="book"><b>${name}</b></div>`).join('')}</div>`;
    await page.setContent(`<style>.shelf{display:flex;gap:20px}</style>${row('ABC')}${row('DEF')}`);
    const list = await listLike(page, await middleOf('.book'), await middleOf('.book:nth-of-type(2)'));
    expect(list).toMatchObject({ count: 6, target: [{ css: 'div.book' }, { css: 'div.shelf > div.book' }] });
  });

  test('two elements that have nothing in common are refused with a sentence', async () => {
    await page.setContent('<h1>Title</h1><button>Buy</button>');
    const both = listLike(page, await middleOf('h1'), await middleOf('button'));
    await expect(both).rejects.toThrow('not alike');
    await expect(listLike(page, await middleOf('h1'), await middleOf('h1'))).rejects.toThrow('not alike');
  });
});

describe('highlighting', () => {
  test('frames are told for everything that the first usable candidate finds, at most 200', async () => {
    await page.setContent(`<main>${'<p>x</p>'.repeat(300)}</main>`);
    const { count, marks } = await highlight(page, [{ css: '.never' }, { css: 'p' }]);
    expect([count, marks.length]).toEqual([300, 200]);
    expect(await highlight(page, [{ css: '.never' }])).toEqual({ count: 0, marks: [] });
  });

  test('a value that only a run knows is refused with a sentence', async () => {
    await page.setContent('<p>x</p>');
    await expect(highlight(page, [{ text: '{{input.x}}' }])).rejects.toThrow('only a run knows');
  });
});

describe('in a trial', () => {
  let site: TestSite;
  let main: FakeMain;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runwright-pick-'));
    site = await startSite({
      '/shop':
        '<button style="position:absolute;left:0;top:0;width:200px;height:100px">Buy for tulip-9</button>',
      '/hang': `<button style="position:absolute;left:0;top:0;width:200px;height:100px">Buy</button>
<script>Object.defineProperty(Element.prototype, 'classList', { get() { for (;;) {} } });</script>`,
    });
    main = new FakeMain();
    main.init();
  });
  afterAll(async () => {
    await main.stop();
    await site.stop();
    rmSync(folder, { recursive: true, force: true });
  });
  const begin = (path: string, secrets: string[] = []) => {
    const steps = [{ action: 'goto', url: `${site.origin}${path}` }];
    const flow = { runwright: 1, name: 'Draft', steps };
    const job = claimedJob({ artifactsDir: join(folder, path), flow, secrets, trial: { run: {} } });
    main.queue(job);
    return { job, trial: new TrialBench(main, job) };
  };

  test('what is a secret is in no answer', async () => {
    const { job, trial } = begin('/shop', ['tulip-9']);
    await trial.waits(1);
    const pointed = await trial.point({ x: 0.05, y: 0.05 });
    expect(pointed?.candidates.length).toBeGreaterThan(0);
    expect(JSON.stringify(pointed)).not.toContain('tulip-9');
    main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
  });

  test('a page that hangs while it is looked at is given up, and the trial can be stopped', async () => {
    const { job, trial } = begin('/hang');
    await trial.waits(1);
    expect(await trial.ask({ kind: 'point', at: { x: 0.05, y: 0.05 } })).toEqual({
      kind: 'refused',
      message: 'The page did not answer in time.',
    });
    const ended = main.next('finished', ({ jobId }) => jobId === job.jobId);
    main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
    expect((await ended).result).toEqual({ kind: 'cancelled' });
  });
});
