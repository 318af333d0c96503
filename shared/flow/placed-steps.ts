import type { Fault } from '../errors.ts';
import { MAX_NESTING, MAX_STEPS } from './control/limits.ts';
import { type Loose, nestedLists, type StepListKey } from './nested.ts';
import { pathText } from './path-text.ts';

/** A step around another one, and the list of it that leads there. */
export interface Around {
  readonly step: Loose;
  readonly key: StepListKey;
}

/** A step of a flow file, right or wrong, with its place. */
export interface PlacedStep {
  readonly step: Loose;
  readonly path: readonly PropertyKey[];
  /** The steps of its own list. */
  readonly siblings: readonly Loose[];
  /** The steps around it, outermost first. */
  readonly around: readonly Around[];
}

export function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Every step of a flow in the order of the file. The flow has passed `sizeFaults`. */
export function placedSteps(flow: Loose): PlacedStep[] {
  return Array.isArray(flow.steps) ? inList(flow.steps, ['steps'], []) : [];
}

function inList(
  list: readonly unknown[],
  path: readonly PropertyKey[],
  around: readonly Around[],
): PlacedStep[] {
  const siblings = list.filter(isLoose);
  return list.flatMap((step, at): PlacedStep[] => {
    if (!isLoose(step)) return [];
    const own = { step, path: [...path, at], siblings, around };
    const inside = nestedLists<unknown>(step).flatMap(({ key, steps }) =>
      inList(steps, [...own.path, key], [...around, { step, key }]),
    );
    return [own, ...inside];
  });
}

/**
 * What is wrong with the size of a flow: steps nested too deep, or too many of them. Asked before anything else walks over
 * the steps, so it goes no deeper itself.
 */
export function sizeFaults(flow: Loose): Fault[] {
  let count = 0;
  const faults: Fault[] = [];
  const visit = (list: readonly unknown[], path: readonly PropertyKey[], depth: number): void => {
    if (depth > MAX_NESTING) {
      const message = `steps stand in more than ${MAX_NESTING} others here: move some of them out.`;
      faults.push({ path: pathText(path), message });
      return;
    }
    for (const [at, step] of list.entries()) {
      if (++count > MAX_STEPS) return;
      if (!isLoose(step)) continue;
      for (const { key, steps } of nestedLists<unknown>(step)) visit(steps, [...path, at, key], depth + 1);
    }
  };
  if (Array.isArray(flow.steps)) visit(flow.steps, ['steps'], 0);
  if (count <= MAX_STEPS) return faults;
  return [...faults, { path: 'steps', message: `a flow holds at most ${MAX_STEPS} steps in all.` }];
}
