import * as z from 'zod';
import { Candidate, Target } from '../flow/target.ts';
import { LeaseEpoch } from '../ids.ts';
import { JobError } from './error.ts';
import { Time } from './schema.ts';

/*
 * What a step's failure looked like. Everything in it comes from a page that nobody trusts: every text and every list has an end
 * here, and secrets are masked before it leaves the worker.
 */

/** How much of each part is kept. Characters, or entries. */
export const FAILURE_LIMITS = {
  sentence: 2000,
  text: 400,
  aria: 16_000,
  suggestions: 5,
  matches: 10,
  console: 50,
  requests: 50,
  dialogs: 10,
} as const;

const Line = z.string().max(FAILURE_LIMITS.text);
const Sentence = z.string().max(FAILURE_LIMITS.sentence);

/** A place on the picture, CSS pixels from its upper left corner; it may lie outside of it. */
export const FailureBox = z.strictObject({
  x: z.number(),
  y: z.number(),
  width: z.number().nonnegative(),
  height: z.number().nonnegative(),
});
export type FailureBox = z.output<typeof FailureBox>;

/** A candidate that finds an element like the wanted one. */
export const Suggestion = z.strictObject({
  candidate: Candidate,
  /** Why it is proposed: one sentence. */
  reason: Line,
  /** How many elements the candidate matches now, without its “nth”. */
  matches: z.int().positive(),
  visible: z.boolean(),
  box: FailureBox.nullable(),
});
export type Suggestion = z.output<typeof Suggestion>;

/** One of several elements that a target matched where one was wanted, with a candidate that finds it alone. */
export const TargetMatch = z.strictObject({
  role: Line.nullable(),
  name: Line,
  text: Line,
  candidate: Candidate,
  box: FailureBox.nullable(),
});
export type TargetMatch = z.output<typeof TargetMatch>;

export const ConsoleEntry = z.strictObject({
  at: Time,
  /** `error` and `warning` as the page says; `exception` = an error that nobody caught. */
  level: z.enum(['error', 'warning', 'info', 'log', 'debug', 'exception']),
  text: Line,
});
export type ConsoleEntry = z.output<typeof ConsoleEntry>;

/** One request of the page; never its body. */
export const RequestEntry = z.strictObject({
  at: Time,
  method: z.string().max(20),
  /** Without user name and password. */
  url: Line,
  /** `document`, `fetch`, `script` … */
  kind: z.string().max(30),
  /** Null = no answer came. */
  status: z.int().nullable(),
  /** Why no answer came; null = it is still awaited, or it came. */
  failure: Line.nullable(),
  /** Until the answer or the failure; null = still awaited. */
  tookMs: z.number().nonnegative().nullable(),
});
export type RequestEntry = z.output<typeof RequestEntry>;

export const DialogEntry = z.strictObject({ at: Time, kind: z.string().max(30), message: Line });
export type DialogEntry = z.output<typeof DialogEntry>;

/** What is known of one failed run of one step. */
export const FailureDetail = z.strictObject({
  /** Number of the step's run in the attempt. */
  seq: z.int().nonnegative(),
  at: Time,
  path: z.string().max(200),
  action: z.string().max(50),
  title: Sentence,
  error: JobError,
  /** What the step needed, and what there was: two short sentences; null = the error says it all. */
  expected: Sentence.nullable(),
  found: Sentence.nullable(),
  page: z.strictObject({ url: Sentence, title: Line }).nullable(),
  /** Where the step has the target that failed (`target`, `fields.title.target`), and its candidates as the flow has them. */
  target: z.strictObject({ at: z.string().max(200), candidates: Target }).nullable(),
  suggestions: z.array(Suggestion).max(FAILURE_LIMITS.suggestions),
  /** How many elements the target matched where one was wanted; 0 = that was not the trouble. */
  matchCount: z.int().nonnegative(),
  matches: z.array(TargetMatch).max(FAILURE_LIMITS.matches),
  /** The element that the step acted on. */
  acted: FailureBox.nullable(),
  /** Size of the page's visible part: the measure of every box. */
  viewport: z.strictObject({ width: z.number().positive(), height: z.number().positive() }).nullable(),
  /** Names of the attempt's files that belong to it. */
  picture: z.string().max(255).nullable(),
  dom: z.string().max(255).nullable(),
  /** The page as a screen reader has it. */
  aria: z
    .string()
    .max(FAILURE_LIMITS.aria + 1)
    .nullable(),
  /** Since the step began, and at least for the last ten seconds; oldest first. */
  console: z.array(ConsoleEntry).max(FAILURE_LIMITS.console),
  requests: z.array(RequestEntry).max(FAILURE_LIMITS.requests),
  dialogs: z.array(DialogEntry).max(FAILURE_LIMITS.dialogs),
  /** What could not be had, each as one sentence. */
  missing: z.array(Line).max(10),
});
export type FailureDetail = z.output<typeof FailureDetail>;

/** A failure with the attempt that it belongs to. */
export const StoredFailure = z.strictObject({ epoch: LeaseEpoch, detail: FailureDetail });
export type StoredFailure = z.output<typeof StoredFailure>;
