import * as z from 'zod';
import { FlowId, JobId, LeaseEpoch, WorkerId } from '../ids.ts';
import { RunOptions } from '../live/run-options.ts';
import { Dependency } from './dependency.ts';
import { JobError } from './error.ts';
import { Pace } from './pace.ts';
import { JobState } from './state.ts';
import { Tags } from './tags.ts';

/** Epoch milliseconds. */
export const Time = z.int().nonnegative();

/** A higher number is taken sooner: one point is worth one minute of waiting. */
export const Priority = z.int().min(-100).max(100);

/** What the list of jobs shows of one job. `rev` goes up with every visible change: an older one loses. */
export const JobSummary = z.strictObject({
  id: JobId,
  rev: z.int(),
  flowId: FlowId,
  flowName: z.string(),
  flowVersion: z.int(),
  state: JobState,
  priority: Priority,
  headed: z.boolean(),
  runAt: Time,
  /** What a pending job waits for, a word of shared/job/waits.ts; null = for a free worker alone. */
  waitsFor: z.string().nullable(),
  createdAt: Time,
  /** Start of the present or last attempt. */
  startedAt: Time.nullable(),
  /** End of the job; null until it has ended. */
  completedAt: Time.nullable(),
  attempt: z.int().nonnegative(),
  maxRetries: z.int().nonnegative(),
  retryCount: z.int().nonnegative(),
  cancelAskedAt: Time.nullable(),
  beatAt: Time.nullable(),
  workerSlot: z.int().nullable(),
  /** Steps done in the present or last attempt, of how many; `stepTitle` is the one under way or the last. */
  stepsDone: z.int(),
  stepsTotal: z.int(),
  stepTitle: z.string().nullable(),
  rowCount: z.int(),
  failedRows: z.int(),
  artifactCount: z.int(),
  error: JobError.nullable(),
  /** One line that tells the job from its siblings: its inputs or its row, shortened, secrets masked. */
  subtitle: z.string(),
  /** How far a job is that walks over rows; `failedRows` counts those that failed. Absent = it is no such job. */
  ownRows: z.strictObject({ total: z.int().positive(), done: z.int().nonnegative() }).optional(),
  /** So many steps of the flow are done for good: there a retry can go on. Absent = it has no checkpoint. */
  stepsKept: z.int().nonnegative().optional(),
  /** It is a trial of a draft of that flow (null = of none that is saved). Absent = it is none. */
  trial: z.strictObject({ flowId: FlowId.nullable() }).optional(),
  /** In the order of the alphabet. Absent = it has none. */
  tags: Tags.optional(),
});
export type JobSummary = z.output<typeof JobSummary>;

export const AttemptOutcome = z.enum([
  'processing',
  'completed',
  'failed',
  'cancelled',
  'parked',
  'released',
  'worker_died',
  'lease_expired',
  'app_restarted',
]);
export type AttemptOutcome = z.output<typeof AttemptOutcome>;

/** One try of a job by one worker; `epoch` names it, `attempt` is the number a person sees. */
export const AttemptRecord = z.strictObject({
  epoch: LeaseEpoch,
  attempt: z.int(),
  workerId: WorkerId,
  workerSlot: z.int(),
  startedAt: Time,
  finishedAt: Time.nullable(),
  outcome: AttemptOutcome,
  error: JobError.nullable(),
  rowCount: z.int(),
});
export type AttemptRecord = z.output<typeof AttemptRecord>;

export const StepState = z.enum(['running', 'done', 'failed', 'skipped', 'cancelled']);

/** One run of one step in one attempt. `seq` counts the runs, `path` is the place in the flow (`3`, `4.2`). */
export const StepRecord = z.strictObject({
  epoch: LeaseEpoch,
  seq: z.int().nonnegative(),
  path: z.string(),
  action: z.string(),
  title: z.string(),
  /** The target that was used, as text; empty when the step has none. */
  target: z.string(),
  /** Which candidate found the element, from 0; above 0 means that the step healed itself. */
  candidate: z.int().nonnegative().nullable(),
  state: StepState,
  startedAt: Time,
  finishedAt: Time.nullable(),
  error: JobError.nullable(),
});
export type StepRecord = z.output<typeof StepRecord>;

export const EventKind = z.enum([
  'queued',
  'claimed',
  'completed',
  'failed',
  'retry_scheduled',
  'cancel_asked',
  'cancel_stage',
  'cancelled',
  'parked',
  'released',
  'reclaimed',
  'retried',
  'run_now',
  'edited',
  'snoozed',
]);
export type EventKind = z.output<typeof EventKind>;

