import type * as z from 'zod';
import type { JobFilter } from '../../shared/ipc/contract.ts';
import type { JobSummary } from '../../shared/job/schema.ts';
import { type DisplayState, LATE_BEAT_MS } from '../../shared/job/state.ts';
import type { ReadableDb } from './open.ts';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type SummaryRow, toSummary } from './rows.ts';

type Filter = z.output<typeof JobFilter>;

/** How many waiting jobs are read and sorted; with more, the newest are found by walking from the newest job down. */
const FEW = 1000;

/**
 * Jobs from the newest down, those in the shown states that the filter names.
 * Each shown state is read through its own index and the results are merged, so the cost is that of a page and not of the table.
 * @param now epoch milliseconds of the clock that wrote the facts
 */
export function listJobs(
  db: ReadableDb,
  filter: Filter,
  now: number,
): { jobs: JobSummary[]; hasMore: boolean } {
  const sources = filter.states === undefined ? ['job'] : sourcesOf(db, filter.states);
  const found = sources.flatMap((source) => readSource(db, source, filter, now));
  const newestFirst = found.sort((a, b) => b.id - a.id);
  return { jobs: newestFirst.slice(0, filter.limit).map(toSummary), hasMore: found.length > filter.limit };
}

/** One part of the list: where it is read from and which rows count. Only fixed texts: nothing of the filter is put into SQL. */
type Source = string;

function sourcesOf(db: ReadableDb, states: readonly DisplayState[]): Source[] {
  const sources = new Set(states.flatMap((state) => sourcesOfState(db, state)));
  return [...sources];
}

const ACTIVE = "job j INDEXED BY job_active WHERE j.state = 'processing' AND j.waits_for IS NULL";
const READY = "job j INDEXED BY job_active WHERE j.state = 'pending' AND j.waits_for IS NULL";
const WAITING = 'job j INDEXED BY job_waiting WHERE j.waits_for IS NOT NULL';
const BEAT_IS_LATE = `j.beat_at IS NOT NULL AND @now - j.beat_at > ${LATE_BEAT_MS}`;

function sourcesOfState(db: ReadableDb, state: DisplayState): Source[] {
  switch (state) {
    case 'pending':
      return waitingSources(db, 'j.run_at <= @now');
    case 'scheduled':
      return waitingSources(db, 'j.run_at > @now AND j.attempt = 0');
    case 'retrying':
      return waitingSources(db, 'j.run_at > @now AND j.attempt > 0');
    case 'processing':
      return [`${ACTIVE} AND j.cancel_asked_at IS NULL AND NOT (${BEAT_IS_LATE})`];
    case 'stalled':
      return [`${ACTIVE} AND j.cancel_asked_at IS NULL AND ${BEAT_IS_LATE}`];
    case 'cancelling':
      return [`${ACTIVE} AND j.cancel_asked_at IS NOT NULL`];
    case 'completed':
      return ["job j INDEXED BY job_ended WHERE j.state = 'completed' AND j.failed_rows = 0"];
    case 'completed_with_failed_rows':
      return ["job j INDEXED BY job_failed_rows WHERE j.failed_rows > 0 AND j.state = 'completed'"];
    default:
      return [`job j INDEXED BY job_ended WHERE j.state = '${state}'`];
  }
}

/** Few waiting jobs are read by their own index and sorted; among many, the newest are near the newest job of all. */
function waitingSources(db: ReadableDb, which: string): Source[] {
  const ready = countUpTo(db, READY);
  const waiting = countUpTo(db, WAITING);
  if (ready + waiting > FEW) return [`job j NOT INDEXED WHERE j.state = 'pending' AND ${which}`];
  return [READY, WAITING].map((source) => `${source} AND ${which}`);
}

function countUpTo(db: ReadableDb, source: Source): number {
  const sql = `SELECT count(*) FROM (SELECT 1 FROM ${source} LIMIT ${FEW + 1})`;
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}

function readSource(db: ReadableDb, source: Source, filter: Filter, now: number): SummaryRow[] {
  const [table, where] = splitSource(source);
  const conditions = [where, ...conditionsOf(filter)];
  const sql = `
    SELECT ${SUMMARY_COLUMNS}
      FROM ${table} ${SUMMARY_JOINS}
     WHERE ${conditions.join(' AND ')}
     ORDER BY j.id DESC
     LIMIT @limit`;
  return db.prepare<object, SummaryRow>(sql).all({
    now,
    limit: filter.limit + 1,
    before: filter.before ?? null,
    id: idIn(filter.text),
    text: likePattern(filter.text ?? ''),
  });
}

function splitSource(source: Source): readonly [table: string, where: string] {
  const at = source.indexOf(' WHERE ');
  return at < 0 ? ['job j', '1'] : [source.slice(0, at), source.slice(at + ' WHERE '.length)];
}

function conditionsOf(filter: Filter): string[] {
  const conditions: string[] = [];
  if (filter.before !== undefined) conditions.push('j.id < @before');
  if (idIn(filter.text) !== null) conditions.push('j.id = @id');
  else if (filter.text !== undefined && filter.text.trim() !== '') {
    conditions.push("j.flow_version_id IN (SELECT id FROM flow_version WHERE name LIKE @text ESCAPE '\\')");
  }
  return conditions;
}

/** The number in `#12`, or null. */
function idIn(text: string | undefined): number | null {
  const digits = /^#(\d{1,15})$/.exec(text?.trim() ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}

/** `%` and `_` of the user stand for themselves. */
function likePattern(text: string): string {
  return `%${text.trim().replace(/[\\%_]/g, '\\$&')}%`;
}
