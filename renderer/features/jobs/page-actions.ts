import type { StoreApi } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { BulkActions } from './bulk-actions.ts';
import type { JobActions } from './job-actions.ts';
import { type JobsActions, type JobsState, messageOf } from './jobs-state.ts';
import { type ListFilter, readTerms, sameFilter } from './list-filter.ts';
import type { ListReader } from './list-reader.ts';
import { type ListContext, letWaitingIn, releaseOrder } from './list-state.ts';
import type { LiveFeed } from './live-feed.ts';
import { parseLogQuery, sameLogQuery } from './log-query.ts';
import { countSelected, extendTo, NO_SELECTION, type Selection, selectShown, toggle } from './selection.ts';

/** The parts that an action reaches for; as functions, because they are made after the actions. */
export interface Parts {
  get(): StoreApi<JobsState>;
  reader(): ListReader;
  feed(): LiveFeed;
  context(): ListContext;
}

/** What the page itself can do, without asking main for a job: filter, move, select, freeze. */
export function createPageActions(parts: Parts): Omit<JobsActions, keyof JobActions | keyof BulkActions> {
  const { get, reader, feed, context } = parts;
  return {
    ...searchActions(parts),
    ...selectionActions(parts),
    reload: () => void reader().reload(),
    loadMore: () => void reader().loadMore(),
    setFrozen: (frozen) => feed().setFrozen(frozen),
    holdOrder(orderHeld) {
      if (orderHeld === get().getState().orderHeld) return;
      get().setState({ orderHeld });
      release(get(), context);
    },
    openBulkPanel: (bulkPanel) => get().setState({ bulkPanel }),
    letNewIn: () => get().setState((s) => ({ list: letWaitingIn(s.list, context()) })),
    setCurrent: (current) => get().setState({ current }),
    move: (by) => get().setState((s) => ({ current: stepFrom(s.list.order, s.current, by) })),
    showFault: (title, error) => get().setState({ fault: { title, detail: messageOf(error) } }),
    dismissFault: () => get().setState({ fault: null }),
  };
}

/** Lets the rows move again, unless something else still holds them. */
function release(store: StoreApi<JobsState>, context: () => ListContext): void {
  if (!context().orderHeld) store.setState((s) => ({ list: releaseOrder(s.list, context()) }));
}

/** A selection never outlives the filter under which it was made: nothing is acted on that is out of sight. */
const UNTOUCHED = { current: null, selection: NO_SELECTION, bulkPanel: null, matching: null } as const;

function searchActions({
  get,
  reader,
  context,
}: Parts): Pick<JobsActions, 'showState' | 'search' | 'sortBy' | 'showView'> {
  const wordsOf = (text: string) => ({ text, terms: readTerms(text, context().now) });
  const setFilter = (change: Partial<ListFilter>): void => {
    const { filter, logSearch } = get().getState();
    const next = { ...filter, ...change };
    if (logSearch !== null) get().setState({ logSearch: null });
    if (sameFilter(next, filter)) return;
    const found = next.text === filter.text ? {} : { foundCounts: null };
    get().setState({ filter: next, ...found, ...UNTOUCHED });
    void reader().reload();
  };
  return {
    showState: (state) => setFilter({ state }),
    sortBy: (sort) => setFilter({ sort }),
    showView: ({ text, ...view }) => setFilter({ ...view, ...wordsOf(text) }),
    search(text) {
      const typed = text.trim();
      const query = parseLogQuery(typed);
      if (query === null) return setFilter(wordsOf(typed));
      const { logSearch } = get().getState();
      // The same question keeps its value, so that nobody asks it twice.
      const kept = logSearch !== null && sameLogQuery(query, logSearch.query) ? logSearch.query : query;
      get().setState({ logSearch: { typed, query: kept }, ...UNTOUCHED });
    },
  };
}

function selectionActions({
  get,
  context,
}: Parts): Pick<JobsActions, 'toggleSelected' | 'extendSelection' | 'selectShown' | 'clearSelection'> {
  const change = (next: (selection: Selection, order: readonly JobId[]) => Selection): void => {
    const store = get();
    const before = store.getState();
    const selection = next(before.selection, before.list.order);
    store.setState({ selection });
    if (countSelected(selection) === 0) {
      store.setState({ matching: null, bulkPanel: null });
      release(store, context);
    } else if (countSelected(before.selection) === 0) void before.actions.countMatching();
  };
  return {
    toggleSelected: (id) => change((selection, order) => toggle(selection, id, order)),
    extendSelection: (id) => change((selection, order) => extendTo(selection, id, order)),
    selectShown: () => change((_selection, order) => selectShown(order)),
    clearSelection: () => change(() => NO_SELECTION),
  };
}

function stepFrom(order: readonly JobId[], current: JobId | null, by: number): JobId | null {
  const at = current === null ? -1 : order.indexOf(current);
  const next = at === -1 ? (by > 0 ? 0 : order.length - 1) : at + by;
  return order[Math.min(order.length - 1, Math.max(0, next))] ?? null;
}
