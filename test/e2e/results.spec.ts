import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, type RunningApp, test } from './fixtures.ts';

/** The books of the shop; each run reads as many pages as its input says, so that two runs differ. */
const READ = {
  action: 'extractList',
  items: [{ css: '.card' }],
  fields: {
    title: { target: [{ css: '.card-title a' }] },
    price: { target: [{ css: '.price' }], transform: 'number' },
  },
  dataset: 'books',
};
const FLOW = JSON.stringify({
  runwright: 1,
  name: 'Books of the shop',
  inputs: { pages: { type: 'number', default: 1 } },
  steps: [
    { action: 'goto', url: '{{env.practice}}/books' },
    READ,
    {
      action: 'if',
      condition: '{{input.pages > 1}}',
      then: [{ action: 'goto', url: '{{env.practice}}/books?page=2' }, READ],
    },
  ],
});

/** The jobs of both runs, with how many rows each brought. */
interface Run {
  readonly id: number;
  readonly rows: number;
}

async function twoRuns({ call }: RunningApp): Promise<{ first: Run; second: Run }> {
  const imported = await call('flows.import', { fileName: 'b.flow.json', text: FLOW });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  const runs: Run[] = [];
  for (const pages of [1, 2]) {
    const { ids: queued } = await call('jobs.enqueue', { flowId: imported.flow.id, inputs: { pages } });
    const [id] = queued;
    if (id === undefined) throw new Error('Nothing was queued.');
    await expect
      .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 120_000 })
      .toBe('completed');
    runs.push({ id, rows: (await call('jobs.get', { id })).job.rowCount });
  }
  const [first, second] = runs;
  if (first === undefined || second === undefined) throw new Error('Two runs were queued.');
  expect(second.rows).toBeGreaterThan(first.rows);
  return { first, second };
}

async function goToResults(page: Page): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Results/ })
    .click();
}

/** What the page puts on the clipboard, which the machine of a test may not have. */
async function watchClipboard(page: Page): Promise<() => Promise<string>> {
  await page.evaluate(() => {
    Object.defineProperty(navigator, 'clipboard', {
      value: {
        async write(items: ClipboardItem[]) {
          const blob = await items[0]?.getType('text/plain');
          document.body.dataset.copied = (await blob?.text()) ?? '';
        },
      },
    });
  });
  return async () => (await page.locator('body').getAttribute('data-copied')) ?? '';
}

test('two runs are compared, filtered, sorted and exported, and the drawer leads there', async ({
  launch,
  dataDir,
}) => {
  test.setTimeout(300_000);
  const running = await launch({ workers: 1 });
  const { app, page } = running;
  await goToResults(page);
  await expect(page.getByText(/No rows yet/)).toBeVisible();
  const { first, second } = await twoRuns(running);
  const added = second.rows - first.rows;

  // What came meanwhile is offered, not thrown in.
  await page.getByRole('button', { name: /New rows came/ }).click();
  await expect(page.getByRole('heading', { name: 'books', exact: true })).toBeVisible();
  const grid = page.getByRole('grid', { name: 'Rows of books' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(second.rows + 1));
  await expectNoFaults(page, 'Results');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: test.info().outputPath('light.png') });

  await page.getByRole('button', { name: `Compare with #${first.id}` }).click();
  await expect(page.getByRole('button', { name: `Added ${added}` })).toBeVisible();
  await expect(page.getByRole('button', { name: /^Changed 0/ })).toBeVisible();
  await expect(page.getByRole('button', { name: 'Compared by title' })).toBeVisible();
  await expectNoFaults(page, 'Results compared');
  await page.screenshot({ path: test.info().outputPath('compared-dark.png') });
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: test.info().outputPath('compared-light.png') });
  await page.getByRole('button', { name: /^Added/ }).click();
  await expect(grid).toHaveAttribute('aria-rowcount', String(added + 1));

  // Sorted by price: the first one is the cheapest of those that were added.
  await grid.getByRole('button', { name: 'price' }).click();
  await expect(grid.getByRole('columnheader', { name: 'price' })).toHaveAttribute('aria-sort', 'ascending');

  const file = join(dataDir, 'books.md');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Export' });
  await panel.getByLabel(`Only rows that changed since #${first.id}`).check();
  await expect(panel.getByRole('heading', { name: `Export ${added} rows of books` })).toBeVisible();
  await expectNoFaults(page, 'Export of results', '[role="dialog"]');
  await page.emulateMedia({ colorScheme: 'light' });
  await page.screenshot({ path: test.info().outputPath('export-light.png') });
  await panel.getByRole('button', { name: /^Markdown/ }).click();
  await expect(page.getByRole('main').getByText(`${added} rows exported`)).toBeVisible();
  expect(readFileSync(file, 'utf8').trim().split('\n')).toHaveLength(added + 2);

  // Back takes the comparison away again; the job's own drawer leads to its rows.
  await page.goBack();
  await expect(page.getByRole('button', { name: /^Added/ })).toHaveCount(0);
  await page.getByRole('button', { name: 'Open job' }).click();
  const drawer = drawerOf(page, 'Books of the shop');
  await drawer.getByRole('tab', { name: /Results/ }).click();
  await drawer.getByRole('button', { name: 'Open in Results' }).click();
  await expect(page.getByText(`job #${second.id}`)).toBeVisible();
});

test('by keyboard alone: rows are filtered, cells selected and copied as a table', async ({ launch }) => {
  test.setTimeout(300_000);
  const running = await launch({ workers: 1 });
  const { page } = running;
  const { second } = await twoRuns(running);
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await expect(page.getByRole('heading', { name: 'books', exact: true })).toBeVisible();
  const copied = await watchClipboard(page);
  const grid = page.getByRole('grid', { name: 'Rows of books' });
  await expect(grid).toHaveAttribute('aria-rowcount', String(second.rows + 1));

  await page.keyboard.press('/');
  await page.keyboard.type('price:9');
  await expect(grid).not.toHaveAttribute('aria-rowcount', String(second.rows + 1));
  await page.keyboard.press('Escape');
  await expect(grid).toHaveAttribute('aria-rowcount', String(second.rows + 1));

  await grid.focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Shift+ArrowDown');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(grid.locator('[aria-selected="true"]')).toHaveCount(4);
  await page.keyboard.press('Control+c');
  await expect.poll(async () => (await copied()).split('\r\n').length).toBe(3);
  expect((await copied()).split('\r\n')[0]).toBe('title\tprice');

  await page.keyboard.press('Control+Shift+C');
  await expect.poll(async () => (await copied()).split('\r\n').length).toBe(second.rows + 1);
  await expect(page.getByRole('main').getByText(`${second.rows} rows copied`)).toBeVisible();
});
