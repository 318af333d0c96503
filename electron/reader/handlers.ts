import type { Clock } from '../../shared/clock.ts';
import type { Random } from '../../shared/random.ts';
import { closeDatabase, openReadOnly, type ReadableDb } from '../database/open.ts';
import { listJobs } from '../database/queries.ts';
import { databaseRows } from './database-rows.ts';
import { exportRows } from './export/export-rows.ts';
import type { ReaderHandlers } from './serve.ts';

/** The reader's answers over one database file. Throws AppError `unavailable` when it cannot be opened. */
export function openHandlers(databasePath: string, clock: Clock, random: Random): ReaderHandlers {
  const db = openReadOnly(databasePath);
  return {
    exportRows: (input) =>
      withSnapshot(databasePath, (snapshot) => exportRows(input, databaseRows(snapshot), random)),
    searchJobs(filter) {
      const now = clock.now();
      return { ...listJobs(db, filter, now), now };
    },
  };
}

/**
 * Runs `work` on a connection of its own that sees the database as it is now, until the work is done: an export goes through the rows
 * twice and waits for the disk in between, while jobs go on and attempts change.
 */
async function withSnapshot<T>(databasePath: string, work: (db: ReadableDb) => Promise<T>): Promise<T> {
  const db = openReadOnly(databasePath);
  try {
    db.exec('BEGIN');
    return await work(db);
  } finally {
    closeDatabase(db);
  }
}
