import { JobId } from '../../shared/ids.ts';
import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, test } from './fixtures.ts';

const FLOW = JSON.stringify({
  runwright: 1,
  name: 'Three steps',
  steps: [
    { action: 'goto', url: '{{env.practice}}/nowhere' },
    { action: 'goto', url: '{{env.practice}}/order' },
    { action: 'assert', target: [{ role: 'heading', name: 'Order a book' }], timeout: 2000 },
  ],
});

test('New job runs a flow from a step on, and stands still before another one', async ({ launch }) => {
  const { page, call } = await launch({ workers: 1 });
  const imported = await call('flows.import', { fileName: 't.flow.json', text: FLOW });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  await expect(page.getByText(/all checks passed/)).toBeVisible();
  await page.keyboard.press('n');
  const dialog = page.getByRole('dialog', { name: 'New job' });
  await dialog.getByLabel('Flow').click();
  await page.getByRole('option', { name: 'Three steps' }).click();
  await dialog.getByRole('button', { name: 'How it runs' }).click();
  await dialog.getByLabel('Which steps run').selectOption('From a step on');
  await dialog.getByLabel('Add a step before which it stands still').selectOption({ index: 3 });
  await dialog.getByLabel('At a failure').selectOption('Hold the browser open');
  await expectNoFaults(page, 'how it runs', '[role="dialog"]');
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByText('Choose the step.')).toBeVisible();
  await dialog.getByLabel('Step', { exact: true }).selectOption({ index: 2 });
  await page.keyboard.press('Control+Enter');

  await expect(drawerOf(page, 'Three steps')).toBeVisible();
  const { jobs } = await call('jobs.list', {});
  const id = JobId.parse(jobs[0]?.id);
  const lines = async (): Promise<string> =>
    (await call('logs.page', { jobId: id })).lines.map(({ message }) => message).join('\n');
  await expect.poll(lines, { timeout: 60_000 }).toContain('Paused before step 3, a breakpoint.');
  expect(await lines()).toContain('Begins at step 2, as the job says');
  await call('live.wish', { jobId: id, wish: { kind: 'resume' } });
  await expect
    .poll(async () => (await call('jobs.get', { id })).job.state, { timeout: 60_000 })
    .toBe('completed');
});
