import type { FlowId } from '../../../../shared/ids.ts';
import type { TargetTools } from '../forms/target-tools.ts';
import type { LooseFlow } from '../loose.ts';

/** What the rest of the editor shows of the trial run. */
export interface TrialView {
  /** Path (`3.2`) of the step that runs or is paused before; null = none. */
  readonly at: string | null;
  /** How each step that has run ended, by its path. */
  readonly ends: ReadonlyMap<string, { readonly ok: boolean; readonly ms: number; readonly words: string }>;
  /** What the page can do for targets; null while no page is open or the job runs. */
  readonly tools: TargetTools | null;
  /** Is there a run that has not ended? */
  readonly isRunning: boolean;
}

/** What the editor asks of the panel: each a button and a key there. */
export interface TrialCommands {
  /** F5: all steps, in a new browser. */
  runAll(): void;
  /** From a step on (`3.2`): in the open page while there is one. */
  runFrom(path: string): void;
  /** That step alone, in the open page. */
  runOnly(path: string): void;
}

export interface TrialPanelProps {
  /** Null for a flow that was never saved. */
  readonly flowId: FlowId | null;
  readonly flow: LooseFlow;
  /** Why there can be no run now: the flow has faults. Null = it can. */
  readonly blocked: string | null;
  /** Steps (`3.2`) before which a run pauses. */
  readonly breakpoints: ReadonlySet<string>;
  readonly onView: (view: TrialView) => void;
  readonly onCommands: (commands: TrialCommands) => void;
}

/** A run of the draft beside its steps: the live page, what happened, and the buttons to go on. */
export function TrialPanel(_: TrialPanelProps) {
  return null;
}
