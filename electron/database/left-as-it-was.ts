import { existsSync, rmSync, statSync, truncateSync } from 'node:fs';

/** What SQLite keeps beside a database in WAL mode. */
export const SIDE_FILES = ['-wal', '-shm'] as const;

/**
 * Takes note of what is there before a file is opened.
 * @returns what to call when the opening came to nothing and every connection is closed: it takes away what was made meanwhile
 */
export function noteWhatIsThere(file: string): () => void {
  const before = statSync(file, { throwIfNoEntry: false });
  const sideFiles = SIDE_FILES.map((suffix) => file + suffix).filter((path) => !existsSync(path));
  return () => {
    for (const path of sideFiles) removeWhenEmpty(path, path.endsWith('-shm'));
    if (before === undefined) rmSync(file, { force: true });
    else if (before.size === 0) truncateSync(file);
  };
}

/** The shared memory is made anew at every opening; a WAL that holds something is data. */
function removeWhenEmpty(path: string, always: boolean): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size;
  if (size !== undefined && (always || size === 0)) rmSync(path, { force: true });
}
