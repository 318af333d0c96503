import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary, StateCounts } from '../../../shared/job/schema.ts';
import type { JobsFacts } from './jobs-state.ts';

/** One job by its number: a row wakes only when its own job changes. */
export function selectJob(id: JobId): (state: JobsFacts) => JobSummary | undefined {
  return (state) => state.list.byId.get(id);
}

/** Jobs that have not ended. */
export function countOpen(counts: StateCounts): number {
  const { pending, scheduled, processing, parked, retrying, stalled, cancelling } = counts;
  return pending + scheduled + processing + parked + retrying + stalled + cancelling;
}

/** How many jobs the filter lets through in all; null while nobody knows. */
export function selectTotal(state: JobsFacts): number | null {
  const { list, filter, counts, phase } = state;
  if (phase !== 'ready' && list.order.length === 0) return null;
  if (!list.hasMore) return list.order.length;
  if (list.cutAfter !== null) return null;
  const known = filter.text === '' ? counts : state.foundCounts;
  return known === null ? null : Math.max(known[filter.state ?? 'all'], list.order.length);
}

/** What stands in the search box. */
export function selectSearchText({ logSearch, filter }: JobsFacts): string {
  return logSearch?.typed ?? filter.text;
}

/** No job was ever made here: the first-run screen has the word. Null while nobody knows. */
export function selectIsFirstRun(state: JobsFacts): boolean | null {
  return state.counts === null ? null : state.counts.all === 0;
}

/** Is the list narrowed in any way? */
export function selectIsFiltered(state: JobsFacts): boolean {
  return state.filter.state !== null || state.filter.text !== '';
}

/** Where a job stands in the shown order, counted from 1; null when it is not in it. */
export function selectPlace(id: JobId): (state: JobsFacts) => number | null {
  return (state) => {
    const at = state.list.order.indexOf(id);
    return at === -1 ? null : at + 1;
  };
}

/** The failed jobs are looked at: all of them can be retried at once. */
export function selectIsDeadBucket({ filter, list, logSearch }: JobsFacts): boolean {
  return filter.state === 'failed' && list.order.length > 0 && logSearch === null;
}

/** How many failed jobs the search lets through; null while nobody knows. */
export function selectFailedCount(state: JobsFacts): number | null {
  const { list, filter, counts } = state;
  if (!list.hasMore) return list.order.length;
  return filter.text === '' ? (counts?.failed ?? null) : (state.foundCounts?.failed ?? null);
}
