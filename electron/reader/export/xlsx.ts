import writeXlsxFile, { type Cell, type Sheet } from 'write-excel-file/node';
import { AppError } from '../../../shared/errors.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { type CellValue, cellOf } from './cell.ts';
import type { ChangedCells } from './changed-cells.ts';
import type { Table } from './tables.ts';

/** What the format can hold. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;
const LONGEST_TEXT = 32_767;
/** The file is built in memory; beyond this it would fill that of an ordinary machine. */
const MOST_CELLS = 5_000_000;

const WIDTHS = { least: 8, most: 60, sampledRows: 100 };

/**
 * Tables as an XLSX file, a sheet each: a bold first line that stays in view, numbers as numbers, texts as texts (never formulas).
 * Texts that are too long for the format are cut and noted in `shortened`.
 * @returns the file's bytes. Throws AppError `invalid_input` when the format cannot hold the tables
 */
export async function xlsxBytes(tables: readonly Table[], shortened: ChangedCells): Promise<Buffer> {
  for (const table of tables) refuseTooLarge(table);
  const names = sheetNames(tables.map((table) => table.name));
  const sheets = tables.map((table, index) => toSheet(table, names[index] ?? `Rows ${index + 1}`, shortened));
  const nothing: Sheet<Buffer> = { sheet: 'Rows', data: [] };
  return await writeXlsxFile(sheets.length === 0 ? [nothing] : sheets).toBuffer();
}

function refuseTooLarge({ name, rowCount, columns }: Table): void {
  const fits =
    rowCount < MOST_ROWS && columns.length <= MOST_COLUMNS && rowCount * columns.length <= MOST_CELLS;
  if (fits) return;
  throw new AppError(
    'invalid_input',
    `"${name}" is too large for XLSX (${rowCount} rows of ${columns.length} columns). Export it as CSV or JSON.`,
  );
}

function toSheet(table: Table, sheet: string, shortened: ChangedCells): Sheet<Buffer> {
  const { columns } = table;
  const head: Cell[] = columns.map((column) => ({
    value: safeText(column),
    type: String,
    fontWeight: 'bold',
  }));
  const widths = columns.map((column) => column.length);
  const data: Cell[][] = [head];
  for (const row of table.rows()) {
    if (data.length <= WIDTHS.sampledRows) widen(widths, row, columns);
    data.push(columns.map((column) => toCell(cellOf(row, column), data.length, column, shortened)));
  }
  return { sheet, data, stickyRowsCount: 1, columns: widths.map((width) => ({ width: bounded(width) })) };
}

function toCell(cell: CellValue, row: number, column: string, shortened: ChangedCells): Cell {
  if (cell === null) return null;
  if (typeof cell === 'number') return { value: cell, type: Number };
  if (typeof cell === 'boolean') return { value: cell, type: Boolean };
  if (cell === '') return null;
  if (cell.length <= LONGEST_TEXT) return { value: safeText(cell), type: String };
  shortened.add(row, column);
  return { value: safeText(cell.slice(0, LONGEST_TEXT)), type: String };
}

/**
 * The library (4.1) looks its texts up in a plain object, so that a cell with the text `constructor` would find an inherited
 * function and spoil the file. A NUL makes such a text another key, and the library leaves NUL out when it writes.
 */
function safeText(text: string): string {
  return text in Object.prototype ? `${text}\u0000` : text;
}

function widen(widths: number[], row: RowData, columns: readonly string[]): void {
  columns.forEach((column, index) => {
    widths[index] = Math.max(widths[index] ?? 0, String(cellOf(row, column) ?? '').length);
  });
}

function bounded(width: number): number {
  return Math.min(WIDTHS.most, Math.max(WIDTHS.least, width + 2));
}

/** Names that the format allows for sheets: no []:*?/\, at most 31 characters, each once whatever its case. */
function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const base =
      name
        .replace(/[[\]:*?/\\]/g, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Rows';
    let sheet = base.slice(0, 31);
    for (let number = 2; taken.has(sheet.toLowerCase()); number += 1) {
      sheet = `${base.slice(0, 27)} ${number}`;
    }
    taken.add(sheet.toLowerCase());
    return sheet;
  });
}
