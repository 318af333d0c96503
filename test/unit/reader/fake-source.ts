import type { RowSource } from '../../../electron/reader/export/row-source.ts';
import { AppError } from '../../../shared/errors.ts';
import type { RowData } from '../../../shared/job/schema.ts';

/** Rows held in memory: job → dataset → rows. */
export function memorySource(
  jobs: Readonly<Record<number, Readonly<Record<string, readonly RowData[]>>>>,
): RowSource {
  return {
    datasetNames(jobId) {
      const job = jobs[jobId];
      if (job === undefined) throw new AppError('not_found', `There is no job #${jobId}.`);
      return Object.keys(job);
    },
    rowsOf: (jobId, dataset) => jobs[jobId]?.[dataset] ?? [],
  };
}
