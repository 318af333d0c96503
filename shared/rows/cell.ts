import type { RowData } from '../job/schema.ts';

export type CellValue = RowData[string];

/** The cell of a row, null when the row has no such column (a column may be called like something that objects inherit). */
export function cellOf(row: RowData, column: string): CellValue {
  return Object.hasOwn(row, column) ? (row[column] ?? null) : null;
}
