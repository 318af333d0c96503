import { closeSync, existsSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import Database from 'better-sqlite3';
import { type DataFault, foreignFault, newerFault, unusable } from './unusable.ts';

/** The first 100 bytes of every SQLite file. */
const HEADER_BYTES = 100;
const MAGIC = 'SQLite format 3\0';

interface Header {
  /** `user_version`; a newer one may still stand in the WAL. */
  readonly version: number;
  /** What the file must at least hold, when the header says so with certainty; else 0. */
  readonly bytes: number;
}

/**
 * Looks at an existing file before anything of it is changed, by reading alone: is it ours, of a version that we know, writable, and
 * as far as a cheap look tells, sound? What SQLite puts beside the file for the look is gone afterwards when the file is refused.
 * @param newest the version that this app brings a file to
 * @throws DataFault when the file must not be used; anything that SQLite throws while it reads
 */
export function lookAt(file: string, newest: number): void {
  const header = readHeader(file);
  if (header.version > newest) throw newerFault(file, header.version, newest);
  if (!hasWal(file) && statSync(file).size < header.bytes) throw damaged(file, 'the file is cut off');
  // A file that cannot be written opens without a complaint, and the first write would be the one that fails.
  closeSync(openSync(file, 'r+'));
  const db = new Database(file, { readonly: true, fileMustExist: true });
  try {
    refuseForeign(db, file, newest);
    readEveryTable(db);
    if (existsSync(suspectMark(file))) checkThoroughly(db, file);
  } finally {
    db.close();
  }
}

/** Remembers that a read found damage: the next look goes through the whole file. Does nothing where nothing can be written. */
export function markSuspect(file: string): void {
  try {
    writeFileSync(suspectMark(file), '');
  } catch {
    // The mark only makes the next look thorough.
  }
}

/** Name of the file that says so. */
export function suspectMark(file: string): string {
  return `${file}.suspect`;
}

function readHeader(file: string): Header {
  const bytes = Buffer.alloc(HEADER_BYTES);
  const opened = openSync(file, 'r');
  try {
    if (readSync(opened, bytes, 0, HEADER_BYTES, 0) < HEADER_BYTES)
      throw damaged(file, 'the header is cut off');
  } finally {
    closeSync(opened);
  }
  const pageSize = bytes.readUInt16BE(16) === 1 ? 65_536 : bytes.readUInt16BE(16);
  const isPageSize = pageSize >= 512 && (pageSize & (pageSize - 1)) === 0;
  // The three fractions are the same in every file that SQLite can read.
  const areFractions = bytes[21] === 64 && bytes[22] === 32 && bytes[23] === 32;
  if (bytes.toString('latin1', 0, 16) !== MAGIC || !isPageSize || !areFractions)
    throw damaged(file, 'the header is not that of a database');
  const isCounted = bytes.readUInt32BE(24) === bytes.readUInt32BE(92);
  return { version: bytes.readUInt32BE(60), bytes: isCounted ? bytes.readUInt32BE(28) * pageSize : 0 };
}

function hasWal(file: string): boolean {
  const wal = statSync(`${file}-wal`, { throwIfNoEntry: false });
  return wal !== undefined && wal.size > 0;
}

function refuseForeign(db: Database.Database, file: string, newest: number): void {
  const version = Number(db.pragma('user_version', { simple: true }));
  if (version > newest) throw newerFault(file, version, newest);
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  // A database of ours has its version from its first transaction on.
  if (version === 0 && tables !== 0) throw foreignFault(file);
}

/** One row of each table: the schema can be read, and the way to the first page of every table. Costs the same with a million jobs. */
function readEveryTable(db: Database.Database): void {
  const names = db.prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table'").pluck().all();
  // Without NOT INDEXED an index may answer, and the table is not looked at.
  for (const name of names) db.prepare(`SELECT 1 FROM "${name}" NOT INDEXED LIMIT 1`).get();
}

/** Goes through the whole file: worth its seconds only when something spoke against the file. */
function checkThoroughly(db: Database.Database, file: string): void {
  const found: unknown = db.pragma('quick_check(1)', { simple: true });
  if (found !== 'ok') throw damaged(file, String(found));
  rmSync(suspectMark(file), { force: true });
}

function damaged(file: string, what: string): DataFault {
  return unusable(file, Object.assign(new Error(what), { code: 'SQLITE_CORRUPT' }));
}
