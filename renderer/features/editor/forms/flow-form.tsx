import type { Fault } from '../../../../shared/errors.ts';
import type { Change, LooseFlow } from '../loose.ts';

/** The parts of a flow beside its steps. */
export type FlowPart = 'about' | 'inputs' | 'browser' | 'retry';

export interface FlowFormProps {
  readonly part: FlowPart;
  readonly flow: LooseFlow;
  /** All faults of the flow. */
  readonly faults: readonly Fault[];
  readonly onChange: Change<LooseFlow>;
}

/** The fields of one part of a flow: its name and tags, inputs, browser, or retry, time limits and artifacts. */
export function FlowForm({ part }: FlowFormProps) {
  return <p>{part}</p>;
}
