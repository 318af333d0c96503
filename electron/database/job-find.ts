import type { Clock } from '../../shared/clock.ts';
import type { FindPlace, FindWish } from '../../shared/job/find.ts';
import { type JobSort, QueryTerms } from '../../shared/job/query-terms.ts';
import { conditionsOf, type Source, valuesOf } from './job-list.ts';
import { countFew, type Narrowed, narrow } from './job-narrow.ts';
import { type Part, partsOf, SORT_VALUES } from './job-order.ts';
import { type Conditions, conditionsOfTerms, inStates, NOT_DELETED } from './job-query.ts';
import type { ReadableDb } from './open.ts';
import { SUMMARY_COLUMNS, SUMMARY_JOINS, type SummaryRow } from './rows.ts';
import { type NamedValues, prepareNamed } from './statement.ts';

/** What one step of a search brought. */
export interface FoundPortion {
  readonly rows: readonly FoundRow[];
  /** How many jobs it has looked at. */
  readonly looked: number;
  /** From where the search goes on; null = it has been everywhere. */
  readonly next: FindPlace | null;
}

/** A job with its place in the list. */
export type FoundRow = SummaryRow & { readonly find_part: number; readonly find_key: number };

/** Jobs that the first step looks at, and what a step should last. A step of one walk has the size that the one before taught. */
const FIRST_STEP = 4000;
const LARGEST_STEP = 1_000_000;
const STEP_MS = 15;

/**
 * Finds the jobs that match, in the wished order, from a place on, step by step, so that the caller can do something else in
 * between, or stop: then it goes on from the last `next`. Short lists are read at once and sorted.
 * @param now epoch milliseconds of the clock that wrote the facts
 */
export function* findJobs(
  db: ReadableDb,
  wish: FindWish,
  now: number,
  clock: Clock,
): Generator<FoundPortion, void> {
  const terms = QueryTerms.parse(wish.terms);
  const narrowed = narrow(db, wish.states, terms);
  if (narrowed.last < narrowed.first || narrowed.sources.length === 0)
    return yield { rows: [], looked: 0, next: null };
  const search: Search = { db, wish, now, clock, narrowed, conditions: allConditions(wish, now) };
  const few = narrowed.isNarrow && isSortedByValue(wish.sort) ? countFew(db, narrowed, now) : null;
  if (few !== null) return yield sortFew(search, few);
  yield* walk(search);
}

interface Search {
  readonly db: ReadableDb;
  readonly wish: FindWish;
  readonly now: number;
  readonly clock: Clock;
  readonly narrowed: Narrowed;
  readonly conditions: Conditions;
}

/** What each job must fulfil, whatever it is read from. */
export function allConditions(wish: Pick<FindWish, 'states' | 'text' | 'terms'>, now: number): Conditions {
  const { texts, values } = conditionsOfTerms(wish.terms);
  const states = wish.states === undefined ? [] : [wish.states.length === 0 ? '0' : inStates(wish.states)];
  return {
    texts: [NOT_DELETED, ...states, ...conditionsOf({ text: wish.text }, 'j.id'), ...texts],
    values: { ...valuesOf(wish, now), ...values },
  };
}

type ValueSort = keyof typeof SORT_VALUES;

function isSortedByValue(sort: JobSort): sort is ValueSort {
  return Object.hasOwn(SORT_VALUES, sort);
}

const NAMED_COLUMNS = (part: string, key: string): string =>
  `${SUMMARY_COLUMNS}, ${part} AS find_part, ${key} AS find_key`;

function sortFew({ db, wish, narrowed, conditions }: Search, looked: number): FoundPortion {
  const { part, key } = isSortedByValue(wish.sort) ? SORT_VALUES[wish.sort] : { part: '0', key: '0' };
  const after =
    wish.from === undefined
      ? '1'
      : `(${part} > @part OR (${part} = @part AND (${key} < @key OR (${key} = @key AND j.id < @id))))`;
  const { part: fromPart = null, key: fromKey = null, id = null } = wish.from ?? {};
  const rows = narrowed.sources.flatMap((source) => {
    const where = [source.where, `${source.id} BETWEEN @first AND @last`, ...conditions.texts, after];
    // Only numbers and keys are sorted; the rest is read for those that are listed.
    const sql = `SELECT ${NAMED_COLUMNS(part, key)} FROM job j ${SUMMARY_JOINS}
      WHERE j.id IN (SELECT j.id FROM ${source.from} WHERE ${where.join(' AND ')}
                      ORDER BY ${part}, ${key} DESC, j.id DESC LIMIT @most)`;
    return prepareNamed<FoundRow>(db, sql).all({
      ...conditions.values,
      ...{
        first: narrowed.first,
        last: narrowed.last,
        part: fromPart,
        key: fromKey,
        id,
        most: wish.limit + 1,
      },
    });
  });
  return { rows: rows.sort(inOrder), looked, next: null };
}

function inOrder(a: FoundRow, b: FoundRow): number {
  return a.find_part - b.find_part || b.find_key - a.find_key || b.id - a.id;
}

/** Part after part. */
function* walk(search: Search): Generator<FoundPortion, void> {
  const parts = partsOf(search.db, search.wish.sort);
  const from = search.wish.from;
  const isPlain = parts.length === 1 && search.conditions.texts.length === 1;
  const pace = { jobs: isPlain ? LARGEST_STEP : FIRST_STEP };
  for (let at = from?.part ?? 0; at < parts.length; at += 1) {
    const part = parts[at];
    if (part === undefined) continue;
    const begin = from !== undefined && from.part === at ? from : null;
    const portions =
      part.key === null
        ? walkNumbers(search, part, at, begin, pace)
        : walkKeys(search, part, part.key, at, begin, pace);
    for (const portion of portions) {
      const next = portion.next ?? (at + 1 < parts.length ? { part: at + 1, key: null, id: null } : null);
      yield { ...portion, next };
    }
  }
  if (parts.length === 0) yield { rows: [], looked: 0, next: null };
}

