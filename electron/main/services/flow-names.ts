import { placedSteps } from '../../../shared/flow/placed-steps.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { FlowStore } from '../flows/flow-store.ts';

const LONGEST_NAME = 200;

/** Saves the newest version of a flow as a flow of its own, with its tags, under a free name: `Books (copy)`, `Books (copy 2)`. */
export function duplicateFlow(flows: FlowStore, id: FlowId, word: string): FlowSummary {
  const flow = flows.storable(id);
  const copy = flows.save({ ...flow, name: freeName(flows, flow.name, word) }).summary;
  return flows.setTags(copy.id, flows.get(id).summary.tags);
}

function freeName(flows: FlowStore, name: string, word: string): string {
  for (let number = 1; ; number++) {
    const end = number === 1 ? ` (${word})` : ` (${word} ${number})`;
    const free = name.slice(0, LONGEST_NAME - end.length) + end;
    if (flows.nameTaken(free) === null) return free;
  }
}

/** A flow under its new name, the version before, and the flows that call it by the name that it had. */
export interface Renamed {
  readonly flow: FlowSummary;
  readonly before: number;
  readonly calledBy: string[];
}

/** Saves a flow under another name, as its next version. @throws AppError 'not_found'; 'conflict' for a name that is taken */
export function renameFlow(flows: FlowStore, id: FlowId, name: string): Renamed {
  const flow = flows.storable(id);
  const before = flows.get(id).summary.version;
  const calledBy = callersOf(flows, id);
  return { flow: flows.saveAs(id, { ...flow, name }).summary, before, calledBy };
}

/** Names of the flows whose newest version calls this one. */
export function callersOf(flows: FlowStore, id: FlowId): string[] {
  const { name } = flows.storable(id);
  return flows
    .list()
    .filter((other) => other.id !== id && calls(flows, other.id, name))
    .map((other) => other.name);
}

function calls(flows: FlowStore, id: FlowId, name: string): boolean {
  return placedSteps({ ...flows.storable(id) }).some(
    ({ step }) => step.action === 'callFlow' && step.flow === name,
  );
}
