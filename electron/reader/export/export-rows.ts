import { AppError } from '../../../shared/errors.ts';
import type { ExportInput, ExportResult } from '../../../shared/ipc/reader-protocol.ts';
import type { Random } from '../../../shared/random.ts';
import { ChangedCells } from './changed-cells.ts';
import { csvPieces } from './csv.ts';
import { jsonPieces } from './json.ts';
import { markdownPieces } from './markdown.ts';
import type { RowSource } from './row-source.ts';
import { mergeTables, readTables, type Table } from './tables.ts';
import { writeWhole } from './write-whole.ts';
import { xlsxBytes } from './xlsx.ts';

/** Writes the rows of the jobs to one file in the chosen format; an export of no row is a file too. */
export async function exportRows(
  input: ExportInput,
  source: RowSource,
  random: Random,
): Promise<ExportResult> {
  return writeTables(input, readTables(source, input.jobIds, input.dataset), random);
}

/** Writes tables to one file in the chosen format. */
export async function writeTables(
  { path, format }: Pick<ExportInput, 'path' | 'format'>,
  tables: readonly Table[],
  random: Random,
): Promise<ExportResult> {
  const merged = mergeTables(tables);
  const escaped = new ChangedCells();
  const shortened = new ChangedCells();
  const content = await contentOf(format, tables, merged, { escaped, shortened });
  try {
    await writeWhole(path, content, random);
  } catch (error) {
    throw new AppError('unavailable', writeSentence(error, path), [], { cause: error });
  }
  return {
    path,
    rows: merged.rowCount,
    columns: [...merged.columns],
    escapedCells: escaped.count,
    escaped: escaped.first,
    shortenedCells: shortened.count,
    shortened: shortened.first,
  };
}

async function contentOf(
  format: ExportInput['format'],
  tables: readonly Table[],
  merged: Table,
  notes: { readonly escaped: ChangedCells; readonly shortened: ChangedCells },
): Promise<Iterable<string | Uint8Array>> {
  switch (format) {
    case 'csv':
      return csvPieces(merged, notes.escaped);
    case 'json':
      return jsonPieces(merged);
    case 'md':
      return markdownPieces(merged);
    case 'xlsx':
      return [await xlsxBytes(tables, notes.shortened)];
  }
}

function writeSentence(error: unknown, path: string): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'ENOENT':
      return `${path} cannot be written: its folder is not there.`;
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return `${path} cannot be written: this user may not write there. A program that has the file open can be the reason too.`;
    case 'ENOSPC':
      return `${path} cannot be written: the disk is full.`;
    default:
      return `${path} cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
