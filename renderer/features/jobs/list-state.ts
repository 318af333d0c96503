import type { JobId } from '../../../shared/ids.ts';
import type { FindPlace } from '../../../shared/job/find.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { type ListFilter, matches, stillMatches } from './list-filter.ts';
import { type Compare, compareBy } from './sort-order.ts';

/*
 * The list of jobs as pure steps over one value, in the order that the filter wants.
 * A change is taken only when its `rev` is higher than what is known: a late message never rolls a job back.
 * While the order is held (the pointer is over the list) cells go on changing, but rows neither come nor go.
 */

/** The part of all jobs that the window has read. */
export interface ListState {
  readonly byId: ReadonlyMap<JobId, JobSummary>;
  /** Numbers of the shown jobs, in their order. */
  readonly order: readonly JobId[];
  /** Numbers of new jobs that wait until the order is no longer held, newest first. */
  readonly waiting: readonly JobId[];
  /** Are there jobs further down that were not read yet? */
  readonly hasMore: boolean;
  /** From where to read on; null = below the last job. */
  readonly next: FindPlace | null;
  /** So many jobs were looked at so far; null = all that there was no need to skip. It took too long to look at all. */
  readonly cutAfter: number | null;
}

export const EMPTY_LIST: ListState = {
  byId: new Map(),
  order: [],
  waiting: [],
  hasMore: false,
  next: null,
  cutAfter: null,
};

/** With more jobs than `MAX_LOADED` in memory, new ones push the oldest out, down to `KEPT`; scrolling reads those again. */
export const MAX_LOADED = 6000;
export const KEPT = 5000;

/** What decides about a change beside the change itself. */
export interface ListContext {
  readonly filter: ListFilter;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly orderHeld: boolean;
}

interface Page {
  readonly jobs: readonly JobSummary[];
  readonly next: FindPlace | null;
  readonly looked: number;
  readonly isCut: boolean;
}

/** The first page, with what changed while it was being read laid over it. */
export function firstPage(page: Page, newer: Iterable<JobSummary>, context: ListContext): ListState {
  const list: ListState = {
    byId: new Map(page.jobs.map((job) => [job.id, job])),
    order: page.jobs.map((job) => job.id),
    waiting: [],
    hasMore: page.next !== null,
    next: page.next,
    cutAfter: page.isCut ? page.looked : null,
  };
  return applyChanges(list, newer, { ...context, orderHeld: false });
}

/** The next page, below what is there. */
export function nextPage(list: ListState, page: Page, { filter }: Pick<ListContext, 'filter'>): ListState {
  const byId = new Map(list.byId);
  const order = [...list.order];
  for (const job of page.jobs) {
    if (!byId.has(job.id)) order.push(job.id);
    if (isNewer(job, byId.get(job.id))) byId.set(job.id, job);
  }
  const cutAfter = page.isCut ? (list.cutAfter ?? 0) + page.looked : null;
  return {
    ...list,
    byId,
    order: sorted(order, byId, compareBy(filter.sort)),
    hasMore: page.next !== null,
    next: page.next,
    cutAfter,
  };
}

/** Jobs that changed or are new. The same value comes back when none of them matters here. */
export function applyChanges(
  list: ListState,
  changes: Iterable<JobSummary>,
  context: ListContext,
): ListState {
  const byId = new Map(list.byId);
  const added: JobId[] = [];
  const compare = compareBy(context.filter.sort);
  let touched = false;
  let moved = false;
  for (const job of changes) {
    const known = byId.get(job.id);
    if (known === undefined) {
      if (!matches(job, context.filter, context.now) || isBelowRead(list, job, compare)) continue;
      added.push(job.id);
    } else if (!isNewer(job, known)) {
      continue;
    } else if (compare(known, job) !== 0) moved = true;
    byId.set(job.id, job);
    touched = true;
  }
  if (!touched) return list;
  const changed = { ...list, byId };
  if (context.orderHeld) return { ...changed, waiting: merge(list.waiting, added, byId, compare) };
  const order = moved ? sorted(list.order, byId, compare) : list.order;
  return trim(dropUnmatched({ ...changed, order: merge(order, added, byId, compare) }, context), context);
}

