import { systemClock } from '../../../shared/clock.ts';
import { JobId } from '../../../shared/ids.ts';
import type { AppContract, JobFilter } from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
import type { FoundJobs, FoundStates } from '../../../shared/ipc/jobs-calls.ts';
import type { FindFilter, FindPlace, FindWish } from '../../../shared/job/find.ts';
import type { StateCounts } from '../../../shared/job/schema.ts';
import type { DisplayState } from '../../../shared/job/state.ts';
import type { ReadableDb } from '../../database/open.ts';
import { listJobs } from '../../database/queries.ts';
import type { Core } from '../core.ts';

/** More waiting jobs than this are not read and sorted, but found by a walk over all jobs. */
const MANY_WAIT = 1000;

/**
 * The jobs that fit, newest first. What takes a walk is the reader's work and not main's: a text in a name, and waiting jobs when
 * there are many, because a million newer ones may lie above them.
 */
export async function findJobs(
  { db, queue, reader }: Pick<Core, 'db' | 'queue' | 'reader'>,
  filter: JobFilter,
): Promise<CallOutput<AppContract, 'jobs.list'>> {
  if (hasTerms(filter)) return pageOf(reader, filter);
  if (hasText(filter) || isWalk(filter, queue.counts())) return reader.call('searchJobs', filter);
  const now = systemClock.now();
  return { ...listJobs(db, filter, now), now };
}

/** How many jobs fit. Without a text the queue knows it by heart; with one the reader walks over the jobs. */
export async function countJobs(
  { queue, reader }: Pick<Core, 'queue' | 'reader'>,
  { terms = [], ...filter }: Pick<JobFilter, 'states' | 'text' | 'terms'>,
): Promise<number> {
  if (terms.length > 0) return (await reader.call('countFound', { ...filter, terms })).jobs;
  if (hasText(filter)) return (await reader.call('countJobs', filter)).jobs;
  const counts = queue.counts();
  if (filter.states === undefined) return counts.all;
  return [...new Set(filter.states)].reduce((sum, state) => sum + counts[state], 0);
}

/** A page of everything that a filter lets through, newest first, however long it takes: for a walk over all of them. */
export function walkJobs(
  { reader }: Pick<Core, 'reader'>,
  filter: JobFilter,
): Promise<Pick<CallOutput<AppContract, 'jobs.list'>, 'jobs' | 'hasMore'>> {
  return hasTerms(filter) ? pageOf(reader, filter) : reader.call('searchJobs', filter);
}

/**
 * A page for the window, in the order that it wants. The newest jobs, and those in a state, are read at once; the rest is the
 * reader's work, which gives what it found in time.
 */
export async function findForWindow(
  { db, queue, reader }: Pick<Core, 'db' | 'queue' | 'reader'>,
  wish: FindWish,
): Promise<FoundJobs> {
  const isPlain = wish.sort === 'newest' && wish.terms.length === 0 && !hasText(wish);
  if (!isPlain || isWalk(wish, queue.counts())) return reader.call('findJobs', { ...wish, how: 'list' });
  const now = systemClock.now();
  const before = JobId.safeParse(wish.from?.id);
  const filter = { states: wish.states, limit: wish.limit, before: before.success ? before.data : undefined };
  const { jobs, hasMore } = listJobs(db, filter, now);
  const last = jobs.at(-1);
  const next = hasMore && last !== undefined ? placeBelow(last.id) : null;
  return { jobs, now, next, looked: jobs.length, isCut: false };
}

/** The counts of the chips under a search: of everything, or as far as the reader can count in time. */
export async function countForWindow(
  { queue, reader }: Pick<Core, 'queue' | 'reader'>,
  filter: FindFilter,
): Promise<FoundStates> {
  if (filter.terms.length === 0 && filter.states === undefined && !hasText(filter)) {
    return { counts: queue.counts(), isComplete: true };
  }
  return reader.call('countFoundStates', { ...filter, withinMs: COUNTED_WITHIN_MS });
}

/** Numbers that come later than this are of no use to anybody. */
const COUNTED_WITHIN_MS = 600;

function placeBelow(id: number): FindPlace {
  return { part: 0, key: 0, id };
}

async function pageOf(reader: Core['reader'], filter: JobFilter) {
  const { before, terms = [], states, text, limit } = filter;
  const from = before === undefined ? undefined : placeBelow(before);
  const wish = { states, text, terms, limit, from, sort: 'newest', how: 'walk' } as const;
  const { jobs, now, next } = await reader.call('findJobs', wish);
  return { jobs, now, hasMore: next !== null };
}

/** The newest job of all, or null when there is none. */
export function newestJob(db: ReadableDb): JobId | null {
  return listJobs(db, { limit: 1 }, systemClock.now()).jobs[0]?.id ?? null;
}

function isWalk({ states }: Pick<JobFilter, 'states'>, counts: StateCounts): boolean {
  const asksForWaiting = states?.some((state) => WAITING.has(state)) ?? false;
  return asksForWaiting && counts.pending + counts.scheduled + counts.retrying > MANY_WAIT;
}

const WAITING: ReadonlySet<DisplayState> = new Set<DisplayState>(['pending', 'scheduled', 'retrying']);

function hasTerms({ terms }: JobFilter): boolean {
  return terms !== undefined && terms.length > 0;
}

function hasText({ text }: Pick<JobFilter, 'text'>): boolean {
  return text !== undefined && text.trim() !== '';
}
