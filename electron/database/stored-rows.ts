import type { JobId, LeaseEpoch } from '../../shared/ids.ts';
import type { RowData } from '../../shared/job/schema.ts';
import type { ReadableDb } from './open.ts';
import type { RowSegment } from './row-segments.ts';
import { readableRow } from './rows.ts';

/** A row of a dataset with its place in the file. */
export interface StoredRow {
  readonly epoch: LeaseEpoch;
  readonly seq: number;
  /** The job's own row that brought it. */
  readonly origin: number | null;
  /** Characters of its JSON. */
  readonly jsonChars: number;
  readonly data: RowData;
}

interface Line {
  readonly seq: number;
  readonly origin: number | null;
  readonly data: string;
}

/** The next rows of one attempt's dataset. */
export const NEXT_ROWS = `
  SELECT seq, origin, data FROM result_row
   WHERE job_id = ? AND epoch = ? AND dataset = ? AND seq > ? AND seq < ? ORDER BY seq LIMIT 500`;

/** One row by its place. */
export const ONE_ROW = `
  SELECT seq, origin, data FROM result_row WHERE job_id = ? AND epoch = ? AND dataset = ? AND seq = ?`;

/** The rows of these segments in order, read a few at a time: the caller may wait in between. */
export function* storedRows(
  db: ReadableDb,
  jobId: JobId,
  segments: readonly RowSegment[],
  dataset: string,
): Generator<StoredRow, void> {
  const next = db.prepare<[JobId, LeaseEpoch, string, number, number], Line>(NEXT_ROWS);
  for (const { epoch, below } of segments) {
    let last = -1;
    for (;;) {
      const lines = next.all(jobId, epoch, dataset, last, below ?? Number.MAX_SAFE_INTEGER);
      for (const line of lines) yield toRow(epoch, line);
      const final = lines.at(-1);
      if (final === undefined) break;
      last = final.seq;
    }
  }
}

/** Reads rows of a dataset by their place; undefined = it is not there any more. */
export function rowByPlace(
  db: ReadableDb,
  dataset: string,
): (jobId: JobId, epoch: LeaseEpoch, seq: number) => StoredRow | undefined {
  const one = db.prepare<[JobId, LeaseEpoch, string, number], Line>(ONE_ROW);
  return (jobId, epoch, seq) => {
    const line = one.get(jobId, epoch, dataset, seq);
    return line === undefined ? undefined : toRow(epoch, line);
  };
}

function toRow(epoch: LeaseEpoch, { seq, origin, data }: Line): StoredRow {
  return { epoch, seq, origin, jsonChars: data.length, data: quickRow(data) };
}

/** As `readableRow`, some times faster where the text is what it should be: a million of them are read at a time. */
function quickRow(text: string): RowData {
  try {
    const value: unknown = JSON.parse(text);
    return isRow(value) ? value : readableRow(text);
  } catch {
    return readableRow(text);
  }
}

function isRow(value: unknown): value is RowData {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.values(value).every((cell) => cell === null || CELLS.has(typeof cell));
}

const CELLS: ReadonlySet<string> = new Set(['string', 'number', 'boolean']);
