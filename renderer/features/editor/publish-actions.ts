import { toWire } from '../../../shared/errors.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import { t } from '../../texts/index.ts';
import type { DraftKeeper } from './draft-keeper.ts';
import type { LooseFlow } from './loose.ts';
import { type FlowDocument, newDocument, textOf } from './model/document.ts';
import { documentOf, type EditorState, isChanged } from './state.ts';
import type { EditorDeps } from './store.ts';

interface PublishDeps extends Pick<EditorDeps, 'tellWithUndo' | 'onPublished' | 'announce'> {
  readonly client: Client<AppContract>;
  readonly get: () => EditorState;
  readonly set: (change: Partial<EditorState>) => void;
  readonly keeper: DraftKeeper;
  readonly checkNow: () => void;
  readonly setDocument: (document: FlowDocument) => void;
  readonly read: (text: string, before: LooseFlow | null) => FlowDocument;
}

/** What becomes of the draft: the next version, or nothing. */
export function publishActions(deps: PublishDeps) {
  const { client, get, set, keeper } = deps;

  const publish = async (over?: number): Promise<void> => {
    deps.checkNow();
    if (get().faults.length > 0 || get().isPublishing) return;
    set({ isPublishing: true, wishFault: null });
    try {
      // Also what was not changed is kept first: a draft is what is published.
      keeper.changed();
      await keeper.flush();
      const { draftId, base, kept } = get();
      const text = textOf(documentOf(get()));
      if (draftId === null || kept.kind === 'failed') return;
      const answer = await client.call('flows.publish', { draftId, newest: over ?? base });
      if (answer.ok) published(answer.flow, text);
      else if (answer.newest !== null) set({ conflict: { newest: answer.newest } });
      else set({ faults: answer.faults });
    } catch (error) {
      set({ wishFault: toWire(error).message });
    } finally {
      set({ isPublishing: false });
    }
  };

  const published = (flow: EditorState['summary'] & object, text: string): void => {
    set({
      summary: flow,
      flowId: flow.id,
      base: flow.version,
      draftId: null,
      published: text,
      conflict: null,
      found: null,
    });
    // What was typed meanwhile begins the next draft.
    if (textOf(documentOf(get())) === text) set({ kept: { kind: 'none' } });
    else keeper.changed();
    deps.announce(t().editor.published(flow.version));
    deps.onPublished(flow);
  };

  /** The newest version takes the place of what is here; undo has it back. */
  const takeNewest = async (): Promise<void> => {
    const { flowId } = get();
    if (flowId === null) return;
    try {
      const { summary, text } = await client.call('flows.get', { id: flowId });
      set({ summary, base: summary.version, published: text, conflict: null });
      deps.setDocument(deps.read(text, documentOf(get()).flow));
      deps.checkNow();
    } catch (error) {
      set({ wishFault: toWire(error).message });
    }
  };

  return {
    publish,
    takeNewest,
    /** Another version is the newest now: it is shown, unless there are changes that it would hide. */
    async meetNewest(): Promise<void> {
      const { flowId } = get();
      if (flowId === null) return;
      if (!isChanged(get(), textOf(documentOf(get())))) return takeNewest();
      const { summary } = await client.call('flows.get', { id: flowId });
      set({ summary, conflict: { newest: summary.version } });
    },
    /** Lets the draft that was found go on. */
    keepFound: (): void => set({ found: null }),
    /** Back to what is published; that can be taken back. */
    async discard(): Promise<void> {
      const before = documentOf(get());
      keeper.forget();
      // One that is being kept at this moment is waited for.
      await keeper.flush();
      const { draftId, published: text } = get();
      try {
        if (draftId !== null) await client.call('drafts.discard', { id: draftId });
      } catch (error) {
        set({ wishFault: toWire(error).message });
        return;
      }
      deps.setDocument(text === null ? newDocument() : deps.read(text, before.flow));
      keeper.forget();
      set({ draftId: null, found: null, kept: { kind: 'none' } });
      deps.checkNow();
      deps.tellWithUndo(t().editor.discarded, () => {
        deps.setDocument(before);
        deps.checkNow();
      });
    },
    /** The draft stays as it is and becomes the version after the newest one. */
    keepMine(): void {
      const { conflict } = get();
      if (conflict === null) return;
      set({ base: conflict.newest, conflict: null });
      keeper.changed();
    },
    dismissFault: (): void => set({ wishFault: null }),
  };
}
