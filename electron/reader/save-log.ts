import { type JobId, LeaseEpoch } from '../../shared/ids.ts';
import type { SavedLines } from '../../shared/ipc/job-calls.ts';
import { reaches } from '../../shared/job/log-level.ts';
import type { LogLine } from '../../shared/job/schema.ts';
import type { Random } from '../../shared/random.ts';
import type { ReadableDb } from '../database/open.ts';
import { logPage } from '../database/queries.ts';
import { writeWhole } from './export/write-whole.ts';

const PAGE = 2000;

/** Writes the lines of a job that were asked for, one a line; gives how many they were. */
export async function saveLog(
  db: ReadableDb,
  wish: { readonly id: JobId; readonly lines: SavedLines; readonly path: string },
  random: Random,
): Promise<{ lines: number }> {
  const count = { lines: 0 };
  await writeWhole(wish.path, pages(db, wish.id, wish.lines, count), random);
  return count;
}

function* pages(
  db: ReadableDb,
  jobId: JobId,
  wanted: SavedLines,
  count: { lines: number },
): Generator<string> {
  let last: LogLine | undefined;
  for (;;) {
    const after = last === undefined ? FIRST : { epoch: last.epoch, seq: last.seq };
    const { lines, hasMore } = logPage(db, { jobId, after, limit: PAGE });
    const kept = lines.filter((line) => isWanted(line, wanted));
    count.lines += kept.length;
    yield kept.map(textOf).join('');
    last = lines.at(-1);
    if (!hasMore || last === undefined) return;
  }
}

/** Every line comes after this place. */
const FIRST = { epoch: LeaseEpoch.parse(1), seq: -1 };

function isWanted(line: LogLine, { level, step }: SavedLines): boolean {
  if (!reaches(line.level, level)) return false;
  return step === undefined || line.step === step || (line.step?.startsWith(`${step}.`) ?? false);
}

/** A message that has lines of its own goes on indented, so that each entry is known by its time. */
function textOf({ at, level, step, message, metadata }: LogLine): string {
  const words = [new Date(at).toISOString(), level.padEnd(5), step ?? '-', message, metadata ?? ''];
  return `${words.join(' ').trimEnd().replaceAll(/\r?\n/g, '\n    ')}\n`;
}
