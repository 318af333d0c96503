import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { type ListFilter, matches, matchesState } from './list-filter.ts';

/*
 * The list of jobs as pure steps over one value. Newest first, by number.
 * A change is taken only when its `rev` is higher than what is known: a late message never rolls a job back.
 * While the order is held (the pointer is over the list) cells go on changing, but rows neither come nor go.
 */

/** The part of all jobs that the window has read. */
export interface ListState {
  readonly byId: ReadonlyMap<JobId, JobSummary>;
  /** Numbers of the shown jobs, newest first. */
  readonly order: readonly JobId[];
  /** Numbers of new jobs that wait until the order is no longer held, newest first. */
  readonly waiting: readonly JobId[];
  /** Are there older jobs that were not read yet? */
  readonly hasMore: boolean;
}

export const EMPTY_LIST: ListState = { byId: new Map(), order: [], waiting: [], hasMore: false };

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
  readonly hasMore: boolean;
}

/** The first page, with what changed while it was being read laid over it. */
export function firstPage(page: Page, newer: Iterable<JobSummary>, context: ListContext): ListState {
  const list: ListState = {
    byId: new Map(page.jobs.map((job) => [job.id, job])),
    order: page.jobs.map((job) => job.id),
    waiting: [],
    hasMore: page.hasMore,
  };
  return applyChanges(list, newer, { ...context, orderHeld: false });
}

/** The next page, below what is there. */
export function nextPage(list: ListState, page: Page): ListState {
  const byId = new Map(list.byId);
  const order = [...list.order];
  for (const job of page.jobs) {
    if (!byId.has(job.id)) order.push(job.id);
    if (isNewer(job, byId.get(job.id))) byId.set(job.id, job);
  }
  order.sort(newestFirst);
  return { ...list, byId, order, hasMore: page.hasMore };
}

/** Jobs that changed or are new. The same value comes back when none of them matters here. */
export function applyChanges(
  list: ListState,
  changes: Iterable<JobSummary>,
  context: ListContext,
): ListState {
  const byId = new Map(list.byId);
  const added: JobId[] = [];
  let touched = false;
  for (const job of changes) {
    const known = byId.get(job.id);
    if (known === undefined) {
      if (!matches(job, context.filter, context.now) || isBelowRead(list, job.id)) continue;
      added.push(job.id);
    } else if (!isNewer(job, known)) {
      continue;
    }
    byId.set(job.id, job);
    touched = true;
  }
  if (!touched) return list;
  const changed = { ...list, byId };
  if (context.orderHeld) return { ...changed, waiting: merge(list.waiting, added) };
  return trim(dropUnmatched({ ...changed, order: merge(list.order, added) }, context));
}

/** Lets the order move again: waiting jobs come in, those that left the filter go. */
export function releaseOrder(list: ListState, context: ListContext): ListState {
  const open = { ...list, order: merge(list.order, list.waiting), waiting: [] };
  return trim(dropUnmatched(open, context));
}

/** Lets waiting jobs come in and keeps every row that is there. */
export function letWaitingIn(list: ListState): ListState {
  return { ...list, order: merge(list.order, list.waiting), waiting: [] };
}

/** Takes out what no longer stands in the filter's state. The same value comes back when all of it does. */
export function dropUnmatched(list: ListState, context: ListContext): ListState {
  if (context.orderHeld || context.filter.state === null) return list;
  const order = list.order.filter((id) => {
    const job = list.byId.get(id);
    return job !== undefined && matchesState(job, context.filter, context.now);
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
function isBelowRead(list: ListState, id: JobId): boolean {
  const last = list.order.at(-1);
  return list.hasMore && last !== undefined && id < last;
}

/** Both lists as one, newest first; most new jobs are newer than all others, so the rest is copied as it is. */
function merge(order: readonly JobId[], added: readonly JobId[]): readonly JobId[] {
  if (added.length === 0) return order;
  const fresh = [...new Set(added)].sort(newestFirst);
  const newest = order[0];
  const oldestFresh = fresh.at(-1);
  if (newest === undefined || (oldestFresh !== undefined && oldestFresh > newest))
    return [...fresh, ...order];
  return [...new Set([...order, ...fresh])].sort(newestFirst);
}

function newestFirst(a: JobId, b: JobId): number {
  return b - a;
}

function trim(list: ListState): ListState {
  if (list.order.length <= MAX_LOADED) return list;
  const byId = new Map(list.byId);
  for (const id of list.order.slice(KEPT)) byId.delete(id);
  return { ...list, byId, order: list.order.slice(0, KEPT), hasMore: true };
}
