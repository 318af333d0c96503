import type { ResultsExport } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { cellOf } from '../../../shared/rows/cell.ts';
import type { ReadableDb } from '../../database/open.ts';
import type { Table } from '../export/tables.ts';
import type { Look, WholeRow } from './look.ts';

type Options = Pick<ResultsExport, 'withFailed' | 'onlyChanged' | 'columns'>;

/** What a look found as a table to write: rows that were brought and, when asked for, those that failed with their reason. */
export function resultTable(db: ReadableDb, found: Look, dataset: string, options: Options): Table {
  const own = options.columns ?? found.columns();
  const reason = options.withFailed ? freeName('error', own) : null;
  const columns = reason === null ? own : [...own, reason];
  function* rows(): Generator<RowData> {
    for (const row of found.rows(db, dataset, 'all')) {
      if (isWanted(row, options)) yield cellsOf(row, own, reason);
    }
  }
  let rowCount = 0;
  for (const row of found.rows(db, dataset, 'all')) if (isWanted(row, options)) rowCount += 1;
  return { name: dataset, columns, rowCount, rows };
}

function isWanted({ kind }: WholeRow, { withFailed, onlyChanged }: Options): boolean {
  switch (kind) {
    case 'failed':
      return withFailed;
    case 'removed':
    case 'gone':
      return false;
    case 'changed':
    case 'added':
      return true;
    case 'plain':
    case 'same':
      return !onlyChanged;
  }
}

function cellsOf({ data, error }: WholeRow, columns: readonly string[], reason: string | null): RowData {
  const cells = columns.map((column) => [column, cellOf(data, column)] as const);
  return Object.fromEntries(reason === null ? cells : [...cells, [reason, error]]);
}

function freeName(wanted: string, taken: readonly string[]): string {
  return taken.includes(wanted) ? freeName(`_${wanted}`, taken) : wanted;
}
