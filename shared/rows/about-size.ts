import type { ExportFormat } from './export-format.ts';

/** What is known of rows before they are written. */
export interface RowsExtent {
  readonly rows: number;
  readonly columns: number;
  /** Characters of all cells. */
  readonly chars: number;
  /** Characters of all rows as JSON. */
  readonly jsonChars: number;
}

/** About how many bytes a file of these rows will have. A workbook is packed: its texts shrink to about a third. */
export function aboutSize(format: ExportFormat, { rows, columns, chars, jsonChars }: RowsExtent): number {
  switch (format) {
    case 'csv':
      return chars + rows * (columns + 1);
    case 'json':
      return jsonChars + rows * 2 + 4;
    case 'xlsx':
      return Math.round(6_000 + chars * 0.35 + rows * columns * 6);
    case 'md':
      return chars + (rows + 2) * (columns * 3 + 2);
  }
}
