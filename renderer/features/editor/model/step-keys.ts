import { nestedLists } from '../../../../shared/flow/nested.ts';
import { isLoose } from '../../../../shared/flow/placed-steps.ts';
import type { LooseFlow, LooseStep } from '../loose.ts';

/** What names a step while its flow is open, wherever it is moved and whatever is changed of it. Never part of the file. */
export type StepKey = string;

// A symbol: it goes along when a step is spread, and no JSON, no schema and no copy of the clipboard has it.
const KEY = Symbol('step key');

/** The key of a step; undefined for what is none. */
export function keyOf(step: unknown): StepKey | undefined {
  if (!isLoose(step)) return undefined;
  const key: unknown = Object.getOwnPropertyDescriptor(step, KEY)?.value;
  return typeof key === 'string' ? key : undefined;
}

/** The step under this key. */
export function withKey(step: LooseStep, key: StepKey): LooseStep {
  return { ...step, [KEY]: key };
}

/** Gives keys that were never given before. */
export type NextKey = () => StepKey;

/** Keys `k1`, `k2` …. */
export function createKeys(): NextKey {
  let last = 0;
  return () => {
    last += 1;
    return `k${last}`;
  };
}

/** The steps with keys of their own, inside too. */
export function freshKeys(steps: readonly LooseStep[], next: NextKey): LooseStep[] {
  return steps.map((step) => {
    const inside = nestedLists<unknown>(step).map(({ key, steps: list }) => [key, keyed(list, null, next)]);
    return withKey({ ...step, ...Object.fromEntries(inside) }, next());
  });
}

/**
 * The flow with a key on each of its steps. A step that stands where one stood in `before` takes over its key,
 * so that what is open or folded stays so while a person changes the text of the flow.
 */
export function withKeys(flow: LooseFlow, before: LooseFlow | null, next: NextKey): LooseFlow {
  if (!Array.isArray(flow.steps)) return flow;
  return { ...flow, steps: keyed(flow.steps, before?.steps, next) };
}

function keyed(list: readonly unknown[], before: unknown, next: NextKey): unknown[] {
  const old: readonly unknown[] = Array.isArray(before) ? before : [];
  return list.map((step, at) => {
    if (!isLoose(step)) return step;
    const was = isLoose(old[at]) ? old[at] : {};
    const inside = nestedLists<unknown>(step).map(({ key, steps }) => [key, keyed(steps, was[key], next)]);
    return withKey({ ...step, ...Object.fromEntries(inside) }, keyOf(was) ?? next());
  });
}
