import type { JobId } from '../../shared/ids.ts';
import { drawerOf, expect, type RunningApp, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

/** Looks for a button that no page has: each attempt fails at once. */
function failingFlow(name: string, backoffMs: number, retries: number): string {
  return JSON.stringify({
    runwright: 1,
    name,
    retry: { max: retries, backoffMs },
    steps: [
      { action: 'goto', url: '{{env.practice}}/books' },
      { action: 'click', target: [{ role: 'button', name: 'Not there' }], timeout: 300 },
    ],
  });
}

test('a failed job is retried with the button of its drawer, and keeps the history of both tries', async ({
  launch,
}) => {
  const running = await launch({ workers: 1 });
  const { page } = running;
  const id = await queueText(running, failingFlow('Fails', 1, 0));
  const row = page.getByRole('row', { name: /Fails/ });
  await expect(row.getByText('Failed')).toBeVisible({ timeout: 60_000 });

  await row.click();
  const drawer = drawerOf(page, 'Fails');
  await drawer.getByRole('button', { name: /^Retry(?! from)/ }).click();
  await expect.poll(() => outcomes(running, id), { timeout: 60_000 }).toEqual(['failed', 'failed']);
  await drawer.getByRole('tab', { name: /Attempts/ }).click();
  await expect(drawer.getByText('Retried by you')).toBeVisible();
  await expect(drawer.getByRole('list', { name: 'Attempts' }).getByRole('listitem')).toHaveCount(2);
});

test('a job that waits to be retried runs at once with Run now from its row', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page } = running;
  const id = await queueText(running, failingFlow('Waits an hour', 3_600_000, 1));
  const row = page.getByRole('row', { name: /Waits an hour/ });
  await expect(row.getByText('Waiting to retry')).toBeVisible({ timeout: 60_000 });

  await row.getByRole('button', { name: `Actions for job ${id}` }).click();
  await page.getByRole('menuitem', { name: /Run now/ }).click();
  await expect.poll(() => outcomes(running, id), { timeout: 60_000 }).toEqual(['failed', 'failed']);
  await expect(row.getByText('Failed')).toBeVisible();
});

test('a scheduled job runs at once with Run now in its drawer', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  const { flows } = await call('flows.list', {});
  const sample = flows.find(({ name }) => /64 books/.test(name));
  if (sample === undefined) throw new Error('The sample flow is not there.');
  await call('jobs.enqueue', { flowId: sample.id, runAt: Date.now() + 86_400_000 });

  await page.getByRole('row', { name: /Scheduled.*64 books/ }).click();
  const drawer = drawerOf(page, /64 books/);
  await expect(drawer.getByText('Scheduled').first()).toBeVisible();
  await drawer.getByRole('button', { name: 'Run now' }).click();
  await expect(drawer.getByText(/4 of 4 steps.*64 rows kept/).first()).toBeVisible({ timeout: 90_000 });
});

async function outcomes({ call }: RunningApp, id: JobId): Promise<string[]> {
  return (await call('jobs.get', { id })).attempts.map(({ outcome }) => outcome);
}
