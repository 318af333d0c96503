import type * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { nestedLists } from '../../../shared/flow/nested.ts';
import { parseFlow } from '../../../shared/flow/parse.ts';
import type { FlowSummary } from '../../../shared/flow/summary.ts';
import { Target } from '../../../shared/flow/target.ts';
import type { FlowId } from '../../../shared/ids.ts';
import type { UseCandidateInput } from '../../../shared/ipc/contract.ts';
import type { FlowStore } from '../flows/flow-store.ts';

/** More candidates than these a target may not have: the last one makes room. */
const MAX_CANDIDATES = 20;

/** A flow after it was mended, and the version that can be had back. */
export interface Mended {
  readonly flow: FlowSummary;
  readonly before: number;
}

type Wish = z.output<typeof UseCandidateInput>;

/**
 * Puts a candidate in front of a step's target and saves that as the flow's next version.
 * @throws AppError 'not_found'; 'conflict' when the step is another one in the newest version than in the one that was looked at
 */
export function useCandidate(flows: FlowStore, wish: Wish): Mended {
  const { id, version, step, at, candidate } = wish;
  const newest = flows.get(id);
  const flow: unknown = JSON.parse(newest.text);
  const target = targetAt(flow, step, at);
  const looked = targetAt(flows.content(id, version), step, at);
  if (target === null || JSON.stringify(target) !== JSON.stringify(looked)) {
    throw new AppError(
      'conflict',
      `Step ${step} is another one in version ${newest.summary.version} of the flow than in version ${version}: nothing was changed. Look at the flow as it is now.`,
    );
  }
  const line = JSON.stringify(candidate);
  const others = target.filter((each) => JSON.stringify(each) !== line);
  target.splice(0, target.length, ...[candidate, ...others].slice(0, MAX_CANDIDATES));
  return { flow: save(flows, id, flow), before: newest.summary.version };
}

/**
 * Makes an earlier version of a flow the newest one again: its content, under the next number.
 * @throws AppError 'not_found'; 'conflict' when the newest one is another one than was thought
 */
export function restoreVersion(
  flows: FlowStore,
  { id, version, newest }: { readonly id: FlowId; readonly version: number; readonly newest: number },
): FlowSummary {
  const now = flows.get(id).summary.version;
  if (now !== newest) {
    throw new AppError(
      'conflict',
      `The flow was changed again since (it has version ${now} now): nothing was changed.`,
    );
  }
  return save(flows, id, flows.content(id, version));
}

function save(flows: FlowStore, id: FlowId, content: unknown): FlowSummary {
  const parsed = parseFlow(content);
  if (parsed.ok) return flows.saveAs(id, parsed.flow).summary;
  throw new AppError('invalid_input', 'The flow would not be right any more.', parsed.faults);
}

/** The target itself, as it stands in the content; null = there is none at that place. */
function targetAt(flow: unknown, path: string, at: string): unknown[] | null {
  const step = path
    .split('.')
    .map(Number)
    .reduce<unknown>((around, number, depth) => stepIn(around, number, depth === 0), flow);
  const keys = at.split('.');
  const target = keys.reduce<unknown>(
    (inner, key) => (isObject(inner) && Object.hasOwn(inner, key) ? Reflect.get(inner, key) : undefined),
    step,
  );
  return Array.isArray(target) && Target.safeParse(target).success ? target : null;
}

function stepIn(around: unknown, number: number, isFlow: boolean): unknown {
  if (!isObject(around)) return undefined;
  if (isFlow) {
    const steps: unknown = Reflect.get(around, 'steps');
    return Array.isArray(steps) ? steps[number - 1] : undefined;
  }
  const list = nestedLists<unknown>(around).find(
    ({ first, steps }) => number >= first && number < first + steps.length,
  );
  return list?.steps[number - list.first];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
