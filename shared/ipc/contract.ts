import * as z from 'zod';
import { Installable } from '../browsers/installable.ts';
import { Fault } from '../errors.ts';
import { CandidateHealth } from '../flow/health.ts';
import { InputValue } from '../flow/input.ts';
import { FlowSummary } from '../flow/summary.ts';
import { Candidate } from '../flow/target.ts';
import { FlowId, JobId, LeaseEpoch } from '../ids.ts';
import { BulkAction, BulkProgress, FlowLimits, SiteName, SiteRule, UniqueKey } from '../job/demands.ts';
import { After } from '../job/dependency.ts';
import { StoredFailure } from '../job/failure.ts';
import { OwnRowRecord, ResumeFrom, ResumeOutcome } from '../job/own-rows.ts';
import { PoolHealth, PoolSize, WorkerLife, WorkerSample } from '../job/pool.ts';
import { ProfileName, ProfileSummary, StartUrl } from '../job/profile.ts';
import { QueryTerms } from '../job/query-terms.ts';
import {
  JobDetail,
  JobSummary,
  LogLevel,
  LogLine,
  Priority,
  RowData,
  StateCounts,
  Time,
  WorkerSummary,
} from '../job/schema.ts';
import { DisplayState } from '../job/state.ts';
import { Tags } from '../job/tags.ts';
import { LiveChange } from '../live/live-state.ts';
import { LiveView, ViewWish } from '../live/live-view.ts';
import { LiveWish } from '../live/live-wish.ts';
import { RunOptions } from '../live/run-options.ts';
import { ExportFormat } from '../rows/export-format.ts';
import { SheetCells, SheetFile } from '../rows/sheet.ts';
import { BrowsersNow } from './browsers.ts';
import { DataHealth } from './data-health.ts';
import { call, stream } from './define.ts';
import { flowWorkCalls } from './flow-calls.ts';
import { jobPageCalls } from './job-calls.ts';
import { jobsCalls } from './jobs-calls.ts';
import { noticeCalls } from './notice-calls.ts';
import { resultsCalls } from './results-calls.ts';
import { settingsCalls } from './settings-calls.ts';
import { statisticsCalls } from './statistics-calls.ts';
import { trialCalls } from './trial-calls.ts';

const None = z.strictObject({});
const Done = z.strictObject({ done: z.literal(true) });

/** One thing that `doctor` and the first-run screen look at. */
export const Check = z.strictObject({
  id: z.enum(['electron', 'node', 'sqlite', 'display', 'browser', 'builds', 'data', 'disk', 'secrets']),
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
  /** `job`: one job walks over all rows, with a state for each of them; absent = one job a row. */
  rowsMode: z.enum(['job_each', 'job']).optional(),
  /** Undefined = as the flow says. */
  headed: z.boolean().optional(),
  priority: Priority.default(0),
  /** Epoch milliseconds; undefined = now. */
  runAt: Time.optional(),
  key: UniqueKey.optional(),
  /** The jobs that these come after. */
  after: z.array(After).max(20).default([]),
  /** How the steps are run; undefined = all of them, one after another. */
  run: RunOptions.optional(),
  tags: Tags.optional(),
});
export type EnqueueInput = z.output<typeof EnqueueInput>;

/** Newest first; `before` continues below the last id of the page before. */
export const JobFilter = z.strictObject({
  states: z.array(DisplayState).optional(),
  /** Part of the flow's name, or `#number`. */
  text: z.string().max(200).optional(),
  /** What a search asks for besides. */
  terms: QueryTerms.optional(),
  before: JobId.optional(),
  limit: z.int().min(1).max(500).default(200),
});
export type JobFilter = z.output<typeof JobFilter>;

/** The jobs that a bulk operation is for: those named, or all that match and are not newer than `upTo`. */
export const BulkTarget = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ids'), ids: z.array(JobId).min(1).max(10_000) }),
  z.strictObject({
    kind: z.literal('filter'),
    filter: JobFilter.pick({ states: true, text: true, terms: true }),
    upTo: JobId,
  }),
]);
export type BulkTarget = z.output<typeof BulkTarget>;

/** A line of a log that a search found. */
export const LogHit = z.strictObject({ jobId: JobId, flowName: z.string(), line: LogLine });
export type LogHit = z.output<typeof LogHit>;

