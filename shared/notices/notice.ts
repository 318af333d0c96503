import * as z from 'zod';
import { FlowId, JobId } from '../ids.ts';
import { Time } from '../job/schema.ts';
import { DisplayState } from '../job/state.ts';

/**
 * What a person is told: jobs that failed, jobs that wait for a person, a profile without a login, jobs that were started together and
 * have all ended, an operation on many jobs that is over.
 */
export const NoticeKind = z.enum(['failed', 'needsPerson', 'needsLogin', 'batch', 'bulk']);
export type NoticeKind = z.output<typeof NoticeKind>;

/** Longest name and longest detail of a notice. */
export const MAX_NAME = 100;
export const MAX_DETAIL = 200;

export const Notice = z.strictObject({
  id: z.int().positive(),
  kind: NoticeKind,
  at: Time,
  read: z.boolean(),
  /** The one job that it is about; null = none, or several. */
  jobId: JobId.nullable(),
  /** Of the flow or the profile; empty = several. */
  name: z.string().max(MAX_NAME),
  /** The error or the question; empty = none. */
  detail: z.string().max(MAX_DETAIL),
  /** How many jobs it is about. */
  count: z.int().nonnegative(),
  /** Of a batch, by how they ended; of an operation, how many were changed. */
  completed: z.int().nonnegative(),
  failed: z.int().nonnegative(),
});
export type Notice = z.output<typeof Notice>;

/** The last notices, newest first. */
export const NoticesNow = z.strictObject({ notices: z.array(Notice).max(100) });
export type NoticesNow = z.output<typeof NoticesNow>;

/** A place that the window is asked to go to from outside: by a link, a notice or the tray. */
export const WantedPlace = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('job'), id: JobId }),
  z.strictObject({ kind: z.literal('flow'), id: FlowId }),
  z.strictObject({ kind: z.literal('jobs'), state: DisplayState.nullable() }),
  z.strictObject({ kind: z.literal('profiles') }),
]);
export type WantedPlace = z.output<typeof WantedPlace>;

/** Where a notice leads. */
export function placeOf({ kind, jobId }: Pick<Notice, 'kind' | 'jobId'>): WantedPlace {
  if (jobId !== null) return { kind: 'job', id: jobId };
  switch (kind) {
    case 'failed':
      return { kind: 'jobs', state: 'failed' };
    case 'needsLogin':
      return { kind: 'profiles' };
    default:
      return { kind: 'jobs', state: null };
  }
}
