import * as z from 'zod';
import type { FlowSummary } from '../../shared/flow/summary.ts';
import type { FlowId, JobId, LeaseEpoch, WorkerId } from '../../shared/ids.ts';
import type { Dependency } from '../../shared/job/dependency.ts';
import { JobError } from '../../shared/job/error.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import {
  type ArtifactRecord,
  type AttemptRecord,
  type JobDetail,
  type JobEvent,
  type JobSummary,
  type LogLine,
  RowData,
  type StepRecord,
} from '../../shared/job/schema.ts';
import { JobState } from '../../shared/job/state.ts';
import { Tags } from '../../shared/job/tags.ts';

/*
 * The only place that knows how columns become the shapes of shared/. The scalar columns are typed by the STRICT schema and its
 * CHECKs; JSON columns are parsed, because text on a disk is text.
 */

const Json = z.record(z.string(), z.unknown());

/** Columns of one job as a screen lists it; `j` is the job, `v` its flow version, `t` what makes it a trial, `w` the worker that holds it. */
export const SUMMARY_COLUMNS = `
  j.id, j.rev, j.flow_id, v.name AS flow_name, v.version AS flow_version, j.state, j.priority, j.headed, j.run_at, j.waits_for,
  j.created_at, j.started_at, j.completed_at, j.attempt, j.retry, j.retry_count, j.cancel_asked_at, j.beat_at,
  w.slot AS worker_slot, j.steps_done, j.steps_total, j.step_title, j.row_count, j.failed_rows, j.artifact_count,
  j.error, j.subtitle, j.rows_total, j.rows_done, j.tags, (SELECT c.step FROM checkpoint c WHERE c.job_id = j.id) AS checkpoint_step,
  t.job_id AS trial_id, t.flow_id AS trial_of`;

/** The tables of SUMMARY_COLUMNS, apart from `job j` itself (which may come with its index). */
export const SUMMARY_JOINS = `
  JOIN flow_version v ON v.id = j.flow_version_id
  LEFT JOIN trial_job t ON t.job_id = j.id
  LEFT JOIN worker w ON w.id = j.worker_id AND j.state = 'processing'`;

export interface SummaryRow {
  readonly id: JobId;
  readonly rev: number;
  readonly flow_id: FlowId;
  readonly flow_name: string;
  readonly flow_version: number;
  readonly state: JobState;
  readonly priority: number;
  readonly headed: number;
  readonly run_at: number;
  readonly waits_for: string | null;
  readonly created_at: number;
  readonly started_at: number | null;
  readonly completed_at: number | null;
  readonly attempt: number;
  readonly retry: string;
  readonly retry_count: number;
  readonly cancel_asked_at: number | null;
  readonly beat_at: number | null;
  readonly worker_slot: number | null;
  readonly steps_done: number;
  readonly steps_total: number;
  readonly step_title: string | null;
  readonly row_count: number;
  readonly failed_rows: number;
  readonly artifact_count: number;
  readonly error: string | null;
  readonly subtitle: string;
  readonly rows_total: number;
  readonly rows_done: number;
  readonly tags: string | null;
  readonly checkpoint_step: number | null;
  readonly trial_id: JobId | null;
  readonly trial_of: FlowId | null;
}

/** A job as lists show it. */
export function toSummary(row: SummaryRow): JobSummary {
  return {
    id: row.id,
    rev: row.rev,
    flowId: row.flow_id,
    flowName: row.flow_name,
    flowVersion: row.flow_version,
    state: knownState(row),
    priority: row.priority,
    headed: row.headed === 1,
    runAt: row.run_at,
    waitsFor: row.waits_for,
    createdAt: row.created_at,
    startedAt: row.started_at,
    completedAt: row.completed_at,
    attempt: row.attempt,
    maxRetries: parseRetry(row.retry).max,
    retryCount: row.retry_count,
    cancelAskedAt: row.cancel_asked_at,
    beatAt: row.beat_at,
    workerSlot: row.worker_slot,
    stepsDone: row.steps_done,
    stepsTotal: row.steps_total,
    stepTitle: row.step_title,
    rowCount: row.row_count,
    failedRows: row.failed_rows,
    artifactCount: row.artifact_count,
    error: errorOf(row),
    subtitle: row.subtitle,
    ...(row.rows_total === 0 ? {} : { ownRows: { total: row.rows_total, done: row.rows_done } }),
    ...(row.trial_id === null ? {} : { trial: { flowId: row.trial_of } }),
    ...(row.checkpoint_step === null ? {} : { stepsKept: row.checkpoint_step }),
    ...(row.tags === null ? {} : { tags: parseTags(row.tags) }),
  };
}

/** The tags of a job or a flow; none where they cannot be read. */
export function parseTags(text: string): string[] {
  return orElse([], () => Tags.parse(JSON.parse(text)));
}

/** The JSON columns that only the detail needs. */
export interface PayloadRow {
  readonly inputs: string;
  readonly row: string | null;
  readonly result: string | null;
  readonly unique_key: string | null;
  readonly profile: string | null;
  readonly site: string | null;
}

/** What of a job the detail alone shows. */
export function toPayload(
  payload: PayloadRow,
): Pick<JobDetail, 'inputs' | 'row' | 'result' | 'uniqueKey' | 'profile' | 'site'> {
  return {
    inputs: readableObject(payload.inputs),
    row: payload.row === null ? null : readableRow(payload.row),
    result: payload.result === null ? null : readableObject(payload.result),
    uniqueKey: payload.unique_key,
    profile: payload.profile,
    site: payload.site,
  };
}

