import type { JobId } from '../../shared/ids.ts';
import type { RowData } from '../../shared/job/schema.ts';
import type { ReadableDb } from '../database/open.ts';
import { ownRowsPage } from '../database/own-rows.ts';
import { getSummary } from '../database/queries.ts';
import type { RowSource } from './export/row-source.ts';

/** The rows of a job that failed, as they were given, with their error in a column more: mended, they can be run again. */
export function failedRows(db: ReadableDb): RowSource {
  return {
    datasetNames(jobId) {
      getSummary(db, jobId);
      return ['failed rows'];
    },
    rowsOf: (jobId) => rowsWithError(db, jobId),
  };
}

function* rowsWithError(db: ReadableDb, jobId: JobId): Generator<RowData> {
  let after = 0;
  for (;;) {
    const { rows, hasMore } = ownRowsPage(db, { jobId, after, limit: 500, failedOnly: true });
    for (const { number, data, error } of rows) {
      after = number;
      yield { ...data, [freeName('error', data)]: error?.message ?? '' };
    }
    if (!hasMore) return;
  }
}

function freeName(wanted: string, row: RowData): string {
  return Object.hasOwn(row, wanted) ? freeName(`_${wanted}`, row) : wanted;
}
