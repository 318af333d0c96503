import type { JobId } from '../../../shared/ids.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { ReadableDb } from '../../database/open.ts';
import { ownRowsPage } from '../../database/own-rows.ts';

/** A row that a job was given and that failed. */
export interface FailedRow {
  readonly number: number;
  readonly data: RowData;
  readonly reason: string;
}

const AT_ONCE = 500;

/** The rows of a job that failed, in order; none where no single job is looked at. */
export function* failedRowsOf(db: ReadableDb, jobId: JobId | null): Generator<FailedRow, void> {
  if (jobId === null) return;
  let after = 0;
  for (;;) {
    const { rows, hasMore } = ownRowsPage(db, { jobId, after, limit: AT_ONCE, failedOnly: true });
    for (const { number, data, error } of rows) {
      after = number;
      yield { number, data, reason: error?.message ?? '' };
    }
    if (!hasMore) return;
  }
}

/** One of them by its number; undefined = it does not stand as failed any more. */
export function failedRow(db: ReadableDb, jobId: JobId, number: number): FailedRow | undefined {
  const { rows } = ownRowsPage(db, { jobId, after: number - 1, limit: 1, failedOnly: true });
  const [row] = rows;
  if (row === undefined || row.number !== number) return undefined;
  return { number, data: row.data, reason: row.error?.message ?? '' };
}
