import type * as z from 'zod';
import type { JobFilter } from '../../shared/ipc/contract.ts';
import type { JobSummary } from '../../shared/job/schema.ts';
import { type DisplayState, LATE_BEAT_MS } from '../../shared/job/state.ts';
import { NOT_DELETED } from './job-query.ts';
import type { ReadableDb } from './open.ts';
import { CLAIMABLE, RUNS } from './place.ts';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type SummaryRow, toSummary } from './rows.ts';
import type { NamedValues } from './statement.ts';

type Filter = Pick<z.output<typeof JobFilter>, 'states' | 'text' | 'before' | 'limit'>;

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
  const sources = sourcesOf(db, filter.states);
  const found = sources.flatMap((source) => readSource(db, source, filter, now));
  const newestFirst = found.sort((a, b) => b.id - a.id);
  return { jobs: newestFirst.slice(0, filter.limit).map(toSummary), hasMore: found.length > filter.limit };
}

/** One part of the list: where it is read from and which rows count. Only fixed texts: nothing of the filter is put into SQL. */
export interface Source {
  readonly from: string;
  readonly where: string;
  /** The column whose order is that of the jobs. */
  readonly id: 'j.id' | 'e.job_id' | 'tagged.job_id';
}

const EVERY: Source = { from: 'job j', where: '1', id: 'j.id' };

/** Where the jobs in these shown states are read from, each job in one of them; undefined = every job. */
export function sourcesOf(db: ReadableDb, states: readonly DisplayState[] | undefined): Source[] {
  if (states === undefined) return [EVERY];
  const sources = states.flatMap((state) => sourcesOfState(db, state));
  return [...new Map(sources.map((source) => [source.from + source.where, source])).values()];
}

const ACTIVE = from('job j INDEXED BY job_place', `j.${RUNS}`);
const READY = from('job j INDEXED BY job_place', `j.${CLAIMABLE}`);
const WAITING = from('job j INDEXED BY job_waiting', "j.waits_for IS NOT NULL AND j.waits_for = 'time'");
/** Due or not: something else than their time holds them. */
const HELD = from('job j INDEXED BY job_held', "j.waits_for IS NOT NULL AND j.waits_for <> 'time'");
const WITH_FAILED_ROWS = from(
  'job j INDEXED BY job_failed_rows',
  "j.failed_rows > 0 AND j.state = 'completed'",
);
/** The newest completed jobs are found where attempts end: jobs that never ran, be it a million, are not in there. */
const COMPLETED: Source = {
  from: 'ended_attempt e CROSS JOIN job j ON j.id = e.job_id AND j.lease_epoch = e.epoch',
  where: "e.outcome = 'completed' AND j.state = 'completed' AND j.failed_rows = 0",
  id: 'e.job_id',
};
const BEAT_IS_LATE = `j.beat_at IS NOT NULL AND @now - j.beat_at > ${LATE_BEAT_MS}`;

function sourcesOfState(db: ReadableDb, state: DisplayState): Source[] {
  switch (state) {
    case 'pending':
      return waitingSources(db, 'j.run_at <= @now');
    case 'scheduled':
      return laterSources(db, 'j.run_at > @now AND j.attempt = 0');
    case 'retrying':
      return laterSources(db, 'j.run_at > @now AND j.attempt > 0');
    case 'processing':
      return [only(ACTIVE, `j.cancel_asked_at IS NULL AND NOT (${BEAT_IS_LATE})`)];
    case 'stalled':
      return [only(ACTIVE, `j.cancel_asked_at IS NULL AND ${BEAT_IS_LATE}`)];
    case 'cancelling':
      return [only(ACTIVE, 'j.cancel_asked_at IS NOT NULL')];
    case 'completed':
      return [COMPLETED];
    case 'completed_with_failed_rows':
      return [WITH_FAILED_ROWS];
    default:
      return [from('job j INDEXED BY job_stopped', `j.state = '${state}'`)];
  }
}

/** Few waiting jobs are read by their own index and sorted; among many, the newest are near the newest job of all. */
function waitingSources(db: ReadableDb, which: string): Source[] {
  const few = [READY, WAITING, HELD].reduce((sum, source) => sum + countUpTo(db, source), 0) <= FEW;
  if (!few) {
    const isHeld = "j.waits_for IS NOT NULL AND j.waits_for <> 'time'";
    return [from('job j NOT INDEXED', `j.state = 'pending' AND (${which} OR (${isHeld}))`)];
  }
  return [only(READY, which), only(WAITING, which), HELD];
}

/**
 * Jobs whose time is still to come. A claimable one has such a time only after the clock was set back; those are looked for as
 * long as it is cheap.
 */
function laterSources(db: ReadableDb, which: string): Source[] {
  const ready = countUpTo(db, READY) > FEW ? [] : [only(READY, which)];
  if (countUpTo(db, WAITING) <= FEW) return [...ready, only(WAITING, which)];
  return [...ready, from('job j NOT INDEXED', `j.waits_for = 'time' AND ${which}`)];
}

function countUpTo(db: ReadableDb, { from, where }: Source): number {
  const sql = `SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where} LIMIT ${FEW + 1})`;
  return db.prepare<[], number>(sql).pluck().get() ?? 0;
}

function from(table: string, where: string): Source {
  return { from: table, where, id: 'j.id' };
}

function only(source: Source, which: string): Source {
  return { ...source, where: `${source.where} AND ${which}` };
}

function readSource(db: ReadableDb, source: Source, filter: Filter, now: number): SummaryRow[] {
  const conditions = [source.where, NOT_DELETED, ...conditionsOf(filter, source.id)];
  const sql = `
    SELECT ${SUMMARY_COLUMNS}
      FROM ${source.from} ${SUMMARY_JOINS}
     WHERE ${conditions.join(' AND ')}
     ORDER BY ${source.id} DESC
     LIMIT @limit`;
  return db.prepare<object, SummaryRow>(sql).all({
    ...valuesOf(filter, now),
    limit: filter.limit + 1,
    before: filter.before ?? null,
  });
}

/** The values that the conditions of a source and of a text may ask for. */
export function valuesOf({ text }: Pick<Filter, 'text'>, now: number): NamedValues {
  return { now, id: idIn(text), text: likePattern(text ?? '') };
}

/** What a job must fulfil beside its source. */
export function conditionsOf(filter: Pick<Filter, 'text' | 'before'>, id: Source['id']): string[] {
  const conditions: string[] = [];
  if (filter.before !== undefined) conditions.push(`${id} < @before`);
  if (idIn(filter.text) !== null) conditions.push(`${id} = @id`);
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
