import * as z from 'zod';
import { FlowId, JobId } from '../ids.ts';
import { FindFilter, FindWish } from '../job/find.ts';
import { JobSummary, Time } from '../job/schema.ts';
import { SheetCells, SheetFile } from '../rows/sheet.ts';
import { FailureCauses } from '../statistics/failure-cause.ts';
import { EndsSeed } from '../statistics/throughput.ts';
import { ExportFormat, JobFilter, LogHit, LogSearchInput } from './contract.ts';
import { call } from './define.ts';
import { Reply } from './envelope.ts';
import { jobPageCalls, SavedLines } from './job-calls.ts';
import { FoundJobs, FoundStates } from './jobs-calls.ts';
import {
  CopyInput,
  CopyOutput,
  DatasetsInput,
  DatasetsOutput,
  PageInput,
  PageOutput,
  ResultsExport,
  RunsInput,
  RunsOutput,
} from './results-calls.ts';

/** Which rows to write where. Rows of several jobs come one after the other, in the order of `jobIds`. */
export const ExportInput = z.strictObject({
  jobIds: z.array(JobId).max(100_000),
  /** Undefined = every dataset. */
  dataset: z.string().max(100).optional(),
  format: ExportFormat,
  /** Absolute path of the file; an existing one is replaced when the new one is whole. */
  path: z.string().min(1),
});
export type ExportInput = z.output<typeof ExportInput>;

/** A cell that the export had to change; `row` counts the rows of data from 1. */
export const ChangedCell = z.strictObject({ row: z.int().positive(), column: z.string() });
export type ChangedCell = z.output<typeof ChangedCell>;

/** What an export wrote. */
export const ExportResult = z.strictObject({
  path: z.string(),
  rows: z.int().nonnegative(),
  columns: z.array(z.string()),
  /** CSV: text cells that begin like a formula and got an apostrophe in front; the first 20 are named. */
  escapedCells: z.int().nonnegative(),
  escaped: z.array(ChangedCell).max(20),
  /** XLSX: text cells over 32,767 characters, which the format cannot hold; the first 20 are named. */
  shortenedCells: z.int().nonnegative(),
  shortened: z.array(ChangedCell).max(20),
});
export type ExportResult = z.output<typeof ExportResult>;

/** Everything that main may ask of the reader process. A new request is one line here. */
export const readerContract = {
  exportRows: call(ExportInput, ExportResult),
  /** The rows of a job that failed, each with its error, as CSV. */
  exportFailedRows: call(z.strictObject({ jobId: JobId, path: z.string().min(1) }), ExportResult),
  readSheet: call(SheetFile, SheetCells),
  searchJobs: call(JobFilter, z.strictObject({ jobs: z.array(JobSummary), now: Time, hasMore: z.boolean() })),
  countJobs: call(
    JobFilter.pick({ states: true, text: true }),
    z.strictObject({ jobs: z.int().nonnegative() }),
  ),
  /** What ended since then among the newest jobs, by minute. */
  recentEnds: call(z.strictObject({ since: Time }), EndsSeed),
  failureCauses: call(z.strictObject({}), FailureCauses),
  listDatasets: call(DatasetsInput, DatasetsOutput),
  listRuns: call(RunsInput, RunsOutput),
  resultsPage: call(PageInput, PageOutput),
  resultsTable: call(CopyInput, CopyOutput),
  /** `complete` is false when there are more rows than were looked through. */
  exportResults: call(
    z.strictObject({ ...ResultsExport.shape, path: z.string().min(1) }),
    z.strictObject({ ...ExportResult.shape, complete: z.boolean() }),
  ),
  /** The last good job beside this one, looked for among the jobs of its flow. */
  lastGood: jobPageCalls['job.lastGood'],
  /** Lines of a job's log as a text file, all attempts one after another. */
  saveLog: call(
    z.strictObject({ id: JobId, lines: SavedLines, path: z.string().min(1) }),
    z.strictObject({ lines: z.int().nonnegative() }),
  ),
  /** How many jobs a flow has, and how many of them wait or run. */
  countFlowJobs: call(
    z.strictObject({ flowId: FlowId }),
    z.strictObject({ jobs: z.int().nonnegative(), open: z.int().nonnegative() }),
  ),
  /** A page of what matches. `walk` waits until it is whole; `list` gives what was found in time, and gives way to a newer list. */
  findJobs: call(FindWish.extend({ how: z.enum(['list', 'walk']) }), FoundJobs),
  /** How many jobs match, all of them counted at one moment. */
  countFound: call(FindFilter, z.strictObject({ jobs: z.int().nonnegative() })),
  /** How many match in each shown state, as far as they can be counted in time. */
  countFoundStates: call(FindFilter.extend({ withinMs: z.int().positive().max(10_000) }), FoundStates),
  searchLogs: call(LogSearchInput, z.strictObject({ hits: z.array(LogHit), complete: z.boolean() })),
} as const;
export type ReaderContract = typeof readerContract;

const RequestId = z.int().positive();

/** Main → reader. `init` comes first and once. */
export const ToReader = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('init'),
    databasePath: z.string().min(1),
    /** The reader ends itself when this process is gone. */
    parentPid: z.int().positive(),
  }),
  z.strictObject({ kind: z.literal('call'), id: RequestId, name: z.string().max(64), input: z.unknown() }),
]);
export type ToReader = z.output<typeof ToReader>;

/** Reader → main: one answer a request, in any order. */
export const FromReader = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reply'), id: RequestId, reply: Reply }),
]);
export type FromReader = z.output<typeof FromReader>;
