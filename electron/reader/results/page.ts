import type * as z from 'zod';
import type { PageOutput, ResultRow, ResultsLook } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { ReadableDb } from '../../database/open.ts';
import type { Look, WholeRow } from './look.ts';

/** Characters of a cell that the window gets, and those of all cells of a page; beyond that cells are cut much shorter. */
const CELL_CHARS = 2_000;
const PAGE_CHARS = 4_000_000;
const SHORT_CHARS = 100;

/** A page of what a look found, small enough for the window whatever stands in the rows. */
export function pageOf(
  db: ReadableDb,
  found: Look,
  { dataset, show }: Pick<ResultsLook, 'dataset' | 'show'>,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): z.output<typeof PageOutput> {
  const columns = new Set(found.columns());
  let room = PAGE_CHARS;
  const rows: ResultRow[] = [];
  for (const row of found.rows(db, dataset, show, offset, offset + limit)) {
    const { cells, before } = cutRow(row, columns, room > 0 ? CELL_CHARS : SHORT_CHARS);
    room -= charsOf(cells) + (before === null ? 0 : charsOf(before));
    const { kind, jobId, number, origin, error } = row;
    rows.push({ kind, jobId, number, cells, before, origin, error: error?.slice(0, CELL_CHARS) ?? null });
  }
  return { rows, summary: found.summary(show) };
}

function cutRow(
  { data, before }: WholeRow,
  columns: ReadonlySet<string>,
  most: number,
): { cells: RowData; before: RowData | null } {
  return {
    cells: cutCells(data, columns, most),
    before: before === null ? null : cutCells(before, columns, most),
  };
}

function cutCells(row: RowData, columns: ReadonlySet<string>, most: number): RowData {
  const cells = Object.entries(row).filter(([name]) => columns.has(name));
  return Object.fromEntries(
    cells.map(([name, value]) => [
      name,
      typeof value === 'string' && value.length > most ? `${value.slice(0, most)}…` : value,
    ]),
  );
}

function charsOf(row: RowData): number {
  let chars = 0;
  for (const value of Object.values(row)) chars += typeof value === 'string' ? value.length : 8;
  return chars;
}
