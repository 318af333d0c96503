import type { Fault } from '../../../shared/errors.ts';
import { parseFlowText } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import { resolveCalls } from '../flows/called-flows.ts';
import type { FlowStore } from '../flows/flow-store.ts';

export type FlowImport = { ok: true; flow: FlowSummary } | { ok: false; faults: Fault[] };

/** Saves the text of a flow file; a wrong one is answered with every fault, and nothing is saved. */
export function importFlow(flows: FlowStore, text: string): FlowImport {
  const parsed = parseFlowText(text);
  if (!parsed.ok) return { ok: false, faults: [...parsed.faults] };
  // A flow that it calls may be saved after it: that one is missed when a job is queued.
  const calls = resolveCalls(parsed.flow, flows, 'allowed');
  if (!calls.ok) return { ok: false, faults: [...calls.faults] };
  return { ok: true, flow: flows.save(parsed.flow, { isExample: false }).summary };
}
