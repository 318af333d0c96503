import * as z from 'zod';
import { JobId, LeaseEpoch, WorkerId } from '../ids.ts';
import { JobError } from '../job/error.ts';
import { FailureDetail } from '../job/failure.ts';
import { CheckpointState, RowEnd } from '../job/own-rows.ts';
import { Pace } from '../job/pace.ts';
import { ProfileState } from '../job/profile-state.ts';
import { ArtifactKind, LogLevel, LogLine, RowData, StepRecord, Time } from '../job/schema.ts';
import { LiveState } from '../live/live-state.ts';
import { LiveView, ViewWish } from '../live/live-view.ts';
import { LiveWish } from '../live/live-wish.ts';
import { RunOptions } from '../live/run-options.ts';
import { TrialAnswer, TrialCommand, TrialRun } from '../live/trial.ts';

/** Names one attempt: every report of a worker carries it, and a stale one changes nothing. */
const Lease = { jobId: JobId, epoch: LeaseEpoch };

/** A claimed job, ready to run. The flow is parsed by the worker with the schema that the editor uses. */
export const ClaimedJob = z.strictObject({
  ...Lease,
  attempt: z.int().positive(),
  flow: z.unknown(),
  /** Values of the inputs, secrets in clear: they never leave the worker. */
  inputs: z.record(z.string(), z.unknown()),
  /** Every value that no log, title or error may show. */
  secrets: z.array(z.string()),
  row: RowData.nullable(),
  /** `{{env.…}}`: the practice site's address where the flow asks for it. */
  env: z.record(z.string(), z.string()),
  headed: z.boolean(),
  /** The profile that the job holds; its state is null as long as none was kept. */
  profile: z.strictObject({ name: z.string(), state: ProfileState.nullable() }).nullable(),
  /** Folder for this attempt's files, absolute; the worker makes it when it has one to write. */
  artifactsDir: z.string(),
  /** The flows that its flow calls, by name, and those that they call. */
  called: z.record(z.string(), z.unknown()).optional(),
  /** It runs the flow once for each of so many rows, which are asked for in portions; absent = once. */
  ownRows: z.strictObject({ total: z.int().positive() }).optional(),
  /** Where it goes on; absent = it begins anew. */
  from: z
    .strictObject({
      /** So many steps of the flow itself are done. */
      step: z.int().nonnegative(),
      state: CheckpointState,
      /** What the sites kept in the browser when the attempt before failed; null = that is not known. */
      browser: ProfileState.nullable(),
    })
    .optional(),
  /** How its steps are run; none given = all of them, one after another. */
  run: RunOptions.optional(),
  /** It is a trial of a draft: it waits after its last step and after a failed one. `run` is what runs first. */
  trial: z.strictObject({ run: TrialRun }).optional(),
});
export type ClaimedJob = z.output<typeof ClaimedJob>;

/** Where browsers are; what is left out or null is not on this computer. */
const BrowserPaths = z.strictObject({
  headless: z.string().nullable(),
  headed: z.string().nullable(),
  chrome: z.string().optional(),
  msedge: z.string().optional(),
});

export const WorkerSettings = z.strictObject({
  workerId: WorkerId,
  slot: z.int().positive(),
  concurrency: z.int().min(1).max(50),
  pollMs: z.int().positive(),
  heartbeatMs: z.int().positive(),
  browsers: BrowserPaths,
  /** Chromium's own sandbox; off only where it cannot be had (root). */
  sandbox: z.boolean(),
  /** So many browsers of failed steps may be kept open at once. */
  maxHeld: z.int().min(0).max(50).optional(),
});
export type WorkerSettings = z.output<typeof WorkerSettings>;

