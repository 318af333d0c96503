import { readdirSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import { expect, test } from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

/** In the place of the server that gives browsers out: gives the first part of one and then waits, or refuses. */
let server: Server;
let mode: 'waits' | 'refuses';
const changed = ['PLAYWRIGHT_DOWNLOAD_HOST', 'PLAYWRIGHT_BROWSERS_PATH'] as const;
const before = changed.map((name) => process.env[name]);

const SIZE = 10_000_000;

function give(response: ServerResponse): void {
  if (mode === 'refuses') {
    response.writeHead(404);
    response.end('no such browser');
    return;
  }
  response.writeHead(200, { 'content-length': SIZE });
  response.write(Buffer.alloc(SIZE / 4));
}

test.beforeEach(async ({ dataDir }) => {
  server = createServer((_request, response) => give(response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server has no port');
  process.env.PLAYWRIGHT_DOWNLOAD_HOST = `http://127.0.0.1:${address.port}`;
  process.env.PLAYWRIGHT_BROWSERS_PATH = join(dataDir, 'browsers');
});

test.afterEach(() => {
  changed.forEach((name, index) => {
    const value = before[index];
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
  server.closeAllConnections();
  server.close();
});

test('the page Browsers shows what is there; an installation shows how far it is, is stopped, or says why it failed', async ({
  launch,
  dataDir,
}) => {
  mode = 'waits';
  const { page } = await launch();
  await page
    .getByRole('navigation', { name: 'Places' })
    .getByRole('button', { name: /^Browsers/ })
    .click();
  const list = page.getByRole('list', { name: 'Browsers' });
  await expect(list.getByText('Found').first()).toBeVisible();
  const webkit = list.getByRole('listitem').filter({ hasText: 'Playwright’s WebKit' });
  await expect(webkit).toContainText('Not on this computer');

  await webkit.getByRole('button', { name: 'Install' }).click();
  await expect(webkit.getByRole('progressbar')).toHaveAttribute('aria-valuenow', '25', { timeout: 30_000 });
  await expect(webkit).toContainText('25% of');
  await expect(list.getByRole('button', { name: 'Install Playwright’s Firefox' })).toHaveAttribute(
    'title',
    'Another one is being installed',
  );
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    const { violations } = await new AxeBuilder({ page }).setLegacyMode().analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
  }
  await webkit.getByRole('button', { name: 'Stop' }).click();
  // "Stop installing …" holds the word too.
  await expect(webkit.getByRole('button', { name: /^Install/ })).toBeVisible();
  await expect(webkit.getByRole('alert')).toHaveCount(0);
  expect(readdirSync(join(dataDir, 'browsers'))).toEqual(['.links']);

  mode = 'refuses';
  await webkit.getByRole('button', { name: 'Install' }).click();
  await expect(webkit.getByRole('alert')).toContainText(
    'The download server does not give this browser out.',
    {
      timeout: 45_000,
    },
  );
  expect(readdirSync(join(dataDir, 'browsers'))).toEqual(['.links']);
});

test('a job that misses its browser leads to where it is installed', async ({ launch }) => {
  const running = await launch();
  const { page } = running;
  const text = JSON.stringify({
    runwright: 1,
    name: 'Wants WebKit',
    browser: { type: 'webkit' },
    steps: [{ action: 'goto', url: 'about:blank' }],
    retry: { max: 0 },
  });
  await queueText(running, text);
  await page.getByRole('row', { name: /Wants WebKit/ }).click();
  await page.getByRole('button', { name: 'Install WebKit' }).first().click({ timeout: 45_000 });
  await expect(page.getByRole('heading', { name: 'Browsers' })).toBeVisible();
});
