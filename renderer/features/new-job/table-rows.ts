import { Name } from '../../../shared/flow/input.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { parseJsonRows } from '../../../shared/rows/json-rows.ts';
import { type CsvFault, type CsvRows, MOST_ROWS, readCells, rowsOfCells } from './csv-rows.ts';

/** The rows of the text of a file; its name says how it is written. */
export function fileRows(name: string, text: string): CsvRows {
  if (/\.json$/i.test(name)) return jsonRows(text);
  const read = readCells(text);
  return 'fault' in read ? withFault(read.fault) : rowsOfCells(read.rows);
}

/** The rows of a workbook's sheet. Cells that are missing at the end of a row are empty. */
export function sheetRows(cells: readonly (readonly string[])[]): CsvRows {
  const width = cells[0]?.length ?? 0;
  const rows = cells.map((row, at) => ({
    cells: Array.from({ length: Math.max(width, row.length) }, (_, column) => row[column] ?? ''),
    line: at + 1,
  }));
  return rowsOfCells(rows);
}

/**
 * The rows of a pasted table: what a spreadsheet copies, or CSV. Its first line names the columns when one of the names is a
 * column that the flow reads; else, when there are as many columns as the flow reads, they are taken in that order.
 */
export function pastedRows(text: string, needed: readonly string[]): CsvRows {
  const read = readCells(text);
  if ('fault' in read) return withFault(read.fault);
  const [first] = read.rows;
  const names = first?.cells.map((cell) => cell.trim()) ?? [];
  const isHead = needed.some((name) => names.some((each) => each.toLowerCase() === name.toLowerCase()));
  if (first === undefined || (!isHead && names.length !== needed.length)) return rowsOfCells(read.rows);
  if (!isHead) return rowsOfCells([{ cells: [...needed], line: 0 }, ...read.rows]);
  // A heading “Email” is meant as the column “email”.
  const meant = names.map((name) => needed.find((each) => each.toLowerCase() === name.toLowerCase()) ?? name);
  return rowsOfCells([{ ...first, cells: meant }, ...read.rows.slice(1)]);
}

function jsonRows(text: string): CsvRows {
  const { columns, rows, faults } = parseJsonRows(text);
  const told = faults.map(({ at, message }): CsvFault => ({ line: 1, place: at, message }));
  const wrong = columns.filter((name) => !Name.safeParse(name).success);
  for (const name of wrong) {
    told.push({ line: 1, place: '', message: `“${name}” must have letters, digits and _ only.` });
  }
  if (rows.length > MOST_ROWS) {
    const message = `The file has ${rows.length} rows; at most ${MOST_ROWS} can be queued at once.`;
    told.push({ line: 1, place: '', message });
  }
  return told.length > 0
    ? { columns: [], rows: [], faults: told }
    : { columns, rows: rows.map(withAll(columns)), faults: [] };
}

/** Every row has every column, as in a table. */
function withAll(columns: readonly string[]): (row: RowData) => RowData {
  return (row) => Object.fromEntries(columns.map((name) => [name, row[name] ?? null]));
}

function withFault(fault: CsvFault): CsvRows {
  return { columns: [], rows: [], faults: [fault] };
}
