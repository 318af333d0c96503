import { AppError } from '../../../shared/errors.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { DraftId, Published } from '../../../shared/ipc/flow-calls.ts';
import type { WritableDb } from '../../database/open.ts';
import { resolveCalls } from '../flows/called-flows.ts';
import type { DraftStore } from '../flows/draft-store.ts';
import { type FlowStore, inTrash } from '../flows/flow-store.ts';

export interface PublishDeps {
  readonly db: WritableDb;
  readonly flows: FlowStore;
  readonly drafts: DraftStore;
}

/**
 * Saves a draft's text as the next version of its flow, or as a new flow, and removes the draft in the same transaction.
 * The draft is kept when the text has faults, or when the newest version is another one than `newest`.
 * @throws AppError 'not_found' when the draft is gone; 'conflict' when its flow is in the trash
 */
export function publishDraft(
  { db, flows, drafts }: PublishDeps,
  { draftId, newest }: { readonly draftId: DraftId; readonly newest: number | null },
): Published {
  const draft = drafts.get(draftId);
  if (draft === null) {
    throw new AppError('not_found', 'This draft is not there any more: it was published or discarded.');
  }
  const { flowId } = draft;
  if (flowId !== null) {
    const { summary, isTrashed } = flows.get(flowId);
    if (isTrashed) throw new AppError('conflict', inTrash(summary.name));
    if (summary.version !== newest) return { ok: false, faults: [], newest: summary.version };
  }
  const parsed = parseFlowText(draft.text);
  if (!parsed.ok) return { ok: false, faults: parsed.faults, newest: null };
  const { flow } = parsed;
  const taken = flows.nameTaken(flow.name, flowId);
  if (taken !== null) return { ok: false, faults: [{ path: 'name', message: taken }], newest: null };
  // A flow that it calls may be saved after it: that one is missed when a job is queued.
  const calls = resolveCalls(flow, flows, 'allowed');
  if (!calls.ok) return { ok: false, faults: [...calls.faults], newest: null };
  const publish = db.transaction((): FlowSummary => {
    const { summary } = flowId === null ? flows.save(flow) : flows.saveAs(flowId, flow);
    drafts.discard(draftId);
    return summary;
  });
  return { ok: true, flow: publish.immediate() };
}