/** Newest jobs first. */
export const LogSearchInput = z.strictObject({
  /** Part of a message; upper and lower case count as the same. */
  text: z.string().trim().min(2).max(200),
  jobId: JobId.optional(),
  levels: z.array(LogLevel).optional(),
  limit: z.int().min(1).max(500).default(100),
});
export type LogSearchInput = z.output<typeof LogSearchInput>;

/** A place in a job's log: the line (`epoch`, `seq`). */
export const LogCursor = z.strictObject({ epoch: LeaseEpoch, seq: z.int().nonnegative() });

/** `after` reads forward, `before` backward; neither = the last lines. Lines always come in order. */
export const LogPageInput = z.strictObject({
  jobId: JobId,
  after: LogCursor.optional(),
  before: LogCursor.optional(),
  limit: z.int().min(1).max(2000).default(500),
});

export { ExportFormat } from '../rows/export-format.ts';

/** What a cancel or retry came to: expected outcomes, not errors. */
export const CancelOutcome = z.enum(['cancelled', 'asked', 'already_ended']);
export const RetryOutcome = z.enum(['queued', 'not_ended']);

const Inputs = z.record(z.string(), InputValue);

/** A candidate that is to stand in front of a target of a step. */
export const UseCandidateInput = z.strictObject({
  id: FlowId,
  /** The version that was looked at: the step must be the same in the newest one. */
  version: z.int().positive(),
  /** Path of the step: `4.2`. */
  step: z
    .string()
    .regex(/^\d{1,6}(\.\d{1,6})*$/)
    .max(200),
  /** Where the step has the target: `target`, `fields.title.target`. */
  at: z.string().min(1).max(200),
  candidate: Candidate,
});

/** The workers and their browsers, as the status bar and the Workers screen show them. */
const Fleet = z.strictObject({
  workers: z.array(WorkerSummary),
  browsersAlive: z.int(),
  browsersExpected: z.int(),
  pool: PoolHealth,
});

