import { mkdtemp, open, rm } from 'node:fs/promises';
import path from 'node:path';

/**
 * Whether files can be made in the folder. It is tried, with a folder that is removed at once: permission bits alone do not
 * tell of read-only disks, access lists or Windows.
 */
export async function isFolderWritable(folder: string): Promise<boolean> {
  try {
    await rm(await mkdtemp(path.join(folder, '.runwright-')), { recursive: true });
    return true;
  } catch {
    return false;
  }
}

/** Whether a file that is there may be changed; it is opened for writing and left as it is. */
export async function isFileWritable(file: string): Promise<boolean> {
  try {
    await (await open(file, 'r+')).close();
    return true;
  } catch {
    return false;
  }
}
