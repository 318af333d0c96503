import { rmSync } from 'node:fs';
import { invariant } from '../../shared/assert.ts';
import { copyBefore } from './copy-before.ts';
import { initial } from './migrations/0010-initial.ts';
import { gates } from './migrations/0020-gates.ts';
import { failures } from './migrations/0031-failures.ts';
import { rowsAndCheckpoints } from './migrations/0032-rows-and-checkpoints.ts';
import { runOptions } from './migrations/0033-run-options.ts';
import { artifactKinds } from './migrations/0034-artifact-kinds.ts';
import { profiles } from './migrations/0035-profiles.ts';
import { trials } from './migrations/0036-trials.ts';
import { flowWork } from './migrations/0037-flow-work.ts';
import { jobSearch } from './migrations/0038-job-search.ts';
import type { WritableDb } from './open.ts';

/** One step of the schema. `version` goes up; there is room between them, so that others can be put in. */
export interface Migration {
  readonly version: number;
  readonly name: string;
  /** Runs inside the transaction that also sets the version: all of it happens or none. */
  up(db: WritableDb): void;
}

/** Every migration, in order. A published one is never edited. */
export const MIGRATIONS: readonly Migration[] = [
  initial,
  gates,
  failures,
  rowsAndCheckpoints,
  runOptions,
  artifactKinds,
  profiles,
  trials,
  flowWork,
  jobSearch,
];

/** The version that this app brings every file to. */
export const NEWEST = MIGRATIONS.at(-1)?.version ?? 0;

/**
 * Brings the file to the newest version: all pending migrations or none. Before the first one on a file that already held data,
 * a copy named `<file>.before-<version>` is made; it stays until the user removes it.
 * @throws DataFault when the copy cannot be made; whatever a migration throws. The file is then as it was, and no copy is left
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
  const copy = !options.isNew && current > 0 ? copyBefore(db, file, newest) : null;
  try {
    applyAll(db, pending);
  } catch (error) {
    // The file itself is what it was: a copy of it would only take room.
    if (copy !== null) rmSync(copy, { force: true });
    throw error;
  }
}

/** The version that the file says it has; 0 for a new one. */
export function userVersion(db: WritableDb): number {
  return Number(db.pragma('user_version', { simple: true }));
}

/** In one transaction: the version that wrote the file can still open it when the last of several migrations fails. */
function applyAll(db: WritableDb, pending: readonly Migration[]): void {
  db.transaction(() => {
    for (const migration of pending) {
      migration.up(db);
      db.pragma(`user_version = ${migration.version}`);
    }
  }).immediate();
}

function assertMonotonic(migrations: readonly Migration[]): void {
  let last = 0;
  for (const { version, name } of migrations) {
    invariant(version > last, `migration ${version} ${name} is out of order`);
    last = version;
  }
}