/** Everything that a window may ask of main. A new call is one line here; the compiler lists the rest. */
export const appContract = {
  ...statisticsCalls,
  ...jobsCalls,
  'app.info': call(
    None,
    z.strictObject({
      version: z.string(),
      electron: z.string(),
      chromium: z.string(),
      node: z.string(),
      dataDir: z.string(),
      platform: z.string(),
      /** Who keeps the key of what is secret: a `file` is weaker, which is said before something is stored. */
      secretsKeptBy: z.enum(['system', 'file']),
    }),
  ),
  'app.check': call(None, z.strictObject({ checks: z.array(Check), tookMs: z.number() })),

  'jobs.list': call(
    JobFilter,
    z.strictObject({ jobs: z.array(JobSummary), now: Time, hasMore: z.boolean() }),
  ),
  'jobs.counts': call(None, StateCounts),
  'jobs.get': call(z.strictObject({ id: JobId }), JobDetail),
  /** What a failed step left behind: of that attempt and step, else of the newest failure; null = nothing was kept. */
  'jobs.failure': call(
    z.strictObject({ id: JobId, epoch: LeaseEpoch.optional(), path: z.string().max(200).optional() }),
    z.strictObject({ failure: StoredFailure.nullable() }),
  ),
  /** `skipped` are the numbers among `ids` that stood already: a job with that key waits, runs or is parked. */
  'jobs.enqueue': call(EnqueueInput, z.strictObject({ ids: z.array(JobId), skipped: z.array(JobId) })),
  'jobs.cancel': call(z.strictObject({ id: JobId }), z.strictObject({ outcome: CancelOutcome })),
  /** `inputs` replaces the values of those inputs; the others stay. `newest` = with the newest version of its flow. */
  'jobs.retry': call(
    z.strictObject({ id: JobId, inputs: Inputs.optional(), flow: z.enum(['same', 'newest']).optional() }),
    z.strictObject({ outcome: RetryOutcome }),
  ),
  /** Lets an ended or parked job go on where it stopped, or with its failed rows, instead of beginning anew. */
  'jobs.resume': call(
    z.strictObject({ id: JobId, from: ResumeFrom }),
    z.strictObject({ outcome: ResumeOutcome }),
  ),
  /** Changes a job that waits; false = it does not wait any more, and nothing was changed. */
  'jobs.edit': call(
    z.strictObject({ id: JobId, inputs: Inputs.optional(), priority: Priority.optional() }),
    z.strictObject({ edited: z.boolean() }),
  ),
  /** Lets a waiting job wait until then; false = it does not wait. */
  'jobs.snooze': call(z.strictObject({ id: JobId, until: Time }), z.strictObject({ moved: z.boolean() })),
  /** How many jobs match, and the newest of all jobs: what a bulk operation over all that match is told. */
  'jobs.count': call(
    JobFilter.pick({ states: true, text: true, terms: true }),
    z.strictObject({ jobs: z.int(), upTo: JobId.nullable() }),
  ),
  /** Starts a bulk operation; it goes on by itself and tells how far it is in `bulk.progress`. */
  'bulk.start': call(
    z.strictObject({ action: BulkAction, target: BulkTarget }),
    z.strictObject({ id: z.int().positive() }),
  ),
  /** What was changed stays changed; false = it was over. */
  'bulk.stop': call(z.strictObject({ id: z.int().positive() }), z.strictObject({ stopped: z.boolean() })),
  'jobs.runNow': call(z.strictObject({ id: JobId }), z.strictObject({ moved: z.boolean() })),

  ...jobPageCalls,

  'logs.page': call(LogPageInput, z.strictObject({ lines: z.array(LogLine), hasMore: z.boolean() })),
  /** `complete` is false when there are more hits than the limit. */
  'logs.search': call(
    LogSearchInput,
    z.strictObject({ hits: z.array(LogHit), complete: z.boolean(), tookMs: z.number() }),
  ),
  'rows.page': call(
    z.strictObject({
      jobId: JobId,
      dataset: z.string(),
      offset: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(1000).default(200),
    }),
    z.strictObject({ rows: z.array(RowData), total: z.int() }),
  ),
  /** The rows that a job walks over, in order, after a number. */
  'rows.own': call(
    z.strictObject({
      jobId: JobId,
      after: z.int().nonnegative().default(0),
      limit: z.int().min(1).max(500).default(100),
      failedOnly: z.boolean().default(false),
    }),
    z.strictObject({ rows: z.array(OwnRowRecord), hasMore: z.boolean() }),
  ),
  /** Asks where to save the rows that failed, each with its error, then writes them as CSV. */
  'rows.exportFailed': call(
    z.strictObject({ jobId: JobId }),
    z.strictObject({ path: z.string().nullable(), rows: z.int() }),
  ),
  /** The cells of the first sheet of an Excel workbook as texts, read in a process of its own; a wrong file is `invalid_input`. */
  'rows.readSheet': call(SheetFile, SheetCells),
  /** Asks where to save, then writes; `path` is null when the person thought better of it. */
  'rows.export': call(
    z.strictObject({ jobId: JobId, dataset: z.string(), format: ExportFormat }),
    z.strictObject({ path: z.string().nullable(), rows: z.int() }),
  ),
  ...resultsCalls,
  'artifacts.reveal': call(z.strictObject({ jobId: JobId, artifactId: z.int() }), Done),
  /** Opens a trace in a window of its own. */
  'artifacts.openTrace': call(z.strictObject({ jobId: JobId, artifactId: z.int() }), Done),

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
  'flows.setLimits': call(
    z.strictObject({ id: FlowId, limits: FlowLimits.partial() }),
    z.strictObject({ flow: FlowSummary }),
  ),
  /** How the candidates of the flow's targets did, over all its jobs. */
  'flows.health': call(
    z.strictObject({ id: FlowId }),
    z.strictObject({ candidates: z.array(CandidateHealth) }),
  ),
  /** Puts a candidate in front of a step's target, as the next version; `before` is the version that can be had back. */
  'flows.useCandidate': call(
    UseCandidateInput,
    z.strictObject({ flow: FlowSummary, before: z.int().positive() }),
  ),
  /** Makes an earlier version the newest one again, unless the newest one is another one than `newest`. */
  'flows.restore': call(
    z.strictObject({ id: FlowId, version: z.int().positive(), newest: z.int().positive() }),
    z.strictObject({ flow: FlowSummary }),
  ),
  ...flowWorkCalls,
  'sites.list': call(None, z.strictObject({ rules: z.array(SiteRule) })),
  'sites.set': call(SiteRule, Done),
  'sites.remove': call(z.strictObject({ site: SiteName }), Done),
  /** Profiles by name: whose cookies they hold, never the cookies. */
  'profiles.list': call(None, z.strictObject({ profiles: z.array(ProfileSummary) })),
  /** Makes a profile and queues the job in which a person signs in to it. */
  'profiles.create': call(
    z.strictObject({ name: ProfileName, url: StartUrl }),
    z.strictObject({ jobId: JobId }),
  ),
  /** Queues the job in which a person signs in again, or gives the one that is there; `url` replaces the address. */
  'profiles.signIn': call(
    z.strictObject({ name: z.string().max(100), url: StartUrl.optional() }),
    z.strictObject({ jobId: JobId }),
  ),
  /** Removes a profile and its state for good; refused while a job holds it. */
  'profiles.remove': call(z.strictObject({ name: z.string().max(100) }), Done),
  /** All of them, now and with every change. */
  'profiles.changed': stream(None, z.strictObject({ profiles: z.array(ProfileSummary) }), 'latest-by-key'),
  /** Queues the ready-made sample flow. */
  'sample.run': call(None, z.strictObject({ id: JobId })),

  'workers.list': call(None, Fleet),
  /** Changes the number of workers and of jobs at once while they run; running jobs are finished. */
  'workers.configure': call(PoolSize, PoolHealth),
  /** The worker finishes what it has and ends. `restart`: a fresh one takes its place; `stay`: its slot stays empty. */
  'workers.drain': call(
    z.strictObject({ slot: z.int().positive(), afterwards: z.enum(['restart', 'stay']) }),
    z.strictObject({ draining: z.boolean() }),
  ),
  /** Starts every worker that is missing now: drained ones, and those that a degraded pool holds back. */
  'workers.start': call(None, PoolHealth),
  /** What the workers needed since then, oldest first, and the last lives of workers, newest first. */
  'workers.history': call(
    z.strictObject({ since: Time }),
    z.strictObject({ samples: z.array(WorkerSample), lives: z.array(WorkerLife) }),
  ),
  /** The browsers of this computer, those that could be installed too, and the installation that runs. */
  'browsers.list': call(None, BrowsersNow),
  /** Begins to install one of Playwright's builds; `browsers.changed` tells how far it is. A second one at a time is refused. */
  'browsers.install': call(z.strictObject({ kind: Installable }), BrowsersNow),
  /** Ends it and leaves nothing of it behind; false = it was over. */
  'browsers.cancelInstall': call(None, z.strictObject({ stopped: z.boolean() })),
  /** All of it, now and with every change. */
  'browsers.changed': stream(None, BrowsersNow, 'latest-by-key'),
  'queue.get': call(None, z.strictObject({ paused: z.boolean() })),
  'queue.setPaused': call(z.strictObject({ paused: z.boolean() }), z.strictObject({ paused: z.boolean() })),
  /** Can the data file be worked with? While it cannot, the queue holds. */
  'data.health': call(None, DataHealth),

  ...trialCalls,

  /** What a person wants of a running job; an answer, a step or a moment that does not fit is refused. */
  'live.wish': call(z.strictObject({ jobId: JobId, wish: LiveWish }), Done),
  /** How the running jobs stand: first all of them, then each change. */
  'live.changed': stream(None, LiveChange, 'latest-by-key'),
  /** What is seen of a job while this lasts, over all its attempts; a slow reader misses pictures and gets the newest. */
  'live.view': stream(z.strictObject({ jobId: JobId, ...ViewWish.shape }), LiveView, 'latest-by-key'),

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
  'workers.changed': stream(None, Fleet, 'latest-by-key'),
  'bulk.progress': stream(None, BulkProgress, 'latest-by-key'),
  'queue.changed': stream(None, z.strictObject({ paused: z.boolean() }), 'latest-by-key'),
  'data.healthChanged': stream(None, DataHealth, 'latest-by-key'),
  ...settingsCalls,
  ...noticeCalls,
} as const;

export type AppContract = typeof appContract;
