import type { ReadableDb } from '../database/open.ts';
import { getSummary, iterateRows, listDatasets } from '../database/queries.ts';
import type { RowSource } from './export/row-source.ts';

/** The rows of the database's jobs, as they count for export. */
export function databaseRows(db: ReadableDb): RowSource {
  return {
    datasetNames(jobId) {
      // An unknown job has no dataset either: it must be told from one that brought nothing.
      getSummary(db, jobId);
      return listDatasets(db, jobId).map((dataset) => dataset.name);
    },
    rowsOf: (jobId, dataset) => iterateRows(db, jobId, dataset),
  };
}
