import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where an attempt keeps files of which nobody knows yet whether they stay; made when the first one comes. */
export class ScratchFolder {
  #made: Promise<string> | null = null;

  /** The absolute path of a file in it. */
  async file(name: string): Promise<string> {
    this.#made ??= mkdtemp(join(tmpdir(), 'runwright-attempt-'));
    return join(await this.#made, name);
  }

  async remove(): Promise<void> {
    const folder = await this.#made?.catch(() => null);
    if (typeof folder === 'string') await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}
