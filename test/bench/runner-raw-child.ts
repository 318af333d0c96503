import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import type { RawTask } from './runner-raw.ts';
import { FIELDS } from './runner-site.ts';

/** Playwright alone, in a process of its own as the product's worker is. */
let browser: Browser | null = null;
let spare: { context: BrowserContext; page: Page } | null = null;
const stays: BrowserContext[] = [];
const OPTIONS = { viewport: { width: 1280, height: 720 } };

async function prepare(): Promise<{ context: BrowserContext; page: Page }> {
  if (browser === null) throw new Error('no browser');
  const context = await browser.newContext(OPTIONS);
  return { context, page: await context.newPage() };
}

async function trivial(origin: string, made: { context: BrowserContext; page: Page }): Promise<void> {
  const { context, page } = made;
  await page.goto(`${origin}/one`);
  await page.locator('#go').click();
  const told = await page.locator('#told').innerText();
  if (told !== 'done') throw new Error(`the page says “${told}”`);
  await context.close();
}

async function long(origin: string): Promise<void> {
  const { context, page } = await prepare();
  await page.goto(`${origin}/form`);
  for (let n = 0; n < FIELDS; n++) {
    await page.locator(`#f${n}`).fill(`text ${n}`);
    await page.locator(`#b${n}`).click();
  }
  await context.close();
}

async function list(origin: string): Promise<void> {
  const { context, page } = await prepare();
  await page.goto(`${origin}/list`);
  const rows = await page.locator('li').evaluateAll((items) =>
    items.map((item) => ({
      title: item.querySelector('b')?.innerText,
      price: Number(item.querySelector('i')?.innerText),
      link: item.querySelector('a')?.getAttribute('href'),
    })),
  );
  if (rows[9999]?.title !== 'Book 9999') throw new Error('rows are missing');
  await context.close();
}

async function many(origin: string, count: number, atOnce: number): Promise<void> {
  let left = count;
  const one = async (): Promise<void> => {
    while (left-- > 0) await trivial(origin, await prepare());
  };
  await Promise.all(Array.from({ length: atOnce }, one));
}

async function stay(origin: string, count: number): Promise<void> {
  for (let page = 0; page < count; page++) {
    const made = await prepare();
    await made.page.goto(`${origin}/one`);
    stays.push(made.context);
  }
}

async function run(task: RawTask): Promise<void> {
  switch (task.name) {
    case 'launch': {
      const { executablePath, sandbox } = task.browser;
      browser = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
      return;
    }
    case 'trivial':
      return trivial(task.origin, await prepare());
    case 'makeSpare':
      spare = await prepare();
      return;
    case 'trivialInSpare': {
      if (spare === null) throw new Error('no spare');
      return trivial(task.origin, spare);
    }
    case 'long':
      return long(task.origin);
    case 'list':
      return list(task.origin);
    case 'many':
      return many(task.origin, task.count, task.atOnce);
    case 'stay':
      return stay(task.origin, task.count);
    case 'leave':
      await Promise.all(stays.splice(0).map((context) => context.close()));
      return;
    case 'stop':
      await browser?.close();
      process.disconnect();
  }
}

process.on('message', (task: RawTask) => {
  run(task).then(
    () => process.connected && process.send?.({ error: null }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
