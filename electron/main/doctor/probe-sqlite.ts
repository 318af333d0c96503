import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { closeDatabase, openDatabase } from '../../database/open.ts';

/**
 * Makes a database as the app makes its own, in a temporary folder, writes a row and reads it again.
 * @returns the version of SQLite. Throws when anything of it does not work
 */
export function probeSqlite(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'runwright-doctor-'));
  try {
    const db = openDatabase(path.join(folder, 'probe.db'));
    try {
      db.exec('CREATE TABLE probe (word TEXT NOT NULL) STRICT');
      db.prepare('INSERT INTO probe (word) VALUES (?)').run('written');
      const word = db.prepare('SELECT word FROM probe').pluck().get();
      if (word !== 'written') throw new Error(`a row was read back as ${JSON.stringify(word)}`);
      return String(db.prepare('SELECT sqlite_version()').pluck().get());
    } finally {
      closeDatabase(db);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
