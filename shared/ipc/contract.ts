import * as z from 'zod';
import { Fault } from '../errors.ts';
import { InputValue } from '../flow/input.ts';
import { FlowSummary } from '../flow/summary.ts';
import { FlowId, JobId, LeaseEpoch } from '../ids.ts';
import {
  JobDetail,
  JobSummary,
  LogLine,
  Priority,
  RowData,
  StateCounts,
  Time,
  WorkerSummary,
} from '../job/schema.ts';
import { DisplayState } from '../job/state.ts';
import { call, stream } from './define.ts';

const None = z.strictObject({});
const Done = z.strictObject({ done: z.literal(true) });

/** One thing that `doctor` and the first-run screen look at. */
export const Check = z.strictObject({
  id: z.enum(['electron', 'node', 'sqlite', 'display', 'browser', 'data', 'disk', 'secrets']),
  title: z.string(),
  ok: z.boolean(),
  /** What was found: one line. */
  found: z.string(),
  /** What to do when it is not ok: one sentence. */
  mend: z.string().optional(),
});
export type Check = z.output<typeof Check>;

export const EnqueueInput = z.strictObject({
  flowId: FlowId,
  inputs: z.record(z.string(), InputValue).default({}),
  /** One job a row; none given = one job without a row. */
  rows: z.array(RowData).max(100_000).optional(),
  /** Undefined = as the flow says. */
  headed: z.boolean().optional(),
  priority: Priority.default(0),
  /** Epoch milliseconds; undefined = now. */
  runAt: Time.optional(),
});
export type EnqueueInput = z.output<typeof EnqueueInput>;

/** Newest first; `before` continues below the last id of the page before. */
export const JobFilter = z.strictObject({
  states: z.array(DisplayState).optional(),
  /** Part of the flow's name, or `#number`. */
  text: z.string().max(200).optional(),
  before: JobId.optional(),
  limit: z.int().min(1).max(500).default(200),
});
export type JobFilter = z.output<typeof JobFilter>;

/** A place in a job's log: the line (`epoch`, `seq`). */
export const LogCursor = z.strictObject({ epoch: LeaseEpoch, seq: z.int().nonnegative() });

/** `after` reads forward, `before` backward; neither = the last lines. Lines always come in order. */
export const LogPageInput = z.strictObject({
  jobId: JobId,
  after: LogCursor.optional(),
  before: LogCursor.optional(),
  limit: z.int().min(1).max(2000).default(500),
});

export const ExportFormat = z.enum(['csv', 'json', 'xlsx']);
export type ExportFormat = z.output<typeof ExportFormat>;

/** What a cancel or retry came to: expected outcomes, not errors. */
export const CancelOutcome = z.enum(['cancelled', 'asked', 'already_ended']);
export const RetryOutcome = z.enum(['queued', 'not_ended']);

/** Everything that a window may ask of main. A new call is one line here; the compiler lists the rest. */
export const appContract = {
  'app.info': call(
    None,
    z.strictObject({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      dataDir: z.string(),
      platform: z.string(),
    }),
  ),
  'app.check': call(None, z.strictObject({ checks: z.array(Check), tookMs: z.number() })),

  'jobs.list': call(
    JobFilter,
    z.strictObject({ jobs: z.array(JobSummary), now: Time, hasMore: z.boolean() }),
  ),
  'jobs.counts': call(None, StateCounts),
  'jobs.get': call(z.strictObject({ id: JobId }), JobDetail),
  'jobs.enqueue': call(EnqueueInput, z.strictObject({ ids: z.array(JobId) })),
  'jobs.cancel': call(z.strictObject({ id: JobId }), z.strictObject({ outcome: CancelOutcome })),
  'jobs.retry': call(z.strictObject({ id: JobId }), z.strictObject({ outcome: RetryOutcome })),
  'jobs.runNow': call(z.strictObject({ id: JobId }), z.strictObject({ moved: z.boolean() })),

  'logs.page': call(LogPageInput, z.strictObject({ lines: z.array(LogLine), hasMore: z.boolean() })),
  'rows.page': call(
    z.strictObject({
      jobId: JobId,
      dataset: z.string(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    z.strictObject({ rows: z.array(RowData), total: z.int() }),
  ),
  /** Asks where to save, then writes; `path` is null when the person thought better of it. */
  'rows.export': call(
    z.strictObject({ jobId: JobId, dataset: z.string(), format: ExportFormat }),
    z.strictObject({ path: z.string().nullable(), rows: z.int() }),
  ),
  'artifacts.reveal': call(z.strictObject({ jobId: JobId, artifactId: z.int() }), Done),

  'flows.list': call(None, z.strictObject({ flows: z.array(FlowSummary) })),
  'flows.get': call(
    z.strictObject({ id: FlowId }),
    z.strictObject({ summary: FlowSummary, text: z.string() }),
  ),
  /** Saves the text of a flow file; a wrong one is answered with every fault, and nothing is saved. */
  'flows.import': call(
    z.strictObject({ fileName: z.string().max(500), text: z.string().max(5_000_000) }),
    z.discriminatedUnion('ok', [
      z.strictObject({ ok: z.literal(true), flow: FlowSummary }),
      z.strictObject({ ok: z.literal(false), faults: z.array(Fault) }),
    ]),
  ),
  /** Queues the ready-made sample flow. */
  'sample.run': call(None, z.strictObject({ id: JobId })),

  'workers.list': call(
    None,
    z.strictObject({ workers: z.array(WorkerSummary), browsersAlive: z.int(), browsersExpected: z.int() }),
  ),
  'queue.get': call(None, z.strictObject({ paused: z.boolean() })),
  'queue.setPaused': call(z.strictObject({ paused: z.boolean() }), z.strictObject({ paused: z.boolean() })),

  /** Every job that changed; a late subscriber reads the list first. */
  'jobs.changed': stream(None, JobSummary, 'latest-by-key'),
  'jobs.countsChanged': stream(None, StateCounts, 'latest-by-key'),
  /** Says which part of a job's detail is newer than what was read. */
  'job.activity': stream(
    z.strictObject({ id: JobId }),
    z.strictObject({ part: z.enum(['detail', 'rows']), rev: z.int() }),
    'latest-by-key',
  ),
  /** Lines as they are written, beginning with those after the cursor (the last 2,000, when none is given). */
  'logs.tail': stream(z.strictObject({ jobId: JobId, after: LogCursor.optional() }), LogLine, 'append'),
  'workers.changed': stream(
    None,
    z.strictObject({ workers: z.array(WorkerSummary), browsersAlive: z.int(), browsersExpected: z.int() }),
    'latest-by-key',
  ),
  'queue.changed': stream(None, z.strictObject({ paused: z.boolean() }), 'latest-by-key'),
} as const;

export type AppContract = typeof appContract;
