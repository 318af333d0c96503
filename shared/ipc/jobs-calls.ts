import * as z from 'zod';
import { JobId } from '../ids.ts';
import { DeletionBatch } from '../job/demands.ts';
import { FindFilter, FindPlace, FindWish } from '../job/find.ts';
import { SavedViews } from '../job/saved-view.ts';
import { JobSummary, StateCounts, Time } from '../job/schema.ts';
import { call, stream } from './define.ts';

/** A page of jobs that match. */
export const FoundJobs = z.strictObject({
  jobs: z.array(JobSummary),
  now: Time,
  /** From where to read on; null = that was all. */
  next: FindPlace.nullable(),
  /** How many jobs were looked at. */
  looked: z.int().nonnegative(),
  /** It took too long: there may be more before `next`, which was not looked at. */
  isCut: z.boolean(),
});
export type FoundJobs = z.output<typeof FoundJobs>;

/** How many jobs match in each shown state; not complete = the time was over before all were counted. */
export const FoundStates = z.strictObject({ counts: StateCounts, isComplete: z.boolean() });
export type FoundStates = z.output<typeof FoundStates>;

/** Searching, sorting, tagging and deleting jobs. */
export const jobsCalls = {
  /** A page of the jobs that match, in any order; what no index answers is looked for as long as a person waits gladly. */
  'jobs.find': call(FindWish, FoundJobs),
  /** The counts of the chips under a search. */
  'jobs.findCounts': call(FindFilter, FoundStates),
  /** Brings back what was deleted together, as far as it is not removed for good; gives how many jobs that were. */
  'jobs.undelete': call(
    z.strictObject({ batch: DeletionBatch }),
    z.strictObject({ jobs: z.int().nonnegative() }),
  ),
  /** Jobs that a person deleted: they are shown nowhere any more. */
  'jobs.deleted': stream(z.strictObject({}), z.strictObject({ ids: z.array(JobId) }), 'append'),
  /** The saved views of the rail, in their order. */
  'views.list': call(z.strictObject({}), z.strictObject({ views: SavedViews })),
  /** Keeps all of them, in this order. */
  'views.save': call(z.strictObject({ views: SavedViews }), z.strictObject({ done: z.literal(true) })),
} as const;
