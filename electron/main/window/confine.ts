import { realpath } from 'node:fs/promises';
import nodePath, { type PlatformPath } from 'node:path';

/**
 * The file below `root` that a path of an address names, or null when it names none: decoded once, no way up, no
 * absolute path, no drive, no other separator, no NUL. Looks at text alone; `confineReal` looks at links.
 * @param root absolute
 * @param urlPath `/assets/a%20b.js`, percent-encoded
 */
export function confine(root: string, urlPath: string, path: PlatformPath = nodePath): string | null {
  const decoded = decode(urlPath);
  if (decoded === null || !decoded.startsWith('/')) return null;
  const names = decoded.slice(1).split('/');
  if (names.some(isUnsafeName)) return null;
  const file = path.join(root, ...names);
  return isInside(root, file, path) ? file : null;
}

/** True when `file` lies below `root` (both absolute, both free of links). */
export function isInside(root: string, file: string, path: PlatformPath = nodePath): boolean {
  const relative = path.relative(root, file);
  return (
    relative !== '' &&
    relative !== '..' &&
    !relative.startsWith(`..${path.sep}`) &&
    !path.isAbsolute(relative)
  );
}

/**
 * The real path of `file`, links followed, when it lies below the real `root`; null when it does not, or is not there.
 */
export async function confineReal(root: string, file: string): Promise<string | null> {
  try {
    const [realRoot, realFile] = await Promise.all([realpath(root), realpath(file)]);
    return isInside(realRoot, realFile) ? realFile : null;
  } catch {
    // Missing, unreadable, or a circle of links: there is no such file for the outside.
    return null;
  }
}

/** Empty, this and parent folder, separators of any system, drives and alternate streams, control characters. */
function isUnsafeName(name: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  return name === '' || name === '.' || name === '..' || /[\\/:\u0000-\u001f]/.test(name);
}

function decode(urlPath: string): string | null {
  try {
    return decodeURIComponent(urlPath);
  } catch {
    return null;
  }
}
