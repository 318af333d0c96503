import type { StoreApi } from 'zustand';
import type { JobId } from '../../../shared/ids.ts';
import type { FindPlace } from '../../../shared/job/find.ts';
import type { JobSummary } from '../../../shared/job/schema.ts';
import { type JobsDeps, type JobsFacts, messageOf } from './jobs-state.ts';
import { type ListFilter, toQuery } from './list-filter.ts';
import { firstPage, type ListContext, nextPage } from './list-state.ts';

const PAGE = 200;

/** Reads pages of the list into a store. A newer request makes every older answer void. */
export interface ListReader {
  /** Reads the first page anew; what is shown stays until the answer is here. */
  reload(): Promise<void>;
  /** Reads the page below the last job, if there is one. */
  loadMore(): Promise<void>;
  /** A job that changed while a first page may be under way: it is laid over that page. */
  note(job: JobSummary): void;
  /** Makes every answer under way void. */
  stop(): void;
}

function wishOf(filter: ListFilter) {
  return { ...toQuery(filter), sort: filter.sort, limit: PAGE };
}

/** In a list by number, any job says from where to read on. */
function placeBelow(id: JobId | undefined): FindPlace | undefined {
  return id === undefined ? undefined : { part: 0, key: 0, id };
}

/** @param context what decides about a change at this moment */
export function createListReader(
  { client }: JobsDeps,
  store: Pick<StoreApi<JobsFacts>, 'getState' | 'setState'>,
  context: () => ListContext,
): ListReader {
  let generation = 0;
  /** Newest form of what changed while a first page is being read; null while none is. */
  let newer: Map<JobId, JobSummary> | null = null;

  const reload = async (): Promise<void> => {
    const mine = ++generation;
    const changes = new Map<JobId, JobSummary>();
    newer = changes;
    store.setState({ phase: 'loading', loadError: null, loadingMore: false });
    try {
      const page = await client.call('jobs.find', wishOf(store.getState().filter));
      if (mine !== generation) return;
      store.setState({ list: firstPage(page, changes.values(), context()), phase: 'ready' });
    } catch (error) {
      if (mine === generation) store.setState({ phase: 'failed', loadError: messageOf(error) });
    }
    if (mine === generation) newer = null;
  };

  const loadMore = async (): Promise<void> => {
    const { list, phase, loadingMore, filter } = store.getState();
    const from = list.next ?? placeBelow(list.order.at(-1));
    if (phase !== 'ready' || loadingMore || !list.hasMore || from === undefined) return;
    const mine = generation;
    store.setState({ loadingMore: true });
    try {
      const page = await client.call('jobs.find', { ...wishOf(filter), from });
      if (mine === generation)
        store.setState((s) => ({ list: nextPage(s.list, page, context()), loadingMore: false }));
    } catch (error) {
      if (mine !== generation) return;
      const fault = { title: 'Older jobs could not be read', detail: messageOf(error) };
      store.setState((s) => ({ loadingMore: false, list: { ...s.list, hasMore: false }, fault }));
    }
  };

  return {
    reload,
    loadMore,
    note: (job) => newer?.set(job.id, job),
    stop() {
      generation += 1;
      newer = null;
    },
  };
}
