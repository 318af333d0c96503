import * as z from 'zod';

/**
 * Can the data file be worked with? `disk_full` and `unwritable` end by themselves; a `damaged` file is not written to any more until
 * the app is started again.
 */
export const DataHealth = z.strictObject({
  state: z.enum(['ok', 'disk_full', 'unwritable', 'damaged']),
  /** One sentence: what is wrong, what the queue does, and the mend. Empty while all is well. */
  message: z.string(),
});
export type DataHealth = z.output<typeof DataHealth>;
