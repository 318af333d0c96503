import { MAX_STEPS } from '../../../../shared/flow/control/limits.ts';
import { findJsonFault } from '../../../../shared/flow/json-fault.ts';
import { allSteps } from '../../../../shared/flow/nested.ts';
import { isLoose, sizeFaults } from '../../../../shared/flow/placed-steps.ts';
import type { LooseFlow, LooseStep } from '../loose.ts';
import { freshKeys, type NextKey } from './step-keys.ts';
import { stepsOf } from './tree.ts';

/** Steps as text, to be put into another flow or into a mail. */
export function stepsText(steps: readonly LooseStep[]): string {
  return `${JSON.stringify(steps, null, 2)}\n`;
}

/** Why a text holds no steps. */
export type PasteFault = 'too long' | 'not JSON' | 'no steps' | 'too many';

export type PastedSteps =
  | { readonly ok: true; readonly steps: readonly LooseStep[] }
  | { readonly ok: false; readonly fault: PasteFault };

/** Longest text that is read as steps, characters. */
const MOST_PASTED = 2_000_000;

/** Reads steps from a text that may come from anywhere: a list of steps, one step, or a whole flow file. */
export function readSteps(text: string): PastedSteps {
  if (text.length > MOST_PASTED) return { ok: false, fault: 'too long' };
  const source = text.replace(/^\uFEFF/, '').trim();
  if (findJsonFault(source) !== null) return { ok: false, fault: 'not JSON' };
  const value: unknown = JSON.parse(source);
  const list = listIn(value);
  if (list === null || list.length === 0) return { ok: false, fault: 'no steps' };
  const steps = list.filter((each): each is LooseStep => isLoose(each) && typeof each.action === 'string');
  if (steps.length < list.length) return { ok: false, fault: 'no steps' };
  return sizeFaults({ steps }).length > 0 ? { ok: false, fault: 'too many' } : { ok: true, steps };
}

function listIn(value: unknown): readonly unknown[] | null {
  if (Array.isArray(value)) return value;
  if (!isLoose(value)) return null;
  if (typeof value.action === 'string') return [value];
  return Array.isArray(value.steps) ? value.steps : null;
}

/** Copies of steps, ready to stand in the flow: with keys of their own, and with ids that no step of it has. */
export function copiesFor(flow: LooseFlow, steps: readonly LooseStep[], next: NextKey): LooseStep[] {
  const taken = new Set(idsOf([...stepsOf(flow)]));
  const renamed = new Map<string, string>();
  for (const id of idsOf([...allSteps(steps)])) {
    const free = freeId(id, taken);
    taken.add(free);
    renamed.set(id, free);
  }
  return freshKeys(
    steps.map((step) => withIds(structuredClone(step), renamed)),
    next,
  );
}

function idsOf(steps: readonly LooseStep[]): string[] {
  return steps.flatMap((step) => (isLoose(step) && typeof step.id === 'string' ? [step.id] : []));
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  if (!taken.has(id)) return id;
  for (let number = 2; number <= MAX_STEPS + 2; number++) {
    const free = `${id.slice(0, 50)}${number}`;
    if (!taken.has(free)) return free;
  }
  return id;
}

/** Ids and the jumps to them, in the steps and inside of them. */
function withIds(step: LooseStep, renamed: ReadonlyMap<string, string>): LooseStep {
  for (const each of allSteps([step])) {
    if (!isLoose(each)) continue;
    const id = Object.getOwnPropertyDescriptor(each, 'id')?.value;
    if (typeof id === 'string') Reflect.set(each, 'id', renamed.get(id) ?? id);
    const onError: unknown = Object.getOwnPropertyDescriptor(each, 'onError')?.value;
    if (!isLoose(onError) || typeof onError.goto !== 'string') continue;
    Reflect.set(each, 'onError', { ...onError, goto: renamed.get(onError.goto) ?? onError.goto });
  }
  return step;
}