interface StepSize {
  jobs: number;
}

/** Does one step and learns from it how long the next one may be. */
function timed<T>(clock: Clock, size: StepSize, step: () => T): T {
  const startedAt = clock.monotonic();
  const value = step();
  const took = clock.monotonic() - startedAt;
  if (took < STEP_MS / 2) size.jobs = Math.min(LARGEST_STEP, size.jobs * 2);
  else if (took > STEP_MS * 2) size.jobs = Math.max(500, Math.floor(size.jobs / 2));
  return value;
}

/** By number: each step looks at one stretch of the numbers. */
function* walkNumbers(
  search: Search,
  part: Part,
  at: number,
  from: FindPlace | null,
  size: StepSize,
): Generator<FoundPortion, void> {
  const { db, wish, conditions, narrowed, clock } = search;
  const { first, last } = narrowed;
  const isUp = part.isUp === true;
  // Where a list is only sorted by number, what narrows the search is read; a part of another sort has an index of its own.
  const isWhole = wish.sort === 'newest' || wish.sort === 'oldest';
  const sources: readonly Source[] = isWhole
    ? narrowed.sources
    : [{ from: part.from, where: part.where, id: 'j.id' }];
  const statements = sources.map((source) => {
    const where = [source.where, `${source.id} BETWEEN @low AND @high`, ...conditions.texts];
    const order = `${source.id} ${isUp ? 'ASC' : 'DESC'}`;
    return prepareNamed<FoundRow>(
      db,
      `SELECT ${NAMED_COLUMNS(String(at), '0')} FROM ${source.from} ${SUMMARY_JOINS} WHERE ${where.join(' AND ')} ORDER BY ${order} LIMIT @most`,
    );
  });
  let [low, high] = [first, last];
  if (from !== null && from.id !== null)
    [low, high] = isUp ? [Math.max(low, from.id + 1), high] : [low, Math.min(high, from.id - 1)];
  do {
    const step = isUp
      ? { low, high: Math.min(high, low + size.jobs - 1) }
      : { low: Math.max(low, high - size.jobs + 1), high };
    const values: NamedValues = { ...conditions.values, ...step, most: wish.limit + 1 };
    const rows = timed(clock, size, () => statements.flatMap((statement) => statement.all(values)));
    rows.sort((a, b) => (isUp ? a.id - b.id : b.id - a.id));
    if (isUp) low = step.high + 1;
    else high = step.low - 1;
    const edge = isUp ? step.high : step.low;
    yield {
      rows,
      looked: Math.max(0, step.high - step.low + 1),
      next: low > high ? null : { part: at, key: 0, id: edge },
    };
  } while (low <= high);
}

interface Edge {
  readonly key: number;
  readonly id: number;
}

/** By a key: each step looks at one stretch of its index. */
function* walkKeys(
  search: Search,
  part: Part,
  key: string,
  at: number,
  from: FindPlace | null,
  size: StepSize,
): Generator<FoundPortion, void> {
  const { db, wish, conditions, narrowed, clock } = search;
  const below = `(${key}, j.id) < (@key, @id)`;
  const down = (key: string): string => `ORDER BY ${key} DESC, j.id DESC`;
  const edgeSql = `SELECT ${key} AS "key", j.id FROM ${part.from} WHERE ${part.where} AND ${below} ${down(key)} LIMIT 1 OFFSET @step`;
  const edges = prepareNamed<Edge>(db, edgeSql);
  const stretch = `(${key}, j.id) >= (@toKey, @toId)`;
  const read = (source: { readonly from: string; readonly where: string }) =>
    prepareNamed<FoundRow>(
      db,
      `SELECT ${NAMED_COLUMNS(String(at), key)} FROM ${source.from} ${SUMMARY_JOINS}
        WHERE ${[source.where, below, stretch, 'j.id BETWEEN @first AND @last', ...conditions.texts].join(' AND ')} ${down(key)} LIMIT @most`,
    );
  const statements = part.beside === undefined ? [read(part)] : [read(part), read(part.beside)];
  let place: Edge =
    from === null || from.key === null || from.id === null ? HIGHEST : { key: from.key, id: from.id };
  for (;;) {
    const step = size.jobs;
    const { rows, edge } = timed(clock, size, () => {
      const edge = edges.get({ ...place, step: step - 1 });
      const { key: toKey, id: toId } = edge ?? LOWEST;
      const values: NamedValues = {
        ...conditions.values,
        ...{ ...place, toKey, toId, first: narrowed.first, last: narrowed.last, most: wish.limit + 1 },
      };
      return { edge, rows: statements.flatMap((statement) => statement.all(values)) };
    });
    rows.sort(inOrder);
    yield {
      rows,
      looked: edge === undefined ? 0 : step,
      next: edge === undefined ? null : { part: at, ...edge },
    };
    if (edge === undefined) return;
    place = edge;
  }
}

/** Every key lies between them. */
const HIGHEST: Edge = { key: Number.MAX_SAFE_INTEGER, id: Number.MAX_SAFE_INTEGER };
const LOWEST: Edge = { key: Number.MIN_SAFE_INTEGER, id: 0 };
