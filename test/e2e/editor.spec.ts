import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { expectNoFaults } from './axe.ts';
import { expect, type RunningApp, test } from './fixtures.ts';

/** Where pictures of the editor go when somebody wants to look at it. */
const PICTURES = process.env.RUNWRIGHT_PICTURES;

test('a flow is made by keyboard alone, published and run, and its rows come', async ({ launch }) => {
  test.setTimeout(180_000);
  const running = await launch({ workers: 1 });
  const { page, call } = running;
  await openNewFlow(page);

  await page.keyboard.press('a');
  await addStep(page, 'open a page');
  await expect(row(page, /Open https/)).toBeVisible();
  await typeInto(
    page,
    page.getByRole('tree').getByLabel('URL').or(page.getByRole('tree').getByLabel('Address')).first(),
    '{{env.practice}}/books',
  );
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await expect(tree(page)).toBeFocused();

  await page.keyboard.press('a');
  await addStep(page, 'extract a list');
  await expect(row(page, /Extract products/)).toBeVisible();
  await tab(page, 'JSON');
  const text = page.locator('.cm-content');
  await expect(text).toContainText('"extractList"');
  const flow = {
    runwright: 1,
    name: 'Made by keys',
    steps: [
      { action: 'goto', url: '{{env.practice}}/books' },
      {
        action: 'extractList',
        items: [{ role: 'article' }],
        fields: { title: { target: [{ role: 'heading' }] } },
        dataset: 'books',
      },
    ],
  };
  await text.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(JSON.stringify(flow));
  await expect(page.getByRole('heading', { name: 'Made by keys' })).toBeVisible();
  await expect(page.getByText(/^saved \d\d:\d\d$/)).toBeVisible();

  const publish = page.getByRole('button', { name: 'Publish version 1' });
  await expect(publish).not.toHaveAttribute('aria-disabled', 'true');
  await publish.press('Enter');
  await expect(page.getByText('Version 1', { exact: true })).toBeVisible();

  const { flows } = await call('flows.list', {});
  const id = flows.find(({ name }) => name === 'Made by keys')?.id;
  expect(id).toBeDefined();
  if (id === undefined) return;
  const { ids } = await call('jobs.enqueue', { flowId: id });
  const [jobId] = ids;
  if (jobId === undefined) throw new Error('no job was queued');
  await expect
    .poll(async () => (await call('jobs.get', { id: jobId })).job.state, { timeout: 90_000 })
    .toBe('completed');
  expect((await call('rows.page', { jobId, dataset: 'books' })).total).toBeGreaterThan(0);
});

test('steps are moved, copied, disabled and deleted by keys, and undo gives them all back', async ({
  launch,
}) => {
  const running = await launch();
  const { page } = running;
  await openFlow(running, 'Steps', [
    log('one'),
    log('two'),
    { action: 'repeat', times: 2, steps: [log('in')] },
  ]);
  await expect
    .poll(() => titles(page))
    .toEqual(['1 Log “one”', '2 Log “two”', '3 Repeat 2 times', '3.1 Log “in”']);
  await tree(page).focus();

  await page.keyboard.press('Alt+ArrowDown');
  await expect
    .poll(() => titles(page))
    .toEqual(['1 Log “two”', '2 Log “one”', '3 Repeat 2 times', '3.1 Log “in”']);
  await page.keyboard.press('Alt+ArrowDown');
  await expect
    .poll(() => titles(page))
    .toEqual(['1 Log “two”', '2 Repeat 2 times', '2.1 Log “one”', '2.2 Log “in”']);
  await expect(page.getByRole('status').filter({ hasText: 'The step is at 2.1 now' })).toBeAttached();

  await page.keyboard.press('Control+c');
  await expect(page.getByRole('status').filter({ hasText: '1 step copied' })).toBeAttached();
  await page.keyboard.press('End');
  await page.keyboard.press('Control+v');
  await expect.poll(() => titles(page)).toContain('2.3 Log “one”');
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await titles(page)).length).toBe(4);

  await page.keyboard.press('Control+a');
  await expect(page.getByRole('toolbar', { name: '4 steps selected' })).toBeVisible();
  await page.getByRole('button', { name: 'Disable or enable 4' }).click();
  await expect(page.getByText('disabled', { exact: true })).toHaveCount(4);

  await tree(page).focus();
  for (let times = 0; times < 5; times++) await page.keyboard.press('Control+z');
  await expect
    .poll(() => titles(page))
    .toEqual(['1 Log “one”', '2 Log “two”', '3 Repeat 2 times', '3.1 Log “in”']);
  await expect(page.getByText('disabled', { exact: true })).toHaveCount(0);
  for (let times = 0; times < 5; times++) await page.keyboard.press('Control+Shift+z');
  await expect(page.getByText('disabled', { exact: true })).toHaveCount(4);
});

test('a step is dragged into another one', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  await openFlow(running, 'Drag', [log('one'), { action: 'repeat', times: 2, steps: [log('in')] }]);
  await dragTo(page, 1, row(page, /Log “in”/), 0.8);
  await expect.poll(() => titles(page)).toEqual(['1 Repeat 2 times', '1.1 Log “in”', '1.2 Log “one”']);
});