/** Main → worker. */
export const ToWorker = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('init'), settings: WorkerSettings }),
  /** Answer to `ask`; an empty list means: nothing now. */
  z.strictObject({ kind: z.literal('jobs'), jobs: z.array(ClaimedJob) }),
  /** There may be something to claim: ask. */
  z.strictObject({ kind: z.literal('nudge') }),
  z.strictObject({ kind: z.literal('cancel'), ...Lease }),
  /** From now on it runs up to so many jobs at once; what runs beyond that is finished. */
  z.strictObject({ kind: z.literal('resize'), concurrency: z.int().min(1).max(50) }),
  /** From now on it asks and tells so often, and keeps so many browsers of failed steps open. */
  z.strictObject({
    kind: z.literal('tune'),
    pollMs: z.int().positive(),
    heartbeatMs: z.int().positive(),
    maxHeld: z.int().min(0).max(50).optional(),
  }),
  /** From now on browsers are started from there; those that run go on. */
  z.strictObject({ kind: z.literal('browsers'), browsers: BrowserPaths }),
  /** The lease is gone: stop at once and report nothing more. */
  z.strictObject({ kind: z.literal('leaseLost'), ...Lease }),
  /** Data of `batch` is safe on disk; the next one may come. */
  z.strictObject({ kind: z.literal('ack'), ...Lease, batch: z.int() }),
  /** The next rows of the attempt, in order; none = there are no more. */
  z.strictObject({
    kind: z.literal('ownRows'),
    ...Lease,
    rows: z.array(z.strictObject({ number: z.int().positive(), data: RowData })),
  }),
  /** The browser is written down: launch it. */
  z.strictObject({ kind: z.literal('browserAllowed'), browser: z.string() }),
  /** Somebody looks at the job: send its pictures like this, until `unwatch`. */
  z.strictObject({ kind: z.literal('watch'), ...Lease, ...ViewWish.shape }),
  z.strictObject({ kind: z.literal('unwatch'), ...Lease }),
  /** A picture was taken in: the next one may come. */
  z.strictObject({ kind: z.literal('pictureTaken'), ...Lease }),
  z.strictObject({ kind: z.literal('wish'), ...Lease, wish: LiveWish }),
  /** Asks something of a trial; answered once, by `trialAnswer` with the same number. */
  z.strictObject({ kind: z.literal('trial'), ...Lease, ask: z.int().positive(), command: TrialCommand }),
  /** Take no more jobs; finish what runs, close every browser, exit. */
  z.strictObject({ kind: z.literal('drain') }),
  /** Give up what runs now: abort, close every browser, exit. */
  z.strictObject({ kind: z.literal('stop') }),
]);
export type ToWorker = z.output<typeof ToWorker>;

/** A line as the worker writes it; `seq` counts the lines of the attempt. */
export const WorkerLogLine = LogLine.omit({ epoch: true });
export type WorkerLogLine = z.output<typeof WorkerLogLine>;

/** Which candidate of one target of a step was used in one run of it; null = none found anything. */
export const TargetUse = z.strictObject({
  /** What the step is known by, beyond versions of the flow: its id, else its path. */
  step: z.string().max(200),
  /** Where the step has the target: `target`, `fields.title.target`. */
  at: z.string().max(200),
  /** A line for each candidate, as the flow has them. */
  candidates: z.array(z.string().max(300)).min(1).max(20),
  used: z.int().nonnegative().nullable(),
});
export type TargetUse = z.output<typeof TargetUse>;

/** A step's state as the worker reports it; sent when it starts and again when it ends, then with the targets that it used. */
export const WorkerStep = StepRecord.omit({ epoch: true }).extend({
  targets: z.array(TargetUse).max(50).optional(),
});
export type WorkerStep = z.output<typeof WorkerStep>;

export const WorkerArtifact = z.strictObject({
  kind: ArtifactKind,
  name: z.string().min(1).max(255),
  /** File name inside the attempt's folder. */
  file: z.string().min(1).max(255),
  bytes: z.int().nonnegative(),
  step: z.string().nullable(),
  at: Time,
});
export type WorkerArtifact = z.output<typeof WorkerArtifact>;

/** How an attempt ended, as its worker saw it. */
export const AttemptResult = z.discriminatedUnion('kind', [
  /** `result` holds the values of `extract` steps by name. */
  z.strictObject({
    kind: z.literal('completed'),
    result: z.record(z.string(), z.unknown()),
    failedRows: z.int(),
  }),

  z.strictObject({ kind: z.literal('failed'), error: JobError }),
  z.strictObject({ kind: z.literal('cancelled') }),
  /** The worker was told to stop: the attempt is given back. */
  z.strictObject({ kind: z.literal('released') }),
  /** Nobody is signed in in the job's profile; no step has run. `reason` is one sentence. */
  z.strictObject({ kind: z.literal('needsLogin'), reason: z.string().max(500) }),
]);
export type AttemptResult = z.output<typeof AttemptResult>;

