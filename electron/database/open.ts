import { chmodSync, existsSync, statSync } from 'node:fs';
import Database from 'better-sqlite3';
import { noteWhatIsThere, SIDE_FILES } from './left-as-it-was.ts';
import { lookAt } from './look.ts';
import { migrate, NEWEST } from './migrate.ts';
import { guarded } from './unusable.ts';

/** A connection that may only be read from: what queries take. The brand exists for the compiler alone. */
export type ReadableDb = Database.Database & { readonly __readable: never };
/** A connection that may also be written to: main holds the only one. */
export type WritableDb = ReadableDb & { readonly __writable: never };

/** Page cache in KiB: holds the hot part of a database with a million jobs. */
const CACHE_KIB = 64 * 1024;
/** How long a statement waits for a lock, ms: only a backup or a second tool ever holds one. */
const BUSY_MS = 5000;

/**
 * Opens the database of the app for writing, makes it when there is none, and brings it to the newest version.
 * @param file path of the database file; its folder must exist
 * @throws AppError 'unavailable' with one sentence when the file cannot be used; the file is then left as it was
 */
export function openDatabase(file: string): WritableDb {
  const tidy = noteWhatIsThere(file);
  const isNew = !existsSync(file) || statSync(file).size === 0;
  return guarded(file, () => {
    try {
      if (!isNew) lookAt(file, NEWEST);
      return openForWriting(file, isNew);
    } catch (error) {
      tidy();
      throw error;
    }
  });
}

function openForWriting(file: string, isNew: boolean): WritableDb {
  const db = new Database(file, { timeout: BUSY_MS });
  try {
    configure(db, isNew);
    if (isNew) restrictToOwner(file);
    const writable = db as WritableDb;
    migrate(writable, file, { isNew });
    return writable;
  } catch (error) {
    db.close();
    throw error;
  }
}

/**
 * Opens the same file for reading, next to the writer (the reader process).
 * @throws AppError 'unavailable' with one sentence when the file cannot be read
 */
export function openReadOnly(file: string): ReadableDb {
  return guarded(file, () => {
    const db = new Database(file, { readonly: true, fileMustExist: true, timeout: BUSY_MS });
    try {
      db.pragma(`cache_size = -${CACHE_KIB}`);
      db.pragma('temp_store = MEMORY');
      db.pragma('trusted_schema = OFF');
      // The first read tells a damaged file from a good one.
      db.pragma('schema_version');
      return db as ReadableDb;
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/** Refreshes the planner's statistics and closes; safe to call twice. */
export function closeDatabase(db: ReadableDb): void {
  if (!db.open) return;
  try {
    if (!db.readonly) db.pragma('optimize');
  } catch {
    // Statistics are worth no failure: a full disk has no room for them.
  } finally {
    db.close();
  }
}

function configure(db: Database.Database, isNew: boolean): void {
  // Freed pages can go back to the system bit by bit; it has to be said before the first table.
  if (isNew) db.pragma('auto_vacuum = INCREMENTAL');
  // Readers never block the writer, and a commit is one append.
  db.pragma('journal_mode = WAL');
  // A power cut may lose the last commits and never corrupts; a lost end of a job means that it runs again.
  db.pragma('synchronous = NORMAL');
  // A thread copies the log back beside us (checkpoint.ts); a commit does it only if that fell 64 MB behind or is not there.
  db.pragma('wal_autocheckpoint = 16000');
  db.pragma('foreign_keys = ON');
  db.pragma(`cache_size = -${CACHE_KIB}`);
  // Statement journals stay in memory: as files they cost more than the claim they protect.
  db.pragma('temp_store = MEMORY');
  // No function runs because a damaged or foreign schema says so.
  db.pragma('trusted_schema = OFF');
}

/** Jobs hold addresses and typed values: other users of the machine have no business in there. */
function restrictToOwner(file: string): void {
  for (const suffix of ['', ...SIDE_FILES]) {
    if (existsSync(file + suffix)) chmodSync(file + suffix, 0o600);
  }
}
