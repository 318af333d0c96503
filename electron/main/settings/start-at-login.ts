import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, isAbsolute, join } from 'node:path';
import { AppError } from '../../../shared/errors.ts';

/** Marks the file as one that this app wrote: no other one is replaced or removed. */
const MARK = 'X-Runwright=true';

/** Where Linux desktops look for what starts with the session; null = the system keeps it itself. */
export function loginFile(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): string | null {
  if (platform !== 'linux') return null;
  const { XDG_CONFIG_HOME, HOME } = env;
  // A relative folder is to be passed over, says the specification of the desktops.
  const folder =
    XDG_CONFIG_HOME !== undefined && isAbsolute(XDG_CONFIG_HOME)
      ? XDG_CONFIG_HOME
      : join(HOME ?? '/', '.config');
  return join(folder, 'autostart', 'runwright.desktop');
}

/**
 * Writes the file that starts the app with the session, or removes it. A file that is there and is not ours is left alone.
 * @param words the program and its arguments
 * @throws AppError 'conflict' for a file of somebody else, 'unavailable' when it cannot be written
 */
export function keepLoginFile(file: string, words: readonly string[] | null): void {
  const found = textOf(file);
  if (found !== null && !found.split('\n').includes(MARK))
    throw new AppError('conflict', `${file} is there and was not written by Runwright, so it is left alone.`);
  try {
    if (words === null) return rmSync(file, { force: true });
    mkdirSync(dirname(file), { recursive: true });
    // Beside it and then moved, so that no session ever reads half of it.
    writeFileSync(`${file}.new`, desktopEntry(words), { mode: 0o644 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    const sentence = `${file} could not be written. Give your user the right to write there and try again.`;
    throw new AppError('unavailable', sentence, [], { cause: error });
  }
}

function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** The text of the file: https://specifications.freedesktop.org/desktop-entry-spec. */
export function desktopEntry(words: readonly string[]): string {
  const lines = [
    '[Desktop Entry]',
    'Type=Application',
    'Version=1.0',
    'Name=Runwright',
    'Comment=Browser automation jobs',
    `Exec=${words.map(execWord).join(' ')}`,
    'Terminal=false',
    'X-GNOME-Autostart-enabled=true',
    MARK,
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * One word as `Exec` wants it: within quotes, with what has a meaning there escaped; then once more, because the value of any key has
 * escapes of its own. A per cent sign is doubled: alone it would begin a field code.
 * @throws AppError 'invalid_input' for a word with a line break or another control character
 */
function execWord(word: string): string {
  if (/\p{Control}/u.test(word))
    throw new AppError('invalid_input', 'A path with a line break cannot be started at login.');
  const quoted = word.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%');
  return `"${quoted.replaceAll('\\', '\\\\')}"`;
}
