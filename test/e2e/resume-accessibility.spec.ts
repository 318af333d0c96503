import { expectNoFaults } from './axe.ts';
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
  await expectNoFaults(page, 'a job that can go on');
});
