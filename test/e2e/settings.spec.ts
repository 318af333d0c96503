import { expectNoFaults } from './axe.ts';
import { expect, test, waitingFlow } from './fixtures.ts';

test('a setting is found, changed with the keyboard, counts at once, and is reset', async ({ launch }) => {
  const { page, call } = await launch({ workers: 1 });
  // The keys count once the window is drawn.
  await expect(page.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible();
  // The second letter must follow within a second and a half, which a busy machine may miss.
  await expect(async () => {
    await page.keyboard.press('g');
    await page.keyboard.press('y');
    await expect(page.getByRole('heading', { level: 1, name: 'Settings' })).toBeVisible({ timeout: 3_000 });
  }).toPass();
  await page.keyboard.press('/');
  await page.keyboard.type('dead after');
  await expect(page.getByRole('textbox', { name: 'Dead after', exact: true })).toBeDisabled();
  await expect(page.getByText('set from outside')).toBeVisible();

  const search = page.getByRole('searchbox', { name: 'Search the settings' });
  await search.fill('retries');
  const field = page.getByRole('textbox', { name: 'Retries', exact: true });
  await field.fill('99');
  await expect(page.getByRole('alert')).toHaveText('From 0 to 20.');
  await field.fill('7');
  await page.keyboard.press('Enter');
  await expect(page.getByText('changed', { exact: true })).toBeVisible();

  // The very next job has it, without a restart.
  await call('queue.setPaused', { paused: true });
  const imported = await call('flows.import', { fileName: 'w.json', text: waitingFlow('Later', 1) });
  if (!imported.ok) throw new Error('the flow is right');
  const [id] = (await call('jobs.enqueue', { flowId: imported.flow.id })).ids;
  if (id === undefined) throw new Error('a job was queued');
  expect((await call('jobs.get', { id })).job.maxRetries).toBe(7);

  await page.getByRole('button', { name: 'Reset “Retries”' }).click();
  await expect(field).toHaveValue('3');
  expect((await call('settings.get', {})).changed).toEqual([]);
});

test('the number of workers is the same on its own screen and in the settings', async ({ launch }) => {
  const { page, call } = await launch();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const field = page.getByRole('textbox', { name: 'Workers', exact: true });
  await field.fill('1');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await call('workers.list', {})).pool.workers).toBe(1);
  await call('workers.configure', { workers: 2, jobsPerWorker: 4 });
  await expect(field).toHaveValue('2');
  await expect(page.getByRole('textbox', { name: 'Jobs a worker' })).toHaveValue('4');
});

test('German is spoken as soon as it is chosen, and after the next start', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const language = page.getByRole('combobox', { name: 'Language' });
  await language.focus();
  await language.selectOption({ label: 'Deutsch' });
  await expect(page.getByRole('heading', { level: 1, name: 'Einstellungen' })).toBeVisible();
  await expect(page.getByRole('combobox', { name: 'Sprache' })).toBeFocused();
  await expect(page.locator('html')).toHaveAttribute('lang', 'de');
  await page.reload();
  await page.getByRole('button', { name: 'Hilfe', exact: true }).click();
  await expect(page.getByRole('heading', { level: 2, name: 'Ablaufdatei' })).toBeVisible();
});

test('single letters are no commands any more when they are switched off', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  const letters = page.getByRole('switch', { name: 'Single-letter keys' });
  await letters.uncheck();
  await expect(page.getByText('changed', { exact: true })).toBeVisible();
  await page.keyboard.press('n');
  await page.keyboard.press('Control+K');
  await expect(page.getByRole('combobox', { name: 'Go to or run a command' })).toBeFocused();
  await expect(page.getByRole('dialog', { name: 'New job' })).toBeHidden();
  await page.keyboard.press('Escape');
  await letters.check();
  await page.keyboard.press('n');
  await expect(page.getByRole('dialog', { name: 'New job' })).toBeVisible();
});

test('the app runs on without a window when that is wanted, and comes back with it', async ({ launch }) => {
  const { app, page, call } = await launch();
  await call('settings.set', { name: 'runOn', value: true });
  await page.close();
  const opened = app.waitForEvent('window');
  await app.evaluate(({ app: electron }) => electron.emit('activate', {}, false));
  const again = await opened;
  await expect(again.getByRole('heading', { level: 1, name: 'Jobs' })).toBeVisible();
});

test('a link opens its job, from a start that hands it over', async ({ launch }) => {
  const { app, page, call } = await launch({ workers: 1 });
  await call('queue.setPaused', { paused: true });
  const imported = await call('flows.import', { fileName: 'w.json', text: waitingFlow('Linked', 1) });
  if (!imported.ok) throw new Error('the flow is right');
  const [id] = (await call('jobs.enqueue', { flowId: imported.flow.id })).ids;
  await app.evaluate(
    ({ app: electron }, job) =>
      electron.emit('second-instance', {}, [], '', { link: { kind: 'job', id: job }, hidden: false }),
    id ?? 0,
  );
  await expect(page.getByRole('complementary', { name: /Linked/ })).toBeVisible();
});

test('a failure stands in the notices and opens its job', async ({ launch }) => {
  const { page, call } = await launch({ workers: 1 });
  const text = JSON.stringify({
    runwright: 1,
    name: 'Broken',
    steps: [{ action: 'fail', message: 'no stock left' }],
  });
  const imported = await call('flows.import', { fileName: 'b.json', text });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  await call('jobs.enqueue', { flowId: imported.flow.id });
  const bell = page.getByRole('button', { name: 'Notices: 1 new notice' });
  await bell.click();
  const dialog = page.getByRole('dialog', { name: 'Notices' });
  await expect(dialog.getByText('no stock left')).toBeVisible();
  await expectNoFaults(page, 'notices', '[role="dialog"]');
  await dialog.getByRole('button', { name: /Broken failed/ }).click();
  await expect(page.getByRole('complementary', { name: /Broken/ })).toBeVisible();
  await bell.click();
  await dialog.getByRole('button', { name: 'Mark all as read' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('button', { name: 'Notices', exact: true })).toBeVisible();
});

test('settings and help are accessible in both themes', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(page.getByRole('textbox', { name: 'Retries', exact: true })).toBeVisible();
  await expectNoFaults(page, 'settings');
  await page.getByRole('button', { name: 'Help', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Search the help' }).fill('extract a list');
  await expect(page.getByRole('table', { name: 'extractList' })).toBeVisible();
  await expectNoFaults(page, 'help');
});
