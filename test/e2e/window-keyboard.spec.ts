import type { Page } from '@playwright/test';
import { drawerOf, expect, test, waitingFlow } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

test('the sample is run with Enter, and its job is opened and closed by keys alone', async ({ launch }) => {
  const { page } = await launch();
  await expect(page.getByText(/all checks passed/)).toBeVisible();
  await page.keyboard.press('Enter');
  const drawer = drawerOf(page, /64 books/);
  await expect(drawer).toBeVisible();

  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expectPlace(page, /64 books/);

  await page.keyboard.press('Enter');
  await expect(drawer.getByRole('heading', { name: /64 books/ })).toBeFocused();
  await expect(drawer.getByText('Completed').first()).toBeVisible({ timeout: 90_000 });
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expectPlace(page, /64 books/);
});

test('j and k go from job to job, and turn the pages of the open drawer', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  await call('queue.setPaused', { paused: true });
  await queueText(running, waitingFlow('First', 1));
  await queueText(running, waitingFlow('Second', 1));
  await expect(page.getByRole('row', { name: /Second/ })).toBeVisible();

  await page.keyboard.press('j');
  await expectPlace(page, /Second/);
  await page.keyboard.press('j');
  await expectPlace(page, /First/);
  await page.keyboard.press('k');
  await expectPlace(page, /Second/);
  await page.keyboard.press('Enter');
  await expect(drawerOf(page, 'Second')).toBeVisible();
  await page.keyboard.press('j');
  await expect(drawerOf(page, 'First')).toBeVisible();
  await page.keyboard.press('Escape');
  await expectPlace(page, /First/);
});

test('a full stop cancels the job under the keyboard, and r retries it', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  const id = await queueText(running, waitingFlow('Waits', 60_000));
  await expect.poll(async () => (await call('jobs.get', { id })).steps.length, { timeout: 60_000 }).toBe(2);

  await page.keyboard.press('j');
  await expectPlace(page, /Waits/);
  await page.keyboard.press('.');
  const row = page.getByRole('row', { name: /Waits/ });
  await expect(row.getByText('Cancelled')).toBeVisible();

  await call('queue.setPaused', { paused: true });
  await page.keyboard.press('r');
  await expect(row.getByText('Pending')).toBeVisible();
  expect((await call('jobs.get', { id })).events.map(({ kind }) => kind)).toContain('retried');
});

test('n opens New job, and Ctrl+Enter runs what is chosen there', async ({ launch }) => {
  const { page, call } = await launch({ workers: 1 });
  await call('queue.setPaused', { paused: true });
  await expect(page.getByText(/all checks passed/)).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New job' });
  await expect(dialog.getByRole('heading', { name: 'New job' })).toBeFocused();

  const flow = dialog.getByLabel('Flow');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(flow).toBeFocused();
  await page.keyboard.type('Search the');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(flow).toHaveValue('Search the sample shop');
  await page.keyboard.press('Tab');
  await expect(dialog.getByLabel('Search for')).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('winter');
  await page.keyboard.press('Control+Enter');

  await expect(dialog).toBeHidden();
  const drawer = drawerOf(page, /Search the sample shop/);
  await expect(drawer).toBeVisible();
  await expect(drawer.getByRole('heading', { name: /Search the sample shop/ })).toBeFocused();
  const { jobs } = await call('jobs.list', {});
  expect(jobs.map(({ subtitle }) => subtitle)).toEqual(['query winter']);
});

/** The list has the focus and points to the row of that job. */
async function expectPlace(page: Page, name: RegExp): Promise<void> {
  const grid = page.getByRole('grid', { name: 'Jobs' });
  await expect(grid).toBeFocused();
  const id = await page.getByRole('row', { name }).getAttribute('id');
  await expect(grid).toHaveAttribute('aria-activedescendant', id ?? 'a row');
}
