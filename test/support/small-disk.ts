import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A real file system of its own, mounted for one test. */
export interface MountedDisk {
  readonly folder: string;
  /** Fills it to the last byte; calling it again fills what has become free. */
  fill(): void;
  /** Takes away what `fill` wrote. */
  free(): void;
  setReadOnly(isReadOnly: boolean): void;
  remove(): void;
}

/** Why no disk can be mounted here, or null when one can: only Linux lets a test do it, and only root. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'mounting a disk for a test needs Linux';
  if (process.getuid?.() !== 0) return 'mounting a disk for a test needs root';
  try {
    mountDisk(1).remove();
    return null;
  } catch (error) {
    return `this machine does not let a test mount a disk: ${String(error)}`;
  }
}

/** Mounts a disk in memory. @param kib its size in KiB @param folder where; a new temporary folder when it is not given */
export function mountDisk(kib: number, folder = mkdtempSync(join(tmpdir(), 'runwright-disk-'))): MountedDisk {
  mkdirSync(folder, { recursive: true });
  try {
    run('mount', '-t', 'tmpfs', '-o', `size=${kib}k`, 'tmpfs', folder);
  } catch (error) {
    rmSync(folder, { recursive: true });
    throw error;
  }
  return {
    folder,
    fill: () => fillUp(folder),
    free: () => rmSync(join(folder, 'filling'), { recursive: true, force: true }),
    setReadOnly: (isReadOnly) => run('mount', '-o', `remount,${isReadOnly ? 'ro' : 'rw'}`, folder),
    remove() {
      run('umount', '--lazy', folder);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function run(command: string, ...args: string[]): void {
  execFileSync(command, args, { stdio: 'pipe' });
}

function fillUp(folder: string): void {
  const filling = join(folder, 'filling');
  mkdirSync(filling, { recursive: true });
  for (let n = 0; statfsSync(folder).bavail > 0; n++) {
    try {
      writeFileSync(join(filling, `${n}-${statfsSync(folder).bavail}`), Buffer.alloc(4 * 1024 * 1024));
    } catch {
      // What fitted of it is what fills the disk.
    }
  }
}
