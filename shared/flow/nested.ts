import { valueAt } from './path-text.ts';

/** The keys under which a step holds steps, in the order in which those are numbered. */
export const STEP_LISTS = ['then', 'else', 'steps', 'onError', 'always'] as const;
export type StepListKey = (typeof STEP_LISTS)[number];

/** One list of steps inside a step. */
export interface NestedList<S> {
  readonly key: StepListKey;
  readonly steps: readonly S[];
  /** Number of its first step: the lists of one step are numbered through. */
  readonly first: number;
}

/** A step as the file has it, right or wrong. */
export type Loose = Readonly<Record<string, unknown>>;

/** The lists inside a step, right or wrong: `then` 4.1 and 4.2, `else` 4.3. `onError` counts only where it is a list, as in `try`. */
export function nestedLists<S>(step: object): NestedList<S>[] {
  let first = 1;
  return STEP_LISTS.flatMap((key): NestedList<S>[] => {
    const steps = valueAt(step, [key]);
    if (!isList<S>(steps)) return [];
    const list = { key, steps, first };
    first += steps.length;
    return [list];
  });
}

/** A list under one of these keys holds steps, and nothing else has such a key with a list. */
function isList<S>(value: unknown): value is readonly S[] {
  return Array.isArray(value);
}

/** The step with its lists emptied: what it says itself. */
export function withoutNested<T extends object>(step: T): T {
  return { ...step, ...Object.fromEntries(nestedLists(step).map(({ key }) => [key, []])) };
}

/** Place of the step with this number under the step at `parent`: `4` and 2 → `4.2`; the flow itself is empty. */
export function stepPath(parent: string, number: number): string {
  return parent === '' ? String(number) : `${parent}.${number}`;
}

/** Every step of a list and what is inside of it, in the order of the numbers, but for those that are disabled with all inside them. */
export function* enabledSteps<S extends { readonly disabled?: boolean | undefined }>(
  steps: readonly S[],
): Generator<S> {
  for (const step of steps) {
    if (step.disabled === true) continue;
    yield step;
    for (const list of nestedLists<S>(step)) yield* enabledSteps(list.steps);
  }
}

/** Every step of a list and what is inside of it, in the order of the numbers. */
export function* allSteps<S extends object>(steps: readonly S[]): Generator<S> {
  for (const step of steps) {
    yield step;
    for (const list of nestedLists<S>(step)) yield* allSteps(list.steps);
  }
}
