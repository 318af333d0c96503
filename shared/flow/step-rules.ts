import type { Fault } from '../errors.ts';
import { nearest } from './nearest.ts';
import { type Loose, withoutNested } from './nested.ts';
import { pathText } from './path-text.ts';
import { type Around, isLoose, type PlacedStep } from './placed-steps.ts';

/** The rules for single steps in their place: jumps, `once`, leaving a loop, names that a loop gives. */
export function stepRuleFaults(placed: PlacedStep, all: readonly PlacedStep[]): Fault[] {
  return [
    ...jumpFaults(placed, all),
    ...onceFaults(placed),
    ...leaveFaults(placed),
    ...ownNameFaults(placed),
    ...datasetFaults(placed, all),
    ...insideFaults(placed),
    ...uploadFaults(placed),
  ];
}

/** A jump stays in its own list: nothing could say what a jump into a loop or out of a branch means. */
function jumpFaults({ step, path, siblings }: PlacedStep, all: readonly PlacedStep[]): Fault[] {
  const target = isLoose(step.onError) ? step.onError.goto : undefined;
  if (typeof target !== 'string') return [];
  const ids = idsOf(siblings);
  if (ids.includes(target)) return [];
  const place = pathText([...path, 'onError', 'goto']);
  const elsewhere = all.find((each) => each.step.id === target);
  if (elsewhere !== undefined) {
    const where = pathText(elsewhere.path);
    const message = `“${target}” is the id of ${where}, but a jump stays within its own list of steps.`;
    return [{ path: place, message }];
  }
  const have = ids.length === 0 ? 'no step has an id' : `the ids are ${ids.slice(0, 12).join(', ')}`;
  return [{ path: place, message: `no step has the id “${target}”; ${have}.`, ...near(target, ids) }];
}

function idsOf(steps: readonly Loose[]): string[] {
  return [...new Set(steps.flatMap((each) => (typeof each.id === 'string' ? [each.id] : [])))];
}

function onceFaults({ step, path }: PlacedStep): Fault[] {
  if (step.once !== true || !isLoose(step.onError) || step.onError.retry === undefined) return [];
  const message = 'a step that runs once cannot be tried again: leave out “once” or “retry”.';
  return [{ path: pathText([...path, 'onError', 'retry']), message }];
}

const LOOPS: ReadonlySet<unknown> = new Set(['repeat', 'while', 'forEach']);

function isLoop({ step, key }: Around): boolean {
  return key === 'steps' && LOOPS.has(step.action);
}

function leaveFaults({ step, path, around }: PlacedStep): Fault[] {
  if ((step.action !== 'break' && step.action !== 'continue') || around.some(isLoop)) return [];
  const message = `“${step.action}” stands in no loop: it belongs into repeat, while or forEach.`;
  return [{ path: pathText([...path, 'action']), message }];
}

/** The names under `{{var.…}}` that the steps around give: of the loop's turn, and of the failure in `onError`. */
export function namesAround(around: readonly Around[]): string[] {
  return around.flatMap((each): string[] => {
    if (each.step.action === 'try' && each.key === 'onError') return ['error'];
    if (!isLoop(each)) return [];
    return each.step.action === 'forEach' ? [...TURN_NAMES, itemName(each.step)] : TURN_NAMES;
  });
}

const TURN_NAMES = ['index', 'turn'];

function itemName({ as }: Loose): string {
  return typeof as === 'string' ? as : 'item';
}

/** The name that a step gives to a value, with the key that says it. */
function nameGiven(step: Loose): { key: 'as' | 'name'; name: string } | undefined {
  if (step.action === 'setVariable' && typeof step.name === 'string') return { key: 'name', name: step.name };
  return typeof step.as === 'string' ? { key: 'as', name: step.as } : undefined;
}

/** Every name that a step gives, with the keys that lead to it. */
export function namesGiven(step: Loose): { at: PropertyKey[]; name: string }[] {
  if (step.action === 'callFlow') {
    const names = isLoose(step.into) ? Object.keys(step.into) : [];
    return names.map((name) => ({ at: ['into', name], name }));
  }
  const given = nameGiven(step);
  return given === undefined ? [] : [{ at: [given.key], name: given.name }];
}

/** A value that is named like the loop's own would be gone with the turn; a loop in a loop may use the same name again. */
function ownNameFaults({ step, path, around }: PlacedStep): Fault[] {
  const taken = step.action === 'forEach' ? TURN_NAMES : namesAround(around);
  return namesGiven(step)
    .filter(({ name }) => taken.includes(name))
    .map(({ at, name }) => {
      const message = `“${name}” is what a loop or a failure gives: choose another name.`;
      return { path: pathText([...path, ...at]), message };
    });
}

function datasetFaults({ step, path }: PlacedStep, all: readonly PlacedStep[]): Fault[] {
  const rows = step.action === 'forEach' && isLoose(step.in) ? step.in.rows : undefined;
  if (typeof rows !== 'string') return [];
  const datasets = all.flatMap((each) => (typeof each.step.dataset === 'string' ? [each.step.dataset] : []));
  if (datasets.includes(rows)) return [];
  const have = datasets.length === 0 ? 'there is none' : `there is ${[...new Set(datasets)].join(', ')}`;
  const message = `no step fills the dataset “${rows}”: ${have}.`;
  return [{ path: pathText([...path, 'in', 'rows']), message, ...near(rows, datasets) }];
}

/** `inside: "card"` needs a loop over elements around it that calls its element so. */
function insideFaults({ step, path, around }: PlacedStep): Fault[] {
  const names = around
    .filter((each) => isLoop(each) && isLoose(each.step.in) && each.step.in.elements !== undefined)
    .map((each) => itemName(each.step));
  return insideNames(step).flatMap(({ name, at }): Fault[] => {
    if (names.includes(name)) return [];
    const have = names.length === 0 ? 'none is around this step' : `there is ${names.join(', ')}`;
    const message = `“${name}” is no element of a loop (forEach with “elements”): ${have}.`;
    return [{ path: pathText([...path, ...at]), message, ...near(name, names) }];
  });
}

function insideNames(step: Loose): { name: string; at: PropertyKey[] }[] {
  const found: { name: string; at: PropertyKey[] }[] = [];
  const look = (value: unknown, at: PropertyKey[]): void => {
    if (Array.isArray(value)) {
      for (const [index, each] of value.entries()) look(each, [...at, index]);
    } else if (isLoose(value)) {
      for (const [key, each] of Object.entries(value)) {
        if (key === 'inside' && typeof each === 'string') found.push({ name: each, at: [...at, key] });
        else look(each, [...at, key]);
      }
    }
  };
  for (const [key, value] of Object.entries(withoutNested(step))) look(value, [key]);
  return found;
}

/** In a loop over rows, `{{row.…}}` is what a page said, and a page must never choose a file of this computer. */
function uploadFaults({ step, path, around }: PlacedStep): Fault[] {
  const ofPages = around.some(
    (each) => isLoop(each) && isLoose(each.step.in) && each.step.in.rows !== undefined,
  );
  if (step.action !== 'upload' || !ofPages || !/\brow\b/.test(JSON.stringify(step.files ?? ''))) return [];
  const message =
    'in a loop over rows, {{row.…}} is what a page said: the path of a file comes from an input, or from the job’s own row.';
  return [{ path: pathText([...path, 'files']), message }];
}

function near(word: string, words: readonly string[]): { nearest?: string } {
  const found = nearest(word, words);
  return found === undefined ? {} : { nearest: found };
}
