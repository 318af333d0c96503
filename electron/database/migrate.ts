import { existsSync, rmSync } from 'node:fs';
import { invariant } from '../../shared/assert.ts';
import { AppError } from '../../shared/errors.ts';
import { initial } from './migrations/0010-initial.ts';
import type { WritableDb } from './open.ts';

/** One step of the schema. `version` goes up in tens, so that a fix can be put in between. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Runs inside a transaction that also sets the version: all of it happens or none. */
  up(db: WritableDb): void;
}

/** Every migration, in order. A published one is never edited. */
export const MIGRATIONS: readonly Migration[] = [initial];

/**
 * Brings the file to the newest version. Before the first pending migration of a file that already held data,
 * a copy named `<file>.before-<version>` is made; it stays until the user removes it.
 */
export function migrate(
  db: WritableDb,
  file: string,
  options: { readonly isNew: boolean; readonly migrations?: readonly Migration[] },
): void {
  const migrations = options.migrations ?? MIGRATIONS;
  assertMonotonic(migrations);
  const current = userVersion(db);
  const newest = migrations.at(-1)?.version ?? 0;
  const pending = migrations.filter((migration) => migration.version > current);
  if (pending.length === 0) return;
  if (!options.isNew && current > 0) copyBefore(db, file, newest);
  for (const migration of pending) apply(db, migration);
}

/** The version that the file says it has; 0 for a new one. */
export function userVersion(db: WritableDb): number {
  return Number(db.pragma('user_version', { simple: true }));
}

function apply(db: WritableDb, migration: Migration): void {
  db.transaction(() => {
    migration.up(db);
    db.pragma(`user_version = ${migration.version}`);
  }).immediate();
}

function assertMonotonic(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { version, name } of migrations) {
    invariant(version > last && version % 10 === 0, `migration ${version} ${name} is out of order`);
    last = version;
  }
}

/** A whole and consistent copy, written by SQLite itself (the WAL included). An older copy of the same name goes. */
function copyBefore(db: WritableDb, file: string, newest: number): void {
  const copy = `${file}.before-${newest}`;
  if (existsSync(copy)) rmSync(copy);
  db.prepare('VACUUM INTO ?').run(copy);
}

/**
 * Refuses a file that this version must not touch, by reading alone.
 * @throws AppError 'unavailable' when a newer version of the app wrote it, or another program did
 */
export function refuseForeign(db: WritableDb, file: string): void {
  const current = userVersion(db);
  const newest = MIGRATIONS.at(-1)?.version ?? 0;
  if (current > newest) {
    throw new AppError(
      'unavailable',
      `The data file ${file} was written by a newer version of Runwright (${current}, this one knows ${newest}). Install that version.`,
    );
  }
  const tables = db.prepare('SELECT count(*) FROM sqlite_schema').pluck().get();
  // A database of ours has its version from its first transaction on.
  if (current > 0 || tables === 0) return;
  throw new AppError(
    'unavailable',
    `The data file ${file} belongs to another program. Choose another data folder.`,
  );
}
