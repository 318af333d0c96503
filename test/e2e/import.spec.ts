import type { Locator, Page } from '@playwright/test';
import { expect, type RunningApp, test } from './fixtures.ts';

/** A flow file that is right. */
function goodFlow(name: string): string {
  return JSON.stringify({
    runwright: 1,
    name,
    steps: [{ action: 'goto', url: '{{env.practice}}/books' }],
  });
}

/** One with a wrong action, a wrong word in a target, and a name for values that there is not. */
const WRONG_FLOW = JSON.stringify({
  runwright: 1,
  name: 'Three faults',
  steps: [
    { action: 'clik', target: [{ role: 'button', name: 'Search' }] },
    { action: 'click', target: [{ role: 'buton', name: 'Search' }] },
    { action: 'fill', target: [{ label: 'Search' }], value: '{{inputs.query}}' },
  ],
});

test('a flow file that is chosen with the button is saved, shown, and can be run', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  await openFlows(page);
  await chooseFile(
    page,
    page.getByRole('button', { name: /Import flow/ }),
    'mine.flow.json',
    goodFlow('Mine'),
  );

  const saved = page.getByRole('alert').filter({ hasText: 'Mine was saved' });
  await expect(saved).toBeVisible();
  await expect(page.getByRole('navigation', { name: 'Saved flows' }).getByText('Mine')).toBeVisible();
  await expect(page.getByRole('article', { name: 'Flow Mine' })).toBeVisible();
  expect(await flowNames(running)).toContain('Mine');

  await saved.getByRole('button', { name: 'Run it' }).click();
  await expect(page.getByRole('dialog', { name: 'New job' }).getByLabel('Flow')).toHaveValue('Mine');
});

test('a flow file that is dropped on any page is saved', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  await expect(page.getByRole('heading', { name: 'Welcome to Runwright' })).toBeVisible();
  // What takes files comes right after the first picture.
  await expect(page.locator('input[type="file"]')).toBeAttached();
  const file = { name: 'dropped.flow.json', text: goodFlow('Dropped') };
  await drag(page, file, ['dragenter', 'dragover']);
  await expect(page.getByText('Drop flow files to import them')).toBeVisible();
  await drag(page, file, ['drop']);

  await expect(page.getByText('Drop flow files to import them')).toBeHidden();
  await expect(page.getByRole('alert').filter({ hasText: 'Dropped was saved' })).toBeVisible();
  expect(await flowNames(running)).toContain('Dropped');
});

test('a wrong file shows every fault with its place and the nearest word, and saves nothing', async ({
  launch,
}) => {
  const running = await launch();
  const { app, page } = running;
  await openFlows(page);
  const before = await flowNames(running);
  await drag(page, { name: 'wrong.flow.json', text: WRONG_FLOW }, ['dragenter', 'dragover', 'drop']);

  const dialog = page.getByRole('dialog', { name: 'The flow was not imported' });
  await expect(dialog.getByText('3 faults; nothing was saved')).toBeVisible();
  await expect(dialog.getByRole('listitem')).toHaveText([
    /^steps\[0\]\.action.*clik.*Nearest: click$/,
    /^steps\[1\]\.target\[0\]\.role.*buton.*Nearest: button$/,
    /^steps\[2\]\.value.*inputs.*Nearest: input$/,
  ]);
  await dialog.getByRole('button', { name: 'Copy details' }).click();
  await expect
    .poll(() => app.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/wrong\.flow\.json\n.*steps\[0\]\.action/);

  await dialog.getByRole('button', { name: 'Close', exact: true }).last().click();
  await expect(dialog).toBeHidden();
  expect(await flowNames(running)).toEqual(before);
});

test('a table that is dropped is told from a flow', async ({ launch }) => {
  const { page } = await launch();
  await openFlows(page);
  await drag(page, { name: 'orders.csv', text: 'title\nThe Salt Road\n' }, ['dragenter', 'dragover', 'drop']);
  await expect(page.getByRole('dialog').getByText('This is a table, not a flow')).toBeVisible();
});

async function openFlows(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Flows/ }).click();
  await expect(page.getByRole('navigation', { name: 'Saved flows' })).toBeVisible();
}

async function flowNames({ call }: RunningApp): Promise<string[]> {
  const { flows } = await call('flows.list', {});
  return flows.map(({ name }) => name);
}

async function chooseFile(page: Page, button: Locator, name: string, text: string): Promise<void> {
  const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.click()]);
  await chooser.setFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) });
}

/** What the system does while a file is dragged over the window and let go, in that order. */
async function drag(
  page: Page,
  file: { readonly name: string; readonly text: string },
  kinds: readonly string[],
): Promise<void> {
  await page.evaluate(
    ({ name, text, events }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text], name));
      for (const kind of events)
        document.body.dispatchEvent(
          new DragEvent(kind, { dataTransfer, bubbles: true, cancelable: true, composed: true }),
        );
    },
    { ...file, events: [...kinds] },
  );
}
