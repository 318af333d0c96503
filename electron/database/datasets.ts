import { type FlowId, JobId, type LeaseEpoch } from '../../shared/ids.ts';
import type { Dataset, DatasetRun } from '../../shared/ipc/results-calls.ts';
import type { ReadableDb } from './open.ts';
import { effectiveEpoch, getSummary } from './queries.ts';
import { type RowSegment, rowSegments, segmentsSql } from './row-segments.ts';

/** How many job numbers are looked at in one go: some 20 ms. */
export const PORTION = 20_000;
/** Jobs with rows that one list of datasets looks through: about a second. */
const MOST_JOBS = 50_000;

/** Jobs with rows among some numbers, newest first. No index leads to them: a portion is one stretch of the table. */
export const JOBS_WITH_ROWS = `
  SELECT id, flow_id AS flowId, created_at AS at, row_count AS "rows"
    FROM job WHERE id < ? AND id >= ? AND row_count > 0 ORDER BY id DESC`;

/** The next name of a dataset that an attempt has rows of: one seek, however many rows lie between. */
export const NEXT_DATASET = `
  SELECT epoch, dataset FROM result_row WHERE job_id = ? AND (epoch, dataset) > (?, ?)
   ORDER BY epoch, dataset LIMIT 1`;

interface JobWithRows {
  readonly id: JobId;
  readonly flowId: FlowId;
  readonly at: number;
  readonly rows: number;
}

/** What a portion of a walk over the jobs brought, and where the next one begins; null = there is no more. */
interface Portion<T> {
  readonly found: readonly T[];
  readonly lookedThrough: number;
  readonly next: JobId | null;
}

/**
 * The datasets of the flows, each once, with its newest run; a portion of the jobs at a time, newest first, so that the caller
 * can do something else in between. It ends after 50,000 jobs with rows.
 * @param before looks at older jobs only
 */
export function* walkDatasets(
  db: ReadableDb,
  before: JobId | undefined,
  { portion = PORTION, most = MOST_JOBS } = {},
): Generator<Portion<Dataset>, void> {
  const jobs = db.prepare<[number, number], JobWithRows>(JOBS_WITH_ROWS);
  const names = datasetNames(db);
  const flowNames = nameOfFlow(db);
  const seen = new Set<string>();
  let lookedAt = 0;
  for (const { from, to, isLast } of portions(db, before, portion)) {
    const found: Dataset[] = [];
    let looked = 0;
    let at: JobId | null = null;
    for (const job of jobs.all(from, to)) {
      looked += 1;
      at = job.id;
      for (const name of names(job.id)) {
        const key = JSON.stringify([job.flowId, name]);
        if (seen.has(key)) continue;
        const rows = countedRows(db, job.id, name);
        if (rows === 0) continue;
        seen.add(key);
        found.push({
          flowId: job.flowId,
          flowName: flowNames(job.flowId),
          name,
          jobId: job.id,
          at: job.at,
          rows,
        });
      }
      if (lookedAt + looked >= most) break;
    }
    lookedAt += looked;
    const isFull = lookedAt >= most;
    yield { found, lookedThrough: looked, next: isFull ? at : isLast ? null : JobId.parse(to) };
    if (isFull) return;
  }
}

/** The jobs of a flow that brought rows of the dataset, newest first, a portion of the jobs at a time. */
export function* walkRuns(
  db: ReadableDb,
  {
    flowId,
    dataset,
    before,
  }: { readonly flowId: FlowId; readonly dataset: string; readonly before?: JobId | undefined },
  portion = PORTION,
): Generator<Portion<DatasetRun>, void> {
  const jobs = db.prepare<[number, number, FlowId], JobId>(RUNS).pluck();
  for (const { from, to, isLast } of portions(db, before, portion)) {
    const ids = jobs.all(from, to, flowId);
    const counted = ids.map((id) => ({ id, rows: countedRows(db, id, dataset) }));
    const found = counted
      .filter(({ rows }) => rows > 0)
      .map(({ id, rows }) => ({ job: getSummary(db, id), rows }));
    yield { found, lookedThrough: ids.length, next: isLast ? null : JobId.parse(to) };
  }
}

/** The jobs of one flow with rows among some numbers, newest first. */
export const RUNS = `
  SELECT id FROM job WHERE id < ? AND id >= ? AND flow_id = ? AND row_count > 0 ORDER BY id DESC`;

/** How many rows of the dataset count for the job. */
export function countedRows(db: ReadableDb, jobId: JobId, dataset: string): number {
  const { sql, values } = segmentsSql(countingSegments(db, jobId));
  if (values.length === 0) return 0;
  const count = `SELECT count(*) FROM result_row WHERE job_id = ? AND ${sql} AND dataset = ?`;
  return (
    db
      .prepare<(number | string)[], number>(count)
      .pluck()
      .get(jobId, ...values, dataset) ?? 0
  );
}

/** Whose rows count for the job; empty when it was never tried. */
export function countingSegments(db: ReadableDb, jobId: JobId): RowSegment[] {
  const epoch = effectiveEpoch(db, jobId);
  return epoch === null ? [] : rowSegments(db, jobId, epoch);
}

/** The names that any attempt of a job has rows of. */
function datasetNames(db: ReadableDb): (jobId: JobId) => ReadonlySet<string> {
  const next = db.prepare<[JobId, number, string], { epoch: LeaseEpoch; dataset: string }>(NEXT_DATASET);
  return (jobId) => {
    const names = new Set<string>();
    let at: { epoch: number; dataset: string } | undefined = { epoch: 0, dataset: '' };
    while (at !== undefined) {
      at = next.get(jobId, at.epoch, at.dataset);
      if (at !== undefined) names.add(at.dataset);
    }
    return names;
  };
}

function nameOfFlow(db: ReadableDb): (id: FlowId) => string {
  const statement = db.prepare<[FlowId], string>('SELECT name FROM flow WHERE id = ?').pluck();
  return (id) => statement.get(id) ?? '';
}

/** Stretches of job numbers, newest first: below `from`, not below `to`. */
function* portions(
  db: ReadableDb,
  before: JobId | undefined,
  portion: number,
): Generator<{ from: number; to: number; isLast: boolean }, void> {
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM job').pluck().get() ?? 0;
  let from = Math.min(before ?? Number.MAX_SAFE_INTEGER, newest + 1);
  do {
    const to = Math.max(1, from - portion);
    yield { from, to, isLast: to <= 1 };
    from = to;
  } while (from > 1);
}
