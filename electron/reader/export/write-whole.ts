import { open, rename, rm } from 'node:fs/promises';
import type { Random } from '../../../shared/random.ts';

/**
 * Writes a file so that its name never stands for half of it: everything goes to a file beside it, reaches the disk,
 * and is then renamed. When something fails, nothing is left and an older file stays as it was.
 * @param pieces the content; each piece is awaited before the next one is made
 */
export async function writeWhole(
  path: string,
  pieces: Iterable<string | Uint8Array>,
  random: Random,
): Promise<void> {
  const part = `${path}.${random.token()}.part`;
  const file = await open(part, 'wx');
  try {
    for (const piece of pieces) await file.appendFile(piece);
    await file.sync();
    await file.close();
    await rename(part, path);
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(part, { force: true });
    throw error;
  }
}
