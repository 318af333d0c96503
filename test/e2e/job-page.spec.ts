import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import type { JobId } from '../../shared/ids.ts';
import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, type RunningApp, repository, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

const FLOW = {
  runwright: 1,
  name: 'Prices of the shop',
  inputs: { word: { type: 'text', default: 'Extraction' } },
  artifacts: { trace: 'never' },
  steps: [
    { action: 'goto', url: '{{env.practice}}/' },
    { action: 'screenshot', name: 'start' },
    {
      action: 'repeat',
      times: 2,
      steps: [
        { action: 'waitFor', time: 20 },
        { action: 'log', message: 'turn {{input.word}}' },
      ],
    },
    { action: 'log', message: 'near the end' },
    {
      action: 'if',
      condition: "{{input.word != 'Extraction'}}",
      then: [{ action: 'fail', message: 'another word' }],
    },
    { action: 'screenshot', name: 'end' },
  ],
};
const PRICES = JSON.stringify(FLOW);
/** A picture after each step, and the requests. */
const PICTURED = JSON.stringify({
  ...FLOW,
  artifacts: { trace: 'never', screenshots: 'always', har: 'always' },
});

test('a job is turned into a full page and back by keys, and the list is found again', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page } = running;
  const first = await queueText(running, PRICES);
  await ended(running, first, 'completed');
  const second = await queueText(running, PRICES);
  await ended(running, second, 'completed');

  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await expect(drawerOf(page, `#${second}`)).toBeVisible();
  await expect(page.getByText('1 of 2', { exact: true })).toBeVisible();
  await page.keyboard.press('o');
  await expect(heading(page, second)).toBeFocused();
  await expect(page.getByRole('grid', { name: 'Jobs' })).toBeHidden();
  await expect(page.getByRole('log', { name: 'Log lines' })).toBeVisible();
  await expect(page.getByRole('list', { name: 'Steps', exact: true })).toBeVisible();

  await page.keyboard.press('j');
  await expect(heading(page, first)).toBeFocused();
  await expect(page.getByText('2 of 2', { exact: true })).toBeVisible();
  await page.evaluate(() => window.history.back());
  await expect(heading(page, second)).toBeFocused();
  await page.keyboard.press('o');
  await expect(drawerOf(page, `#${second}`)).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('grid', { name: 'Jobs' })).toBeFocused();
});

test('steps, log, film and files of a job lead to each other', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page } = running;
  const id = await queueText(running, PICTURED);
  await ended(running, id, 'completed');
  await openPage(page);

  const steps = page.getByRole('list', { name: 'Steps', exact: true });
  await expect(steps.getByRole('listitem')).toHaveCount(8);
  await page.getByRole('button', { name: 'Fold step 3' }).click();
  await expect(steps.getByRole('listitem')).toHaveCount(6);
  await page.getByRole('searchbox', { name: 'Filter the steps' }).fill('log “turn');
  await expect(steps.getByRole('listitem')).toHaveCount(2);

  await page.getByRole('button', { name: 'Log of step 3.2' }).click();
  const lines = page.getByRole('log', { name: 'Log lines' });
  await expect(lines.getByText('turn Extraction').first()).toBeVisible();
  await expect(lines.getByText('near the end')).toBeHidden();
  await page.getByRole('combobox', { name: 'Steps shown' }).selectOption('All steps');
  await page.keyboard.press('Control+f');
  await page.keyboard.type('turn extraction');
  // Each turn tells its step and then the line itself.
  await expect(page.getByText('0 of 4', { exact: true })).toBeVisible();
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 of 4', { exact: true })).toBeVisible();
  await page.keyboard.press('Shift+Enter');
  await expect(page.getByText('4 of 4', { exact: true })).toBeVisible();
  await lines.getByRole('button', { name: '3.2' }).last().click();
  await expect(steps.locator('[aria-current="step"]')).toContainText('3.2');

  const film = page.getByRole('slider', { name: 'Pictures of this attempt over time' });
  await film.focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('End');
  await expect(film).toHaveAttribute('aria-valuetext', /6 /);
  await page.keyboard.press('Enter');
  await expect(steps.locator('[aria-current="step"]')).toContainText('6');

  await page.getByRole('tab', { name: /Screenshots and files/ }).click();
  await page.getByRole('button', { name: /Look at .*\.har/ }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('cell', { name: 'GET' }).first()).toBeVisible();
  await expectNoFaults(page, 'requests of a HAR file');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});

