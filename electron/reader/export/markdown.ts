import type { RowData } from '../../../shared/job/schema.ts';
import { type CellValue, cellOf } from './cell.ts';
import type { Table } from './tables.ts';

const ROWS_AT_ONCE = 200;

/** A table in Markdown (GitHub's form), piece by piece: numbers stand right, and no text of a row is taken for Markdown or HTML. */
export function* markdownPieces(table: Table): Generator<string> {
  if (table.columns.length === 0) return;
  yield line(table.columns.map(asText)) + line(sides(table));
  let batch: string[] = [];
  for (const row of table.rows()) {
    batch.push(line(table.columns.map((column) => cellText(cellOf(row, column)))));
    if (batch.length < ROWS_AT_ONCE) continue;
    yield batch.join('');
    batch = [];
  }
  if (batch.length > 0) yield batch.join('');
}

/** `---:` for a column whose first values are numbers. */
function sides(table: Table): string[] {
  const sample: RowData[] = [];
  for (const row of table.rows()) if (sample.push(row) === 100) break;
  return table.columns.map((column) => {
    const values = sample.map((row) => cellOf(row, column)).filter((value) => value !== null);
    return values.length > 0 && values.every((value) => typeof value === 'number') ? '---:' : '---';
  });
}

function line(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |\n`;
}

function cellText(value: CellValue): string {
  return typeof value === 'string' ? asText(value) : value === null ? '' : String(value);
}

function asText(text: string): string {
  return text
    .trim()
    .replace(/[\\`*_[\]<>|~&]/g, '\\$&')
    .replace(/\r\n|[\r\n]/g, '<br>')
    .replace(/\p{Control}/gu, ' ');
}
