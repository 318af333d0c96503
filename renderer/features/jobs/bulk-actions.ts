import type { StoreApi } from 'zustand';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { CallInput } from '../../../shared/ipc/define.ts';
import type { BulkAction, BulkProgress } from '../../../shared/job/demands.ts';
import { t } from '../../texts/index.ts';
import { fitOf } from './bulk-fit.ts';
import { bulkSentence } from './bulk-words.ts';
import { type JobsDeps, type JobsFacts, messageOf } from './jobs-state.ts';
import { type ListFilter, sameFilter, toQuery } from './list-filter.ts';
import { countSelected, type Matching, NO_SELECTION } from './selection.ts';

type Target = CallInput<AppContract, 'bulk.start'>['target'];

/** What can be done with many jobs at once. */
export interface BulkActions {
  /** Counts what the filter lets through, for “Select all 4,203 that match”. */
  countMatching(): Promise<void>;
  /** Selects what was counted: the number that the person saw is the number that is meant. */
  selectAllMatching(): void;
  /** Starts it for the selected jobs that it fits, and lets the selection go. */
  runBulk(action: BulkAction): Promise<void>;
  /** Deletes the selected jobs that have ended; for 10 s that can be undone. */
  deleteSelected(): Promise<void>;
  /** Retries every failed job that the search lets through. */
  retryAllFailed(): Promise<void>;
  /** What was changed stays changed. */
  stopBulk(id: number): Promise<void>;
  /** Takes the sentence of one that is over from the screen. */
  dismissBulk(id: number): void;
}

/**
 * Bulk operations over a client, with what is under way in the store.
 * @param clearSelection lets the selection and its hold on the list go
 */
export function createBulkActions(
  { client, clock, announce, deleted }: JobsDeps,
  store: () => StoreApi<JobsFacts>,
  clearSelection: () => void,
) {
  /** Ended before the answer to its start came, which gives its number. */
  const early = new Map<number, BulkProgress>();

  const fail = (title: string, error: unknown): void =>
    store().setState({ fault: { title, detail: messageOf(error) } });

  const count = async (filter: ListFilter): Promise<Matching | null> => {
    const { jobs, upTo } = await client.call('jobs.count', toQuery(filter));
    return upTo === null ? null : { jobs, upTo };
  };

  const take = (progress: BulkProgress): void => {
    const { bulks } = store().getState();
    const isKnown = bulks.some(({ id }) => id === progress.id);
    if (!isKnown && progress.state !== 'running') {
      early.set(progress.id, progress);
      return;
    }
    const others = bulks.filter(({ id }) => id !== progress.id);
    store().setState({ bulks: [...others, progress].sort((a, b) => a.id - b.id) });
    if (progress.state !== 'running') announce(bulkSentence(progress, clock.now()));
  };

  const begin = async (action: BulkAction, target: Target, total: number): Promise<void> => {
    try {
      const { id } = await client.call('bulk.start', { action, target });
      const running = store()
        .getState()
        .bulks.filter(({ state }) => state === 'running');
      store().setState({ bulks: running });
      if (running.some((one) => one.id === id)) return;
      const begun: BulkProgress = { id, action, state: 'running', seen: 0, changed: 0, total, message: '' };
      take(begun);
      const ended = early.get(id);
      early.clear();
      if (ended !== undefined) take(ended);
    } catch (error) {
      fail('The jobs could not be changed', error);
    }
  };

  const actions: BulkActions = {
    async countMatching() {
      const { filter } = store().getState();
      try {
        const matching = await count(filter);
        if (sameFilter(filter, store().getState().filter)) store().setState({ matching });
      } catch {
        // Without the number the offer is not made; the rows can be selected all the same.
        store().setState({ matching: null });
      }
    },
    selectAllMatching() {
      const { matching } = store().getState();
      if (matching !== null) store().setState({ selection: { ...NO_SELECTION, all: matching } });
    },
    async runBulk(action) {
      const { selection, list, filter } = store().getState();
      const fit = fitOf(action.kind, selection, list.byId, clock.now());
      if (fit.off !== null || countSelected(selection) === 0) return;
      const target: Target =
        selection.all === null
          ? { kind: 'ids', ids: [...(fit.ids ?? [])] }
          : { kind: 'filter', filter: toQuery(filter), upTo: selection.all.upTo };
      clearSelection();
      await begin(action, target, fit.count);
    },
    async deleteSelected() {
      const batch = clock.now();
      const { selection, list } = store().getState();
      const { count: jobs, off } = fitOf('delete', selection, list.byId, batch);
      if (off !== null) return;
      await actions.runBulk({ kind: 'delete', batch });
      deleted(jobs, async () => {
        try {
          const back = await client.call('jobs.undelete', { batch });
          announce(t().jobsSearch.broughtBack(back.jobs));
        } catch (error) {
          fail(t().jobsSearch.notBroughtBack, error);
        }
      });
    },
    async retryAllFailed() {
      const filter: ListFilter = { ...store().getState().filter, state: 'failed' };
      try {
        const matching = await count(filter);
        if (matching === null || matching.jobs === 0) return announce('No failed job is left');
        const target: Target = { kind: 'filter', filter: toQuery(filter), upTo: matching.upTo };
        await begin({ kind: 'retry' }, target, matching.jobs);
      } catch (error) {
        fail('The failed jobs could not be counted', error);
      }
    },
    async stopBulk(id) {
      try {
        await client.call('bulk.stop', { id });
      } catch (error) {
        fail('The operation could not be stopped', error);
      }
    },
    dismissBulk: (id) => store().setState((s) => ({ bulks: s.bulks.filter((one) => one.id !== id) })),
  };

  return {
    actions,
    /** Hears how far operations are; the function given back ends that. */
    follow: () => client.subscribe('bulk.progress', {}, ({ items }) => items.forEach(take)),
  };
}
