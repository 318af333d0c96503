import type { QueryTerm } from '../../shared/job/query-terms.ts';
import { DisplayState } from '../../shared/job/state.ts';
import { type Source, sourcesOf } from './job-list.ts';
import { flowPart } from './job-order.ts';
import type { ReadableDb } from './open.ts';
import { prepareNamed } from './statement.ts';
import { textMatch } from './text-match.ts';

/** From more flows than this, all jobs are looked through: each flow would be asked at each step. */
const MANY_FLOWS = 20;
/** Jobs that are read at once and sorted, instead of being looked for in their order. */
export const FEW_TO_SORT = 30_000;

/** The fewest jobs that must be looked at, and between which numbers they are. */
export interface Narrowed {
  readonly sources: readonly Source[];
  /** The sources hold every job that matches, and not simply all jobs. */
  readonly isNarrow: boolean;
  /** First and last number; last < first = there is none. */
  readonly first: number;
  readonly last: number;
}

/** Chooses the indexes for a search. The conditions of the search still decide about each job. */
export function narrow(
  db: ReadableDb,
  states: readonly DisplayState[] | undefined,
  terms: readonly QueryTerm[],
): Narrowed {
  const [first, last] = numbersOf(db, terms);
  const sources = first > last ? [] : (byTag(terms) ?? byStates(db, states, terms) ?? byFlows(db, terms));
  return { sources: sources ?? sourcesOf(db, states), isNarrow: sources !== null, first, last };
}

/** The number of jobs in the sources, or null when they are more than can be sorted at once. */
export function countFew(db: ReadableDb, { sources, first, last }: Narrowed, now: number): number | null {
  let sum = 0;
  for (const { from, where, id } of sources) {
    const sql = `SELECT count(*) FROM (SELECT 1 FROM ${from} WHERE ${where} AND ${id} BETWEEN @first AND @last LIMIT ${FEW_TO_SORT + 1})`;
    sum += prepareNamed<number>(db, sql, { pluck: true }).get({ now, first, last }) ?? 0;
    if (sum > FEW_TO_SORT) return null;
  }
  return sum;
}

function byTag(terms: readonly QueryTerm[]): Source[] | null {
  const tag = terms.find((term) => term.on === 'tag' && !term.not);
  if (tag?.on !== 'tag') return null;
  // Tags hold no quotes; doubled all the same, because this stands inside of SQL.
  const where = `tagged.tag = '${tag.tag.replaceAll("'", "''")}'`;
  return [{ from: 'job_tag tagged CROSS JOIN job j ON j.id = tagged.job_id', where, id: 'tagged.job_id' }];
}

/** A completed job has no error, and most jobs are completed. */
const WITH_ERROR = DisplayState.options.filter(
  (state) => state !== 'completed' && state !== 'completed_with_failed_rows',
);

function hasError(terms: readonly QueryTerm[]): boolean {
  return terms.some((term) => term.on === 'error' && !term.not);
}

/** Completed jobs are most of all: their index narrows nothing where something else does. */
function byStates(
  db: ReadableDb,
  states: readonly DisplayState[] | undefined,
  terms: readonly QueryTerm[],
): Source[] | null {
  const wished = terms.flatMap((term) => (term.on === 'state' && !term.not ? [term.states] : []));
  const sets = [
    ...(states === undefined ? [] : [states]),
    ...wished,
    ...(hasError(terms) ? [WITH_ERROR] : []),
  ];
  const smallest = sets.find((set) => !set.includes('completed'));
  return smallest === undefined ? null : sourcesOf(db, smallest);
}

function byFlows(db: ReadableDb, terms: readonly QueryTerm[]): Source[] | null {
  const flow = terms.find((term) => term.on === 'flow' && !term.not);
  if (flow?.on !== 'flow') return null;
  const { condition, pattern } = textMatch('name', '@name', flow.text);
  const sql = `SELECT DISTINCT flow_id FROM flow_version WHERE ${condition} LIMIT ${MANY_FLOWS + 1}`;
  const ids = prepareNamed<number>(db, sql, { pluck: true }).all({ name: pattern });
  return ids.length > MANY_FLOWS ? null : ids.map((id) => ({ ...flowPart(id), id: 'j.id' }));
}

/** Jobs are numbered in the order in which they were queued: a time becomes a number by halving. */
function numbersOf(db: ReadableDb, terms: readonly QueryTerm[]): [number, number] {
  let first = 1;
  let last = db.prepare<[], number | null>('SELECT max(id) FROM job').pluck().get() ?? 0;
  const newest = last;
  for (const term of terms) {
    if (term.not) continue;
    if (term.on === 'id') [first, last] = [Math.max(first, term.id), Math.min(last, term.id)];
    if (term.on === 'after') first = Math.max(first, firstSince(db, term.at, newest));
    if (term.on === 'before') last = Math.min(last, firstSince(db, term.at, newest) - 1);
  }
  return [first, last];
}

/** The lowest number of a job queued at that time or later; one above the newest when there is none. */
function firstSince(db: ReadableDb, at: number, newest: number): number {
  const next = db.prepare<[number], { id: number; created_at: number }>(
    'SELECT id, created_at FROM job WHERE id >= ? ORDER BY id LIMIT 1',
  );
  let [low, high] = [1, newest + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const job = next.get(middle);
    if (job === undefined || job.created_at >= at) high = middle;
    else low = job.id + 1;
  }
  return low;
}
