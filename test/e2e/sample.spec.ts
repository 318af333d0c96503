import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { drawerOf, expect, test } from './fixtures.ts';

test('a new user presses Run the sample and saves the rows as CSV', async ({ launch, dataDir }) => {
  const { app, page } = await launch();
  await expect(page.getByRole('heading', { name: 'Welcome to Runwright' })).toBeVisible();
  await page.getByRole('button', { name: /Run the sample/ }).click();

  const drawer = drawerOf(page, /64 books/);
  await expect(drawer.getByText(/4 of 4 steps.*64 rows kept/).first()).toBeVisible({ timeout: 90_000 });

  const file = join(dataDir, 'books.csv');
  await app.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = async () => ({ canceled: false, filePath });
  }, file);
  await drawer.getByRole('tab', { name: /Results/ }).click();
  await drawer.getByRole('button', { name: /CSV/ }).click();
  await expect.poll(() => readRows(file).length).toBe(64);
  expect(Object.keys(readRows(file)[0] ?? {})).toContain('title');
});

function readRows(file: string): Record<string, string>[] {
  try {
    return parse(readFileSync(file, 'utf8'), { columns: true, bom: true });
  } catch {
    return []; // Not written yet: the caller asks again.
  }
}
