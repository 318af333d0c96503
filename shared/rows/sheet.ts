import * as z from 'zod';

/** A larger workbook is not read, bytes. */
export const MOST_SHEET_BYTES = 50_000_000;

/** An Excel workbook (.xlsx) as it lies on the disk. */
export const SheetFile = z.strictObject({
  bytes: z
    .instanceof(Uint8Array)
    .refine(({ length }) => length <= MOST_SHEET_BYTES, 'The workbook is larger than 50 MB.'),
});

/** The cells of its first sheet as texts, row by row; rows without any cell are left out. */
export const SheetCells = z.strictObject({ cells: z.array(z.array(z.string())) });
export type SheetCells = z.output<typeof SheetCells>;
