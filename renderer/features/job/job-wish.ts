import * as z from 'zod';
import { type JobId, LeaseEpoch } from '../../../shared/ids.ts';

/** What of one job needs a dialog. `change`: edit it while it waits, or retry it with changes when it has ended. */
export interface JobWish {
  readonly kind: 'change' | 'snooze';
  readonly id: JobId;
}

/** A line of a job's log, and the words that led there. */
export const LogPlace = z.strictObject({
  epoch: LeaseEpoch,
  seq: z.int().nonnegative(),
  find: z.string().max(200),
});
export type LogPlace = z.output<typeof LogPlace>;
