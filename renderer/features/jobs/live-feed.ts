import type { StoreApi } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { JobSummary, StateCounts } from '../../../shared/job/schema.ts';
import type { JobsFacts } from './jobs-state.ts';
import { applyChanges, type ListContext } from './list-state.ts';

/** Lets changes into a store, or keeps their newest form while the page is frozen. */
export interface LiveFeed {
  jobs(changes: readonly JobSummary[]): void;
  counts(counts: StateCounts): void;
  /** Freezes, or lets in at once what was kept. */
  setFrozen(frozen: boolean): void;
}

/** @param context what decides about a change at this moment */
export function createLiveFeed(
  store: Pick<StoreApi<JobsFacts>, 'getState' | 'setState'>,
  context: () => ListContext,
): LiveFeed {
  const keptJobs = new Map<JobId, JobSummary>();
  let keptCounts: StateCounts | null = null;

  const apply = (changes: Iterable<JobSummary>): void => {
    const before = store.getState().list;
    const list = applyChanges(before, changes, context());
    if (list !== before) store.setState({ list });
  };

  return {
    jobs(changes) {
      if (!store.getState().frozen) return apply(changes);
      for (const job of changes) keptJobs.set(job.id, job);
    },
    counts(counts) {
      if (store.getState().frozen) keptCounts = counts;
      else store.setState({ counts });
    },
    setFrozen(frozen) {
      store.setState({ frozen });
      if (frozen) return;
      if (keptCounts !== null) store.setState({ counts: keptCounts });
      keptCounts = null;
      apply(keptJobs.values());
      keptJobs.clear();
    },
  };
}
