import { chmodSync, closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import type { WritableDb } from './open.ts';
import { DataFault, unusable } from './unusable.ts';

/**
 * Makes a whole and consistent copy, written by SQLite itself (the WAL included). It gets its name when it is complete and safe on the
 * disk; an older copy of that name stays until then.
 * @param version the one that the file is about to be brought to
 * @returns path of the copy, `<file>.before-<version>`
 * @throws DataFault with a sentence about the copy; half a copy does not stay
 */
export function copyBefore(db: WritableDb, file: string, version: number): string {
  const copy = `${file}.before-${version}`;
  const part = `${copy}.part`;
  try {
    rmSync(part, { force: true });
    db.prepare('VACUUM INTO ?').run(part);
    chmodSync(part, 0o600);
    sync(part);
    renameSync(part, copy);
    return copy;
  } catch (error) {
    rmSync(part, { force: true });
    throw copyFault(file, error);
  }
}

function sync(path: string): void {
  const opened = openSync(path, 'r+');
  try {
    fsyncSync(opened);
  } finally {
    closeSync(opened);
  }
}

function copyFault(file: string, error: unknown): DataFault {
  const fault = unusable(file, error);
  // A file that cannot be read to its end is the greater news.
  if (fault.reason === 'damaged') return fault;
  if (fault.reason === 'full') return new DataFault('full', file, fullSentence(file), error);
  const why = error instanceof Error ? error.message : String(error);
  return new DataFault(
    fault.reason,
    file,
    `The data file ${file} could not be copied before its change to the new version (${why}). Nothing was changed; mend what the sentence names and try again.`,
    error,
  );
}

function fullSentence(file: string): string {
  return `There is no room on the disk for a copy of the data file ${file}, which is made before its change to the new version. Nothing was changed; free some space and try again.`;
}
