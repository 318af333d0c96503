import type * as z from 'zod';
import { AppError } from '../../shared/errors.ts';
import type { JobId, LeaseEpoch } from '../../shared/ids.ts';
import type { LogPageInput } from '../../shared/ipc/contract.ts';
import type { Dependency } from '../../shared/job/dependency.ts';
import type {
  ArtifactRecord,
  AttemptRecord,
  DatasetSummary,
  JobDetail,
  JobEvent,
  JobSummary,
  LogLine,
  RowData,
  StepRecord,
} from '../../shared/job/schema.ts';
import type { ReadableDb } from './open.ts';
import { type RowSegment, rowSegments, segmentsSql } from './row-segments.ts';
import {
  type ArtifactRow,
  type AttemptRow,
  type DependencyRow,
  type EventRow,
  type LogRow,
  type PayloadRow,
  parseObject,
  parseRow,
  readableRow,
  type StepRow,
  SUMMARY_COLUMNS,
  SUMMARY_JOINS,
  type SummaryRow,
  toAttempt,
  toDependency,
  toEvent,
  toPayload,
  toStep,
  toSummary,
} from './rows.ts';

export { listJobs } from './job-list.ts';

/** One job as lists show it. @throws AppError 'not_found' */
export function getSummary(db: ReadableDb, id: JobId): JobSummary {
  const sql = `SELECT ${SUMMARY_COLUMNS} FROM job j ${SUMMARY_JOINS} WHERE j.id = ?`;
  const row = db.prepare<[JobId], SummaryRow>(sql).get(id);
  if (row === undefined) throw noSuchJob(id);
  return toSummary(row);
}

/** Everything the detail screen shows but log lines and rows. @throws AppError 'not_found' */
export function getDetail(db: ReadableDb, id: JobId): JobDetail {
  const job = getSummary(db, id);
  const payload = db
    .prepare<[JobId], PayloadRow>(
      'SELECT inputs, "row", result, unique_key, profile, site FROM job WHERE id = ?',
    )
    .get(id);
  if (payload === undefined) throw noSuchJob(id);
  return {
    job,
    ...toPayload(payload),
    attempts: listAttempts(db, id),
    events: listEvents(db, id),
    steps: listSteps(db, id),
    artifacts: listArtifacts(db, id),
    datasets: listDatasets(db, id),
    after: listDependencies(db, id),
    before: listDependents(db, id),
  };
}

/** What a job was made of: the content of its flow version, its inputs (secrets sealed) and its row. @throws AppError 'not_found' */
export function getJobSource(
  db: ReadableDb,
  id: JobId,
): { content: unknown; inputs: Record<string, unknown>; row: RowData | null } {
  const found = db
    .prepare<[JobId], { content: string; inputs: string; row: string | null }>(
      'SELECT v.content, j.inputs, j."row" FROM job j JOIN flow_version v ON v.id = j.flow_version_id WHERE j.id = ?',
    )
    .get(id);
  if (found === undefined) throw noSuchJob(id);
  const row = found.row === null ? null : parseRow(found.row);
  return { content: JSON.parse(found.content), inputs: parseObject(found.inputs), row };
}

/** The jobs that a job comes after, with what it takes from them, oldest first. */
export function listDependencies(db: ReadableDb, id: JobId): Dependency[] {
  const sql = 'SELECT after_id, needs, state, takes FROM job_dependency WHERE job_id = ? ORDER BY after_id';
  return db.prepare<[JobId], DependencyRow>(sql).all(id).map(toDependency);
}

/** The first 100 jobs that come after a job. */
export function listDependents(db: ReadableDb, id: JobId): JobId[] {
  const sql = `
    SELECT job_id FROM job_dependency INDEXED BY job_dependent WHERE after_id = ? ORDER BY job_id LIMIT 100`;
  return db.prepare<[JobId], JobId>(sql).pluck().all(id);
}

