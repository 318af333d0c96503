import { CsvError, parse } from 'csv-parse/sync';
import * as z from 'zod';
import type { Fault } from '../../../shared/errors.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { parseJsonRows } from '../../../shared/rows/json-rows.ts';

/** As many jobs as one call of the queue takes. */
const MOST_ROWS = 100_000;
const MOST_FAULTS = 50;

export type RowsFile =
  | { readonly ok: true; readonly rows: readonly RowData[] }
  | { readonly ok: false; readonly faults: readonly Fault[] };

// With `info` the parser gives each record with the line that it ended on; the types of the library do not say so.
const ParsedRecord = z.object({
  record: z.array(z.string()),
  info: z.object({ lines: z.int().positive() }),
});
type ParsedRecord = z.output<typeof ParsedRecord>;

/**
 * Reads the text of a CSV file whose first line names the columns: one row a line, every cell a text.
 * A wrong file gets every fault at once, each with its line.
 */
export function parseRowsFile(text: string): RowsFile {
  let records: ParsedRecord[];
  try {
    records = readRecords(text);
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { ok: false, faults: [csvFault(error)] };
  }
  return rowsOfRecords(records);
}

/** The rows of a sheet whose first row names the columns; cells that are missing at the end of a row are empty. */
export function rowsOfSheet(cells: readonly (readonly string[])[]): RowsFile {
  const width = cells[0]?.length ?? 0;
  const missing = (row: readonly string[]): string[] =>
    Array.from({ length: Math.max(0, width - row.length) }, () => '');
  return rowsOfRecords(
    cells.map((row, at) => ({ record: [...row, ...missing(row)], info: { lines: at + 1 } })),
  );
}

/** The rows of a JSON file: a list of objects. */
export function parseRowsJson(text: string): RowsFile {
  const { rows, faults } = parseJsonRows(text);
  if (faults.length > 0) return { ok: false, faults: faults.map(({ at, message }) => fault(at, message)) };
  if (rows.length > MOST_ROWS) return { ok: false, faults: [tooManyRows(rows.length)] };
  return { ok: true, rows };
}

function rowsOfRecords(records: readonly ParsedRecord[]): RowsFile {
  const [head, ...body] = records;
  if (head === undefined)
    return { ok: false, faults: [fault('', 'is empty; its first line names the columns.')] };
  const faults = [...headFaults(head), ...body.flatMap((record) => lengthFault(record, head.record.length))];
  if (body.length === 0) faults.push(fault('', 'holds no row below its first line.'));
  if (body.length > MOST_ROWS) {
    faults.push(tooManyRows(body.length));
  }
  if (faults.length > 0) return { ok: false, faults: shortList(faults) };
  return { ok: true, rows: body.map(({ record }) => toRow(head.record, record)) };
}

function readRecords(text: string): ParsedRecord[] {
  const records: unknown = parse(text, {
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: 1_000_000,
  });
  return z.array(ParsedRecord).parse(records);
}

function headFaults({ record, info }: ParsedRecord): Fault[] {
  const place = `line ${info.lines}`;
  return record.flatMap((name, index) => {
    if (name.trim() === '') return [fault(place, `column ${index + 1} has no name.`)];
    if (record.indexOf(name) === index) return [];
    return [fault(place, `column ${index + 1} is named "${name}" like column ${record.indexOf(name) + 1}.`)];
  });
}

function lengthFault({ record, info }: ParsedRecord, wanted: number): Fault[] {
  if (record.length === wanted) return [];
  return [fault(`line ${info.lines}`, `has ${record.length} cells; the first line names ${wanted} columns.`)];
}

function csvFault(error: CsvError): Fault {
  const line = typeof error.lines === 'number' ? `line ${error.lines}` : '';
  return fault(line, error.message.replace(/ at line \d+/, '').replace(/\.?$/, '.'));
}

function tooManyRows(count: number): Fault {
  return fault('', `holds ${count} rows; one run takes at most ${MOST_ROWS}.`);
}

function fault(path: string, message: string): Fault {
  return { path, message };
}

function shortList(faults: Fault[]): Fault[] {
  if (faults.length <= MOST_FAULTS) return faults;
  const more = faults.length - MOST_FAULTS;
  return [...faults.slice(0, MOST_FAULTS), fault('', `has ${more} more faults of this kind.`)];
}

function toRow(columns: readonly string[], cells: readonly string[]): RowData {
  return Object.fromEntries(columns.map((column, index) => [column, cells[index] ?? '']));
}
