import { dirname, isAbsolute, relative } from 'node:path';
import { AppError } from '../../shared/errors.ts';
import { roomIn, roomStateOf, systemCode } from './room.ts';

/** Why a data file cannot be used. */
export type DataFaultReason = 'damaged' | 'read_only' | 'full' | 'in_use' | 'newer' | 'foreign' | 'other';

/** The data file cannot be used: one sentence with its mend, and the reason for those who act on it. */
export class DataFault extends AppError {
  readonly reason: DataFaultReason;
  /** The file, or the folder that cannot hold it; absolute. */
  readonly file: string;

  constructor(reason: DataFaultReason, file: string, sentence: string, cause?: unknown) {
    super('unavailable', sentence, [], cause === undefined ? undefined : { cause });
    this.name = 'DataFault';
    this.reason = reason;
    this.file = file;
  }
}

/** Runs `open` and turns what SQLite or the system throws into one sentence with its mend. */
export function guarded<T>(file: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw unusable(file, error);
  }
}

/** Why the data file cannot be used. */
export function unusable(file: string, error: unknown): DataFault {
  const reason = reasonOf(file, error);
  return new DataFault(reason, file, sentenceFor(reason, file, error), error);
}

/**
 * Tells an error of the data file from any other one that is thrown while the app runs.
 * @returns null when the file is not to blame: a broken rule of the schema, a wrong value, a bug
 */
export function dataFaultOf(file: string, error: unknown): DataFault | null {
  if (error instanceof DataFault) return error;
  const code = systemCode(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') return isElsewhere(file, error) ? null : unusable(file, error);
  return /^SQLITE_(CORRUPT|NOTADB|FULL|READONLY|IOERR|CANTOPEN|BUSY|LOCKED)/.test(code)
    ? unusable(file, error)
    : null;
}

/** The full disk is another one: the error names a path that does not lie beside the file. */
function isElsewhere(file: string, error: unknown): boolean {
  if (!(error instanceof Error && 'path' in error && typeof error.path === 'string')) return false;
  return !isAbsolute(error.path) || relative(dirname(file), error.path).startsWith('..');
}

function reasonOf(file: string, error: unknown): DataFaultReason {
  const code = systemCode(error);
  if (code.startsWith('SQLITE_NOTADB') || code.startsWith('SQLITE_CORRUPT')) return 'damaged';
  if (code.startsWith('SQLITE_READONLY') || code === 'SQLITE_PERM') return 'read_only';
  if (code.startsWith('SQLITE_FULL')) return 'full';
  if (code.startsWith('SQLITE_BUSY') || code.startsWith('SQLITE_LOCKED')) return 'in_use';
  // SQLite calls a full disk an I/O error when it happens beside the file, and a folder that takes no file "cannot open".
  const isVague = code.startsWith('SQLITE_IOERR') || code.startsWith('SQLITE_CANTOPEN');
  const room = isVague ? roomIn(dirname(file)) : roomStateOf(error);
  return room === 'full' || room === 'read_only' ? room : 'other';
}

function sentenceFor(reason: DataFaultReason, file: string, error: unknown): string {
  switch (reason) {
    case 'damaged':
      return `The data file ${file} is damaged or is not a database. Put a backup in its place, or move it away to start empty.`;
    case 'read_only':
      return `The data file ${file} may not be written. Give your user the right to write it and its folder.`;
    case 'full':
      return `There is no room on the disk for the data file ${file}. Free some space and try again.`;
    case 'in_use':
      return `The data file ${file} is in use by another program. Close that program and try again.`;
    default: {
      const why = error instanceof Error ? error.message : String(error);
      return `The data file ${file} cannot be opened (${why}). Check that its folder exists and that your user may use it.`;
    }
  }
}

/** A newer version of the app wrote the file. */
export function newerFault(file: string, found: number, known: number): DataFault {
  return new DataFault(
    'newer',
    file,
    `The data file ${file} was written by a newer version of Runwright (${found}, this one knows ${known}). Install that version.`,
  );
}

/** Another program wrote the file. */
export function foreignFault(file: string): DataFault {
  return new DataFault(
    'foreign',
    file,
    `The data file ${file} belongs to another program. Choose another data folder.`,
  );
}
