import type * as z from 'zod';
import type { JobFilter } from '../../shared/ipc/contract.ts';
import { conditionsOf, type Source, sourcesOf, valuesOf } from './job-list.ts';
import type { ReadableDb } from './open.ts';
import { type NamedStatement, type NamedValues, prepareNamed } from './statement.ts';

type Filter = Pick<z.output<typeof JobFilter>, 'states' | 'text'>;

/** How many job numbers are counted at a time: some 20 ms at the worst. */
export const PORTION = 50_000;

/**
 * Counts the jobs that `listJobs` would list for the filter, a portion of the job numbers at a time, so that the caller can do
 * something else in between. The count is the sum of what it yields. It is exact when the connection sees one state of the
 * database for as long as it lasts.
 * @param now epoch milliseconds of the clock that wrote the facts
 */
export function* countJobs(
  db: ReadableDb,
  filter: Filter,
  now: number,
  portion = PORTION,
): Generator<number, void> {
  const newest = db.prepare<[], number | null>('SELECT max(id) FROM job').pluck().get() ?? 0;
  const counters = sourcesOf(db, filter.states).map((source) => counterOf(db, source, filter));
  const values = valuesOf(filter, now);
  for (let after = 0; after < newest; after += portion) {
    yield counters.reduce((sum, counter) => sum + countIn(counter, values, after, after + portion), 0);
  }
}

function counterOf(db: ReadableDb, { from, where, id }: Source, filter: Filter): NamedStatement<number> {
  const conditions = [where, `${id} > @after`, `${id} <= @upTo`, ...conditionsOf(filter, id)];
  const sql = `SELECT count(*) FROM ${from} WHERE ${conditions.join(' AND ')}`;
  return prepareNamed<number>(db, sql, { pluck: true });
}

function countIn(counter: NamedStatement<number>, values: NamedValues, after: number, upTo: number): number {
  return counter.get({ ...values, after, upTo }) ?? 0;
}
