import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Clock, Disposable } from '../../../shared/clock.ts';
import { type Fault, toWire } from '../../../shared/errors.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { DraftId } from '../../../shared/ipc/flow-calls.ts';
import { DraftKeeper } from './draft-keeper.ts';
import type { LooseFlow } from './loose.ts';
import { type FlowDocument, newDocument, textOf, withFlow, withText } from './model/document.ts';
import { type History, record, redo, startHistory, undo } from './model/history.ts';
import { mended } from './model/mend.ts';
import { stepOfPath } from './model/path-keys.ts';
import { flowRows } from './model/rows.ts';
import { createKeys } from './model/step-keys.ts';
import { publishActions } from './publish-actions.ts';
import { type SelectActions, selectActions } from './select-actions.ts';
import { documentOf, type EditorState, type EditorTab, firstState } from './state.ts';
import { type TreeActions, treeActions } from './tree-actions.ts';

export interface EditorDeps {
  readonly client: Client<AppContract>;
  readonly clock: Clock;
  readonly announce: (sentence: string) => void;
  /** Offers to take something back for a while. */
  readonly tellWithUndo: (sentence: string, undo: () => void) => void;
  /** A new flow has a draft now: its place has a name. */
  readonly onDraft: (id: DraftId) => void;
  readonly onPublished: (flow: FlowSummary) => void;
}

export interface EditorStore extends ReturnType<typeof publishActions> {
  readonly store: StoreApi<EditorState>;
  readonly steps: TreeActions;
  readonly select: SelectActions;
  load(): Promise<void>;
  /** Makes a flow the present one. */
  setFlow(flow: LooseFlow, key: string): void;
  setText(text: string): void;
  undo(): void;
  redo(): void;
  setTab(tab: EditorTab): void;
  setAdding(isAdding: boolean): void;
  /** Puts the nearest right word where a fault is. */
  mend(fault: Fault): void;
  /** Opens the step in which a fault is, or the tab. */
  showFault(fault: Fault): void;
  /** Keeps what is not kept yet, now. */
  flush(): Promise<void>;
  /** Keeps what is left, and stops. */
  end(): void;
}

/** Faults are looked for so long after a change, so that typing in a long flow stays quick. */
const CHECK_AFTER_MS = 120;

