import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { JobId } from '../../shared/ids.ts';
import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

/** Reads the heading of a page of the shop, and fails where it is another one than the row says. */
const FLOW = JSON.stringify({
  runwright: 1,
  name: 'Headings',
  steps: [
    { action: 'goto', url: '{{env.practice}}{{row.path}}' },
    {
      action: 'extractList',
      items: [{ css: 'h1' }],
      fields: { heading: { from: 'text' } },
      dataset: 'headings',
    },
    { action: 'assert', target: [{ role: 'heading', name: '{{row.heading}}' }], timeout: 500 },
  ],
});

/** As a spreadsheet copies it. The second page is broken at its first visit and at its second. */
const TABLE = 'path\theading\n/order\tOrder a book\n/flaky?key=e2e\tThe shop is open\n/order\tOrder a book\n';

test('one job walks over all rows of a pasted table; the one that failed is run again alone', async ({
  launch,
}) => {
  const { page, call } = await launch({ workers: 1 });
  const imported = await call('flows.import', { fileName: 'h.flow.json', text: FLOW });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  await expect(page.getByText(/all checks passed/)).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New job' });
  await dialog.getByLabel('Flow').click();
  await page.getByRole('option', { name: 'Headings' }).click();
  await dialog.getByRole('button', { name: 'Paste a table' }).click();
  await dialog.getByLabel('Table').fill(TABLE);
  await dialog.getByRole('button', { name: 'Use the table' }).click();
  await dialog.getByText('One job for all rows').click();
  await expectNoFaults(page, 'rows in New job', '[role="dialog"]');
  await dialog.getByRole('button', { name: /Run over 3 rows/ }).click();

  const drawer = drawerOf(page, 'Headings');
  await expect(drawer.getByText('Completed with failed rows')).toBeVisible({ timeout: 90_000 });
  await expect(drawer.getByText(/2 of 3 rows are done, 1 failed/)).toBeVisible();
  const { jobs } = await call('jobs.list', {});
  const id = JobId.parse(jobs[0]?.id);
  expect((await call('rows.page', { jobId: id, dataset: 'headings' })).total).toBe(3);

  // Its second visit fails too; the third one works.
  await drawer.getByRole('button', { name: 'Run failed rows' }).click();
  await expect
    .poll(async () => (await call('jobs.get', { id })).attempts.length, { timeout: 60_000 })
    .toBe(2);
  await expect(drawer.getByText('Completed with failed rows')).toBeVisible({ timeout: 60_000 });
  await drawer.getByRole('button', { name: 'Run failed rows' }).click();
  await expect.poll(async () => (await call('jobs.get', { id })).job.failedRows, { timeout: 60_000 }).toBe(0);
  await expect(drawer.getByText(/3 of 3 rows done/).first()).toBeVisible({ timeout: 60_000 });

  const { rows } = await call('rows.page', { jobId: id, dataset: 'headings' });
  expect(rows.map(({ heading }) => heading).toSorted()).toEqual([
    'Order a book',
    'Order a book',
    'The shop is open',
  ]);
  await drawer.getByRole('tab', { name: 'Input' }).click();
  const table = drawer.getByRole('table', { name: 'Rows with their state' });
  await expect(table.getByRole('row')).toHaveCount(4);
  await expect(table.getByText('failed')).toHaveCount(0);
});

test('a retry from the failed step keeps what was done, and begins the page where it stood', async ({
  launch,
  dataDir,
}) => {
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  const id = await queueText(
    running,
    JSON.stringify({
      runwright: 1,
      name: 'Goes on',
      retry: { max: 0 },
      steps: [
        { action: 'goto', url: '{{env.practice}}/order' },
        {
          action: 'extractList',
          items: [{ css: 'h1' }],
          fields: { heading: { from: 'text' } },
          dataset: 'd',
        },
        { action: 'goto', url: '{{env.practice}}/flaky?key=resume' },
        { action: 'assert', target: [{ role: 'heading', name: 'The shop is open' }], timeout: 500 },
        {
          action: 'extractList',
          items: [{ css: 'h1' }],
          fields: { heading: { from: 'text' } },
          dataset: 'd',
        },
      ],
    }),
  );
  await page.getByRole('row', { name: /Goes on/ }).click();
  const drawer = drawerOf(page, 'Goes on');
  for (const attempts of [1, 2]) {
    await expect
      .poll(async () => (await call('jobs.get', { id })).attempts.length, { timeout: 60_000 })
      .toBe(attempts);
    await expect(drawer.getByText('Failed').first()).toBeVisible({ timeout: 60_000 });
    await expect(drawer.getByText(/Steps 1 to 3 are done/)).toBeVisible({ timeout: 60_000 });
    await drawer.getByRole('button', { name: 'Retry from failed step' }).click();
  }
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 60_000 })
    .toBe('completed');
  const { rows } = await call('rows.page', { jobId: id, dataset: 'd' });
  expect(rows.map(({ heading }) => heading)).toEqual(['Order a book', 'The shop is open']);
  const { steps, attempts } = await call('jobs.get', { id });
  const last = attempts.at(-1)?.epoch;
  expect(steps.filter(({ epoch }) => epoch === last).map(({ path, state }) => `${path} ${state}`)).toEqual([
    '1 skipped',
    '2 skipped',
    '3 skipped',
    '4 done',
    '5 done',
  ]);
  // The state of the browser lies sealed: no name of a cookie or a site's storage stands in the file.
  expect(readFileSync(join(dataDir, 'runwright.db')).includes('"origins"')).toBe(false);
});
