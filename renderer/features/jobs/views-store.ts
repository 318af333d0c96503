import { createStore, type StoreApi } from 'zustand';
import { type Clock, setRepeating } from '../../../shared/clock.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { MOST_VIEWS, type SavedView } from '../../../shared/job/saved-view.ts';
import { t } from '../../texts/index.ts';
import { readTerms } from './list-filter.ts';

/** The saved views, in the order of the rail. */
export interface ViewsState {
  readonly views: readonly SavedView[];
  /** How many jobs each shows, by its name; those that could not be counted in time are not there. */
  readonly counts: ReadonlyMap<string, number>;
  readonly actions: ViewsActions;
}

export interface ViewsActions {
  /** Reads them, and counts now and then; the function given back ends that. */
  start(): () => void;
  /** Adds it below the others, or replaces the one of that name. */
  save(view: SavedView): void;
  rename(name: string, to: string): void;
  /** Gives what brings it back to its place. */
  remove(name: string): () => void;
  /** One place up or down. */
  move(name: string, by: -1 | 1): void;
}

const RECOUNT_MS = 60_000;

/** The saved views of the window, kept in the data file. */
export function createViewsStore(
  client: Client<AppContract>,
  clock: Clock,
  fail: (title: string, error: unknown) => void,
): StoreApi<ViewsState> {
  let isStopped = true;
  const keep = (views: readonly SavedView[]): void => {
    store.setState({ views });
    client
      .call('views.save', { views: [...views] })
      .then(() => count())
      .catch((error: unknown) => fail(t().jobsSearch.viewsNotKept, error));
  };
  /** One after the other: the reader gives up a count for the next one. */
  const count = async (): Promise<void> => {
    for (const { name, text, state } of store.getState().views) {
      if (isStopped) return;
      const states = state === null ? {} : { states: [state] };
      const { counts, isComplete } = await client.call('jobs.findCounts', {
        ...states,
        terms: readTerms(text, clock.now()),
      });
      const next = new Map(store.getState().counts);
      if (isComplete) next.set(name, counts.all);
      else next.delete(name);
      store.setState({ counts: next });
    }
  };
  // A number that cannot be had is not shown; nobody needs to hear of it.
  const tryCount = (): void => void count().catch(() => undefined);

  const views = (): readonly SavedView[] => store.getState().views;
  const actions: ViewsActions = {
    start() {
      isStopped = false;
      client
        .call('views.list', {})
        .then((read) => {
          store.setState({ views: read.views });
          tryCount();
        })
        .catch(() => undefined);
      const repeating = setRepeating(clock, RECOUNT_MS, tryCount);
      return () => {
        isStopped = true;
        repeating.dispose();
      };
    },
    save(view) {
      const others = views().filter(({ name }) => name !== view.name);
      if (others.length < MOST_VIEWS) keep([...others, view]);
    },
    rename(name, to) {
      if (views().some((view) => view.name === to)) return;
      keep(views().map((view) => (view.name === name ? { ...view, name: to } : view)));
    },
    remove(name) {
      const before = views();
      const at = before.findIndex((view) => view.name === name);
      const removed = before[at];
      keep(before.filter((view) => view.name !== name));
      return () => {
        if (removed !== undefined) keep(views().toSpliced(Math.min(at, views().length), 0, removed));
      };
    },
    move(name, by) {
      const at = views().findIndex((view) => view.name === name);
      const view = views()[at];
      const to = at + by;
      if (view === undefined || to < 0 || to >= views().length) return;
      keep(views().toSpliced(at, 1).toSpliced(to, 0, view));
    },
  };
  const store = createStore<ViewsState>(() => ({ views: [], counts: new Map(), actions }));
  return store;
}
