import { requirePackages } from './apt.ts';
import type { SetupContext } from './context.ts';

/** The Debian packages that hold every shared library a stock Electron asks for. */
export const ELECTRON_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libatk-bridge2.0-0',
  'libdrm2',
  'libxkbcommon0',
] as const;

/** The libraries that ldd could not find. */
export function missingLibraries(lddOutput: string): string[] {
  const lines = lddOutput.split('\n').filter((line) => line.includes('=> not found'));
  return [...new Set(lines.map((line) => line.split('=>', 1)[0]?.trim() ?? ''))]
    .filter((name) => name !== '')
    .sort();
}

/** Sees to it that Electron finds its shared libraries (Linux only: elsewhere they come with the system). */
export async function requireLibraries(context: SetupContext, executable: string): Promise<void> {
  if (context.platform !== 'linux') return;
  const missing = await findMissing(context, executable);
  if (missing.length === 0) return;
  const what = `Electron needs system libraries that are not installed (${missing.join(', ')})`;
  const otherSystem =
    'install GTK 3, NSS, ALSA, GBM and the X11 libraries with the package manager of this system';
  await requirePackages(context, 'electron', what, ELECTRON_PACKAGES, otherSystem);
}

async function findMissing(context: SetupContext, executable: string): Promise<string[]> {
  const result = await context.exec('ldd', [executable], { env: context.env, timeoutMs: 20_000 });
  return missingLibraries(result.stdout);
}
