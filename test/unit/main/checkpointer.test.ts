import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openDatabase, type WritableDb } from '../../../electron/database/open.ts';
import { startCheckpointer } from '../../../electron/main/checkpointer.ts';

const SCRIPT = join(import.meta.dirname, '..', '..', '..', 'electron', 'checkpointer', 'index.ts');

let folder: string;
let db: WritableDb;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-checkpointer-'));
  db = openDatabase(join(folder, 'runwright.db'));
});

afterEach(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

/** What a checkpoint would still have to copy, in pages. */
function uncopied(): number {
  const told = db.prepare<[], { log: number; checkpointed: number }>('PRAGMA wal_checkpoint(NOOP)').get();
  return (told?.log ?? 0) - (told?.checkpointed ?? 0);
}

function writeMany(): void {
  const insert = db.prepare('INSERT OR REPLACE INTO setting (key, value) VALUES (?, ?)');
  db.transaction(() => {
    for (let n = 0; n < 2000; n++) insert.run(`many.${n}`, JSON.stringify('x'.repeat(4000)));
  })();
}

describe('the checkpointer', () => {
  test('copies what main has written, beside main', async () => {
    const errors: unknown[] = [];
    const checkpointer = startCheckpointer(SCRIPT, db.name, (error) => errors.push(error));
    writeMany();
    expect(uncopied()).toBeGreaterThan(1000);
    await vi.waitFor(() => expect(uncopied()).toBe(0), { timeout: 10_000 });
    writeMany();
    await vi.waitFor(() => expect(uncopied()).toBe(0), { timeout: 10_000 });
    await checkpointer.stop();
    expect(errors).toEqual([]);
  });

  test('ends when it is told to, and can be told twice', async () => {
    const checkpointer = startCheckpointer(SCRIPT, db.name, () => undefined);
    await checkpointer.stop();
    await checkpointer.stop();
    // Nobody but main holds the file any more.
    db.pragma('locking_mode = EXCLUSIVE');
    db.exec("INSERT INTO setting (key, value) VALUES ('alone', '1')");
    expect(uncopied()).toBeGreaterThan(0);
  });

  test('tells why it could not begin, and stopping it is no fault then', async () => {
    const told = Promise.withResolvers<unknown>();
    const checkpointer = startCheckpointer(SCRIPT, join(folder, 'missing.db'), told.resolve);
    expect(String(await told.promise)).toMatch(/unable to open|missing/);
    await checkpointer.stop();
  });
});
