import type { Fault } from '../../../../shared/errors.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import { valueAt } from '../../../../shared/flow/path-text.ts';
import { isLoose } from '../../../../shared/flow/placed-steps.ts';
import type { LooseFlow } from '../loose.ts';
import { pathKeys } from './path-keys.ts';

/**
 * The flow with a fault mended by the nearest right word: as the value, as the key, or as a name inside of `{{ … }}`.
 * Null = none of them mends it.
 */
export function mended(flow: LooseFlow, fault: Fault): LooseFlow | null {
  const keys = pathKeys(fault.path);
  const { nearest } = fault;
  if (keys === null || keys.length === 0 || nearest === undefined) return null;
  for (const attempt of attempts(flow, keys, nearest)) if (!hasFault(attempt, fault)) return attempt;
  return null;
}

function* attempts(flow: LooseFlow, keys: readonly PropertyKey[], word: string): Generator<LooseFlow> {
  const value = valueAt(flow, keys);
  if (typeof value === 'string') {
    if (value.includes('{{')) yield* inExpressions(flow, keys, value, word);
    else yield changedAt(flow, keys, () => word);
  }
  const last = keys.at(-1);
  const holder = valueAt(flow, keys.slice(0, -1));
  if (typeof last === 'string' && isLoose(holder) && !Object.hasOwn(holder, word))
    yield changedAt(flow, keys.slice(0, -1), (object) => renamed(object, last, word));
}

const NAMES = /\{\{.*?\}\}/gs;
const ROOT = /(?<![\w$.])[A-Za-z_$][\w$]*/g;
const NAME = /[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)?/g;
/** More names in one text are not tried. */
const MOST_NAMES = 40;

/** Each name of the text's expressions replaced in turn. */
function* inExpressions(
  flow: LooseFlow,
  keys: readonly PropertyKey[],
  text: string,
  word: string,
): Generator<LooseFlow> {
  // `input.name` stands for a whole name, one word for its root or for a function.
  const part = word.includes('.') ? NAME : ROOT;
  const names = [...text.matchAll(NAMES)].flatMap(({ 0: expression, index }) =>
    [...expression.matchAll(part)].map((name) => ({ at: index + name.index, length: name[0].length })),
  );
  for (const { at, length } of names.slice(0, MOST_NAMES)) {
    const next = `${text.slice(0, at)}${word}${text.slice(at + length)}`;
    yield changedAt(flow, keys, () => next);
  }
}

/** The object with a key renamed; the order of its keys stays. */
function renamed(object: unknown, from: string, to: string): unknown {
  if (!isLoose(object)) return object;
  const symbols = Object.getOwnPropertySymbols(object).map((key) => [key, Reflect.get(object, key)]);
  const entries = Object.entries(object).map(([key, value]) => [key === from ? to : key, value]);
  return Object.fromEntries([...entries, ...symbols]);
}

/** A copy with the value at a path replaced; everything beside the path stays the same object. */
export function changedAt(
  flow: LooseFlow,
  keys: readonly PropertyKey[],
  change: (value: unknown) => unknown,
): LooseFlow {
  const next = changed(flow, keys, change);
  return isLoose(next) ? next : flow;
}

function changed(value: unknown, keys: readonly PropertyKey[], change: (value: unknown) => unknown): unknown {
  const [key, ...rest] = keys;
  if (key === undefined) return change(value);
  if (Array.isArray(value) && typeof key === 'number') {
    return key < value.length ? value.with(key, changed(value[key], rest, change)) : value;
  }
  if (!isLoose(value)) return value;
  return { ...value, [key]: changed(valueAt(value, [key]), rest, change) };
}

function hasFault(flow: LooseFlow, fault: Fault): boolean {
  const parsed = parseFlow(flow);
  return (
    !parsed.ok && parsed.faults.some(({ path, message }) => path === fault.path && message === fault.message)
  );
}
