import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock } from '../../../../shared/clock.ts';
import type { FlowSummary } from '../../../../shared/flow/summary.ts';
import type { FlowId } from '../../../../shared/ids.ts';
import type { AppContract } from '../../../../shared/ipc/contract.ts';
import type { Client } from '../../../../shared/ipc/define.ts';
import {
  type DraftId,
  MOST_STRIPS,
  type NewFlowDraft,
  type TrashedFlow,
} from '../../../../shared/ipc/flow-calls.ts';
import { t } from '../../../texts/index.ts';
import { type PageFault, pageFault } from '../../../ui/page-fault.ts';
import { safeText } from '../../../ui/safe-text.ts';
import type { RunsByFlow } from './find-flows.ts';

/** What is read anew of strips is gathered for so long, milliseconds. */
const GATHER_MS = 1_000;

export interface LibraryState {
  readonly runs: RunsByFlow;
  readonly drafts: readonly NewFlowDraft[];
  /** The flows that have a draft. */
  readonly drafted: ReadonlySet<FlowId>;
  /** Null while the trash is read for the first time. */
  readonly trashed: readonly TrashedFlow[] | null;
  readonly fault: PageFault | null;
}

export interface LibraryDeps {
  readonly client: Client<AppContract>;
  readonly clock: Clock;
  readonly announce: (sentence: string) => void;
  /** Says what was done, and how it is undone. */
  readonly tellWithUndo: (sentence: string, undo: () => void) => void;
  /** The list of flows is another one: it is to be read again, and this flow chosen. */
  readonly changed: (toShow?: FlowId) => Promise<void>;
}

/** What a person does with whole flows: strips of jobs, drafts, names, tags, trash. */
export function createLibraryStore({ client, clock, announce, tellWithUndo, changed }: LibraryDeps) {
  const store: StoreApi<LibraryState> = createStore<LibraryState>(() => ({
    runs: new Map(),
    drafts: [],
    drafted: new Set(),
    trashed: null,
    fault: null,
  }));
  const { setState } = store;

  const guarded = async (
    title: keyof ReturnType<typeof t>['flows']['failed'],
    work: () => Promise<void>,
  ): Promise<void> => {
    setState({ fault: null });
    try {
      await work();
    } catch (error) {
      setState({ fault: pageFault(t().flows.failed[title], error) });
    }
  };
  const loadRuns = async (ids: readonly FlowId[]): Promise<void> => {
    for (let at = 0; at < ids.length; at += MOST_STRIPS) {
      // A list without strips is better than none.
      const read = await client
        .call('flows.runs', { ids: ids.slice(at, at + MOST_STRIPS) })
        .catch(() => ({ runs: [] }));
      setState(({ runs }) => ({
        runs: new Map([...runs, ...read.runs.map((each) => [each.flowId, each.runs] as const)]),
      }));
    }
  };
  const loadDrafts = async (): Promise<void> => {
    const { drafts, ofFlows } = await client
      .call('drafts.list', {})
      .catch(() => ({ drafts: [], ofFlows: [] }));
    setState({ drafts, drafted: new Set(ofFlows.map(({ flowId }) => flowId)) });
  };
  const loadTrash = (): Promise<void> =>
    guarded('restore', async () => setState({ trashed: (await client.call('flows.trashed', {})).flows }));
  const restore = ({ id, name }: FlowSummary): Promise<void> =>
    guarded('restore', async () => {
      await client.call('flows.restoreFromTrash', { id });
      announce(t().flows.restored(safeText(name, 80)));
      await Promise.all([changed(id), loadTrash()]);
    });

  return {
    store,
    loadRuns,
    loadDrafts,
    loadTrash,
    restore,
    /** Reads the strips of flows anew whose jobs change; the function given back ends that. */
    follow(): () => void {
      const stale = new Set<FlowId>();
      let timer: { dispose(): void } | null = null;
      const end = client.subscribe('jobs.changed', {}, ({ items }) => {
        for (const { flowId } of items) stale.add(flowId);
        timer ??= clock.setTimer(GATHER_MS, () => {
          timer = null;
          const ids = [...stale];
          stale.clear();
          void loadRuns(ids);
        });
      });
      return () => {
        timer?.dispose();
        end();
      };
    },
    duplicate: (id: FlowId) =>
      guarded('duplicate', async () => {
        const { flow } = await client.call('flows.duplicate', { id, word: t().flows.copyWord });
        announce(t().flows.duplicated(safeText(flow.name, 80)));
        await changed(flow.id);
      }),
    rename: (id: FlowId, name: string) =>
      guarded('rename', async () => {
        const { flow, before, calledBy } = await client.call('flows.rename', { id, name });
        const callers = calledBy.length === 0 ? '' : ` ${t().flows.calledBy(calledBy)}`;
        const undo = (): void =>
          void guarded('rename', async () => {
            await client.call('flows.restore', { id, version: before, newest: flow.version });
            await changed(id);
          });
        tellWithUndo(t().flows.renamed(safeText(flow.name, 80)) + callers, undo);
        await changed(id);
      }),
    setTags: (id: FlowId, tags: readonly string[]) =>
      guarded('tags', async () => {
        await client.call('flows.setTags', { id, tags: [...tags] });
        await changed();
      }),
    trash: (flow: FlowSummary) =>
      guarded('trash', async () => {
        const { calledBy } = await client.call('flows.trash', { id: flow.id });
        const callers = calledBy.length === 0 ? '' : ` ${t().flows.calledBy(calledBy)}`;
        tellWithUndo(t().flows.trashed(safeText(flow.name, 80)) + callers, () => void restore(flow));
        await changed();
      }),
    removeForGood: ({ id, name }: FlowSummary) =>
      guarded('remove', async () => {
        await client.call('flows.removeForGood', { id });
        announce(t().flows.removed(safeText(name, 80)));
        await loadTrash();
      }),
    exportFile: (id: FlowId) =>
      guarded('export', async () => {
        const { path } = await client.call('flows.export', { id });
        if (path !== null) announce(t().flows.exported(path));
      }),
    discard: (id: DraftId, name: string) =>
      guarded('discard', async () => {
        const { draft } = await client.call('drafts.open', { id });
        await client.call('drafts.discard', { id });
        await loadDrafts();
        if (draft === null) return;
        const undo = (): void =>
          void guarded('discard', async () => {
            const { baseVersion, text } = draft;
            await client.call('drafts.put', { id: null, flowId: null, baseVersion, text });
            await loadDrafts();
          });
        tellWithUndo(t().flows.discarded(name), undo);
      }),
    dismissFault: () => setState({ fault: null }),
  };
}

export type LibraryStore = ReturnType<typeof createLibraryStore>;
