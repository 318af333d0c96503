import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** Playwright writes this file last: a browser's folder without it is half of one. */
export const COMPLETE = 'INSTALLATION_COMPLETE';

/** `chromium-1255`, `chromium_headless_shell-1255`, `webkit_mac14_special-2251`. */
const BUILD = /^[a-z][a-z0-9_]*-\d+$/;

/** The folders of builds that are there, whole or not. */
export function buildFolders(registry: string): ReadonlySet<string> {
  try {
    return new Set(readdirSync(registry).filter((name) => BUILD.test(name)));
  } catch {
    return new Set(); // Playwright has never installed a browser here.
  }
}

/**
 * Removes what an installation that was cut short left: the folders that were not there before and are not whole, and the lock, which
 * it held while it downloaded.
 * @param before the folders that were there when it began
 */
export function removeHalf(registry: string, before: ReadonlySet<string>, heldLock: boolean): void {
  const halves = [...buildFolders(registry)].filter(
    (name) => !before.has(name) && !existsSync(join(registry, name, COMPLETE)),
  );
  const lock = heldLock ? ['__dirlock'] : [];
  for (const name of [...halves, ...lock]) {
    rmSync(join(registry, name), { recursive: true, force: true, maxRetries: 5 });
  }
}