/** Worker → main. Parsed always: a worker holds pages that nobody trusts. */
export const FromWorker = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  /** Wants up to `slots` jobs. */
  z.strictObject({ kind: z.literal('ask'), slots: z.int().positive() }),
  z.strictObject({
    kind: z.literal('beat'),
    jobs: z.array(z.strictObject(Lease)),
    rssBytes: z.int().nonnegative(),
    browsers: z.int().nonnegative(),
    /** Share of one core since the last beat. */
    cpu: z.number().nonnegative(),
    /** 99th percentile of the event loop's delay since the last beat, milliseconds. */
    loopDelayMs: z.number().nonnegative(),
    /** Left out while it runs as many jobs as it may. */
    pace: Pace.optional(),
  }),
  /**
   * What an attempt brought since the last batch; at most one unacknowledged batch a job, so a flood slows its own source.
   * `suppressed` counts log lines left out in between.
   */
  z.strictObject({
    kind: z.literal('data'),
    ...Lease,
    batch: z.int().nonnegative(),
    stepsTotal: z.int().nonnegative(),
    steps: z.array(WorkerStep),
    lines: z.array(WorkerLogLine),
    rows: z.array(
      z.strictObject({
        dataset: z.string().min(1).max(100),
        seq: z.int().nonnegative(),
        data: RowData,
        /** Number of the attempt's own row that brought it. */
        origin: z.int().positive().optional(),
      }),
    ),
    artifacts: z.array(WorkerArtifact),
    /** What is known of steps that failed. */
    failures: z.array(FailureDetail).max(100).optional(),
    /** Path of a `once` step that is about to run: it runs only after this batch is acknowledged. */
    once: z.string().nullable(),
    /** Own rows that have ended; everything that they brought is in this batch or before it. */
    rowEnds: z.array(RowEnd).optional(),
    /** From here the job can go on; the rows below `kept` are in this batch or before it. */
    checkpoint: z
      .strictObject({
        step: z.int().nonnegative(),
        kept: z.int().nonnegative(),
        state: CheckpointState,
        /** It holds secrets: nothing of it may be written in clear. */
        secret: z.boolean(),
      })
      .optional(),
  }),
  /** Wants the next rows of the attempt after this number. */
  z.strictObject({ kind: z.literal('wantRows'), ...Lease, after: z.int().nonnegative() }),
  /** What the sites keep in the browser of an attempt that failed: it goes with the checkpoint. */
  z.strictObject({ kind: z.literal('failureState'), ...Lease, state: ProfileState }),
  /** A stage of stopping was reached, with its time since the request. */
  z.strictObject({
    kind: z.literal('cancelStage'),
    ...Lease,
    stage: z.enum(['actions_stopped', 'context_closed']),
    afterMs: z.number(),
  }),
  /** What the browser of an attempt with a profile keeps at its end; comes before the `finished` of one that completed. */
  z.strictObject({ kind: z.literal('profileState'), ...Lease, state: ProfileState }),
  z.strictObject({ kind: z.literal('finished'), ...Lease, result: AttemptResult }),
  /** How the steps stand, told when the attempt begins and with every change. */
  z.strictObject({ kind: z.literal('live'), ...Lease, state: LiveState }),
  /** Sent while somebody looks; at most two pictures are not taken in yet. */
  z.strictObject({ kind: z.literal('view'), ...Lease, view: LiveView }),
  /** The answer to a question of a trial. */
  z.strictObject({
    kind: z.literal('trialAnswer'),
    ...Lease,
    ask: z.int().positive(),
    answer: TrialAnswer,
  }),
  /** About to launch: `browser` is a fresh token that stands on the browser's command line. */
  z.strictObject({
    kind: z.literal('browserStarting'),
    browser: z.string().min(16).max(64),
    profileDir: z.string(),
  }),
  z.strictObject({ kind: z.literal('browserStarted'), browser: z.string(), pid: z.int().positive() }),
  z.strictObject({ kind: z.literal('browserClosed'), browser: z.string() }),
  /** A sentence about the worker itself, mirrored to the console. */
  z.strictObject({ kind: z.literal('note'), level: LogLevel, message: z.string() }),
]);
export type FromWorker = z.output<typeof FromWorker>;
