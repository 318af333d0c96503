import { existsSync, renameSync } from 'node:fs';
import { SIDE_FILES } from './left-as-it-was.ts';
import { suspectMark } from './look.ts';

/** A rename: from, to. */
type Move = readonly [string, string];

/**
 * Renames a data file that cannot be used, together with all that belongs to it, so that the app can begin anew. Nothing is deleted
 * and nothing is overwritten: each path gets `.damaged-<time>` at its end, and the WAL keeps belonging to the file.
 * @param belongings what goes along with the file, such as the folder of artifacts: their names carry numbers of its jobs
 * @param at epoch milliseconds
 * @returns the new path of the data file
 * @throws the error of the system; everything then has its old name again
 */
export function moveAway(file: string, belongings: readonly string[], at: number): string {
  const suffix = freeSuffix([file, ...belongings], at);
  const moves: Move[] = [
    ...[suspectMark(file), ...belongings].map((path): Move => [path, path + suffix]),
    ...SIDE_FILES.map((side): Move => [file + side, file + suffix + side]),
    // Last: were it to stay alone after a crash, it would still be refused and could be moved again.
    [file, file + suffix],
  ];
  const done: Move[] = [];
  try {
    for (const move of moves.filter(([from]) => existsSync(from))) {
      renameSync(...move);
      done.push(move);
    }
  } catch (error) {
    for (const [from, to] of done.reverse()) renameSync(to, from);
    throw error;
  }
  return file + suffix;
}

/** `.damaged-2026-11-03T10-22-31Z`: every file system takes it. */
function freeSuffix(paths: readonly string[], at: number): string {
  const base = `.damaged-${new Date(at).toISOString().slice(0, 19).replaceAll(':', '-')}Z`;
  for (let n = 1; ; n += 1) {
    const suffix = n === 1 ? base : `${base}-${n}`;
    if (!paths.some((path) => existsSync(path + suffix))) return suffix;
  }
}
