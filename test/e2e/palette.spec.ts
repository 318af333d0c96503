import { expectNoFaults } from './axe.ts';
import { expect, test, waitingFlow } from './fixtures.ts';

test('Ctrl-K finds a place, a flow and a job with the keyboard alone', async ({ launch }) => {
  const { page, call } = await launch({ workers: 1 });
  await call('queue.setPaused', { paused: true });
  const imported = await call('flows.import', { fileName: 'w.json', text: waitingFlow('Reading list', 1) });
  if (!imported.ok) throw new Error('the flow is right');
  const { ids } = await call('jobs.enqueue', { flowId: imported.flow.id });
  await expect(page.getByRole('button', { name: 'Go to or run a command' })).toBeVisible();

  await page.keyboard.press('Control+K');
  const field = page.getByRole('combobox', { name: 'Go to or run a command' });
  await expect(field).toBeFocused();
  await expect(page.getByRole('option', { name: 'New job' })).toBeVisible();
  await expectNoFaults(page, 'palette', '[role="dialog"]');

  await field.fill('stt');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toHaveText(/Settings/);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible();

  await page.keyboard.press('Control+K');
  // What was chosen last is the first.
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toHaveText(/Settings/);
  await field.fill('run reading');
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toHaveText(
    'Run Reading list',
  );
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'New job' });
  await expect(dialog).toBeVisible();
  await expect(dialog.getByRole('combobox', { name: 'Flow' })).toHaveValue('Reading list');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();

  await page.keyboard.press('Control+K');
  await field.fill(String(ids[0]));
  await page.getByRole('option', { name: `#${ids[0]} Reading list` }).waitFor();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowDown');
  await field.fill(`#${ids[0]}`);
  await expect(page.getByRole('dialog').getByRole('option', { selected: true })).toHaveText(
    new RegExp(`^#${ids[0]} Reading list`),
  );
  await page.keyboard.press('Enter');
  await expect(page.getByRole('complementary', { name: /Reading list/ })).toBeVisible();
});

test('a command runs from the palette, and Esc gives the focus back', async ({ launch }) => {
  const { page, call } = await launch({ workers: 1 });
  const button = page.getByRole('button', { name: 'Go to or run a command' });
  await button.click();
  const field = page.getByRole('combobox', { name: 'Go to or run a command' });
  await field.fill('qqqqqq');
  await expect(page.getByText('Nothing has this name.')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  await expect(button).toBeFocused();

  await page.keyboard.press('Control+K');
  await field.fill('pause');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await call('queue.get', {})).paused).toBe(true);
});
