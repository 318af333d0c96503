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

/** The rows of one job in one dataset, as they were counted. */
interface Part {
  readonly jobId: JobId;
  readonly rows: number;
}

/**
 * One table for each dataset of the jobs (or for the one that is asked for), with the jobs' rows one after the other.
 * Rows that a running job adds later are not part of it, so that no cell can miss its column.
 */
export function readTables(
  source: RowSource,
  jobIds: readonly JobId[],
  dataset: string | undefined,
): Table[] {
  const found = new Map<string, { columns: Set<string>; parts: Part[] }>();
  for (const jobId of jobIds) {
    for (const name of source.datasetNames(jobId)) {
      if (dataset !== undefined && name !== dataset) continue;
      const table = found.get(name) ?? { columns: new Set<string>(), parts: [] };
      found.set(name, table);
      table.parts.push({ jobId, rows: collectColumns(source.rowsOf(jobId, name), table.columns) });
    }
  }
  return [...found].map(([name, { columns, parts }]) => ({
    name,
    columns: [...columns],
    rowCount: parts.reduce((sum, part) => sum + part.rows, 0),
    rows: () => rowsOfParts(source, name, parts),
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

function* rowsOfParts(source: RowSource, dataset: string, parts: readonly Part[]): Generator<RowData> {
  for (const part of parts) {
    let left = part.rows;
    if (left === 0) continue;
    for (const row of source.rowsOf(part.jobId, dataset)) {
      yield row;
      left -= 1;
      if (left === 0) break;
    }
  }
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
