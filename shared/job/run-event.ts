import * as z from 'zod';
import { JobId } from '../ids.ts';
import { ExportFormat } from '../ipc/contract.ts';
import { JobError } from './error.ts';
import { ArtifactKind, LogLevel, StepState, Time } from './schema.ts';
import { JobState } from './state.ts';

/** What stands in every line of `run --events`: when it happened, and of which job it tells. */
const OfJob = { at: Time, job: JobId };
/** Lines that tell of the whole run have no job of their own. */
const OfRun = { at: Time, job: z.null() };
const Attempt = z.int().nonnegative();

/**
 * One line of `runwright run --events`. The set may grow: a reader skips kinds that it does not know.
 * The last line is always `finished`, unless the run could not begin (then nothing is printed on stdout).
 */
export const RunEvent = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('queued'),
    ...OfJob,
    flow: z.string(),
    flowVersion: z.int(),
    /** Place of the job's row in the rows file, from 1; null without such a file. */
    row: z.int().positive().nullable(),
  }),
  z.strictObject({
    kind: z.literal('claimed'),
    ...OfJob,
    attempt: Attempt,
    /** Slot of the worker, from 1. */
    worker: z.int().nullable(),
  }),
  /** A step has begun (`running`) or ended. */
  z.strictObject({
    kind: z.literal('step'),
    ...OfJob,
    attempt: Attempt,
    path: z.string(),
    action: z.string(),
    title: z.string(),
    state: StepState,
    /** Null while it runs. */
    tookMs: z.number().nullable(),
    error: JobError.nullable(),
  }),
  z.strictObject({
    kind: z.literal('log'),
    ...OfJob,
    attempt: Attempt,
    level: LogLevel,
    step: z.string().nullable(),
    message: z.string(),
    /** Small JSON text, or null. */
    metadata: z.string().nullable(),
  }),
  /** How many rows a dataset of the job holds by now. */
  z.strictObject({ kind: z.literal('rows'), ...OfJob, dataset: z.string(), total: z.int() }),
  z.strictObject({
    kind: z.literal('artifact'),
    ...OfJob,
    attempt: Attempt,
    artifactKind: ArtifactKind,
    name: z.string(),
    /** Absolute. */
    path: z.string(),
    bytes: z.int().nonnegative(),
  }),
  /** The attempt failed and another one follows. */
  z.strictObject({
    kind: z.literal('retry'),
    ...OfJob,
    attempt: Attempt,
    /** When the next attempt is due. */
    dueAt: Time,
    error: JobError.nullable(),
    detail: z.string(),
  }),
  /** The attempt was given back or taken from a dead worker; the job waits again. */
  z.strictObject({
    kind: z.literal('returned'),
    ...OfJob,
    attempt: Attempt,
    reason: z.enum(['released', 'reclaimed']),
    detail: z.string(),
  }),
  /** The job waits until a person has signed in in its profile. */
  z.strictObject({ kind: z.literal('needs_login'), ...OfJob, profile: z.string(), mend: z.string() }),
  z.strictObject({ kind: z.literal('cancel_asked'), ...OfJob, attempt: Attempt, detail: z.string() }),
  z.strictObject({ kind: z.literal('cancel_stage'), ...OfJob, attempt: Attempt, detail: z.string() }),
  /** A person queued it again, put it first, changed it or put it off while the run was followed. */
  z.strictObject({
    kind: z.literal('requeued'),
    ...OfJob,
    attempt: Attempt,
    reason: z.enum(['retried', 'run_now', 'edited', 'snoozed']),
    detail: z.string(),
  }),
  /** The job has ended, or is parked until a person decides. */
  z.strictObject({
    kind: z.literal('ended'),
    ...OfJob,
    attempt: Attempt,
    state: JobState,
    /** From the start of the last attempt; null when it never started. */
    tookMs: z.number().nullable(),
    rows: z.int(),
    failedRows: z.int(),
    error: JobError.nullable(),
  }),
  z.strictObject({
    kind: z.literal('exported'),
    ...OfRun,
    path: z.string(),
    format: ExportFormat,
    rows: z.int(),
    /** Text cells that begin like a formula and therefore got an apostrophe in front (CSV alone). */
    escapedCells: z.int(),
  }),
  z.strictObject({ kind: z.literal('artifacts_copied'), ...OfRun, path: z.string(), files: z.int() }),
  /** Something after the end of the jobs went wrong: an export or a copy that could not be written. */
  z.strictObject({ kind: z.literal('problem'), ...OfRun, message: z.string() }),
  z.strictObject({
    kind: z.literal('finished'),
    ...OfRun,
    exitCode: z.int(),
    completed: z.int(),
    failed: z.int(),
    cancelled: z.int(),
    parked: z.int(),
    /** Jobs that go on without this command, because it was interrupted twice. */
    leftRunning: z.int(),
  }),
]);
export type RunEvent = z.output<typeof RunEvent>;