test('a failed job stands beside the last good one, differing steps first', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  const good = await queueText(running, PRICES);
  await ended(running, good, 'completed');
  const { job } = await call('jobs.get', { id: good });
  const { ids } = await call('jobs.enqueue', {
    flowId: job.flowId,
    inputs: { word: 'Other' },
    run: { slowMs: 5 },
  });
  const [bad] = ids;
  if (bad === undefined) throw new Error('No job was queued.');
  await ended(running, bad, 'failed');
  await openPage(page);
  await expect(heading(page, bad)).toBeVisible();

  await page.getByRole('tab', { name: /Attempts/ }).click();
  const table = page.getByRole('table', { name: 'Steps that differ come first' });
  await expect(table.getByRole('row').nth(1)).toContainText('First difference');
  await expect(table.getByRole('row').nth(1)).toContainText('failed');
  await expect(page.getByRole('table', { name: 'Inputs that differ' })).toContainText('Other');

  await page.getByRole('tab', { name: 'Input' }).click();
  await expect(page.getByText('rest before each step')).toBeVisible();
  await page.getByRole('tab', { name: 'Raw' }).click();
  await expect(page.getByRole('region', { name: 'The job as JSON' })).toContainText('"attempts"');

  await page.getByRole('tab', { name: /Attempts/ }).click();
  await page.getByRole('button', { name: `Open job #${good}` }).click();
  await expect(heading(page, good)).toBeVisible();
});

test('axe finds nothing on the page of a job, in both themes', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page } = running;
  for (let at = 0; at < 2; at += 1) await ended(running, await queueText(running, PRICES), 'completed');
  await openPage(page);
  for (const tab of ['Steps', 'Attempts', 'Raw']) {
    await page.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    if (tab === 'Attempts') await expect(page.getByText('The two runs took the same steps')).toBeVisible();
    await expectNoFaults(page, `job page, ${tab}`, '.shell-page');
  }
});

/** Screenshots for a person to look at: `RUNWRIGHT_SHOTS=folder`. */
test('the page has a layout for small and large windows', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page } = running;
  const id = await queueText(running, PRICES);
  await ended(running, id, 'completed');
  await openPage(page);
  for (const [width, height] of [
    [1280, 800],
    [1920, 1080],
  ] as const) {
    await page.setViewportSize({ width, height });
    const log = page.getByRole('log', { name: 'Log lines' });
    await expect(log).toBeVisible();
    const steps = await page.getByRole('list', { name: 'Steps', exact: true }).boundingBox();
    const lines = await log.boundingBox();
    expect(lines?.x ?? 0).toBeGreaterThanOrEqual((steps?.x ?? 0) + (steps?.width ?? 0) - 1);
    await shoot(page, `page-${width}`);
  }
  await page.setViewportSize({ width: 1000, height: 700 });
  await expect(page.getByRole('tab', { name: 'Log' })).toBeVisible();
});

async function shoot(page: Page, name: string): Promise<void> {
  const folder = process.env.RUNWRIGHT_SHOTS;
  if (folder === undefined) return;
  mkdirSync(join(repository, folder), { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(repository, folder, `${name}-${colorScheme}.png`) });
  }
}

async function openPage(page: Page): Promise<void> {
  await page.keyboard.press('j');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Open as a full page (o)' }).click();
}

function heading(page: Page, id: JobId) {
  return page.getByRole('heading', { level: 1, name: `#${id}` });
}

async function ended({ call }: RunningApp, id: JobId, state: 'completed' | 'failed'): Promise<void> {
  await expect.poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 90_000 }).toBe(state);
}
