import { copyFileSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { mountDisk, whyNoMounts } from '../support/small-disk.ts';
import { expectNoFaults } from './axe.ts';
import {
  caller,
  type Ended,
  electronFlags,
  expect,
  repository,
  runElectron,
  test,
  waitingFlow,
} from './fixtures.ts';
import { queueText } from './queue-jobs.ts';

const NOT_A_DATABASE = 'This was a database once. '.repeat(400);

function dataFile(dataDir: string): string {
  return join(dataDir, 'runwright.db');
}

function runCommand(dataDir: string, args: readonly string[]): Promise<Ended> {
  return runElectron([...electronFlags(), repository, '--data', dataDir, ...args]);
}

/**
 * Makes a sound data file by running the app once; then its header says that a newer version wrote it.
 * Gives the bytes of the file, and the version that it had.
 */
async function makeNewer(dataDir: string): Promise<{ bytes: Buffer; version: number }> {
  expect((await runCommand(dataDir, ['jobs'])).code).toBe(0);
  const bytes = readFileSync(dataFile(dataDir));
  const version = bytes.readUInt32BE(60);
  bytes.writeUInt32BE(9990, 60);
  writeFileSync(dataFile(dataDir), bytes);
  return { bytes, version };
}

/** The window that takes the place of the one that told of the failure. */
async function nextWindow(app: ElectronApplication, act: () => Promise<void>): Promise<Page> {
  const coming = app.waitForEvent('window');
  await act();
  const page = await coming;
  await expect(page.getByRole('heading', { name: 'Welcome to Runwright' })).toBeVisible();
  return page;
}

test('a damaged file is told in a window, stays as it was, and can be moved away by keyboard', async ({
  launch,
  dataDir,
}) => {
  const file = dataFile(dataDir);
  writeFileSync(file, NOT_A_DATABASE);
  writeFileSync(`${file}-wal`, 'what was written last');
  const { app, page } = await launch();
  const sentence = `The data file ${file} is damaged or is not a database. Put a backup in its place, or move it away to start empty.`;

  await expect(page.getByRole('heading', { name: 'Your data file is damaged' })).toBeFocused();
  await expect(page.getByRole('alert')).toContainText(sentence);
  await expect(page.getByText(file, { exact: true })).toBeVisible();
  await expectNoFaults(page, 'unusable data');
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: 'Try again' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status')).toContainText('that did not help');
  expect(readFileSync(file, 'utf8')).toBe(NOT_A_DATABASE);

  await page.getByRole('button', { name: 'Move it away and start empty…' }).press('Enter');
  const question = page.getByRole('region', { name: /^Start with no jobs/ });
  await expect(question).toContainText('nothing is deleted');
  await expectNoFaults(page, 'unusable data');
  await page.keyboard.press('Escape');
  await expect(question).toBeHidden();
  await page.getByRole('button', { name: 'Move it away and start empty…' }).press('Enter');

  const normal = await nextWindow(app, () =>
    question
      .getByRole('button', { name: 'Move it away and start empty' })
      .press('Enter')
      .catch(() => undefined),
  );
  await expect.poll(() => page.isClosed()).toBe(true);
  expect(await caller(normal)('jobs.list', {})).toMatchObject({ jobs: [] });
  const moved = readdirSync(dataDir).filter((name) => name.includes('.damaged-'));
  expect(moved.map((name) => name.replace(/damaged-[-0-9TZ]+?Z/, 'damaged')).sort()).toEqual([
    'artifacts.damaged',
    'runwright.db.damaged',
    'runwright.db.damaged-wal',
  ]);
  const [movedFile] = moved.filter((name) => /^runwright\.db\.damaged-[^a-z]*$/.test(name));
  expect(readFileSync(join(dataDir, movedFile ?? ''), 'utf8')).toBe(NOT_A_DATABASE);
});

test('a file of a newer version is told in window and terminal, and stays as it was', async ({
  launch,
  dataDir,
}) => {
  const { bytes } = await makeNewer(dataDir);
  const sentence = `The data file ${dataFile(dataDir)} was written by a newer version of Runwright (9990, this one knows`;

  const { code, stdout, stderr } = await runCommand(dataDir, ['jobs', '--json']);
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toContain(sentence);
  expect(stderr).not.toMatch(/^\s+at /m);

  const { app, page } = await launch();
  await expect(page.getByRole('heading', { name: 'Your data is from a newer version' })).toBeVisible();
  await expect(page.getByRole('alert')).toContainText(sentence);
  await expect(page.getByRole('button', { name: /Move it away/ })).toHaveCount(0);
  // A second start hears the same from the first one.
  const second = await runCommand(dataDir, ['jobs']);
  expect(second.code).toBe(2);
  expect(second.stderr).toContain(sentence);

  const main = app.process();
  const closed = app.waitForEvent('close');
  // The app may be gone before the click is told to have been done: what counts is how it ended.
  await page
    .getByRole('button', { name: 'Quit' })
    .click()
    .catch(() => undefined);
  await closed;
  await expect.poll(() => main.exitCode).toBe(2);
  expect(readFileSync(dataFile(dataDir)).equals(bytes)).toBe(true);
  expect(readdirSync(dataDir).filter((name) => name.startsWith('runwright.db'))).toEqual(['runwright.db']);
});

test('a file that was mended meanwhile opens at the next try', async ({ launch, dataDir }) => {
  const { bytes, version } = await makeNewer(dataDir);
  const { app, page } = await launch();
  await expect(page.getByRole('heading', { name: 'Your data is from a newer version' })).toBeVisible();
  bytes.writeUInt32BE(version, 60);
  const mended = join(dataDir, 'mended');
  writeFileSync(mended, bytes);
  copyFileSync(mended, dataFile(dataDir));
  await nextWindow(app, () =>
    page
      .getByRole('button', { name: 'Try again' })
      .click()
      .catch(() => undefined),
  );
});

test('settings out of range are told with their limits in window and terminal', async ({
  launch,
  dataDir,
}) => {
  const env = { RUNWRIGHT_SETTINGS: '{"workers":17}' };
  const { code, stderr } = await runElectron(
    [...electronFlags(), repository, '--data', dataDir, 'jobs'],
    env,
  );
  expect(code).toBe(2);
  expect(stderr).toContain('RUNWRIGHT_SETTINGS is not a valid set of settings.');
  expect(stderr).toContain('workers: ');

  const { page } = await launch({ workers: 17, pollMs: 0 });
  await expect(page.getByRole('alert')).toContainText('RUNWRIGHT_SETTINGS is not a valid set of settings.');
  await expect(page.getByRole('listitem')).toHaveText([/^pollMs: .*1$/, /^workers: .*16$/]);
  await expect(page.getByRole('button')).toHaveText(['Quit']);
  await expectNoFaults(page, 'unusable data');
});

const noMounts = whyNoMounts();

test('a data folder that may not be written is told in window and terminal', async ({ launch, dataDir }) => {
  test.skip(noMounts !== null, noMounts ?? '');
  const disk = mountDisk(30_000, join(dataDir, 'disk'));
  try {
    disk.setReadOnly(true);
    const sentence = `The data folder ${disk.folder} may not be written.`;
    const { code, stdout, stderr } = await runCommand(disk.folder, ['jobs']);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain(sentence);

    const { page } = await launch({}, disk.folder);
    await expect(page.getByRole('heading', { name: 'Your data may not be written' })).toBeFocused();
    await expect(page.getByRole('alert')).toContainText(sentence);
    await page.getByRole('button', { name: 'Try again' }).click();
    await expect(page.getByRole('status')).toContainText('that did not help');
    expect(readdirSync(disk.folder)).toEqual([]);
  } finally {
    disk.remove();
  }
});

test('a disk that becomes full holds the queue with a word above it, and goes on by itself', async ({
  launch,
  dataDir,
}) => {
  test.skip(noMounts !== null, noMounts ?? '');
  const disk = mountDisk(300_000, join(dataDir, 'disk'));
  try {
    const running = await launch({ workers: 1 }, disk.folder);
    const id = await queueText(running, waitingFlow('Outlives a full disk', 6_000));
    const steps = async () => (await running.call('jobs.get', { id })).steps;
    await expect.poll(async () => (await steps()).some(({ path }) => path === '2')).toBe(true);

    disk.fill();
    const strip = running.page.getByRole('alert').filter({ hasText: 'There is no room on the disk' });
    await expect(strip).toBeVisible();
    await expect(strip).toContainText('the queue waits');
    await expectNoFaults(running.page, 'a full disk');
    disk.free();
    await expect(strip).toBeHidden();
    await expect
      .poll(async () => (await running.call('jobs.get', { id })).job.state, { timeout: 60_000 })
      .toBe('completed');
    const { attempts, datasets } = await running.call('jobs.get', { id });
    expect(attempts.map(({ outcome }) => outcome)).toEqual(['completed']);
    expect(datasets).toMatchObject([{ name: 'books', rows: 16 }]);
  } finally {
    disk.remove();
  }
});
