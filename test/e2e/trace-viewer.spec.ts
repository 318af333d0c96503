import { expect, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

const FAILS = JSON.stringify({
  runwright: 1,
  name: 'Leaves a trace',
  retry: { max: 0 },
  timeouts: { step: 1_000 },
  steps: [
    { action: 'goto', url: '{{env.practice}}/books' },
    { action: 'click', target: [{ role: 'button', name: 'Nowhere' }] },
  ],
});

test('the trace of a failed job opens in a window of its own, which reaches nothing else', async ({
  launch,
}) => {
  const running = await launch({ workers: 1 });
  const { app, page, call } = running;
  const id = await queueText(running, FAILS);
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 60_000 })
    .toBe('failed');
  await page.getByRole('row', { name: /Leaves a trace/ }).click();
  await page.getByRole('tab', { name: /Screenshots and files/ }).click();

  const coming = app.waitForEvent('window');
  await page.getByRole('button', { name: /Open trace/ }).click();
  const viewer = await coming;
  await expect(viewer.getByRole('treeitem').filter({ hasText: /Click/ })).toBeVisible();
  await viewer.getByRole('treeitem').filter({ hasText: /Click/ }).click();
  // The page as it was is in the trace: nothing of it comes from the network.
  await expect(
    viewer.frameLocator('iframe.snapshot-visible').getByRole('heading', { name: 'All books' }),
  ).toBeVisible();

  expect(await viewer.evaluate(() => 'runwright' in window || 'require' in window)).toBe(false);
  expect(
    await viewer.evaluate(() =>
      fetch('app://runwright/index.html').then(
        () => 'read',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  expect(
    await viewer.evaluate(() =>
      fetch('http://127.0.0.1:9/').then(
        () => 'read',
        () => 'refused',
      ),
    ),
  ).toBe('refused');
  await viewer.evaluate(() => window.open('trace://viewer/index.html'));
  expect(app.windows()).toHaveLength(2);

  // A second press brings the same window to the front.
  await page.getByRole('button', { name: /Open trace/ }).click();
  await expect.poll(() => app.windows().length).toBe(2);
});