export interface AttemptRow {
  readonly epoch: LeaseEpoch;
  readonly attempt: number;
  readonly worker_id: WorkerId;
  readonly slot: number;
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly outcome: AttemptRecord['outcome'];
  readonly error: string | null;
  readonly row_count: number;
}

export function toAttempt(row: AttemptRow): AttemptRecord {
  return {
    epoch: row.epoch,
    attempt: row.attempt,
    workerId: row.worker_id,
    workerSlot: row.slot,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    outcome: row.outcome,
    error: parseError(row.error),
    rowCount: row.row_count,
  };
}

export interface DependencyRow {
  readonly after_id: JobId;
  readonly needs: Dependency['needs'];
  readonly state: Dependency['state'];
  readonly takes: string;
}

export function toDependency(row: DependencyRow): Dependency {
  const takes = z.record(z.string(), z.string()).parse(JSON.parse(row.takes));
  return { jobId: row.after_id, needs: row.needs, state: row.state, takes };
}

export interface EventRow {
  readonly rev: number;
  readonly at: number;
  readonly kind: JobEvent['kind'];
  readonly to: JobState;
  readonly attempt: number;
  readonly detail: string;
}

export function toEvent(row: EventRow): JobEvent {
  return {
    id: row.rev,
    at: row.at,
    kind: row.kind,
    to: row.to,
    attempt: row.attempt,
    detail: row.detail,
  };
}

export interface StepRow {
  readonly epoch: LeaseEpoch;
  readonly seq: number;
  readonly path: string;
  readonly action: string;
  readonly title: string;
  readonly target: string;
  readonly candidate: number | null;
  readonly state: StepRecord['state'];
  readonly started_at: number;
  readonly finished_at: number | null;
  readonly error: string | null;
}

export function toStep(row: StepRow): StepRecord {
  return {
    epoch: row.epoch,
    seq: row.seq,
    path: row.path,
    action: row.action,
    title: row.title,
    target: row.target,
    candidate: row.candidate,
    state: row.state,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    error: parseError(row.error),
  };
}

/** Artifact and log rows have the same names in SQL and in code: only their types differ from `unknown`. */
export type ArtifactRow = ArtifactRecord;
export type LogRow = LogLine;

export interface FlowRow {
  readonly id: FlowId;
  readonly name: string;
  readonly is_example: number;
  readonly paused: number;
  readonly max_running: number | null;
  readonly tags: string;
  readonly created_at: number;
  readonly updated_at: number;
  readonly version: number;
  readonly content: string;
}

/** What a list needs to know of a saved flow; `facts` are read from its content by the caller, who knows its shape. */
export function toFlowSummary(
  row: FlowRow,
  facts: Pick<FlowSummary, 'description' | 'stepCount' | 'inputs' | 'headless'>,
): FlowSummary {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    isExample: row.is_example === 1,
    paused: row.paused === 1,
    maxRunning: row.max_running,
    tags: parseTags(row.tags),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    ...facts,
  };
}

/** A job's retry policy; one that cannot be read gives no retries. */
export function parseRetry(text: string): RetryPolicy {
  const known = retryByText.get(text);
  if (known !== undefined) return known;
  const policy = orElse(NO_RETRY, () => RetryPolicy.parse(JSON.parse(text)));
  if (retryByText.size >= 100) retryByText.clear();
  retryByText.set(text, policy);
  return policy;
}

/** Jobs of one flow carry the same text: parsed once, not once a job. */
const retryByText = new Map<string, RetryPolicy>();

const NO_RETRY = RetryPolicy.parse({ max: 0 });

/** An object that was written with JSON.stringify. @throws when it cannot be read: nothing may run on half of it */
export function parseObject(text: string): Record<string, unknown> {
  const value: unknown = JSON.parse(text);
  // Told apart by hand: this runs at every claim, and the values inside may be anything.
  return isObject(value) ? value : Json.parse(value);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** As `parseObject`, for screens: what cannot be read is said in its place. */
function readableObject(text: string): Record<string, unknown> {
  return orElse(unreadable(text), () => parseObject(text));
}

/** The cells of a row, for screens and exports: what cannot be read is said in its place. */
export function readableRow(text: string): RowData {
  return orElse(unreadable(text), () => parseRow(text));
}

/** The cells of a row. @throws when they cannot be read: nothing may run on half of them */
export function parseRow(text: string): RowData {
  return RowData.parse(JSON.parse(text));
}

function parseError(text: string | null): JobError | null {
  return text === null ? null : orElse(UNREADABLE_ERROR, () => JobError.parse(JSON.parse(text)));
}

/** One wrong text must not take a whole list along. */
function orElse<T>(instead: T, read: () => T): T {
  try {
    return read();
  } catch {
    return instead;
  }
}

const UNREADABLE_ERROR: JobError = {
  category: 'UnknownError',
  message: 'Why it failed is stored in a form that cannot be read.',
  mend: 'Look into its log, or retry the job.',
};

function unreadable(text: string): { '(cannot be read)': string } {
  return { '(cannot be read)': text.slice(0, 200) };
}

/** The state of a row. The schema allows no other words; a file that another tool wrote to may hold one all the same. */
function knownState(row: Pick<SummaryRow, 'state'>): JobState {
  return STATES.has(row.state) ? row.state : 'parked';
}

const STATES: ReadonlySet<string> = new Set(JobState.options);

function errorOf(row: Pick<SummaryRow, 'state' | 'error'>): JobError | null {
  if (STATES.has(row.state)) return parseError(row.error);
  const message = `The job is in the state "${String(row.state)}", which this version does not know.`;
  return { category: 'UnknownError', message, mend: 'Cancel the job, or retry it.' };
}
