import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** The folders that the supervisor makes, one for each life of a worker. */
const WORKER_FOLDER = /^w\d+-[0-9a-f]{8}$/;

/**
 * Removes the temporary folders of workers of an earlier run, with the browser profiles in them. No worker may run yet.
 * @param folder the app's temporary folder, absolute
 * @returns how many were removed
 */
export async function clearWorkerFolders(folder: string): Promise<number> {
  const left = (await readdir(folder)).filter((name) => WORKER_FOLDER.test(name));
  await Promise.all(
    left.map((name) => rm(join(folder, name), { recursive: true, force: true, maxRetries: 3 })),
  );
  return left.length;
}
