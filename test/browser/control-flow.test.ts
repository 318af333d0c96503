import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { BOOKS } from '../../electron/main/practice-site/books.ts';
import { type PracticeSite, startPracticeSite } from '../../electron/main/practice-site/server.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** Control flow with a real worker and a real Chromium; only main is played by the test. */
let shop: PracticeSite;
let site: TestSite;
let main: FakeMain;
let folder: string;

const card = (name: string): string =>
  `<li class="card"><h2>${name}</h2><button onclick="this.closest('li').remove()">Remove</button>
   <a href="/one?name=${name}">Open</a></li>`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-control-flow-'));
  shop = await startPracticeSite();
  site = await startSite({
    '/cards': `<title>Cards</title><ul>${['Ada', 'Grace', 'Edsger'].map(card).join('')}</ul>`,
    '/one':
      '<title>One</title><h1></h1><script>document.querySelector("h1").textContent = new URL(location).searchParams.get("name")</script>',
    '/late':
      '<title>Late</title><script>setTimeout(() => { document.body.innerHTML = "<p id=late>Here</p>"; }, 300)</script>',
  });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  await shop.stop();
  rmSync(folder, { recursive: true, force: true });
});

let lastFolder = 0;

function job(steps: unknown[], more: Partial<ClaimedJob> = {}): ClaimedJob {
  const flow = { runwright: 1, name: 'Test', steps };
  return claimedJob({ artifactsDir: join(folder, String(++lastFolder)), flow, ...more });
}

function dataOf({ jobId }: ClaimedJob) {
  return main.all('data').filter((data) => data.jobId === jobId);
}

test('the example opens every travel book and keeps those that are in stock', async () => {
  const text = readFileSync(new URL('../../examples/books-in-stock.flow.json', import.meta.url), 'utf8');
  const example = job([], { flow: JSON.parse(text), env: { practice: shop.url } });
  const travel = BOOKS.filter((book) => book.category === 'Travel');
  const inStock = travel.filter((book) => book.stock > 0);
  const soldOut = travel.length - inStock.length;
  expect(await main.run(example)).toEqual({ kind: 'completed', result: { soldOut }, failedRows: 0 });
  const data = dataOf(example);
  const rows = data.flatMap((batch) => batch.rows).filter(({ dataset }) => dataset === 'books');
  expect(rows.map((row) => row.data)).toEqual(
    inStock.map((book) => ({
      title: book.title,
      price: book.pence / 100,
      isbn: book.isbn,
      about: book.description,
    })),
  );
  const lines = data.flatMap((batch) => batch.lines).map(({ step, message }) => `${step}: ${message}`);
  expect(lines).toContain(`5.2: ${soldOut} of the books are sold out.`);
  expect(lines).toContain(`4: Turn 2 of ${travel.length}.`);
}, 60_000);

test('a loop over elements works inside the current one, also when the page was left in between', async () => {
  const each = job([
    { action: 'goto', url: `${site.origin}/cards` },
    { action: 'setVariable', name: 'seen', value: '' },
    {
      action: 'forEach',
      in: { elements: [{ css: '.card' }] },
      as: 'card',
      steps: [
        { action: 'extract', target: [{ role: 'heading', inside: 'card' }], as: 'name' },
        { action: 'click', target: [{ role: 'link', inside: 'card' }] },
        { action: 'extract', target: [{ css: 'h1' }], as: 'opened' },
        { action: 'setVariable', name: 'seen', value: '{{var.seen}}{{var.name}}={{var.opened}} ' },
        { action: 'goto', url: `${site.origin}/cards` },
      ],
    },
  ]);
  expect(await main.run(each)).toMatchObject({
    kind: 'completed',
    result: { seen: 'Ada=Ada Grace=Grace Edsger=Edsger ' },
  });
}, 60_000);

test('while goes on as long as the page shows something, and a condition may wait for it', async () => {
  const removing = job([
    { action: 'goto', url: `${site.origin}/cards` },
    { action: 'setVariable', name: 'n', value: 0 },
    {
      action: 'while',
      condition: { visible: [{ css: '.card' }] },
      steps: [
        { action: 'click', target: [{ role: 'button', inside: { css: '.card', nth: 0 } }] },
        { action: 'setVariable', name: 'n', value: '{{var.n + 1}}' },
      ],
    },
    { action: 'goto', url: `${site.origin}/late` },
    {
      action: 'if',
      condition: { visible: [{ css: '#late' }], timeout: 5000 },
      then: [{ action: 'stop', message: 'It came.' }],
    },
    { action: 'fail', message: 'It did not come.' },
  ]);
  expect(await main.run(removing)).toMatchObject({ kind: 'completed', result: { n: 3 } });
  expect(
    dataOf(removing)
      .flatMap(({ lines }) => lines)
      .map(({ message }) => message),
  ).not.toContain('All steps are done.');
});

test('try catches what the page did not have, and its picture is kept', async () => {
  const trying = job([
    { action: 'goto', url: `${site.origin}/cards` },
    {
      action: 'try',
      steps: [{ action: 'click', target: [{ role: 'button', name: 'Buy' }], timeout: 300 }],
      onError: [
        { action: 'setVariable', name: 'why', value: '{{var.error.category}} at {{var.error.step}}' },
      ],
    },
  ]);
  expect(await main.run(trying)).toMatchObject({ kind: 'completed', result: { why: 'TimeoutError at 2.1' } });
  const data = dataOf(trying);
  expect(data.flatMap(({ artifacts }) => artifacts).map(({ file, step }) => ({ file, step }))).toEqual([
    { file: 'failure-step-2.1.png', step: '2.1' },
    { file: 'failure-step-2.1.html', step: '2.1' },
  ]);
  const last = new Map(data.flatMap(({ steps }) => steps).map((step) => [step.seq, step]));
  expect([...last.values()].map(({ path, state }) => `${path} ${state}`)).toEqual([
    '1 done',
    '2 done',
    '2.1 failed',
    '2.2 done',
  ]);
});

test('a cancel ends a loop that never waits for the page within a second', async () => {
  const spinning = job([
    {
      action: 'repeat',
      times: 100_000,
      steps: [{ action: 'repeat', times: 100_000, steps: [{ action: 'continue' }] }],
    },
  ]);
  main.queue(spinning);
  await main.next(
    'data',
    ({ jobId, lines }) =>
      jobId === spinning.jobId &&
      lines.some(
        ({ message }) => message.startsWith('Turn 600 of') || message.includes('Turn 1 of 100000, 600'),
      ),
  );
  const askedAt = performance.now();
  main.post({ kind: 'cancel', jobId: spinning.jobId, epoch: spinning.epoch });
  const { result } = await main.next('finished', ({ jobId }) => jobId === spinning.jobId);
  expect(performance.now() - askedAt).toBeLessThan(1000);
  expect(result).toEqual({ kind: 'cancelled' });
});

test('a disabled step does nothing to the page, and is on record as skipped', async () => {
  const left = job([
    { action: 'goto', url: `${site.origin}/cards` },
    { action: 'click', target: [{ text: 'Remove' }], disabled: true },
    { action: 'extract', target: [{ css: 'h2', nth: 0 }], as: 'first' },
  ]);
  expect(await main.run(left)).toMatchObject({ kind: 'completed', result: { first: 'Ada' } });
  const states = new Map(dataOf(left).flatMap(({ steps }) => steps.map(({ path, state }) => [path, state])));
  expect(Object.fromEntries(states)).toEqual({ 1: 'done', 2: 'skipped', 3: 'done' });
});
