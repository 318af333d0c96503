import type { Page } from '@playwright/test';
import { expectNoFaults } from './axe.ts';
import { expect, type RunningApp, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

test('a search is written by keys: qualifiers become tokens, a slip names the nearest word', async ({
  launch,
}) => {
  const { page } = await withJobs(await launch({ workers: 1 }));
  await page.keyboard.press('/');
  await page.keyboard.type('state:failed ');
  await expect(rows(page)).toHaveCount(1);
  await expect(rows(page).first()).toContainText('Broken');
  await expect(page.getByRole('button', { name: 'Take state:failed away' })).toBeVisible();

  await page.keyboard.type('tga:nightly ');
  await expect(page.getByRole('search').getByText('tga: is no qualifier.')).toBeVisible();
  await page.getByRole('search').getByRole('button', { name: 'tag:nightly' }).click();
  await expect(page.getByRole('button', { name: 'Take tag:nightly away' })).toBeVisible();
  await expect(rows(page)).toHaveCount(1);
  await expectNoFaults(page, 'jobs with a search');

  await page.getByRole('combobox', { name: 'Search jobs' }).press('Backspace');
  await page.keyboard.press('Backspace');
  await expect(rows(page)).toHaveCount(3);
});

test('a click on a head sorts, and a search can be kept as a view', async ({ launch }) => {
  const { page } = await withJobs(await launch({ workers: 1 }));
  const head = page.getByRole('columnheader', { name: 'Flow' });
  await head.getByRole('button').first().click();
  await expect(head).toHaveAttribute('aria-sort', /ascending|descending/);

  await page.keyboard.press('/');
  await page.keyboard.type('flow:Broken ');
  await expect(rows(page)).toHaveCount(1);
  await page.getByRole('button', { name: 'Save view' }).click();
  await page.getByRole('textbox', { name: 'Name of the view' }).fill('What broke');
  await page.keyboard.press('Enter');
  const views = page.getByRole('region', { name: 'Saved views' });
  await expect(views.getByRole('button', { name: /^What broke/ })).toBeVisible();
  await page.getByRole('button', { name: 'Clear search' }).click();
  await expect(rows(page)).toHaveCount(3);
  await views.getByRole('button', { name: /^What broke/ }).click();
  await expect(rows(page)).toHaveCount(1);
});

test('jobs that have ended are deleted, and Undo brings them back', async ({ launch }) => {
  const running = await withJobs(await launch({ workers: 1 }));
  const { page, call } = running;
  await page.keyboard.press('/');
  await page.keyboard.type('state:failed ');
  await expect(rows(page)).toHaveCount(1);
  await rows(page).first().getByRole('checkbox').check();
  await page.getByRole('button', { name: /^Delete/ }).click();
  await expect(rows(page)).toHaveCount(0);
  expect((await call('jobs.counts', {})).failed).toBe(0);
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(rows(page)).toHaveCount(1);
  expect((await call('jobs.counts', {})).failed).toBe(1);
});

/** Two jobs that completed and one with a tag that failed. */
async function withJobs(running: RunningApp): Promise<RunningApp> {
  const { page, call } = running;
  const flow = (name: string, steps: object[]): string =>
    JSON.stringify({ runwright: 1, name, retry: { max: 0 }, steps });
  const ids = [
    await queueText(running, flow('First', [{ action: 'log', message: 'one' }])),
    await queueText(running, flow('Second', [{ action: 'log', message: 'two' }])),
  ];
  const broken = await call('flows.import', {
    fileName: 'broken.flow.json',
    text: flow('Broken', [{ action: 'fail', message: 'It is broken.' }]),
  });
  if (!broken.ok) throw new Error(JSON.stringify(broken.faults));
  ids.push(...(await call('jobs.enqueue', { flowId: broken.flow.id, tags: ['nightly'] })).ids);
  for (const id of ids)
    await expect
      .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 60_000 })
      .toMatch(/completed|failed/);
  await expect(rows(page)).toHaveCount(3);
  return running;
}

/** The jobs that are listed, without the head. */
function rows(page: Page) {
  return page
    .getByRole('grid')
    .getByRole('row')
    .filter({ has: page.getByRole('checkbox', { name: /job/i }) })
    .filter({ hasNot: page.getByRole('columnheader') });
}
