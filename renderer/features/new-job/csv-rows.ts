import { parse } from 'csv-parse/browser/esm/sync';
import { Name } from '../../../shared/flow/input.ts';
import type { RowData } from '../../../shared/job/schema.ts';

/** Rows that one call may queue. */
export const MOST_ROWS = 100_000;

/** A wrong place in a CSV file; `line` counts from 1. */
export interface CsvFault {
  readonly line: number;
  /** Stands in the place of the line, where there is none. */
  readonly place?: string;
  readonly message: string;
}

export interface CsvRows {
  readonly columns: readonly string[];
  readonly rows: readonly RowData[];
  readonly faults: readonly CsvFault[];
}

/** The cells of one line. */
export interface CellsRow {
  readonly cells: readonly string[];
  readonly line: number;
}

/**
 * The rows of a CSV file whose first line names the columns. Cells stay text, as they stand in the file.
 * Every fault is told at once, and a file with a fault gives no rows.
 */
export function parseCsvRows(text: string): CsvRows {
  const read = readCells(text);
  return 'fault' in read ? { columns: [], rows: [], faults: [read.fault] } : rowsOfCells(read.rows);
}

/** The rows of a table whose first line names the columns. */
export function rowsOfCells(table: readonly CellsRow[]): CsvRows {
  const [head, ...body] = table;
  if (head === undefined) return nothing('The file is empty: its first line must name the columns.');
  if (body.length === 0) return nothing('The file has a line of names but no rows below it.');
  if (body.length > MOST_ROWS) {
    return nothing(`The file has ${body.length} rows; at most ${MOST_ROWS} can be queued at once.`);
  }
  const columns = head.cells.map((cell) => cell.trim());
  const faults = [...headFaults(columns, head.line), ...lengthFaults(columns, body)];
  const rows = faults.length > 0 ? [] : body.map((row) => toRow(columns, row.cells));
  return { columns, rows, faults };
}

function nothing(message: string): CsvRows {
  return { columns: [], rows: [], faults: [{ line: 1, message }] };
}

/** The cells of a text, separated by commas, semicolons or tabs. */
export function readCells(text: string): { rows: readonly CellsRow[] } | { fault: CsvFault } {
  try {
    const records: readonly unknown[] = parse(text, {
      bom: true,
      delimiter: guessDelimiter(text),
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
    });
    return { rows: records.map(toCells) };
  } catch (error) {
    return { fault: { line: lineOf(error), message: sentenceOf(error) } };
  }
}

/** Spreadsheets of many countries write semicolons: what the first line has more of separates the cells. */
function guessDelimiter(text: string): string {
  const head = text.slice(0, 10_000).split(/\r\n|\n|\r/, 1)[0] ?? '';
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: head.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/** With `info` the parser gives `{ record, info }`; its types say otherwise, so the shape is looked at. */
function toCells(entry: unknown): CellsRow {
  if (!isRecord(entry) || !Array.isArray(entry.record) || !isRecord(entry.info))
    return { cells: [], line: 0 };
  const line = typeof entry.info.lines === 'number' ? entry.info.lines : 0;
  return { cells: entry.record.map(String), line };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function lineOf(error: unknown): number {
  return isRecord(error) && typeof error.lines === 'number' ? error.lines : 1;
}

function sentenceOf(error: unknown): string {
  const code = isRecord(error) ? error.code : undefined;
  switch (code) {
    case 'CSV_QUOTE_NOT_CLOSED':
      return 'A quote was opened and never closed.';
    case 'INVALID_OPENING_QUOTE':
      return 'A quote stands within a cell that does not begin with one; write it twice, within quotes.';
    case 'CSV_INVALID_CLOSING_QUOTE':
      return 'A closing quote is followed by text; end the cell after it.';
    default:
      return error instanceof Error ? error.message : 'The file could not be read as CSV.';
  }
}

function headFaults(columns: readonly string[], line: number): readonly CsvFault[] {
  return columns.flatMap((name, index) => {
    const place = `Column ${index + 1}`;
    if (name === '') return [{ line, message: `${place} has no name.` }];
    if (columns.indexOf(name) < index)
      return [{ line, message: `${place} is called “${name}” a second time.` }];
    if (Name.safeParse(name).success) return [];
    return [
      {
        line,
        message: `${place}, “${name}”, must have letters, digits and _ only. Nearest: ${nearestName(name)}`,
      },
    ];
  });
}

/** The name with what is not allowed made into `_`. */
function nearestName(name: string): string {
  const plain = name.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  const joined = plain.replace(/[^A-Za-z0-9_]+/g, '_').replace(/^_+|_+$/g, '');
  return (/^[A-Za-z_]/.test(joined) ? joined : `_${joined}`).slice(0, 64);
}

function lengthFaults(columns: readonly string[], body: readonly CellsRow[]): readonly CsvFault[] {
  return body
    .filter((row) => row.cells.length !== columns.length)
    .map((row) => ({
      line: row.line,
      message: `This row has ${cellCount(row.cells.length)}, the first line names ${columns.length}.`,
    }));
}

function cellCount(count: number): string {
  return count === 1 ? '1 cell' : `${count} cells`;
}

function toRow(columns: readonly string[], cells: readonly string[]): RowData {
  return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? '']));
}
