import * as z from 'zod';
import { JobId } from '../ids.ts';
import { DisplayState } from './state.ts';

/** Letters that a value of a query may have. */
export const LONGEST_VALUE = 200;
/** Terms that one query may have. */
export const MOST_TERMS = 30;

const not = z.boolean();
const Text = z.string().min(1).max(LONGEST_VALUE);
/** A name of an input or of a column: it becomes part of a JSON path, so it holds neither quotes nor backslashes. */
export const FieldName = z
  .string()
  .min(1)
  .max(100)
  .regex(/^[^"\\\p{Cc}]+$/u);

/** One condition of a query; `not` = jobs that do not fulfil it. Times are epoch milliseconds. */
export const QueryTerm = z.discriminatedUnion('on', [
  z.strictObject({ on: z.literal('state'), not, states: z.array(DisplayState).min(1).max(11) }),
  /** Part of the flow's name. */
  z.strictObject({ on: z.literal('flow'), not, text: Text }),
  z.strictObject({ on: z.literal('tag'), not, tag: Text }),
  /** Class of the error, or part of its message. */
  z.strictObject({ on: z.literal('error'), not, text: Text }),
  /** Slot of the worker that has the job or had it last. */
  z.strictObject({ on: z.literal('worker'), not, slot: z.int().min(1).max(9999) }),
  z.strictObject({ on: z.literal('priority'), not, min: z.int().min(-101), max: z.int().max(101) }),
  /** Part of the value of an input; secrets are never looked at. */
  z.strictObject({ on: z.literal('input'), not, name: FieldName, text: Text }),
  /** Part of a cell of the job's row. */
  z.strictObject({ on: z.literal('row'), not, name: FieldName, text: Text }),
  /** Part of a line of its log. */
  z.strictObject({ on: z.literal('log'), not, text: Text }),
  /** Queued at that time or later. */
  z.strictObject({ on: z.literal('after'), not, at: z.int().nonnegative() }),
  /** Queued before that time. */
  z.strictObject({ on: z.literal('before'), not, at: z.int().nonnegative() }),
  z.strictObject({ on: z.literal('id'), not, id: JobId }),
]);
export type QueryTerm = z.output<typeof QueryTerm>;

/** Every one of them must hold. */
export const QueryTerms = z.array(QueryTerm).max(MOST_TERMS);

/** The order of a list of jobs; ties are broken by the newest job first (by the oldest, where the oldest comes first). */
export const JobSort = z.enum(['newest', 'oldest', 'started', 'duration', 'rows', 'priority', 'flow']);
export type JobSort = z.output<typeof JobSort>;
