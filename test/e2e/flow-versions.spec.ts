import type { Page } from '@playwright/test';
import { expectNoFaults } from './axe.ts';
import { expect, type RunningApp, test } from './fixtures.ts';

/** A flow file with one step a path. */
function shop(name: string, ...paths: string[]): string {
  const steps = paths.map((path) => ({ action: 'goto', url: `{{env.practice}}${path}` }));
  return JSON.stringify({ runwright: 1, name, steps });
}

async function save({ call }: RunningApp, text: string): Promise<void> {
  expect(await call('flows.import', { fileName: 'a.flow.json', text })).toMatchObject({ ok: true });
}

async function openFlows(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Flows/ }).click();
  await expect(page.getByRole('navigation', { name: 'Saved flows' })).toBeVisible();
}

async function choose(page: Page, flow: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${flow}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item }).click();
}

test('a flow is duplicated, goes to the trash, comes back by Undo, and is removed for good', async ({
  launch,
}) => {
  const running = await launch();
  const { page, call } = running;
  await save(running, shop('Mine', '/books'));
  await openFlows(page);
  const list = page.getByRole('navigation', { name: 'Saved flows' });

  await choose(page, 'Mine', 'Duplicate');
  await expect(page.getByRole('article', { name: 'Flow Mine (copy)' })).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('mine');
  await expect(list.locator('[data-flow]')).toHaveCount(2);
  await page.keyboard.press('Escape');

  await choose(page, 'Mine (copy)', 'Move to trash');
  await expect(list.getByText('Mine (copy)')).toBeHidden();
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(list.getByText('Mine (copy)')).toBeVisible();

  await choose(page, 'Mine (copy)', 'Move to trash');
  await page.getByRole('button', { name: 'Trash', exact: true }).click();
  await expect(page.getByRole('list', { name: 'Trash' }).getByRole('listitem')).toHaveCount(1);
  await expectNoFaults(page, 'trash of flows');
  await page.getByRole('button', { name: 'Remove for good: Mine (copy)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove Mine (copy) for good?' });
  await expect(dialog.getByText(/^1 version and the draft go with it/)).toBeVisible();
  await dialog.getByRole('button', { name: 'Remove for good' }).click();
  await expect(page.getByText('The trash is empty.')).toBeVisible();
  expect((await call('flows.list', {})).flows.map(({ name }) => name)).not.toContain('Mine (copy)');
});

test('versions tell what changed, and an older one is restored and had back', async ({ launch }) => {
  const running = await launch();
  const { page, call } = running;
  await save(running, shop('Mine', '/books', '/login'));
  await save(running, shop('Mine', '/books', '/forms', '/table'));
  await openFlows(page);
  await page.getByRole('navigation', { name: 'Saved flows' }).getByText('Mine', { exact: true }).click();
  await page.getByRole('tab', { name: 'Versions' }).click();

  const versions = page.getByRole('list', { name: 'Versions' });
  await expect(versions.getByRole('button')).toHaveText([
    /version 2.*1 step added, 1 changed.*newest/,
    /version 1.*The first version/,
  ]);
  const diff = page.getByRole('region', { name: 'Version 2, compared with version 1' });
  await expect(diff.getByText('{{env.practice}}/login')).toBeVisible();
  await expect(diff.getByText('{{env.practice}}/forms', { exact: true })).toBeVisible();
  await expectNoFaults(page, 'versions of a flow');

  await versions.getByRole('button', { name: /version 1/ }).click();
  await page.getByRole('button', { name: 'Restore version 1' }).click();
  await expect(versions.getByRole('button').first()).toHaveText(/version 3.*1 removed, 1 changed/);
  const told = page.getByRole('alert').filter({ hasText: 'Version 1 is the newest again, as version 3.' });
  await told.getByRole('button', { name: 'Undo' }).click();
  await expect(versions.getByRole('button').first()).toHaveText(/version 4.*1 step added/);
  const [mine] = (await call('flows.list', {})).flows.filter(({ name }) => name === 'Mine');
  expect(mine).toMatchObject({ version: 4, stepCount: 3 });
});

test('the list shows how the last jobs went, knows tags and drafts, and is walked through by keyboard', async ({
  launch,
}) => {
  const running = await launch();
  const { page, call } = running;
  await save(running, shop('Mine', '/books'));
  await save(running, shop('Other', '/books'));
  await call('drafts.put', { id: null, flowId: null, baseVersion: null, text: '{"name": "Begun", "st' });
  await openFlows(page);
  const flow = (await call('flows.list', {})).flows.find(({ name }) => name === 'Mine');
  if (flow === undefined) throw new Error('the flow is saved');
  const { ids } = await call('jobs.enqueue', { flowId: flow.id });

  const strip = page.getByRole('list', { name: 'Last jobs of Mine, oldest first' });
  await expect(strip.getByRole('button', { name: new RegExp(`^Job ${ids[0]}: Completed`) })).toBeVisible();
  await choose(page, 'Mine', 'Tags…');
  await page.getByRole('textbox', { name: /^Tags/ }).fill('shop daily');
  await page.keyboard.press('Enter');
  await page.getByRole('searchbox', { name: 'Search flows' }).fill('tag:shop');
  await expect(page.getByRole('navigation', { name: 'Saved flows' }).locator('[data-flow]')).toHaveCount(1);
  await page.getByRole('searchbox', { name: 'Search flows' }).press('Escape');

  await page.keyboard.press('j');
  const first = page.locator('[aria-current="true"][data-flow]');
  const before = await first.getAttribute('data-flow');
  await page.keyboard.press('j');
  await expect(first).not.toHaveAttribute('data-flow', before ?? '');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('article')).toBeFocused();
  await expectNoFaults(page, 'flows with strips, tags and a draft');

  const drafts = page.getByRole('list', { name: 'Drafts of new flows' });
  await drafts.getByRole('button', { name: 'Discard the draft of Begun' }).click();
  await expect(drafts).toBeHidden();
  await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
  await expect(drafts.getByText('Begun')).toBeVisible();

  await strip.getByRole('button').last().click();
  await expect(page.getByRole('complementary').or(page.getByRole('dialog')).first()).toBeVisible();
  await page.goBack();
  await page.keyboard.press('n');
  await expect(page.getByRole('heading', { name: 'Untitled flow' })).toBeVisible();
});
