import type { Clock } from '../../../shared/clock.ts';
import type { FlowId, JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { WorkerLogLine, WorkerStep } from '../../../shared/ipc/worker-protocol.ts';
import type { UniqueKey } from '../../../shared/job/demands.ts';
import type { After } from '../../../shared/job/dependency.ts';
import type { JobError } from '../../../shared/job/error.ts';
import type { FailureDetail } from '../../../shared/job/failure.ts';
import type { RowEnd } from '../../../shared/job/own-rows.ts';
import type { RetryPolicy } from '../../../shared/job/retry.ts';
import type { ArtifactRecord, AttemptOutcome, RowData } from '../../../shared/job/schema.ts';
import type { JobState } from '../../../shared/job/state.ts';
import type { RunOptions } from '../../../shared/live/run-options.ts';
import type { TrialRun } from '../../../shared/live/trial.ts';
import type { Random } from '../../../shared/random.ts';
import type { WritableDb } from '../../database/open.ts';
import type { Publisher } from './publisher.ts';
import type { QueueSql } from './sql.ts';

/** A worker's right to one job, named by the epoch of its claim. */
export interface Lease {
  readonly jobId: JobId;
  readonly epoch: LeaseEpoch;
}

/** What makes a job. Times are epoch milliseconds. */
export interface NewJob {
  /** How its steps are run; undefined = all of them, one after another. */
  readonly run?: RunOptions | undefined;
  /** It is a trial of a draft of that flow (null = of none that is saved). */
  readonly trial?: { readonly flowId: FlowId | null; readonly run: TrialRun } | undefined;
  readonly flowId: FlowId;
  readonly flowVersionId: number;
  /** Values of the inputs, secrets sealed. */
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly row: RowData | null;
  readonly subtitle: string;
  /** −100 … 100, a higher one is taken sooner: one point is worth one minute of waiting. */
  readonly priority: number;
  readonly runAt: number;
  readonly headed: boolean;
  readonly retry: RetryPolicy;
  readonly stepsTotal: number;
  /** Marks jobs as the same work, and says what happens when there is one. */
  readonly key?: UniqueKey | undefined;
  /** Name of the profile that it holds while it runs. */
  readonly profile?: string | undefined;
  /** It looks first whether its profile is signed in. */
  readonly checksLogin?: boolean | undefined;
  /** Host of its first page, where it is known. */
  readonly site?: string | undefined;
  /** The jobs that it comes after. */
  readonly after?: readonly After[] | undefined;
  /** The flows that its flow calls: name → number of the version; null = none. */
  readonly called?: Readonly<Record<string, number>> | null;
  /** Rows of its own that it walks over; absent = it is no such job. */
  readonly rows?: readonly RowData[] | undefined;
  /** Words to find it by, each once, in the order of the alphabet. */
  readonly tags?: readonly string[] | undefined;
}

/** What came of queueing jobs: their numbers in order; `skipped` are those among them that stood already. */
export interface Enqueued {
  readonly ids: JobId[];
  readonly skipped: JobId[];
}

/** What a person changes of a job before it runs; undefined = stays. Inputs are whole, secrets sealed. */
export interface JobEdit {
  readonly inputs?: Readonly<Record<string, unknown>> | undefined;
  readonly subtitle?: string | undefined;
  readonly site?: string | undefined;
  readonly priority?: number | undefined;
  /** Another version of its flow, to run from now on. */
  readonly flowVersion?:
    | { readonly id: number; readonly stepsTotal: number; readonly checksLogin: boolean }
    | undefined;
}

/** A job as it is handed to a worker. `flowContent` is shared between claims: read it, never change it. */
export interface Claim extends Lease {
  readonly attempt: number;
  readonly flowContent: unknown;
  /** The flows that its flow calls, by name; shared between claims too. */
  readonly called: Readonly<Record<string, unknown>>;
  /** How many rows of its own it walks over; 0 = it is no such job. */
  readonly rowsTotal: number;
  /** It goes on from the job's checkpoint. */
  readonly continues: boolean;
  readonly inputs: Record<string, unknown>;
  readonly row: RowData | null;
  readonly headed: boolean;
  /** Name of the profile that it holds. */
  readonly profile: string | null;
  /** Why the job's inputs or row cannot be read, where another program has written into the file; absent = they can. */
  readonly unreadable?: string;
}

/** What an attempt brought since its last report. Sent again after a lost answer it changes nothing more. */
export interface RecordData {
  readonly stepsTotal: number;
  readonly steps: readonly WorkerStep[];
  readonly lines: readonly WorkerLogLine[];
  readonly rows: readonly {
    readonly dataset: string;
    readonly seq: number;
    readonly data: RowData;
    /** Number of the job's own row that brought it. */
    readonly origin?: number | undefined;
  }[];
  /** `path` is relative to the artifacts folder, with forward slashes. */
  readonly artifacts: readonly Omit<ArtifactRecord, 'id' | 'epoch'>[];
  /** What is known of steps that failed. */
  readonly failures?: readonly FailureDetail[];
  /** Path of a `once` step that is about to run. */
  readonly once: string | null;
  /** Own rows that have ended, with everything that they brought. */
  readonly rowEnds?: readonly RowEnd[] | undefined;
  /** The place from which the job can go on; its state is JSON text, sealed where it holds secrets. */
  readonly checkpoint?: { readonly step: number; readonly kept: number; readonly state: string } | undefined;
}

/** How an attempt ended, as its worker says. */
export type FinishOutcome =
  | { readonly kind: 'completed'; readonly result: Record<string, unknown>; readonly failedRows: number }
  | { readonly kind: 'failed'; readonly error: JobError }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'released' }
  /** Nobody is signed in in the job's profile: it waits until somebody has. `reason` is one sentence. */
  | { readonly kind: 'needsLogin'; readonly reason: string };

/** One end among several. */
export interface AttemptEnding {
  readonly lease: Lease;
  readonly outcome: FinishOutcome;
}

/** A job that was taken from its worker, and where it went. */
export interface Reclaimed extends Lease {
  readonly to: JobState;
}

/** Why jobs are taken from a worker. */
export type ReclaimReason = Extract<AttemptOutcome, 'worker_died' | 'lease_expired' | 'app_restarted'>;

/** A stage of stopping a job. */
export type CancelStage = 'actions_stopped' | 'context_closed' | 'worker_killed';

export interface QueueSettings {
  /** Without a heartbeat for this long a lease ends. */
  readonly leaseMs: number;
  /** A job that ended its worker this often fails. */
  readonly maxCrashes: number;
}

/** What the queue is made over. */
export interface JobQueueDeps {
  readonly db: WritableDb;
  readonly clock: Clock;
  readonly random: Random;
  readonly publisher: Publisher;
  /** Read when they are needed: they may change meanwhile. */
  readonly settings?: Partial<QueueSettings>;
  /** Altered statements: only tests give any, to see what happens without a guard. */
  readonly sql?: QueueSql;
}
