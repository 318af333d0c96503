import type { Page } from '@playwright/test';
import { startSite, type TestSite } from '../support/test-site.ts';
import { expectNoFaults } from './axe.ts';
import { drawerOf, expect, test } from './fixtures.ts';

let site: TestSite;

test.beforeAll(async () => {
  site = await startSite({
    '/button': `<title>A button</title><style>body{margin:0}button{position:absolute;left:320px;top:180px;width:640px;height:360px}</style>
      <button>Press</button><p id="count">0</p>
      <script>document.querySelector('button').onclick = () => { count.textContent = Number(count.textContent) + 1; };</script>`,
  });
});

test.afterAll(() => site.stop());

test('a job that asks is looked at, taken over, given back and answered', async ({ launch }) => {
  const { page, call } = await launch();
  const imported = await call('flows.import', {
    fileName: 'asks.json',
    text: JSON.stringify({
      runwright: 1,
      name: 'Asks a person',
      steps: [
        { action: 'goto', url: `${site.origin}/button` },
        { action: 'ask', question: 'Which word is it?', as: 'word' },
        { action: 'extract', target: [{ css: '#count' }], as: 'count' },
      ],
    }),
  });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  const { ids } = await call('jobs.enqueue', { flowId: imported.flow.id });
  const [id] = ids;
  if (id === undefined) throw new Error('nothing was queued');

  await expect(page.getByRole('grid').getByText('waits for a person')).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Running jobs' }).getByRole('img')).toHaveCount(1);
  await expect.poll(() => pictureWidth(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(640);
  await expectNoFaults(page, 'live');
  await page.getByRole('button', { name: /Asks a person/ }).click();

  const drawer = drawerOf(page, /Asks a person/);
  await expect(drawer.getByText('Which word is it?', { exact: true })).toBeVisible();
  await expect.poll(() => pictureWidth(page), { timeout: 30_000 }).toBeGreaterThanOrEqual(640);
  await expect(drawer.getByText(`${site.origin}/button`, { exact: true })).toBeVisible();

  await drawer.getByRole('button', { name: 'Take over' }).click();
  await drawer.getByLabel(/The page: mouse and keyboard go to it/).click();
  await expectNoFaults(page, 'live');
  await page.keyboard.press('Escape');
  await expect(drawer.getByRole('button', { name: 'Give it back' })).toBeFocused();
  await drawer.getByRole('button', { name: 'Give it back' }).click();
  await expect(drawer.getByRole('button', { name: 'Take over' })).toBeVisible();

  await drawer.getByRole('textbox', { name: 'Which word is it?' }).fill('blue');
  await drawer.getByRole('button', { name: 'Answer' }).click();
  await expect
    .poll(async () => (await call('jobs.get', { id })).result)
    .toEqual({ word: 'blue', count: '1' });
  // Somebody looked, so how the page looked at last is kept.
  await expect(drawer.getByRole('img', { name: /as it was at last/ })).toBeVisible();
  const { lines } = await call('logs.page', { jobId: id });
  const told = lines.map(({ message }) => message).join('\n');
  expect(told).toMatch(/A person took over\.\nA person gave it back after .*\nA person answered\./);
});

test('with no job running the wall says what to do', async ({ launch }) => {
  const { page } = await launch();
  await page.getByRole('button', { name: 'Live', exact: true }).click();
  await expect(page.getByText('No job is running now')).toBeVisible();
});

/** How wide the picture is that was drawn; 300 before the first. */
function pictureWidth(page: Page): Promise<number> {
  return page.getByRole('img', { name: /Live picture/ }).evaluate((canvas) => {
    return canvas instanceof HTMLCanvasElement ? canvas.width : 0;
  });
}
