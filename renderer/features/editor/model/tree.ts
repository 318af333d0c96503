import { nestedLists, STEP_LISTS, type StepListKey } from '../../../../shared/flow/nested.ts';
import { isLoose } from '../../../../shared/flow/placed-steps.ts';
import type { LooseFlow, LooseStep } from '../loose.ts';
import { keyOf, type StepKey } from './step-keys.ts';

/** A list of steps: of the flow itself (`parent` null), or one inside of a step. */
export interface ListPlace {
  readonly parent: StepKey | null;
  readonly list: StepListKey;
}

/** A place between steps: before the step `before`, or at the end of the list. */
export interface DropPlace extends ListPlace {
  readonly before: StepKey | null;
}

/** The list of the flow itself. */
export const TOP: ListPlace = { parent: null, list: 'steps' };

type EachList = (list: readonly unknown[], place: ListPlace) => readonly unknown[];

/** The flow with every list replaced, outer ones first; what stays the same stays the same object. */
function mapLists(flow: LooseFlow, each: EachList): LooseFlow {
  const inList = (list: readonly unknown[], place: ListPlace): readonly unknown[] => {
    const next = each(list, place);
    const deep = next.map((step) => (isLoose(step) ? inStep(step) : step));
    return next === list && deep.every((step, at) => step === list[at]) ? list : deep;
  };
  const inStep = (step: LooseStep): LooseStep => {
    const parent = keyOf(step);
    if (parent === undefined) return step;
    let result = step;
    for (const key of listsOf(step)) {
      const list = asList(step[key]);
      const next = inList(list, { parent, list: key });
      if (next !== list) result = { ...result, [key]: next };
    }
    return result;
  };
  const steps = inList(asList(flow.steps), TOP);
  return steps === flow.steps || (steps.length === 0 && flow.steps === undefined) ? flow : { ...flow, steps };
}

const NO_STEPS: readonly unknown[] = [];

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : NO_STEPS;
}

/** The lists that a step has, or may have: a place to put steps into is there before the list is. */
function listsOf(step: LooseStep): readonly StepListKey[] {
  const has = STEP_LISTS.filter((key) => Array.isArray(step[key]));
  return [...new Set([...has, ...listsOfAction(step.action).filter((key) => step[key] === undefined)])];
}

/** The lists that a step of this kind may hold; the first one always, the others only where they are wanted. */
export function listsOfAction(action: unknown): readonly StepListKey[] {
  switch (action) {
    case 'if':
      return ['then', 'else'];
    case 'repeat':
    case 'while':
    case 'forEach':
      return ['steps'];
    case 'try':
      return ['steps', 'onError', 'always'];
    default:
      return [];
  }
}

/** Every step with a key, in the order of the file. */
export function* stepsOf(flow: LooseFlow): Generator<LooseStep> {
  yield* inside(asList(flow.steps));
}

function* inside(list: readonly unknown[]): Generator<LooseStep> {
  for (const step of list) {
    if (!isLoose(step)) continue;
    yield step;
    for (const { steps } of nestedLists<unknown>(step)) yield* inside(steps);
  }
}

/** The step under a key. */
export function findStep(flow: LooseFlow, key: StepKey): LooseStep | undefined {
  for (const step of stepsOf(flow)) if (keyOf(step) === key) return step;
  return undefined;
}

/** The chosen steps in the order of the file; one inside of another chosen one goes along with that. */
export function chosenSteps(flow: LooseFlow, keys: ReadonlySet<StepKey>): LooseStep[] {
  const pick = (list: readonly unknown[]): LooseStep[] =>
    list.filter(isLoose).flatMap((step) => {
      const key = keyOf(step);
      if (key !== undefined && keys.has(key)) return [step];
      return nestedLists<unknown>(step).flatMap(({ steps }) => pick(steps));
    });
  return pick(asList(flow.steps));
}

/** The list that a step stands in, and the step after it there; undefined = there is no such step. */
export function placeBehind(flow: LooseFlow, key: StepKey): DropPlace | undefined {
  const look = (list: readonly unknown[], place: ListPlace): DropPlace | undefined => {
    for (const [at, step] of list.entries()) {
      const own = keyOf(step);
      if (own === key) return { ...place, before: keyAfter(list, at) };
      if (own === undefined || !isLoose(step)) continue;
      for (const inner of nestedLists<unknown>(step)) {
        const found = look(inner.steps, { parent: own, list: inner.key });
        if (found !== undefined) return found;
      }
    }
    return undefined;
  };
  return look(asList(flow.steps), TOP);
}

