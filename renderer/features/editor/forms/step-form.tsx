import type { Fault } from '../../../../shared/errors.ts';
import type { CandidateHealth } from '../../../../shared/flow/health.ts';
import type { Change, LooseFlow, LooseStep } from '../loose.ts';
import type { TargetTools } from './target-tools.ts';

export interface StepFormProps {
  /** The flow that the step stands in: for what values may be put in there. */
  readonly flow: LooseFlow;
  readonly step: LooseStep;
  /** Where it stands: `steps[2].else[0]`. */
  readonly path: string;
  /** The faults of the step itself, their paths as `parseFlow` gives them, from the root of the flow. */
  readonly faults: readonly Fault[];
  /** How the candidates of its targets did. */
  readonly health: readonly CandidateHealth[];
  /** What the page of a trial run can do for a target; null while there is none. */
  readonly tools: TargetTools | null;
  readonly onChange: Change<LooseStep>;
}

/** The fields of one step. */
export function StepForm({ step }: StepFormProps) {
  return <code>{JSON.stringify(step)}</code>;
}
