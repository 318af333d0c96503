import { createStore, type StoreApi } from 'zustand';
import { setRepeating } from '../../../shared/clock.ts';
import { createBulkActions } from './bulk-actions.ts';
import { followFoundCounts } from './found-counts.ts';
import { createJobActions } from './job-actions.ts';
import { type JobsDeps, type JobsState, messageOf, NO_FACTS } from './jobs-state.ts';
import { dependsOnTime } from './list-filter.ts';
import { createListReader } from './list-reader.ts';
import { dropUnmatched, type ListContext, removeJobs } from './list-state.ts';
import { createLiveFeed, type LiveFeed } from './live-feed.ts';
import { createPageActions } from './page-actions.ts';
import { countSelected } from './selection.ts';

export interface JobsStore {
  readonly store: StoreApi<JobsState>;
  /** Reads the list and follows it; the function given back ends that. */
  start(): () => void;
}

const RECHECK_MS = 1000;

/** One list of jobs that follows main. Every instance has its own state, so tests share nothing. */
export function createJobsStore(deps: JobsDeps): JobsStore {
  const jobs = createJobActions(deps, (fault) => store.setState({ fault }));
  const bulk = createBulkActions(
    deps,
    () => store,
    () => store.getState().actions.clearSelection(),
  );
  const context = (): ListContext => {
    const { filter, orderHeld, selection } = store.getState();
    const isHeld = orderHeld || countSelected(selection) > 0;
    return { filter, orderHeld: isHeld, now: deps.clock.now() };
  };
  const store: StoreApi<JobsState> = createStore<JobsState>(() => ({
    ...NO_FACTS,
    actions: {
      ...jobs.actions,
      ...bulk.actions,
      ...createPageActions({ get: () => store, reader: () => reader, feed: () => feed, context }),
    },
  }));
  const reader = createListReader(deps, store, context);
  const feed = createLiveFeed(store, context);

  /** Jobs leave and enter some states by time alone; nobody tells of that. */
  const recheck = (): void => {
    const { frozen, filter, list } = store.getState();
    if (frozen || !dependsOnTime(filter)) return;
    const kept = dropUnmatched(list, context());
    if (kept !== list) store.setState({ list: kept });
  };

  return {
    store,
    start() {
      const ends = [
        deps.client.subscribe('jobs.changed', {}, (batch) => {
          for (const job of batch.items) {
            jobs.tellEnd(job);
            reader.note(job);
          }
          feed.jobs(batch.items);
          if (batch.gap > 0) void reader.reload();
          return deps.settled();
        }),
        followCounts(deps, store, feed),
        deps.client.subscribe('jobs.deleted', {}, (batch) => {
          const ids = batch.items.flatMap((item) => item.ids);
          store.setState((s) => ({ list: removeJobs(s.list, ids) }));
          return deps.settled();
        }),
        followFoundCounts(deps, store),
        bulk.follow(),
        () => reader.stop(),
      ];
      const repeating = setRepeating(deps.clock, RECHECK_MS, recheck);
      void reader.reload();
      return () => {
        repeating.dispose();
        for (const end of ends) end();
      };
    },
  };
}

/** Subscribes first and reads then: an answer that is older than what was heard is dropped. */
function followCounts(deps: JobsDeps, store: StoreApi<JobsState>, feed: LiveFeed): () => void {
  let heard = false;
  const end = deps.client.subscribe('jobs.countsChanged', {}, (batch) => {
    heard = true;
    const counts = batch.items.at(-1);
    if (counts !== undefined) feed.counts(counts);
    return deps.settled();
  });
  deps.client
    .call('jobs.counts', {})
    .then((counts) => {
      if (!heard) feed.counts(counts);
    })
    .catch((error: unknown) => store.setState({ phase: 'failed', loadError: messageOf(error) }));
  return end;
}