/** Lets the order move again: waiting jobs come in, those that left the filter go. */
export function releaseOrder(list: ListState, context: ListContext): ListState {
  const compare = compareBy(context.filter.sort);
  const order = sorted(list.order, list.byId, compare);
  const open = { ...list, order: merge(order, list.waiting, list.byId, compare), waiting: [] };
  return trim(dropUnmatched(open, context), context);
}

/** Lets waiting jobs come in and keeps every row that is there. */
export function letWaitingIn(list: ListState, { filter }: Pick<ListContext, 'filter'>): ListState {
  const order = merge(list.order, list.waiting, list.byId, compareBy(filter.sort));
  return { ...list, order, waiting: [] };
}

/** Takes jobs out that a person deleted, at once, wherever the pointer is. */
export function removeJobs(list: ListState, ids: readonly JobId[]): ListState {
  const gone = ids.filter((id) => list.byId.has(id));
  if (gone.length === 0) return list;
  const byId = new Map(list.byId);
  for (const id of gone) byId.delete(id);
  const stays = (id: JobId): boolean => byId.has(id);
  return { ...list, byId, order: list.order.filter(stays), waiting: list.waiting.filter(stays) };
}

/** Takes out what no longer matches. The same value comes back when all of it does. */
export function dropUnmatched(list: ListState, context: ListContext): ListState {
  const { state, terms } = context.filter;
  if (context.orderHeld || (state === null && terms.length === 0)) return list;
  const order = list.order.filter((id) => {
    const job = list.byId.get(id);
    return job !== undefined && stillMatches(job, context.filter, context.now);
  });
  if (order.length === list.order.length) return list;
  const byId = new Map<JobId, JobSummary>();
  for (const id of [...order, ...list.waiting]) {
    const job = list.byId.get(id);
    if (job !== undefined) byId.set(id, job);
  }
  return { ...list, byId, order };
}

function isNewer(job: JobSummary, known: JobSummary | undefined): boolean {
  return known === undefined || job.rev > known.rev;
}

/** A job below the last one read belongs to a page that scrolling will read. */
function isBelowRead(list: ListState, job: JobSummary, compare: Compare): boolean {
  const last = list.byId.get(list.order.at(-1) ?? job.id);
  return list.hasMore && last !== undefined && compare(job, last) > 0;
}

/** Both lists as one; most new jobs stand before all others, so the rest is copied as it is. */
function merge(
  order: readonly JobId[],
  added: readonly JobId[],
  byId: ListState['byId'],
  compare: Compare,
): readonly JobId[] {
  if (added.length === 0) return order;
  const fresh = sorted([...new Set(added)], byId, compare);
  const first = byIdAt(byId, order[0]);
  const last = byIdAt(byId, fresh.at(-1));
  if (first === undefined || (last !== undefined && compare(last, first) < 0)) return [...fresh, ...order];
  return sorted([...new Set([...order, ...fresh])], byId, compare);
}

function byIdAt(byId: ListState['byId'], id: JobId | undefined): JobSummary | undefined {
  return id === undefined ? undefined : byId.get(id);
}

/** The same value comes back when it was in order. */
function sorted(order: readonly JobId[], byId: ListState['byId'], compare: Compare): readonly JobId[] {
  const by = (a: JobId, b: JobId): number => {
    const [x, y] = [byId.get(a), byId.get(b)];
    return x === undefined || y === undefined ? 0 : compare(x, y);
  };
  const isSorted = order.every((id, at) => at === 0 || by(order[at - 1] ?? id, id) <= 0);
  return isSorted ? order : order.toSorted(by);
}

function trim(list: ListState, { filter }: ListContext): ListState {
  // In another order, the place of a page that was thrown away is not known any more.
  const isByNumber = filter.sort === 'newest' || filter.sort === 'oldest';
  if (list.order.length <= MAX_LOADED || !isByNumber) return list;
  const byId = new Map(list.byId);
  for (const id of list.order.slice(KEPT)) byId.delete(id);
  return { ...list, byId, order: list.order.slice(0, KEPT), hasMore: true, next: null, cutAfter: null };
}
