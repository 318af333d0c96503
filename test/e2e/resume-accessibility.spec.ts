import AxeBuilder from '@axe-core/playwright';
import { drawerOf, expect, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

const FLOW = JSON.stringify({
  runwright: 1,
  name: 'Stops half way',
  retry: { max: 0 },
  steps: [
    { action: 'goto', url: '{{env.practice}}/order' },
    { action: 'assert', target: [{ css: '#nowhere' }], timeout: 100 },
  ],
});

test('axe finds nothing on the drawer of a job that can go on, in both themes', async ({ launch }) => {
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  const id = await queueText(running, FLOW);
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 60_000 })
    .toBe('failed');
  await page.getByRole('row', { name: /Stops half way/ }).click();
  const drawer = drawerOf(page, 'Stops half way');
  await expect(drawer.getByRole('button', { name: 'Retry from failed step' })).toBeVisible();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    const faults = violations.map(
      ({ id: rule, nodes }) => `${rule}: ${nodes.map(({ html }) => html).join(' ')}`,
    );
    expect(faults, colorScheme).toEqual([]);
  }
});
