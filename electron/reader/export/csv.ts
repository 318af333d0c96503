import { stringify } from 'csv-stringify/sync';
import type { RowData } from '../../../shared/job/schema.ts';
import { type CellValue, cellOf } from './cell.ts';
import type { ChangedCells } from './changed-cells.ts';
import { asPlainText, isFormulaLike } from './formula-safe.ts';
import type { Table } from './tables.ts';

const ROWS_AT_ONCE = 200;

const FORMAT = {
  // RFC 4180. The library must be told to quote single line feeds too, once it is given a line end of its own.
  record_delimiter: 'windows',
  quote_record_delimiter: true,
  // An empty text is written as "" and no value as nothing: so they stay apart.
  quoted_empty: true,
  cast: {
    // The library would write false as nothing.
    boolean: (value: boolean) => String(value),
    null: () => ({ value: '', quoted_empty: false }),
  },
} as const;

/**
 * A table as CSV text (RFC 4180, no byte order mark), piece by piece; the first line names the columns.
 * Text cells that a spreadsheet would run as a formula get an apostrophe in front and are noted in `escaped`.
 */
export function* csvPieces(table: Table, escaped: ChangedCells): Generator<string> {
  if (table.columns.length === 0) return;
  yield stringify(
    [table.columns.map((column) => (isFormulaLike(column) ? asPlainText(column) : column))],
    FORMAT,
  );
  let batch: unknown[][] = [];
  let number = 0;
  for (const row of table.rows()) {
    number += 1;
    batch.push(csvCells(row, table.columns, number, escaped));
    if (batch.length < ROWS_AT_ONCE) continue;
    yield stringify(batch, FORMAT);
    batch = [];
  }
  if (batch.length > 0) yield stringify(batch, FORMAT);
}

function csvCells(
  row: RowData,
  columns: readonly string[],
  number: number,
  escaped: ChangedCells,
): CellValue[] {
  const cells = columns.map((column) => {
    const cell = cellOf(row, column);
    if (typeof cell !== 'string' || !isFormulaLike(cell)) return cell;
    escaped.add(number, column);
    return asPlainText(cell);
  });
  // A row of one cell without a value would be a blank line, which readers skip.
  return cells.length === 1 && cells[0] === null ? [''] : cells;
}
