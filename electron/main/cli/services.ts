import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { Fault } from '../../../shared/errors.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import { type JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type {
  AppContract,
  Check,
  EnqueueInput,
  JobFilter,
  LogSearchInput,
} from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
import type { ExportInput, ExportResult, ReaderContract } from '../../../shared/ipc/reader-protocol.ts';
import type { StoredFailure } from '../../../shared/job/failure.ts';
import type { ResumeFrom, ResumeOutcome } from '../../../shared/job/own-rows.ts';
import type { JobDetail, LogLine } from '../../../shared/job/schema.ts';
import type { Interrupts } from './interrupts.ts';
import type { CliOutput } from './output.ts';

/** A place in a job's log: the line (`epoch`, `seq`). */
export type LogPlace = Pick<LogLine, 'epoch' | 'seq'>;

/** The place before the first line of any log. */
export const LOG_START: LogPlace = { epoch: LeaseEpoch.parse(1), seq: -1 };

export type ImportOutcome =
  | { readonly ok: true; readonly flow: FlowSummary }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * What the commands need of the app; the same services that answer the window. A call that fails throws an AppError;
 * an unknown job is `not_found`.
 */
export interface Services {
  /** Saves the text of a flow file (see `flows.import`); the same text again is the same version. */
  importFlow(fileName: string, text: string): ImportOutcome | Promise<ImportOutcome>;
  /** Queues one job, or one a row; gives their numbers in the order of the rows, and which of them stood already. */
  enqueue(
    input: EnqueueInput,
  ): CallOutput<AppContract, 'jobs.enqueue'> | Promise<CallOutput<AppContract, 'jobs.enqueue'>>;
  listJobs(
    filter: JobFilter,
  ): CallOutput<AppContract, 'jobs.list'> | Promise<CallOutput<AppContract, 'jobs.list'>>;
  getJob(id: JobId): JobDetail | Promise<JobDetail>;
  /** What the newest failed step of the job left behind; null = nothing was kept. */
  getFailure(id: JobId): StoredFailure | null | Promise<StoredFailure | null>;
  cancelJob(
    id: JobId,
  ):
    | CallOutput<AppContract, 'jobs.cancel'>['outcome']
    | Promise<CallOutput<AppContract, 'jobs.cancel'>['outcome']>;
  retryJob(
    id: JobId,
  ):
    | CallOutput<AppContract, 'jobs.retry'>['outcome']
    | Promise<CallOutput<AppContract, 'jobs.retry'>['outcome']>;
  /** Lets an ended or parked job go on instead of beginning anew. */
  resumeJob(id: JobId, from: ResumeFrom): ResumeOutcome | Promise<ResumeOutcome>;
  /** The cells of the first sheet of a workbook (in the reader process). */
  readSheet(bytes: Uint8Array): Promise<readonly (readonly string[])[]>;
  /** Answers what a running job asks. Throws AppError `conflict` or `invalid_input`. */
  answerJob(id: JobId, text: string): void | Promise<void>;
  /** Lines after the place, in order, at most `limit`. */
  logLines(id: JobId, after: LogPlace, limit: number): readonly LogLine[] | Promise<readonly LogLine[]>;
  /** The last lines of the log, in order, at most `limit`. */
  lastLogLines(id: JobId, limit: number): readonly LogLine[] | Promise<readonly LogLine[]>;
  /** Calls `onChange` after anything of a job changed: its state, steps, lines, rows or artifacts. A hint: the call may come late. */
  watchJobs(onChange: (id: JobId) => void): Disposable;
  isQueuePaused(): boolean;
  /** Looks for a text in every log (in the reader process). */
  searchLogs(input: LogSearchInput): Promise<CallOutput<ReaderContract, 'searchLogs'>>;
  /** Writes rows to a file (in the reader process). */
  exportRows(input: ExportInput): Promise<ExportResult>;
  /** The folder that the paths of artifacts are relative to, absolute. */
  readonly artifactsDir: string;
  runChecks(): Promise<readonly Check[]>;
}

/** What a command runs in: its services, its caller's working folder, its output and its Ctrl-C. */
export interface CommandContext {
  readonly services: Services;
  readonly clock: Clock;
  /** Working folder of the caller: relative paths belong to it. */
  readonly cwd: string;
  readonly output: CliOutput;
  readonly interrupts: Interrupts;
  readonly version: string;
  /** True when workers go on after the command, because a window is open. */
  readonly staysOpen: boolean;
}
