import { mkdtempSync } from 'node:fs';
import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Above this, bytes, the pages and pictures that the traces of one browser share are cleared down to half of it, the oldest first.
 * A piece that shows such a page again lacks what is gone.
 */
const MAX_SHARED = 256 * 1024 ** 2;

/**
 * Where one browser keeps what its traces are made of. Playwright removes nothing of it before the browser ends, and one that runs
 * for hours does not: what has become a file is removed here.
 */
export class TraceFolder {
  /** Absolute. */
  readonly path: string;
  readonly #maxShared: number;

  /** Makes the folder. */
  constructor(maxShared = MAX_SHARED) {
    this.#maxShared = maxShared;
    this.path = mkdtempSync(join(tmpdir(), 'runwright-traces-'));
  }

  /** What the files of this name weigh, without what traces share; bytes. */
  async bytesOf(name: string): Promise<number> {
    const sizes = await Promise.all((await this.#filesOf(name)).map(sizeOf));
    return sizes.reduce((sum, size) => sum + size, 0);
  }

  /**
   * Removes what a piece of this name was made of.
   * @param withFilm it has a film strip
   */
  async forget(name: string, withFilm: boolean): Promise<void> {
    const files = await this.#filesOf(name);
    if (withFilm) await this.#forgetFilm(files.filter((file) => file.endsWith('.trace')));
    await Promise.all(files.map((file) => rm(file, { force: true })));
  }

  /** Removes the oldest of what the traces of this browser share, when it is too much. */
  async boundShared(): Promise<void> {
    const folder = join(this.path, 'resources');
    const files = await Promise.all((await list(folder)).map((name) => shared(join(folder, name))));
    let total = files.reduce((sum, { bytes }) => sum + bytes, 0);
    if (total <= this.#maxShared) return;
    for (const { path, bytes } of files.sort((a, b) => a.at - b.at)) {
      if (total <= this.#maxShared / 2) break;
      await rm(path, { force: true });
      total -= bytes;
    }
  }

  /** The browser is gone. */
  async remove(): Promise<void> {
    await rm(this.path, { recursive: true, force: true, maxRetries: 3 });
  }

  async #filesOf(name: string): Promise<string[]> {
    const own = (file: string): boolean => file.startsWith(`${name}.`) || file.startsWith(`${name}-`);
    return (await list(this.path)).filter(own).map((file) => join(this.path, file));
  }

  /** The pictures of the film strip carry the page's name in front, which only the trace itself tells. */
  async #forgetFilm(traces: readonly string[]): Promise<void> {
    const film = join(this.path, 'screencast');
    for (const trace of traces) {
      const text = await readFile(trace, 'utf8').catch(() => '');
      const named = new Set(
        [...text.matchAll(/"file":"screencast\/([\w@-]+\.jpeg)"/g)].map(([, file]) => file),
      );
      for (const file of named) if (file !== undefined) await rm(join(film, file), { force: true });
    }
  }
}

async function list(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => []);
}

async function sizeOf(file: string): Promise<number> {
  return (await stat(file).catch(() => null))?.size ?? 0;
}

async function shared(path: string): Promise<{ path: string; bytes: number; at: number }> {
  const found = await stat(path).catch(() => null);
  return { path, bytes: found?.size ?? 0, at: found?.mtimeMs ?? 0 };
}
