import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract, JobFilter } from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
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
  if (hasText(filter) || isWalk(filter, queue.counts())) return reader.call('searchJobs', filter);
  const now = systemClock.now();
  return { ...listJobs(db, filter, now), now };
}

/** How many jobs fit. Without a text the queue knows it by heart; with one the reader walks over the jobs. */
export async function countJobs(
  { queue, reader }: Pick<Core, 'queue' | 'reader'>,
  filter: Pick<JobFilter, 'states' | 'text'>,
): Promise<number> {
  if (hasText(filter)) return (await reader.call('countJobs', filter)).jobs;
  const counts = queue.counts();
  if (filter.states === undefined) return counts.all;
  return [...new Set(filter.states)].reduce((sum, state) => sum + counts[state], 0);
}

/** The newest job of all, or null when there is none. */
export function newestJob(db: ReadableDb): JobId | null {
  return listJobs(db, { limit: 1 }, systemClock.now()).jobs[0]?.id ?? null;
}

function isWalk({ states }: JobFilter, counts: StateCounts): boolean {
  const asksForWaiting = states?.some((state) => WAITING.has(state)) ?? false;
  return asksForWaiting && counts.pending + counts.scheduled + counts.retrying > MANY_WAIT;
}

const WAITING: ReadonlySet<DisplayState> = new Set<DisplayState>(['pending', 'scheduled', 'retrying']);

function hasText({ text }: Pick<JobFilter, 'text'>): boolean {
  return text !== undefined && text.trim() !== '';
}
