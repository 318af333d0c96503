import { copyFile, mkdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ArtifactContent } from '../../shared/actions/run.ts';
import type { Clock } from '../../shared/clock.ts';
import type { ArtifactKind } from '../../shared/job/schema.ts';
import { freeFileName, safeFileName } from './file-name.ts';
import type { Masker } from './masker.ts';
import type { Outbox } from './outbox.ts';

/** The files of one attempt, in its own folder; the folder is made when the first file comes. */
export class ArtifactFolder {
  readonly #folder: string;
  readonly #clock: Clock;
  readonly #outbox: Outbox;
  readonly #masker: Masker;
  readonly #taken = new Set<string>();

  constructor(folder: string, clock: Clock, outbox: Outbox, masker: Masker) {
    this.#folder = folder;
    this.#clock = clock;
    this.#outbox = outbox;
    this.#masker = masker;
  }

  /** Writes a file under a safe, free name, and tells main of it when it is whole. Gives that name. */
  async keep(
    kind: ArtifactKind,
    name: string,
    content: ArtifactContent,
    step: string | null,
  ): Promise<string> {
    const file = freeFileName(safeFileName(this.#masker.text(name)), this.#taken);
    this.#taken.add(file.toLowerCase());
    await mkdir(this.#folder, { recursive: true });
    const path = join(this.#folder, file);
    if ('bytes' in content) await writeFile(path, content.bytes);
    else if ('text' in content) await writeFile(path, this.#masker.text(content.text));
    else await content.saveTo(path);
    const { size } = await stat(path);
    this.#outbox.artifact({ kind, name: file, file, bytes: size, step, at: this.#clock.now() });
    return file;
  }
}

/** The content of a file that is complete elsewhere: it is moved, not copied, where both places are on one disk. */
export function movedFrom(file: string): ArtifactContent {
  return {
    saveTo: async (path) => {
      try {
        await rename(file, path);
      } catch {
        await copyFile(file, path);
        await rm(file, { force: true });
      }
    },
  };
}
