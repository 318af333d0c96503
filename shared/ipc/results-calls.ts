import * as z from 'zod';
import { FlowId, JobId } from '../ids.ts';
import { JobSummary, RowData, Time } from '../job/schema.ts';
import { ExportFormat } from '../rows/export-format.ts';
import { call } from './define.ts';

/** The name of a dataset as rows are stored with it. */
export const DatasetName = z.string().min(1).max(100);
const ColumnName = z.string().max(2_000);
const Columns = z.array(ColumnName).max(300);

/** A dataset of a flow, over all its runs. */
export const Dataset = z.strictObject({
  flowId: FlowId,
  flowName: z.string(),
  name: DatasetName,
  /** The newest job that brought rows of it, when that was queued, and how many they are. */
  jobId: JobId,
  at: Time,
  rows: z.int(),
});
export type Dataset = z.output<typeof Dataset>;

/** One job with its rows of the dataset. */
export const DatasetRun = z.strictObject({ job: JobSummary, rows: z.int() });
export type DatasetRun = z.output<typeof DatasetRun>;

/** Which rows are shown of those that were compared. */
export const ShownRows = z.enum(['all', 'failed', 'changed', 'added', 'removed']);
export type ShownRows = z.output<typeof ShownRows>;

/** Which rows are looked at, and how. */
export const ResultsLook = z.strictObject({
  flowId: FlowId,
  dataset: DatasetName,
  /** Null = all runs of the flow together, newest first. */
  jobId: JobId.nullable(),
  /** The run that it is compared with; only for the rows of one run. */
  against: JobId.nullable(),
  /** The columns that tell a row when runs are compared; null = the best guess. */
  key: z.array(ColumnName).max(20).nullable(),
  /** Of rows with the same values there the newest one is kept; none = every row. Not while runs are compared. */
  unique: z.array(ColumnName).max(20),
  /** See `rowFilter`. */
  filter: z.string().max(500),
  sort: z.strictObject({ column: ColumnName, down: z.boolean() }).nullable(),
  show: ShownRows,
  /** Goes up when what was stored meanwhile is to be seen too. */
  stamp: z.int().nonnegative(),
});
export type ResultsLook = z.output<typeof ResultsLook>;

/** A row as it is shown. Cells are cut at 2,000 characters. */
export const ResultRow = z.strictObject({
  /** `gone`: it was removed after it was looked at. */
  kind: z.enum(['plain', 'same', 'changed', 'added', 'removed', 'failed', 'gone']),
  /** The run that it belongs to. */
  jobId: JobId,
  /** Its place in its run, from 1; of a failed row the number that it was given; null for a removed one. */
  number: z.int().nullable(),
  cells: RowData,
  /** Of a changed row: what its changed columns held before. */
  before: RowData.nullable(),
  /** The job's own row that brought it, or that failed. */
  origin: z.int().nullable(),
  /** Why it failed. */
  error: z.string().nullable(),
});
export type ResultRow = z.output<typeof ResultRow>;

/** The numbers of a column: of the shown run and of the one that it is compared with. */
export const ColumnFacts = z.strictObject({
  name: ColumnName,
  /** Every value in it is a number. */
  isNumber: z.boolean(),
  numbers: z.int(),
  sum: z.number(),
  numbersBefore: z.int(),
  sumBefore: z.number(),
});
export type ColumnFacts = z.output<typeof ColumnFacts>;

export const ResultsSummary = z.strictObject({
  /** Rows in the table as it is shown. */
  total: z.int(),
  /** Rows that pass the filter: `rows` those that were brought, `failed` those that failed, beside them. */
  counts: z.strictObject({
    rows: z.int(),
    failed: z.int(),
    changed: z.int(),
    added: z.int(),
    removed: z.int(),
  }),
  columns: z.array(ColumnFacts),
  /** The columns that told the rows. */
  key: z.array(ColumnName),
  /** How many rows were looked through; `complete` is false when there are more. */
  lookedThrough: z.int(),
  complete: z.boolean(),
  /** For about sizes: see `RowsExtent`. */
  chars: z.int(),
  jsonChars: z.int(),
});
export type ResultsSummary = z.output<typeof ResultsSummary>;

export const PageInput = z.strictObject({
  look: ResultsLook,
  offset: z.int().nonnegative(),
  limit: z.int().min(1).max(500).default(200),
});
export const PageOutput = z.strictObject({ rows: z.array(ResultRow), summary: ResultsSummary });

/** Most rows that go on the clipboard. */
export const MOST_COPIED = 10_000;

export const CopyInput = z.strictObject({
  look: ResultsLook,
  columns: Columns,
  /** With a first line of names. */
  head: z.boolean(),
  from: z.int().nonnegative(),
  /** Not included. */
  to: z.int().nonnegative(),
});

/** The same table twice: with tabs, and as HTML. `rows` says how many found room. */
export const CopyOutput = z.strictObject({ rows: z.int(), text: z.string(), html: z.string() });

export const ResultsExport = z.strictObject({
  look: ResultsLook,
  format: ExportFormat,
  /** Also the job's rows that failed, with their reason in a column more. */
  withFailed: z.boolean(),
  /** Only rows that changed or came since the other run. */
  onlyChanged: z.boolean(),
  /** These, in this order; null = all. */
  columns: Columns.nullable(),
});
export type ResultsExport = z.output<typeof ResultsExport>;

export const DatasetsInput = z.strictObject({ before: JobId.optional() });
export const DatasetsOutput = z.strictObject({
  /** Those that were met first, newest first. */
  datasets: z.array(Dataset),
  /** How many jobs with rows were looked through. */
  lookedThrough: z.int(),
  /** Where to look further; null = there is no more. */
  next: JobId.nullable(),
});
export const RunsInput = z.strictObject({ flowId: FlowId, dataset: DatasetName, before: JobId.optional() });
export const RunsOutput = z.strictObject({ runs: z.array(DatasetRun), next: JobId.nullable() });

/** What the Results screen asks. */
export const resultsCalls = {
  'results.datasets': call(DatasetsInput, DatasetsOutput),
  /** The jobs that brought rows of a dataset, newest first. */
  'results.runs': call(RunsInput, RunsOutput),
  'results.page': call(PageInput, PageOutput),
  /** Rows as a table for the clipboard, at most 10,000. */
  'results.copy': call(CopyInput, CopyOutput),
  /** Asks where to save, then writes; `path` is null when the person thought better of it. */
  'results.export': call(
    ResultsExport,
    z.strictObject({ path: z.string().nullable(), rows: z.int(), complete: z.boolean() }),
  ),
} as const;
