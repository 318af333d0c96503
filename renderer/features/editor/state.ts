import type { Fault, WireError } from '../../../shared/errors.ts';
import type { CandidateHealth } from '../../../shared/flow/health.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { DraftId } from '../../../shared/ipc/flow-calls.ts';
import type { Kept } from './draft-keeper.ts';
import { type FlowDocument, newDocument } from './model/document.ts';
import { type History, startHistory } from './model/history.ts';
import type { StepKey } from './model/step-keys.ts';

export const TABS = ['steps', 'inputs', 'browser', 'retry', 'json', 'versions'] as const;
export type EditorTab = (typeof TABS)[number];

/** The flow got a newer version than the draft was made from. */
export interface Conflict {
  readonly newest: number;
}

export interface EditorState {
  readonly phase: 'loading' | 'failed' | 'ready';
  /** Why it could not be read. */
  readonly error: WireError | null;
  readonly flowId: FlowId | null;
  readonly draftId: DraftId | null;
  /** The flow as it is published; null = it never was. */
  readonly summary: FlowSummary | null;
  /** The version that the draft was made from. */
  readonly base: number | null;
  /** What the published version says. */
  readonly published: string | null;
  readonly history: History<FlowDocument>;
  readonly faults: readonly Fault[];
  readonly kept: Kept;
  /** When the draft was kept that was found at the beginning, until a person has said what to do with it. */
  readonly found: number | null;
  readonly conflict: Conflict | null;
  readonly isPublishing: boolean;
  /** Why it could not be published or discarded. */
  readonly wishFault: string | null;
  readonly health: readonly CandidateHealth[];

  readonly tab: EditorTab;
  /** The keyboard's place: a step, or the head of a list. */
  readonly current: string | null;
  /** Where a range begins. */
  readonly anchor: string | null;
  readonly selected: ReadonlySet<StepKey>;
  /** The step whose form is open. */
  readonly opened: StepKey | null;
  readonly folded: ReadonlySet<StepKey>;
  readonly breakpoints: ReadonlySet<StepKey>;
  /** Is the list of actions open? */
  readonly isAdding: boolean;
}

export function firstState(flowId: FlowId | null, draftId: DraftId | null): EditorState {
  return {
    phase: 'loading',
    error: null,
    flowId,
    draftId,
    summary: null,
    base: null,
    published: null,
    history: startHistory(newDocument()),
    faults: [],
    kept: { kind: 'none' },
    found: null,
    conflict: null,
    isPublishing: false,
    wishFault: null,
    health: [],
    tab: 'steps',
    current: null,
    anchor: null,
    selected: new Set(),
    opened: null,
    folded: new Set(),
    breakpoints: new Set(),
    isAdding: false,
  };
}

/** The document as it is now. */
export function documentOf({ history }: Pick<EditorState, 'history'>): FlowDocument {
  return history.now.document;
}

/** Does the draft say something else than the published version? */
export function isChanged({ history, published }: EditorState, text: string): boolean {
  return published === null ? history.past.length > 0 : text !== published;
}
