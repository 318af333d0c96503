import { systemClock } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract, JobFilter } from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
import type { ReadableDb } from '../../database/open.ts';
import { listJobs } from '../../database/queries.ts';
import type { Core } from '../core.ts';

/** The jobs that fit, newest first. A text is found by walking over names: that is the reader's work, not main's. */
export async function findJobs(
  { db, reader }: Pick<Core, 'db' | 'reader'>,
  filter: JobFilter,
): Promise<CallOutput<AppContract, 'jobs.list'>> {
  if (hasText(filter)) return reader.call('searchJobs', filter);
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

function hasText({ text }: Pick<JobFilter, 'text'>): boolean {
  return text !== undefined && text.trim() !== '';
}