test('a wrong word is mended with one press, and publishing is off until then', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  await openFlow(running, 'Fault', [log('one')]);
  await tab(page, 'JSON');
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  const steps = [{ action: 'click', target: [{ role: 'buton', name: 'Sign out' }] }];
  await page.keyboard.insertText(JSON.stringify({ runwright: 1, name: 'Fault', steps }));
  await tab(page, 'Steps');
  const publish = page.getByRole('button', { name: 'Publish version 2' });
  await expect(publish).toHaveAttribute('title', 'Publish is off until the problem in step 1 is mended');
  await page.getByRole('button', { name: 'Change to “button”' }).click();
  await expect.poll(() => titles(page)).toEqual(['1 Click “Sign out”']);
  await expect(publish).not.toHaveAttribute('aria-disabled', 'true');
});

test('a draft is there again after the window was closed, and can be discarded', async ({ launch }) => {
  const running = await launch();
  await openFlow(running, 'Kept', [log('one')]);
  await tree(running.page).focus();
  await running.page.keyboard.press('Control+d');
  await expect(running.page.getByText(/^saved \d\d:\d\d$/)).toBeVisible();
  await running.app.close();

  const again = await launch();
  await editFlow(again, 'Kept');
  await expect.poll(() => titles(again.page)).toEqual(['1 Log “one”', '2 Log “one”']);
  await expect(again.page.getByText(/This is the draft that you left/)).toBeVisible();
  await again.page.getByRole('button', { name: 'Discard draft' }).click();
  await expect.poll(() => titles(again.page)).toEqual(['1 Log “one”']);
  await again.page.getByRole('button', { name: 'Undo' }).last().click();
  await expect.poll(() => titles(again.page)).toEqual(['1 Log “one”', '2 Log “one”']);
});

test('axe finds nothing in the editor, in both themes', async ({ launch }) => {
  test.setTimeout(120_000);
  const running = await launch();
  const { page } = running;
  const inside = [log('in'), { action: 'click', target: [{ role: 'button', name: 'Search' }] }];
  await openFlow(running, 'Looked at', [
    { action: 'goto', url: 'https://shop.example/', note: 'The shop of the season.' },
    { action: 'if', condition: '{{1 > 0}}', then: inside, else: [] },
    { action: 'click', target: [{ role: 'button', name: 'Pay' }], once: true, disabled: true },
  ]);
  await expect.poll(() => titles(page)).toHaveLength(5);
  await page.getByRole('treeitem').nth(3).getByText('Click “Search”').click();
  await page.keyboard.press('b');
  await expectNoFaults(page, 'editor, steps');
  await picture(page, 'steps');
  await page.keyboard.press('a');
  await expect(page.getByRole('combobox', { name: 'Search for an action' })).toBeFocused();
  await expectNoFaults(page, 'editor, actions');
  await picture(page, 'actions');
  await page.keyboard.press('Escape');
  for (const name of ['Inputs', 'Browser', 'Retry and limits', 'JSON', 'Versions']) {
    await tab(page, name);
    await expectNoFaults(page, `editor, ${name}`);
    await picture(page, name);
  }
});

function tree(page: Page): Locator {
  return page.getByRole('tree', { name: 'Steps of the flow' });
}

function row(page: Page, name: RegExp): Locator {
  return page.getByRole('treeitem').filter({ hasText: name });
}

function tab(page: Page, name: string): Promise<void> {
  return page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
}

/** `3.1 Log “in”` of each shown step. */
async function titles(page: Page): Promise<string[]> {
  const items = await page.getByRole('treeitem').allInnerTexts();
  return items.map((text) => text.split('\n').slice(0, 2).join(' ')).filter((text) => /^\d/.test(text));
}

function log(message: string): object {
  return { action: 'log', message };
}

async function openNewFlow(page: Page): Promise<void> {
  await expect(page.getByText(/all checks passed/)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('o');
  await expect(page.getByRole('heading', { name: 'Flows' })).toBeVisible();
  await page.getByRole('button', { name: 'New flow' }).first().press('Enter');
  await expect(page.getByText(/This flow has no steps yet/)).toBeVisible();
}

async function openFlow(running: RunningApp, name: string, steps: object[]): Promise<void> {
  const text = JSON.stringify({ runwright: 1, name, steps });
  expect(await running.call('flows.import', { fileName: 'x.json', text })).toMatchObject({ ok: true });
  await editFlow(running, name);
  await expect(tree(running.page)).toBeVisible();
}

async function editFlow({ page }: RunningApp, name: string): Promise<void> {
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Flows/ })
    .click();
  await page.getByText(name, { exact: true }).first().click();
  await page.getByRole('button', { name: /^Edit/ }).first().click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

/** Chooses an action in the open list by its name. */
async function addStep(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('combobox', { name: 'Search for an action' })).toBeFocused();
  await page.keyboard.type(name);
  await page.keyboard.press('Enter');
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await field.focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Drags the step with this number to a height of a row: 0 is its upper edge. */
async function dragTo(page: Page, step: number, to: Locator, height: number): Promise<void> {
  const from = await page.getByRole('button', { name: `Drag step ${step}`, exact: true }).boundingBox();
  const goal = await to.last().boundingBox();
  if (from === null || goal === null) throw new Error('the rows are not there');
  await page.mouse.move(from.x + 5, from.y + 5);
  await page.mouse.down();
  await page.mouse.move(from.x + 15, from.y + 15, { steps: 3 });
  await page.mouse.move(goal.x + 60, goal.y + goal.height * height, { steps: 8 });
  await page.mouse.up();
}

async function picture(page: Page, name: string): Promise<void> {
  if (PICTURES === undefined) return;
  mkdirSync(PICTURES, { recursive: true });
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await page.screenshot({ path: join(PICTURES, `${name}-${colorScheme}.png`) });
  }
}
