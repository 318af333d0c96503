import * as z from 'zod';
import { Fault } from '../errors.ts';
import { FlowSummary } from '../flow/summary.ts';
import { FlowTag } from '../flow/tags.ts';
import { FlowId, JobId } from '../ids.ts';
import { Time } from '../job/schema.ts';
import { DisplayState } from '../job/state.ts';
import { call } from './define.ts';

const None = z.strictObject({});
const Done = z.strictObject({ done: z.literal(true) });
const OneFlow = z.strictObject({ id: FlowId });
const FlowAnswer = z.strictObject({ flow: FlowSummary });

/** Number of a draft. */
export const DraftId = z.int().positive().brand<'DraftId', 'inout'>();
export type DraftId = z.output<typeof DraftId>;

/** Longest text of a flow, in characters. */
export const MOST_CHARACTERS = 5_000_000;

/** What was written in the editor and not published yet. */
export const Draft = z.strictObject({
  id: DraftId,
  /** Null = of a flow that was never published. */
  flowId: FlowId.nullable(),
  /** The version that it was made from. */
  baseVersion: z.int().positive().nullable(),
  /** As it was typed: it need not be JSON. */
  text: z.string(),
  savedAt: Time,
});
export type Draft = z.output<typeof Draft>;

const FoundDraft = z.strictObject({ draft: Draft.nullable() });

/** A draft of a flow that was never published; its name is empty while none is written. */
export const NewFlowDraft = z.strictObject({ id: DraftId, name: z.string(), savedAt: Time });
export type NewFlowDraft = z.output<typeof NewFlowDraft>;

/** The text was saved; or it has faults; or the flow has a newer version than the draft was made from. The draft is kept but when it was saved. */
export const Published = z.union([
  z.strictObject({ ok: z.literal(true), flow: FlowSummary }),
  z.strictObject({ ok: z.literal(false), faults: z.array(Fault).min(1), newest: z.null() }),
  z.strictObject({ ok: z.literal(false), faults: z.array(Fault).max(0), newest: z.int().positive() }),
]);
export type Published = z.output<typeof Published>;

/** A saved version of a flow. */
export const FlowVersion = z.strictObject({
  version: z.int().positive(),
  savedAt: Time,
  name: z.string(),
  /** Steps of the flow itself, without those inside of others. */
  stepCount: z.int().nonnegative(),
});
export type FlowVersion = z.output<typeof FlowVersion>;

/** A flow in the trash. */
export const TrashedFlow = z.strictObject({ flow: FlowSummary, deletedAt: Time });
export type TrashedFlow = z.output<typeof TrashedFlow>;

/** One job in a flow's strip. */
export const FlowRun = z.strictObject({
  jobId: JobId,
  state: DisplayState,
  /** When it ended, else when it started, else when it was queued. */
  at: Time,
});
export type FlowRun = z.output<typeof FlowRun>;

/** So many jobs has a strip. */
export const STRIP_RUNS = 20;
/** Strips are read for so many flows at once, so that main is held up for a few milliseconds at most. */
export const MOST_STRIPS = 50;

const Runs = z.strictObject({
  runs: z.array(z.strictObject({ flowId: FlowId, runs: z.array(FlowRun).max(STRIP_RUNS) })),
});

/** What a person does with flows beside running them: writing, versions, names and tags, trash. */
export const flowWorkCalls = {
  /** The draft of a flow; null = there is none. */
  'drafts.get': call(z.strictObject({ flowId: FlowId }), FoundDraft),
  'drafts.open': call(z.strictObject({ id: DraftId }), FoundDraft),
  /** Drafts of flows that were never published, newest first, and which flows have one. */
  'drafts.list': call(
    None,
    z.strictObject({
      drafts: z.array(NewFlowDraft),
      ofFlows: z.array(z.strictObject({ flowId: FlowId, savedAt: Time })),
    }),
  ),
  /** Keeps a text; `id` null = the draft of that flow, which is made when there is none, or of a new flow. */
  'drafts.put': call(
    z.strictObject({
      id: DraftId.nullable(),
      flowId: FlowId.nullable(),
      baseVersion: z.int().positive().nullable(),
      text: z.string().max(MOST_CHARACTERS),
    }),
    z.strictObject({ id: DraftId, savedAt: Time }),
  ),
  'drafts.discard': call(z.strictObject({ id: DraftId }), Done),
  /** Saves a draft's text as the next version, or as a new flow; `newest` is the version that the draft was made from. */
  'flows.publish': call(
    z.strictObject({ draftId: DraftId, newest: z.int().positive().nullable() }),
    Published,
  ),

  /** Newest first. */
  'flows.versions': call(OneFlow, z.strictObject({ versions: z.array(FlowVersion) })),
  'flows.version': call(
    z.strictObject({ id: FlowId, version: z.int().positive() }),
    z.strictObject({ version: FlowVersion, text: z.string() }),
  ),
  /** Asks where to save, then writes the version (the newest, when none is given) as a file; null = thought better of it. */
  'flows.export': call(
    z.strictObject({ id: FlowId, version: z.int().positive().optional() }),
    z.strictObject({ path: z.string().nullable() }),
  ),

  /** A flow of its own with the same steps and tags, under a free name: `Books (copy)`, with that word in the window's language. */
  'flows.duplicate': call(
    z.strictObject({ id: FlowId, word: z.string().trim().min(1).max(20).default('copy') }),
    FlowAnswer,
  ),
  /** Saves the flow under another name, as its next version. `calledBy` are the flows that call it by the name before. */
  'flows.rename': call(
    z.strictObject({ id: FlowId, name: z.string().trim().min(1).max(200) }),
    z.strictObject({ flow: FlowSummary, before: z.int().positive(), calledBy: z.array(z.string()) }),
  ),
  'flows.setTags': call(z.strictObject({ id: FlowId, tags: z.array(FlowTag).max(20) }), FlowAnswer),

  /** While a flow is in the trash its jobs wait; those that run are finished. `calledBy` are the flows that call it. */
  'flows.trash': call(OneFlow, z.strictObject({ calledBy: z.array(z.string()) })),
  'flows.trashed': call(None, z.strictObject({ flows: z.array(TrashedFlow) })),
  'flows.restoreFromTrash': call(OneFlow, FlowAnswer),
  /** What there is of a flow in the trash; `open` are the jobs that wait or run: with them it cannot be removed. */
  'flows.removalCounts': call(OneFlow, z.strictObject({ versions: z.int(), jobs: z.int(), open: z.int() })),
  /** Removes a flow in the trash for good. Its jobs stay with the versions that they ran. */
  'flows.removeForGood': call(OneFlow, Done),

  /** The last jobs of each of these flows, newest first. */
  'flows.runs': call(z.strictObject({ ids: z.array(FlowId).max(MOST_STRIPS) }), Runs),
} as const;
