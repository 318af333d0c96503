import * as z from 'zod';
import { Candidate, Target } from '../flow/target.ts';
import { JobError } from '../job/error.ts';
import { Time } from '../job/schema.ts';
import { Mark } from './live-view.ts';
import { StepPath } from './run-options.ts';

/** The part of a draft that one run of its trial is for; neither `from` nor `only` = all of it. */
export const TrialRun = z.strictObject({
  /** Begins at this step, whatever holds it; loops around it make one turn. */
  from: StepPath.optional(),
  /** Runs this step alone. */
  only: StepPath.optional(),
  /** Stands still before each of these steps. */
  breakpoints: z.array(StepPath).max(100).optional(),
  /** Milliseconds of rest before each step. */
  slowMs: z.int().min(1).max(60_000).optional(),
});
export type TrialRun = z.output<typeof TrialRun>;

/** How one run of a trial ended; `stopped` = a `stop` step ended it. */
export const TrialOutcome = z.enum(['done', 'stopped', 'failed']);
export type TrialOutcome = z.output<typeof TrialOutcome>;

/** How a trial stands beside its phase. */
export const TrialState = z.strictObject({
  /** Number of the run, from 1. */
  run: z.int().positive(),
  /** Null while it runs. */
  outcome: TrialOutcome.nullable(),
  /** Why it failed. */
  error: JobError.nullable(),
  /** When a trial that waits ends by itself. */
  until: Time.nullable(),
  /** What this run has brought, the newest dataset last. */
  datasets: z.array(z.strictObject({ name: z.string().max(100), rows: z.int().nonnegative() })).max(20),
});
export type TrialState = z.output<typeof TrialState>;

const Share = z.number().min(0).max(1);
/** A place in the picture of the page, as shares of its width and height. */
export const TrialPoint = z.strictObject({ x: Share, y: Share });
export type TrialPoint = z.output<typeof TrialPoint>;

/** Bounds on what a page may say about itself. */
export const PICK_LIMITS = { candidates: 10, marks: 200, fields: 12, rows: 5, text: 300 } as const;

const Words = z.string().max(PICK_LIMITS.text);

/** How long a candidate is likely to last: `steady`; `changes` with what the page shows; `brittle` = with how it is built. */
export const Steadiness = z.enum(['steady', 'changes', 'brittle']);
export type Steadiness = z.output<typeof Steadiness>;

/** One way to find an element; it was tried and finds that element alone. */
export const PickedCandidate = z.strictObject({ candidate: Candidate, steadiness: Steadiness });
export type PickedCandidate = z.output<typeof PickedCandidate>;

/** What is under the pointer. */
export const Pointed = z.strictObject({
  /** `article.card`; empty = nothing that could be named. */
  name: Words,
  mark: Mark.nullable(),
  /** Best first; empty = nothing finds it alone. */
  candidates: z.array(PickedCandidate).max(PICK_LIMITS.candidates),
});
export type Pointed = z.output<typeof Pointed>;

/** What is read of one field of a list. */
export const PickedField = z.strictObject({
  name: z.string().min(1).max(64),
  target: Target,
  from: z.enum(['text', 'attribute']),
  attribute: z.string().max(200).optional(),
  transform: z.enum(['number', 'date', 'link']).optional(),
  /** What it reads in the first items; null = nothing. */
  reads: z.array(Words.nullable()).max(PICK_LIMITS.rows),
});
export type PickedField = z.output<typeof PickedField>;

/** Elements that are alike, and what stands in each. */
export const PickedList = z.strictObject({
  target: Target,
  count: z.int().nonnegative(),
  fields: z.array(PickedField).max(PICK_LIMITS.fields),
  marks: z.array(Mark).max(PICK_LIMITS.marks),
});
export type PickedList = z.output<typeof PickedList>;

/** How many elements a target finds, and where the first of them are. */
export const Highlighted = z.strictObject({
  count: z.int().nonnegative(),
  marks: z.array(Mark).max(PICK_LIMITS.marks),
});
export type Highlighted = z.output<typeof Highlighted>;

/** What is asked of a trial whose steps stand still. */
export const TrialCommand = z.discriminatedUnion('kind', [
  /** Another run in the same page; `flow` is the draft as it is now, `called` the flows that it calls, by name. */
  z.strictObject({
    kind: z.literal('rerun'),
    flow: z.unknown(),
    called: z.record(z.string(), z.unknown()),
    run: TrialRun,
  }),
  /** Ends a trial that waits, as its last run ended. */
  z.strictObject({ kind: z.literal('end') }),
  z.strictObject({ kind: z.literal('point'), at: TrialPoint }),
  z.strictObject({ kind: z.literal('list'), first: TrialPoint, second: TrialPoint }),
  z.strictObject({ kind: z.literal('highlight'), target: Target }),
]);
export type TrialCommand = z.output<typeof TrialCommand>;

/** The answer to one command. */
export const TrialAnswer = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('done') }),
  /** One sentence that says why not. */
  z.strictObject({ kind: z.literal('refused'), message: z.string().max(1_000) }),
  z.strictObject({ kind: z.literal('pointed'), pointed: Pointed.nullable() }),
  z.strictObject({ kind: z.literal('listed'), list: PickedList }),
  z.strictObject({ kind: z.literal('highlighted'), highlighted: Highlighted }),
]);
export type TrialAnswer = z.output<typeof TrialAnswer>;
