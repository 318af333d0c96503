import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** The sha256 of a file's content. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path, { highWaterMark: 1 << 20 }), hash);
  return hash.digest('hex');
}

/**
 * Remembers the hash of large files by size, inode and time of change, as git's index does, so that the second start need not read
 * 200 MB again. A file whose stat differs in anything is read.
 */
export class HashMemo {
  readonly #path: string;
  readonly #known: Map<string, { stamp: string; hash: string }>;
  #changed = false;

  private constructor(path: string, known: Map<string, { stamp: string; hash: string }>) {
    this.#path = path;
    this.#known = known;
  }

  /** Opens the memo kept in `path`; a missing or broken file is an empty memo. */
  static async open(path: string): Promise<HashMemo> {
    try {
      const entries: unknown = JSON.parse(await readFile(path, 'utf8'));
      return new HashMemo(path, new Map(parseEntries(entries)));
    } catch {
      return new HashMemo(path, new Map());
    }
  }

  /** The hash of the file now at `path`. */
  async hash(path: string): Promise<string> {
    const facts = await stat(path, { bigint: true });
    const stamp = `${facts.size}:${facts.mtimeNs}:${facts.ctimeNs}:${facts.ino}`;
    const known = this.#known.get(path);
    if (known?.stamp === stamp) return known.hash;
    const hash = await hashFile(path);
    this.#known.set(path, { stamp, hash });
    this.#changed = true;
    return hash;
  }

  /** Writes the memo down when it learnt something. */
  async save(): Promise<void> {
    if (!this.#changed) return;
    await writeJsonAtomically(this.#path, [...this.#known]);
    this.#changed = false;
  }
}

function parseEntries(value: unknown): [string, { stamp: string; hash: string }][] {
  if (!Array.isArray(value)) return [];
  return value.filter(
    (entry): entry is [string, { stamp: string; hash: string }] =>
      Array.isArray(entry) &&
      typeof entry[0] === 'string' &&
      typeof entry[1]?.stamp === 'string' &&
      typeof entry[1]?.hash === 'string',
  );
}

/** The files below `folder`, as sorted paths with forward slashes. */
export async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** One hash over names and contents, independent of the order in which the files are given. */
export function hashContents(
  files: readonly { readonly name: string; readonly content: Uint8Array | string }[],
): string {
  const hash = createHash('sha256');
  for (const file of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const content = typeof file.content === 'string' ? Buffer.from(file.content) : file.content;
    hash.update(`${file.name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** One hash over the given files and folders below `root`; what does not exist counts as empty. */
export async function hashSources(root: string, names: readonly string[]): Promise<string> {
  const files: { name: string; content: Uint8Array }[] = [];
  for (const name of names) {
    for (const file of await filesOf(join(root, name), name)) {
      files.push({ name: file, content: await readFile(join(root, file)) });
    }
  }
  return hashContents(files);
}

async function filesOf(path: string, name: string): Promise<string[]> {
  try {
    const facts = await stat(path);
    return facts.isDirectory() ? (await listFiles(path)).map((file) => `${name}/${file}`) : [name];
  } catch {
    return [];
  }
}

/** Writes JSON so that a reader sees the old file or the new one, never half of it. */
export async function writeJsonAtomically(path: string, value: unknown): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.tmp`;
  await writeFile(temporary, JSON.stringify(value));
  await rename(temporary, path);
}