/** A flow in the editor: its document with all that is done to it, and its draft. */
export function createEditorStore(
  deps: EditorDeps,
  place: { readonly flowId: FlowId | null; readonly draftId: DraftId | null },
): EditorStore {
  const { client, clock } = deps;
  const store = createStore<EditorState>(() => firstState(place.flowId, place.draftId));
  const { getState: get, setState: set } = store;
  const next = createKeys();
  let check: Disposable | null = null;

  const keeper = new DraftKeeper({
    clock,
    tell: (kept) => set({ kept }),
    sentence: (error) => toWire(error).message,
    async put() {
      const { draftId, flowId, base } = get();
      const text = textOf(documentOf(get()));
      const { id, savedAt } = await client.call('drafts.put', {
        id: draftId,
        flowId,
        baseVersion: base,
        text,
      });
      if (get().draftId !== id) {
        set({ draftId: id });
        if (flowId === null) deps.onDraft(id);
      }
      return savedAt;
    },
  });

  const checkNow = (): void => {
    check?.dispose();
    set({ faults: faultsOf(documentOf(get())) });
  };
  const show = (history: History<FlowDocument>): void => {
    if (history === get().history) return;
    set({ history, ...stillThere(get(), history.now.document.flow) });
    check?.dispose();
    check = clock.setTimer(CHECK_AFTER_MS, checkNow);
    keeper.changed();
  };
  const change = (document: FlowDocument, key: string): void =>
    show(record(get().history, document, key, clock.monotonic()));
  const setFlow = (flow: LooseFlow, key = ''): void => {
    if (flow !== documentOf(get()).flow) change(withFlow(flow), key);
  };
  const begin = (document: FlowDocument): void => {
    set({ history: startHistory(document), phase: 'ready', error: null });
    checkNow();
  };

  const load = async (): Promise<void> => {
    const { flowId, draftId } = place;
    set({ phase: 'loading', error: null });
    keeper.begin();
    try {
      const read = await readPlace(client, flowId, draftId);
      const { summary, published, draft } = read;
      const base = draft?.baseVersion ?? summary?.version ?? null;
      const isBehind = summary !== null && base !== null && summary.version > base;
      set({
        summary,
        published,
        base,
        draftId: draft?.id ?? null,
        found: draft?.savedAt ?? null,
        kept: draft === null ? { kind: 'none' } : { kind: 'kept', at: draft.savedAt },
        conflict: isBehind ? { newest: summary.version } : null,
      });
      const text = draft?.text ?? published;
      begin(text === null ? newDocument() : withText(text, null, next));
      if (flowId !== null) set({ health: await readHealth(client, flowId) });
    } catch (error) {
      set({ phase: 'failed', error: toWire(error) });
    }
  };

  const tree = treeActions({ get, set, change: setFlow, next, announce: deps.announce });
  const publishing = publishActions({
    ...deps,
    get,
    set,
    keeper,
    checkNow,
    setDocument: (document) => change(document, ''),
    read: (text, before) => withText(text, before, next),
  });
  return {
    ...publishing,
    store,
    steps: tree,
    select: selectActions({ get, set }),
    load,
    setFlow,
    setText: (text) => change(withText(text, documentOf(get()).flow, next), 'text'),
    undo: () => show(undo(get().history)),
    redo: () => show(redo(get().history)),
    setTab: (tab) => set({ tab, isAdding: false }),
    setAdding: (isAdding) => set({ isAdding }),
    mend(fault) {
      const flow = mended(documentOf(get()).flow, fault);
      if (flow === null) return;
      setFlow(flow);
      checkNow();
    },
    showFault(fault) {
      const path = stepOfPath(fault.path);
      const row = flowRows(documentOf(get()).flow, new Set()).find(
        (each) => each.kind === 'step' && each.path === path,
      );
      if (row === undefined) set({ tab: tabOf(fault) });
      else set({ tab: 'steps', current: row.key, anchor: row.key, opened: row.key, folded: new Set() });
    },
    flush: () => keeper.flush(),
    end() {
      check?.dispose();
      keeper.end();
    },
  };
}

/** The tab that a fault outside of the steps belongs to. */
export function tabOf({ path }: Fault): EditorTab {
  if (/^steps\[/.test(path)) return 'steps';
  if (/^(inputs|name|description)\b/.test(path)) return 'inputs';
  if (/^browser\b/.test(path)) return 'browser';
  if (/^(retry|timeouts|artifacts|holdMinutes)\b/.test(path)) return 'retry';
  return path === 'steps' ? 'steps' : 'json';
}

function faultsOf({ flow, broken }: FlowDocument): Fault[] {
  if (broken !== null) return [{ path: '', message: `${broken}.` }];
  const parsed = parseFlow(flow);
  return parsed.ok ? [] : parsed.faults;
}

/** What is chosen, without the steps that are gone. */
function stillThere(
  { current, anchor, selected, opened }: EditorState,
  flow: LooseFlow,
): Partial<EditorState> {
  const keys = new Set(flowRows(flow, new Set()).map(({ key }) => key));
  const kept = (key: string | null): string | null => (key !== null && keys.has(key) ? key : null);
  return {
    current: kept(current),
    anchor: kept(anchor),
    opened: kept(opened),
    selected: new Set([...selected].filter((key) => keys.has(key))),
  };
}

async function readPlace(client: Client<AppContract>, flowId: FlowId | null, draftId: DraftId | null) {
  if (flowId === null) {
    const { draft } = draftId === null ? { draft: null } : await client.call('drafts.open', { id: draftId });
    return { summary: null, published: null, draft };
  }
  const [{ summary, text }, { draft }] = await Promise.all([
    client.call('flows.get', { id: flowId }),
    client.call('drafts.get', { flowId }),
  ]);
  return { summary, published: text, draft };
}

/** The steps can be worked on without it. */
function readHealth(client: Client<AppContract>, id: FlowId) {
  return client.call('flows.health', { id }).then(
    ({ candidates }) => candidates,
    () => [],
  );
}
