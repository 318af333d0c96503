import type { RowData } from '../../../shared/job/schema.ts';

export interface Column {
  readonly name: string;
  /** Pixels. */
  readonly width: number;
  /** Numbers stand at the right. */
  readonly isNumber: boolean;
}

const NARROWEST = 72;
const WIDEST = 320;
// A digit is wider than most letters, and numbers are what must not be cut.
const PIXELS_A_LETTER = 8.2;
const CELL_EDGES = 25;

/** Widths and sides of the columns, from the first rows; later rows do not move them. */
export function measureColumns(names: readonly string[], sample: readonly RowData[]): readonly Column[] {
  return names.map((name) => {
    const values = sample.map((row) => row[name]).filter((value) => value !== null && value !== undefined);
    const longest = Math.max(name.length, ...values.map((value) => String(value).length));
    const width = Math.round(longest * PIXELS_A_LETTER) + CELL_EDGES;
    return {
      name,
      width: Math.min(WIDEST, Math.max(NARROWEST, width)),
      isNumber: values.length > 0 && values.every((value) => typeof value === 'number'),
    };
  });
}
