import { createStore, type StoreApi } from 'zustand';
import { setRepeating } from '../../../shared/clock.ts';
import type { JobId } from '../../../shared/ids.ts';
import { createJobActions } from './job-actions.ts';
import { type JobsActions, type JobsDeps, type JobsState, messageOf, NO_FACTS } from './jobs-state.ts';
import { dependsOnTime, type ListFilter } from './list-filter.ts';
import { createListReader, type ListReader } from './list-reader.ts';
import { dropUnmatched, type ListContext, releaseOrder } from './list-state.ts';
import { createLiveFeed, type LiveFeed } from './live-feed.ts';

export interface JobsStore {
  readonly store: StoreApi<JobsState>;
  /** Reads the list and follows it; the function given back ends that. */
  start(): () => void;
}

const RECHECK_MS = 1000;

/** One list of jobs that follows main. Every instance has its own state, so tests share nothing. */
export function createJobsStore(deps: JobsDeps): JobsStore {
  const jobs = createJobActions(deps, (fault) => store.setState({ fault }));
  const context = (): ListContext => {
    const { filter, orderHeld } = store.getState();
    return { filter, orderHeld, now: deps.clock.now() };
  };
  const store: StoreApi<JobsState> = createStore<JobsState>(() => ({
    ...NO_FACTS,
    actions: {
      ...jobs.actions,
      ...pageActions({ get: () => store, reader: () => reader, feed: () => feed, context }),
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

/** The parts that an action reaches for; as functions, because they are made after the actions. */
interface Parts {
  get(): StoreApi<JobsState>;
  reader(): ListReader;
  feed(): LiveFeed;
  context(): ListContext;
}

function pageActions({
  get,
  reader,
  feed,
  context,
}: Parts): Omit<JobsActions, keyof ReturnType<typeof createJobActions>['actions']> {
  const setFilter = (change: Partial<ListFilter>): void => {
    const { filter } = get().getState();
    const next = { ...filter, ...change };
    if (next.state === filter.state && next.text === filter.text) return;
    get().setState({ filter: next, current: null });
    void reader().reload();
  };
  return {
    showState: (state) => setFilter({ state }),
    search: (text) => setFilter({ text: text.trim() }),
    reload: () => void reader().reload(),
    loadMore: () => void reader().loadMore(),
    setFrozen: (frozen) => feed().setFrozen(frozen),
    holdOrder(orderHeld) {
      if (orderHeld === get().getState().orderHeld) return;
      get().setState({ orderHeld });
      if (!orderHeld) get().setState((s) => ({ list: releaseOrder(s.list, context()) }));
    },
    setCurrent: (current) => get().setState({ current }),
    move: (by) => get().setState((s) => ({ current: stepFrom(s.list.order, s.current, by) })),
    showFault: (title, error) => get().setState({ fault: { title, detail: messageOf(error) } }),
    dismissFault: () => get().setState({ fault: null }),
  };
}

function stepFrom(order: readonly JobId[], current: JobId | null, by: number): JobId | null {
  const at = current === null ? -1 : order.indexOf(current);
  const next = at === -1 ? (by > 0 ? 0 : order.length - 1) : at + by;
  return order[Math.min(order.length - 1, Math.max(0, next))] ?? null;
}