/** One line of a job's history. Replaying all of them gives the job's state: `to` is the state after it. */
export const JobEvent = z.strictObject({
  id: z.int(),
  at: Time,
  kind: EventKind,
  to: JobState,
  attempt: z.int(),
  /** One sentence for the timeline; empty when the kind says it all. */
  detail: z.string(),
});
export type JobEvent = z.output<typeof JobEvent>;

export const ArtifactKind = z.enum(['screenshot', 'trace', 'video', 'download', 'page', 'har', 'console']);
export type ArtifactKind = z.output<typeof ArtifactKind>;

/** A file that an attempt made; `path` is relative to the artifacts folder, with forward slashes. */
export const ArtifactRecord = z.strictObject({
  id: z.int(),
  epoch: LeaseEpoch,
  kind: ArtifactKind,
  name: z.string(),
  path: z.string(),
  bytes: z.int().nonnegative(),
  step: z.string().nullable(),
  at: Time,
});
export type ArtifactRecord = z.output<typeof ArtifactRecord>;

export const LogLevel = z.enum(['DEBUG', 'INFO', 'WARN', 'ERROR']);
export type LogLevel = z.output<typeof LogLevel>;

/** One log line. (`epoch`, `seq`) orders the lines of a job. */
export const LogLine = z.strictObject({
  epoch: LeaseEpoch,
  seq: z.int().nonnegative(),
  at: Time,
  level: LogLevel,
  step: z.string().nullable(),
  message: z.string(),
  /** Small JSON text, or null. */
  metadata: z.string().nullable(),
});
export type LogLine = z.output<typeof LogLine>;

/** A row's cells: text, numbers, booleans or nothing. */
export const RowData = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type RowData = z.output<typeof RowData>;

/** A dataset of a job as it counts for export: the rows of the attempt that completed, else of the one with most. */
export const DatasetSummary = z.strictObject({
  name: z.string(),
  rows: z.int(),
  columns: z.array(z.string()),
});
export type DatasetSummary = z.output<typeof DatasetSummary>;

/** Everything the detail screen shows but logs and rows, which are read by page. */
export const JobDetail = z.strictObject({
  job: JobSummary,
  inputs: z.record(z.string(), z.unknown()),
  row: RowData.nullable(),
  result: z.record(z.string(), z.unknown()).nullable(),
  attempts: z.array(AttemptRecord),
  events: z.array(JobEvent),
  steps: z.array(StepRecord),
  artifacts: z.array(ArtifactRecord),
  datasets: z.array(DatasetSummary),
  /** The name that marks jobs as the same work, or null. */
  uniqueKey: z.string().nullable(),
  profile: z.string().nullable(),
  /** Host of the job's first page, where it is known before the job runs. */
  site: z.string().nullable(),
  /** The jobs it comes after. */
  after: z.array(Dependency),
  /** The jobs that come after it; the first 100. */
  before: z.array(JobId),
  /** How its steps are run; absent = all of them, one after another. */
  run: RunOptions.optional(),
  /** The flows that its flow calls, by name, each in its frozen version. Absent = it calls none. */
  called: z.record(z.string(), z.int().positive()).optional(),
});
export type JobDetail = z.output<typeof JobDetail>;

/** How many jobs stand in each shown state. */
export const StateCounts = z.strictObject({
  all: z.int(),
  pending: z.int(),
  scheduled: z.int(),
  processing: z.int(),
  parked: z.int(),
  retrying: z.int(),
  stalled: z.int(),
  cancelling: z.int(),
  completed: z.int(),
  completed_with_failed_rows: z.int(),
  failed: z.int(),
  cancelled: z.int(),
});
export type StateCounts = z.output<typeof StateCounts>;

export const WorkerState = z.enum(['starting', 'idle', 'busy', 'offline']);

/** One worker as the strip and the Workers screen show it. */
export const WorkerSummary = z.strictObject({
  id: WorkerId,
  slot: z.int(),
  pid: z.int().nullable(),
  state: WorkerState,
  startedAt: Time,
  /** Last sign of life. */
  beatAt: Time.nullable(),
  currentJobs: z.array(JobId),
  concurrency: z.int(),
  /** It finishes what it has and takes nothing new. */
  draining: z.boolean(),
  browsers: z.int(),
  rssBytes: z.int(),
  /** Share of one core since the heartbeat before: 1 = one core fully. */
  cpu: z.number(),
  /** 99th percentile of how late its event loop was since the heartbeat before, milliseconds. */
  loopDelayMs: z.number(),
  /** Left out while it runs as many jobs as it may. */
  pace: Pace.optional(),
  jobsDone: z.int(),
  jobsFailed: z.int(),
  restarts: z.int(),
});
export type WorkerSummary = z.output<typeof WorkerSummary>;
