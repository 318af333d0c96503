import type { JobId } from '../../../shared/ids.ts';
import type { RowData } from '../../../shared/job/schema.ts';

/** Where the rows of an export come from: the rows of a job that count, see `DatasetSummary`. */
export interface RowSource {
  /** Names of the job's datasets, in a stable order; empty when it brought no row. Throws AppError `not_found` for an unknown job. */
  datasetNames(jobId: JobId): readonly string[];
  /**
   * The rows in the order in which they came. It is gone through twice, once for the columns and once for the cells, and must give the
   * same rows both times. It may read the database page by page, because the caller waits for the disk in between.
   */
  rowsOf(jobId: JobId, dataset: string): Iterable<RowData>;
}
