import type { JobId } from '../../../shared/ids.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { RowSource } from './row-source.ts';

/** Rows to write, with the columns that they have together. */
export interface Table {
  /** The dataset's name. */
  readonly name: string;
  /** Column names in the order in which they were first seen. */
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** The rows, always the same ones; may be called more than once. */
  rows(): Iterable<RowData>;
}

/**
 * One table for each dataset of the jobs (or for the one that is asked for), with the jobs' rows one after the other.
 * Every row is gone through once here, for the columns.
 */
export function readTables(
  source: RowSource,
  jobIds: readonly JobId[],
  dataset: string | undefined,
): Table[] {
  const found = new Map<string, { columns: Set<string>; jobIds: JobId[]; rowCount: number }>();
  for (const jobId of jobIds) {
    for (const name of source.datasetNames(jobId)) {
      if (dataset !== undefined && name !== dataset) continue;
      const table = found.get(name) ?? { columns: new Set<string>(), jobIds: [], rowCount: 0 };
      found.set(name, table);
      table.jobIds.push(jobId);
      table.rowCount += collectColumns(source.rowsOf(jobId, name), table.columns);
    }
  }
  return [...found].map(([name, table]) => ({
    name,
    columns: [...table.columns],
    rowCount: table.rowCount,
    *rows() {
      for (const jobId of table.jobIds) yield* source.rowsOf(jobId, name);
    },
  }));
}

/** Adds the columns of the rows to the set; gives how many rows there are. */
function collectColumns(rows: Iterable<RowData>, columns: Set<string>): number {
  let count = 0;
  for (const row of rows) {
    count += 1;
    for (const column of Object.keys(row)) columns.add(column);
  }
  return count;
}

const DATASET_COLUMN = 'dataset';

/**
 * Several tables as one, for formats that hold one table a file. More than one get a first column that names the dataset;
 * one alone stays as it is.
 */
export function mergeTables(tables: readonly Table[]): Table {
  const [first, ...others] = tables;
  if (first === undefined) return { name: '', columns: [], rowCount: 0, rows: () => [] };
  if (others.length === 0) return first;
  const own = new Set(tables.flatMap((table) => table.columns));
  const label = freeName(DATASET_COLUMN, own);
  return {
    name: '',
    columns: [label, ...own],
    rowCount: tables.reduce((sum, table) => sum + table.rowCount, 0),
    *rows() {
      for (const table of tables) for (const row of table.rows()) yield { [label]: table.name, ...row };
    },
  };
}

function freeName(wanted: string, taken: ReadonlySet<string>): string {
  let name = wanted;
  while (taken.has(name)) name = `_${name}`;
  return name;
}
