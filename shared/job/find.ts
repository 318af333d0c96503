import * as z from 'zod';
import { JobSort, QueryTerms } from './query-terms.ts';
import { DisplayState } from './state.ts';

/** A place in a sorted list of jobs: behind the job with that key and number, in one of the parts that the list is read in. */
export const FindPlace = z.strictObject({
  part: z.int().nonnegative(),
  /** Null = at the beginning of the part. */
  key: z.number().nullable(),
  id: z.int().nonnegative().nullable(),
});
export type FindPlace = z.output<typeof FindPlace>;

/** Which jobs, in which order, from which place on. */
export const FindWish = z.strictObject({
  states: z.array(DisplayState).max(11).optional(),
  /** Part of the flow's name, or `#number`. */
  text: z.string().max(200).optional(),
  terms: QueryTerms.default([]),
  sort: JobSort.default('newest'),
  from: FindPlace.optional(),
  limit: z.int().min(1).max(500).default(200),
});
export type FindWish = z.output<typeof FindWish>;

/** What is looked for, without an order and a place. */
export const FindFilter = FindWish.pick({ states: true, text: true, terms: true });
export type FindFilter = z.output<typeof FindFilter>;
