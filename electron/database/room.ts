import { closeSync, fsyncSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { join } from 'node:path';

/** Whether a file can be written into a folder; `unknown` when the answer would be a guess. */
export type RoomState = 'ok' | 'full' | 'read_only' | 'unknown';

/** Stands in the folder for a moment only. */
const PROBE_NAME = '.runwright-room';
/** One small file: enough that no file system answers it from what it has already set aside. */
const PROBE_BYTES = 64 * 1024;

/**
 * Finds out by a real write whether the folder takes a file: free space that the system promises may belong to others (quotas,
 * reserves). The file is removed again.
 * @param folder absolute; it must exist
 */
export function roomIn(folder: string): RoomState {
  try {
    proveRoom(folder, PROBE_BYTES);
    return 'ok';
  } catch (error) {
    return roomStateOf(error);
  }
}

/**
 * Writes a small file for real and asks the system whether `bytes` are free.
 * @throws the error of the system (ENOSPC, EROFS …), also when less than `bytes` are free
 */
export function proveRoom(folder: string, bytes: number): void {
  const { bavail, bsize } = statfsSync(folder);
  if (bavail * bsize < bytes)
    throw Object.assign(new Error('there is less room than is needed'), { code: 'ENOSPC' });
  const probe = join(folder, PROBE_NAME);
  try {
    const file = openSync(probe, 'w', 0o600);
    try {
      writeSync(file, Buffer.alloc(PROBE_BYTES));
      // Some file systems find out that they are full only when they have to keep what was written.
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
  } finally {
    rmSync(probe, { force: true });
  }
}

/** What an error of the system says about room. */
export function roomStateOf(error: unknown): RoomState {
  switch (systemCode(error)) {
    case 'ENOSPC':
    case 'EDQUOT':
      return 'full';
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
      return 'read_only';
    default:
      return 'unknown';
  }
}

/** The result code of SQLite or of the system in a thrown error, or the empty string. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