/** The attempts of a job, oldest first. */
export function listAttempts(db: ReadableDb, id: JobId): AttemptRecord[] {
  const sql = `
    SELECT a.epoch, a.attempt, a.worker_id, w.slot, a.started_at, a.finished_at, a.outcome, a.error, a.row_count
      FROM job_attempt a JOIN worker w ON w.id = a.worker_id
     WHERE a.job_id = ? ORDER BY a.epoch`;
  return db.prepare<[JobId], AttemptRow>(sql).all(id).map(toAttempt);
}

/** The history of a job, oldest first. */
export function listEvents(db: ReadableDb, id: JobId): JobEvent[] {
  const sql = 'SELECT rev, at, kind, "to", attempt, detail FROM job_history WHERE job_id = ? ORDER BY rev';
  return db.prepare<[JobId], EventRow>(sql).all(id).map(toEvent);
}

/** The last 5,000 step runs of a job, in order: a long loop must not fill the window. */
export function listSteps(db: ReadableDb, id: JobId): StepRecord[] {
  const sql = `
    SELECT epoch, seq, path, action, title, target, candidate, state, started_at, finished_at, error
      FROM job_step WHERE job_id = ? ORDER BY epoch DESC, seq DESC LIMIT 5000`;
  return db.prepare<[JobId], StepRow>(sql).all(id).reverse().map(toStep);
}

/** The files of every attempt of a job, oldest first. */
export function listArtifacts(db: ReadableDb, id: JobId): ArtifactRecord[] {
  const sql = `
    SELECT id, epoch, kind, name, path, bytes, step, at FROM artifact WHERE job_id = ? ORDER BY epoch, id`;
  return db.prepare<[JobId], ArtifactRow>(sql).all(id);
}

/** Lines of a job in order: after a cursor, before one, or (neither) the last ones. */
export function logPage(
  db: ReadableDb,
  input: z.output<typeof LogPageInput>,
): { lines: LogLine[]; hasMore: boolean } {
  const forward = input.after !== undefined;
  const cursor = input.after ?? input.before;
  const where = cursor === undefined ? '' : `AND (epoch, seq) ${forward ? '>' : '<'} (@epoch, @seq)`;
  const order = forward ? 'epoch, seq' : 'epoch DESC, seq DESC';
  const sql = `
    SELECT epoch, seq, at, level, step, message, metadata
      FROM job_log WHERE job_id = @jobId ${where} ORDER BY ${order} LIMIT @limit`;
  const found = db.prepare<object, LogRow>(sql).all({
    jobId: input.jobId,
    limit: input.limit + 1,
    epoch: cursor?.epoch ?? null,
    seq: cursor?.seq ?? null,
  });
  const lines = found.slice(0, input.limit);
  return { lines: forward ? lines : lines.reverse(), hasMore: found.length > input.limit };
}

/**
 * The attempt whose rows are the job's rows: the one that completed last, else the one with most rows, the latest on a tie.
 * The rows of an attempt that it went on from are among them. A job that walks over rows goes on from each of its attempts, so
 * that one with a successor has nothing of its own any more.
 * `job.row_count` follows the same rule.
 */
const EFFECTIVE = `
  FROM job_attempt a
   WHERE job_id = @jobId
     AND NOT ((SELECT rows_total FROM job WHERE id = @jobId) > 0
              AND EXISTS (SELECT 1 FROM job_attempt n WHERE n.job_id = @jobId AND n.continues = a.epoch))
   ORDER BY outcome = 'completed' DESC, CASE WHEN outcome = 'completed' THEN epoch ELSE row_count END DESC, epoch DESC
   LIMIT 1`;
/** How many rows that attempt has. */
export const EFFECTIVE_ROW_COUNT = `SELECT row_count ${EFFECTIVE}`;

/** The epoch of the attempt whose rows count, or null when the job was never tried. */
export function effectiveEpoch(db: ReadableDb, jobId: JobId): LeaseEpoch | null {
  return db.prepare<object, LeaseEpoch>(`SELECT epoch ${EFFECTIVE}`).pluck().get({ jobId }) ?? null;
}

