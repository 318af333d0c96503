import * as z from 'zod';
import { JobId } from '../ids.ts';
import { LogLevel } from '../job/schema.ts';
import { call } from './define.ts';

/** So many bytes of a text come with one answer. */
export const TEXT_PART = 512 * 1024;

/** Which lines of a job's log are saved. */
export const SavedLines = z.strictObject({
  /** This level and those above it. */
  level: LogLevel.default('DEBUG'),
  /** Of this step and those inside of it alone; absent = of all. */
  step: z.string().max(200).optional(),
});
export type SavedLines = z.output<typeof SavedLines>;

/** What the screen of one job asks beside the job itself. */
export const jobPageCalls = {
  /** The newest completed job of the same flow before this one, else the newest after it; null = there is none. */
  'job.lastGood': call(z.strictObject({ id: JobId }), z.strictObject({ id: JobId.nullable() })),
  /** Asks where to save the lines, then writes them as text; `path` is null when the person thought better of it. */
  'job.saveLog': call(
    z.strictObject({ id: JobId, lines: SavedLines }),
    z.strictObject({ path: z.string().nullable(), lines: z.int().nonnegative() }),
  ),
  /** A part of an artifact that is a text, from that byte on; `next` is where the following part begins, null = that was the end. */
  'job.artifactText': call(
    z.strictObject({ jobId: JobId, artifactId: z.int(), offset: z.int().nonnegative().default(0) }),
    z.strictObject({ text: z.string(), next: z.int().positive().nullable(), bytes: z.int().nonnegative() }),
  ),
} as const;
