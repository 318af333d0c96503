import * as z from 'zod';

/** The kinds of files that rows can be written to; the word is the file's ending. */
export const ExportFormat = z.enum(['csv', 'json', 'xlsx', 'md']);
export type ExportFormat = z.output<typeof ExportFormat>;
