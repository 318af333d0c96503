import * as z from 'zod';
import { JobError } from './error.ts';
import { RowData } from './schema.ts';

/** Where a job goes on: with the step that failed (or the next row), or with the rows that failed alone. */
export const ResumeFrom = z.enum(['failed_step', 'failed_rows']);
export type ResumeFrom = z.output<typeof ResumeFrom>;

/** `nothing_kept`: it has no checkpoint, no row is left, or none has failed. */
export const ResumeOutcome = z.enum(['queued', 'not_ended', 'nothing_kept']);
export type ResumeOutcome = z.output<typeof ResumeOutcome>;

export const OwnRowState = z.enum(['pending', 'done', 'failed']);
export type OwnRowState = z.output<typeof OwnRowState>;

/** How one row ended that a job walks over. */
export const RowEnd = z.strictObject({
  number: z.int().positive(),
  state: z.enum(['done', 'failed']),
  error: JobError.nullable(),
  /** The values that its steps gave. */
  result: z.record(z.string(), z.unknown()).nullable(),
});
export type RowEnd = z.output<typeof RowEnd>;

/** A row that a job walks over, as the detail shows it. */
export const OwnRowRecord = z.strictObject({
  number: z.int().positive(),
  state: OwnRowState,
  data: RowData,
  error: JobError.nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
});
export type OwnRowRecord = z.output<typeof OwnRowRecord>;

/** What a worker keeps of a place in the flow. */
export const CheckpointState = z.strictObject({
  /** Address of the page; empty = no page was open. */
  url: z.string(),
  variables: z.record(z.string(), z.unknown()),
  /** Names among the variables that were made from secrets. */
  secret: z.array(z.string()),
});
export type CheckpointState = z.output<typeof CheckpointState>;

/** A checkpoint of more characters (JSON) is not written. */
export const MAX_CHECKPOINT = 256_000;
