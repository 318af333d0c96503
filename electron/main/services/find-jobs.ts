import { systemClock } from '../../../shared/clock.ts';
import type { AppContract, JobFilter } from '../../../shared/ipc/contract.ts';
import type { CallOutput } from '../../../shared/ipc/define.ts';
import { listJobs } from '../../database/queries.ts';
import type { Core } from '../core.ts';

/** The jobs that fit, newest first. A text is found by walking over names: that is the reader's work, not main's. */
export async function findJobs(
  { db, reader }: Pick<Core, 'db' | 'reader'>,
  filter: JobFilter,
): Promise<CallOutput<AppContract, 'jobs.list'>> {
  if (filter.text !== undefined && filter.text !== '') return reader.call('searchJobs', filter);
  const now = systemClock.now();
  return { ...listJobs(db, filter, now), now };
}
