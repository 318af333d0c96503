import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { drawerOf, expect, type RunningApp, test } from './fixtures.ts';
import { queueNamed } from './queue-jobs.ts';

for (const scheme of ['light', 'dark'] as const) {
  test(`axe finds nothing on the screens of jobs in the ${scheme} theme`, async ({ launch }) => {
    const running = await launch();
    await running.page.emulateMedia({ colorScheme: scheme });
    await expect(running.page.getByRole('heading', { name: 'Welcome to Runwright' })).toBeVisible();
    await expectNoFaults(running.page, 'first run');

    await runToEnd(running, /64 books/);
    await running.page.getByRole('row', { name: /64 books/ }).click();
    const drawer = drawerOf(running.page, /64 books/);
    await expect(drawer.getByText('Completed').first()).toBeVisible();
    for (const tab of ['Live', 'Steps', 'Log', 'Results', 'Screenshots', 'Input', 'Attempts']) {
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

  test(`axe finds nothing on the other places in the ${scheme} theme`, async ({ launch }) => {
    const running = await launch();
    const { page } = running;
    await page.emulateMedia({ colorScheme: scheme });
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
}

/** Queues a flow by the name it has and waits for the end of its job. */
async function runToEnd({ call }: RunningApp, name: RegExp): Promise<void> {
  const id = await queueNamed({ call }, name);
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 90_000 })
    .toBe('completed');
}

async function expectNoFaults(page: Page, screen: string): Promise<void> {
  // Electron cannot open the second page in which axe would otherwise gather its results.
  const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
  const faults = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
  expect(faults, screen).toEqual([]);
}
