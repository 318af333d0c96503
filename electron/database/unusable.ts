import { AppError } from '../../shared/errors.ts';

/** Runs `open` and turns what SQLite or the system throws into one sentence with its mend. */
export function guarded<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unusable(file, error);
  }
}

/** Why the data file cannot be used, as an AppError 'unavailable'. */
export function unusable(file: string, error: unknown): AppError {
  return new AppError('unavailable', sentenceFor(file, error), [], { cause: error });
}

function sentenceFor(file: string, error: unknown): string {
  const code = codeOf(error);
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) {
    return `The data file ${file} is damaged or is not a database. Put a backup in its place, or move it away to start empty.`;
  }
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM' || code === 'EACCES' || code === 'EROFS') {
    return `The data file ${file} may not be written. Give your user the right to write it and its folder.`;
  }
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') {
    return `There is no room on the disk for the data file ${file}. Free some space and start again.`;
  }
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) {
    return `The data file ${file} is in use by another program. Close that program and start again.`;
  }
  const reason = error instanceof Error ? error.message : String(error);
  return `The data file ${file} cannot be opened (${reason}). Check that its folder exists and that your user may use it.`;
}

/** The result code of SQLite or of the system in a thrown error, or the empty string. */
function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
