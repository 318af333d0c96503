import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { clearWorkerFolders } from '../../../../electron/main/services/clear-leftovers.ts';
import { Practice } from '../../../../electron/main/services/practice.ts';
import { tempFolder } from '../../../support/temp-db.ts';

it('the folders of dead workers are removed with all that is in them, and nothing else is', async () => {
  const { folder, remove } = tempFolder();
  for (const name of ['w1-0123abcd', 'w12-ffffffff', 'w1-mine', 'other']) {
    mkdirSync(join(folder, name, 'profile'), { recursive: true });
    writeFileSync(join(folder, name, 'profile', 'lock'), '');
  }
  expect(await clearWorkerFolders(folder)).toBe(2);
  const left = ['w1-0123abcd', 'w12-ffffffff', 'w1-mine', 'other'].map((name) =>
    existsSync(join(folder, name)),
  );
  expect(left).toEqual([false, false, true, true]);
  remove();
});

it('the practice site starts once for all who ask, and stops when it was never started too', async () => {
  const practice = new Practice();
  const [one, two] = await Promise.all([practice.url(), practice.url()]);
  expect(one).toBe(two);
  expect((await fetch(`${one}/books`)).status).toBe(200);
  await practice.stop();
  await expect(fetch(`${one}/books`)).rejects.toThrow();
  await new Practice().stop();
});