function keyAfter(list: readonly unknown[], at: number): StepKey | null {
  for (const step of list.slice(at + 1)) {
    const key = keyOf(step);
    if (key !== undefined) return key;
  }
  return null;
}

/** Replaces one step, or what a function makes of it. */
export function changeStep(flow: LooseFlow, key: StepKey, change: (step: LooseStep) => LooseStep): LooseFlow {
  return mapLists(flow, (list) => {
    const at = list.findIndex((step) => keyOf(step) === key);
    const step = list[at];
    return isLoose(step) ? list.with(at, change(step)) : list;
  });
}

/** The flow with steps put in at a place; without that place it stays as it is. */
export function insertSteps(flow: LooseFlow, place: DropPlace, steps: readonly LooseStep[]): LooseFlow {
  if (steps.length === 0) return flow;
  let isDone = false;
  return mapLists(flow, (list, { parent, list: key }) => {
    if (isDone || parent !== place.parent || key !== place.list) return list;
    isDone = true;
    const at = place.before === null ? -1 : list.findIndex((step) => keyOf(step) === place.before);
    return at < 0 ? [...list, ...steps] : list.toSpliced(at, 0, ...steps);
  });
}

/** The flow without these steps and what is inside of them. */
export function removeSteps(flow: LooseFlow, keys: ReadonlySet<StepKey>): LooseFlow {
  return mapLists(flow, (list) => {
    const left = list.filter((step) => !isOneOf(step, keys));
    return left.length === list.length ? list : left;
  });
}

function isOneOf(step: unknown, keys: ReadonlySet<StepKey>): boolean {
  const key = keyOf(step);
  return key !== undefined && keys.has(key);
}

/** Moves steps to a place, in the order that they have; into themselves they cannot go, then the flow stays as it is. */
export function moveSteps(flow: LooseFlow, keys: ReadonlySet<StepKey>, to: DropPlace): LooseFlow {
  const chosen = chosenSteps(flow, keys);
  const moved = new Set(chosen.flatMap((step) => keyOf(step) ?? []));
  const held = new Set(
    chosen.flatMap((step) => [step, ...inside(asList([step]))]).flatMap((s) => keyOf(s) ?? []),
  );
  if (moved.size === 0 || (to.parent !== null && held.has(to.parent))) return flow;
  // The step that they go before may be one of them: then it is the next one that stays.
  let { before } = to;
  while (before !== null && moved.has(before)) before = placeBehind(flow, before)?.before ?? null;
  const without = removeSteps(flow, moved);
  const next = insertSteps(without, { ...to, before }, chosen);
  if (next === without) return flow;
  return sameOrder(flow, next) ? flow : next;
}

/** Do all steps stand where they stood? */
function sameOrder(a: LooseFlow, b: LooseFlow): boolean {
  return places(a).join('\n') === places(b).join('\n');
}

function places(flow: LooseFlow): string[] {
  const inList = (list: readonly unknown[], place: string): string[] =>
    list.filter(isLoose).flatMap((step) => {
      const key = keyOf(step) ?? '';
      const within = nestedLists<unknown>(step).flatMap((each) => inList(each.steps, `${key} ${each.key}`));
      return [`${place} ${key}`, ...within];
    });
  return inList(asList(flow.steps), '');
}

/** The kinds of steps that others can be put into. */
export type Wrapper = 'if' | 'repeat' | 'try';

/** Puts steps into a new step, which stands where the first of them stood. */
export function wrapSteps(flow: LooseFlow, keys: ReadonlySet<StepKey>, around: LooseStep): LooseFlow {
  const chosen = chosenSteps(flow, keys);
  const first = chosen[0] === undefined ? undefined : keyOf(chosen[0]);
  const [list] = listsOfAction(around.action);
  if (first === undefined || list === undefined) return flow;
  const place = placeBehind(flow, first);
  if (place === undefined) return flow;
  const filled = { ...around, [list]: chosen };
  const opened = insertSteps(flow, { ...place, before: first }, [{ ...around, [list]: [] }]);
  const others = new Set(chosen.flatMap((step) => keyOf(step) ?? []));
  const emptied = removeSteps(opened, others);
  return changeStep(emptied, keyOf(around) ?? '', () => filled);
}
