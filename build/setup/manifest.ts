import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type HashMemo, hashFile, listFiles, writeJsonAtomically } from './hash.ts';

/** What a cached folder must hold, file by file. */
export interface Manifest {
  readonly version: string;
  readonly files: readonly { readonly path: string; readonly size: number; readonly sha256: string }[];
}

/** Describes `folder` as it is now. */
export async function describeFolder(folder: string, version: string): Promise<Manifest> {
  const files: { path: string; size: number; sha256: string }[] = [];
  for (const path of await listFiles(folder)) {
    const full = join(folder, path);
    files.push({ path, size: (await stat(full)).size, sha256: await hashFile(full) });
  }
  return { version, files };
}

export function writeManifest(path: string, manifest: Manifest): Promise<void> {
  return writeJsonAtomically(path, manifest);
}

/** The manifest in `path`, or undefined when there is none that can be read. */
export async function readManifest(path: string): Promise<Manifest | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'));
    return isManifest(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isManifest(value: unknown): value is Manifest {
  if (typeof value !== 'object' || value === null) return false;
  const { version, files } = value as { version?: unknown; files?: unknown };
  if (typeof version !== 'string' || !Array.isArray(files) || files.length === 0) return false;
  return files.every(
    (file) =>
      typeof file?.path === 'string' && typeof file?.size === 'number' && typeof file?.sha256 === 'string',
  );
}

/** The first file of `folder` that is not what the manifest says, or undefined when all are. */
export async function firstDifference(
  folder: string,
  manifest: Manifest,
  memo: HashMemo,
): Promise<string | undefined> {
  for (const file of manifest.files) {
    const hash = await memo.hash(join(folder, file.path)).catch(() => undefined);
    if (hash !== file.sha256) return file.path;
  }
  return undefined;
}
