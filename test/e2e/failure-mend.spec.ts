import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

test('a failed job shows what to use instead, and completes with it', async ({ launch }) => {
  test.setTimeout(300_000);
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  const id = await queueText(
    running,
    JSON.stringify({
      runwright: 1,
      name: 'Looks for an old button',
      retry: { max: 0 },
      steps: [
        { action: 'goto', url: '{{env.practice}}/books' },
        { action: 'waitFor', target: [{ role: 'heading', name: 'All the books' }], timeout: 1500 },
      ],
    }),
  );
  const row = page.getByRole('row', { name: /Looks for an old button/ });
  await expect(row.getByText('Failed')).toBeVisible({ timeout: 90_000 });

  // A machine that is very busy may leave no time to look for elements: then it is tried again.
  const hasProposals = async (): Promise<boolean> => {
    if ((await call('jobs.get', { id })).job.state !== 'failed') return false;
    const { failure } = await call('jobs.failure', { id });
    if ((failure?.detail.suggestions.length ?? 0) > 0) return true;
    await call('jobs.retry', { id });
    return false;
  };
  await expect.poll(hasProposals, { timeout: 120_000, intervals: [5000] }).toBe(true);
  await row.click();
  const drawer = drawerOf(page, 'Looks for an old button');
  await expect(drawer.getByRole('tab', { name: 'Failure' })).toHaveAttribute('aria-selected', 'true');
  await expect(drawer.getByText(/heading "All the books" matches nothing/).first()).toBeVisible();
  await expect(drawer.getByRole('img', { name: /The page when step 2 failed/ })).toBeVisible();
  await expectNoFaults(page, 'failure');

  await drawer
    .getByRole('button', { name: /^Use this instead/ })
    .first()
    .click();
  await drawer.getByRole('button', { name: 'Retry with version 2' }).click();
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 90_000 })
    .toBe('completed');
  expect((await call('jobs.get', { id })).job.flowVersion).toBe(2);
  const { job } = await call('jobs.get', { id });
  const { candidates } = await call('flows.health', { id: job.flowId });
  expect(candidates.length).toBeGreaterThan(1);
});
