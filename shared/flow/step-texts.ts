/** Keys of a step whose texts are taken as they stand: no `{{ … }}` in them. */
export const PLAIN_KEYS: ReadonlySet<string> = new Set([
  'id',
  'action',
  'note',
  'onError',
  'as',
  'dataset',
  'unique',
  // The flow that is called, and the names of what it gives.
  'flow',
  'into',
  // JavaScript for the page: values come in as arguments, never as a part of its text.
  'expression',
  'script',
]);

type Visit = (text: string, path: readonly PropertyKey[]) => void;

/** Visits every text of a step that may hold `{{ … }}`, with its path from the step. */
export function visitTexts(step: unknown, visit: Visit, path: readonly PropertyKey[] = []): void {
  if (typeof step === 'string') return visit(step, path);
  if (Array.isArray(step)) {
    for (const [at, each] of step.entries()) visitTexts(each, visit, [...path, at]);
  } else if (typeof step === 'object' && step !== null) {
    for (const [key, each] of Object.entries(step)) {
      if (path.length > 0 || !PLAIN_KEYS.has(key)) visitTexts(each, visit, [...path, key]);
    }
  }
}

/** Texts that are one expression whose value keeps its kind: the runner asks for that value, nothing stands in its place. */
const ASKED_KEYS: ReadonlySet<PropertyKey> = new Set(['condition', 'in']);

/** The step with every such text replaced, but for those whose value is asked for; its shape stays the same. */
export function mapTexts<T>(step: T, replace: (text: string) => string): T {
  const copy = structuredClone(step);
  visitTexts(step, (text, path) => {
    const [first] = path;
    if (path.length === 1 && first !== undefined && ASKED_KEYS.has(first)) return;
    const replaced = replace(text);
    if (replaced !== text) setAt(copy, path, replaced);
  });
  return copy;
}

function setAt(root: unknown, path: readonly PropertyKey[], value: string): void {
  let holder = root;
  for (const key of path.slice(0, -1)) holder = child(holder, key);
  const last = path.at(-1);
  if (typeof holder === 'object' && holder !== null && last !== undefined) Reflect.set(holder, last, value);
}

function child(holder: unknown, key: PropertyKey): unknown {
  return typeof holder === 'object' && holder !== null ? Reflect.get(holder, key) : undefined;
}
