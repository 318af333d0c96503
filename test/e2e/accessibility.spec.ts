import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, type RunningApp, test } from './fixtures.ts';
import { queueNamed } from './queue-jobs.ts';

test('axe finds nothing on the screens of jobs, in both themes', async ({ launch }) => {
  const running = await launch();
  await expect(running.page.getByRole('heading', { name: 'Welcome to Runwright' })).toBeVisible();
  await expectNoFaults(running.page, 'first run');

  await runToEnd(running, /64 books/);
  await running.page.getByRole('row', { name: /64 books/ }).click();
  const drawer = drawerOf(running.page, /64 books/);
  await expect(drawer.getByText('Completed').first()).toBeVisible();
  for (const tab of ['Live', 'Steps', 'Log', 'Results', 'Screenshots', 'Input', 'Attempts', 'Raw']) {
    await drawer.getByRole('tab', { name: new RegExp(`^${tab}`) }).click();
    await expectNoFaults(running.page, `job, ${tab}`);
  }
  await running.page.keyboard.press('Escape');
  await expectNoFaults(running.page, 'jobs');

  await running.page.keyboard.press('n');
  await expect(running.page.getByRole('dialog')).toBeVisible();
  await expectNoFaults(running.page, 'new job');
  await running.page.keyboard.press('Escape');
});

test('axe finds nothing on the other places, in both themes', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  await running.call('sites.set', { site: 'shop.example.com', maxRunning: 1, delayMs: 1000 });
  await running.call('queue.setPaused', { paused: true });
  await queueNamed(running, /64 books/);
  const places = page.getByRole('navigation', { name: 'Places' });
  for (const place of [/^Flows/, /^Sites/, /^Live/, /^Workers/, /^Browsers/, /^Jobs/]) {
    await places.getByRole('button', { name: place }).click();
    await expectNoFaults(page, String(place));
  }
  await page.keyboard.press('Control+a');
  await expect(page.getByText('1 selected')).toBeVisible();
  await expectNoFaults(page, 'jobs, selected');
});

/** Queues a flow by the name it has and waits for the end of its job. */
async function runToEnd({ call }: RunningApp, name: RegExp): Promise<void> {
  const id = await queueNamed({ call }, name);
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 90_000 })
    .toBe('completed');
}