/** The datasets of a job with their row counts, and the columns of the first rows in the order they came. */
export function listDatasets(db: ReadableDb, jobId: JobId): DatasetSummary[] {
  const epoch = effectiveEpoch(db, jobId);
  if (epoch === null) return [];
  const segments = rowSegments(db, jobId, epoch);
  const { sql: counted, values } = segmentsSql(segments);
  const sql = `
    SELECT dataset AS name, count(*) AS "rows" FROM result_row
     WHERE job_id = ? AND ${counted} GROUP BY dataset ORDER BY dataset`;
  return db
    .prepare<number[], { name: string; rows: number }>(sql)
    .all(jobId, ...values)
    .map(({ name, rows }) => ({
      name,
      rows,
      columns: columnsOf(readRows(db, jobId, segments, name, 0, 200)),
    }));
}

/** Rows of one dataset, from `offset` on, in the order they came. */
export function rowsPage(
  db: ReadableDb,
  input: {
    readonly jobId: JobId;
    readonly dataset: string;
    readonly offset: number;
    readonly limit: number;
  },
): { rows: RowData[]; total: number } {
  const epoch = effectiveEpoch(db, input.jobId);
  if (epoch === null) return { rows: [], total: 0 };
  const segments = rowSegments(db, input.jobId, epoch);
  const { sql, values } = segmentsSql(segments);
  const count = `SELECT count(*) FROM result_row WHERE job_id = ? AND ${sql} AND dataset = ?`;
  const total = db
    .prepare<(number | string)[], number>(count)
    .pluck()
    .get(input.jobId, ...values, input.dataset);
  const rows = readRows(db, input.jobId, segments, input.dataset, input.offset, input.limit);
  return { rows, total: total ?? 0 };
}

/**
 * Every row of one dataset, one after the other, for exports.
 * The rows of one attempt only grow, so it is safe to read on while the job still runs.
 */
export function* iterateRows(db: ReadableDb, jobId: JobId, dataset: string): Generator<RowData> {
  const epoch = effectiveEpoch(db, jobId);
  if (epoch === null) return;
  for (const segment of rowSegments(db, jobId, epoch)) yield* iterateSegment(db, jobId, segment, dataset);
}

function* iterateSegment(
  db: ReadableDb,
  jobId: JobId,
  { epoch, below }: RowSegment,
  dataset: string,
): Generator<RowData> {
  const end = below === null ? '' : 'AND seq < ?';
  const bound = below === null ? [] : [below];
  let last = -1;
  for (;;) {
    const page = db
      .prepare<(number | string)[], { seq: number; data: string }>(
        `SELECT seq, data FROM result_row
          WHERE job_id = ? AND epoch = ? AND dataset = ? AND seq > ? ${end} ORDER BY seq LIMIT 500`,
      )
      .all(jobId, epoch, dataset, last, ...bound);
    for (const { data } of page) yield readableRow(data);
    const final = page.at(-1);
    if (final === undefined) return;
    last = final.seq;
  }
}

function readRows(
  db: ReadableDb,
  jobId: JobId,
  segments: readonly RowSegment[],
  dataset: string,
  offset: number,
  limit: number,
): RowData[] {
  const { sql: counted, values } = segmentsSql(segments);
  const sql = `
    SELECT data FROM result_row
     WHERE job_id = ? AND ${counted} AND dataset = ? ORDER BY epoch, seq LIMIT ? OFFSET ?`;
  return db
    .prepare<(number | string)[], string>(sql)
    .pluck()
    .all(jobId, ...values, dataset, limit, offset)
    .map(readableRow);
}

function columnsOf(rows: readonly RowData[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row)))];
}

function noSuchJob(id: JobId): AppError {
  return new AppError('not_found', `There is no job #${id}.`);
}
