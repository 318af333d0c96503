import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { closeDatabase, openDatabase, type WritableDb } from '../../electron/database/open.ts';

/** A real database file in a folder of its own. */
export interface TempDb {
  readonly folder: string;
  readonly file: string;
  readonly db: WritableDb;
  /** Closes the file and removes the folder; safe to call twice. */
  dispose(): void;
}

/** Makes an empty database in the newest version. */
export function tempDb(): TempDb {
  const { folder, file, remove } = tempFolder();
  const db = openDatabase(file);
  return {
    folder,
    file,
    db,
    dispose() {
      closeDatabase(db);
      remove();
    },
  };
}

/** A folder with the path of a database file that is not there yet. */
export function tempFolder(): { folder: string; file: string; remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'runwright-db-'));
  return {
    folder,
    file: join(folder, 'runwright.db'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** The query plan of a statement, one line a step. */
export function explain(db: WritableDb, sql: string, values: object = {}): string[] {
  return db
    .prepare<object, { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
    .all(values)
    .map(({ detail }) => detail);
}
