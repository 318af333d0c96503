import type { Fault } from '../errors.ts';
import { flowRuleFaults } from './flow-rules.ts';
import { issueFaults } from './issue-faults.ts';
import { findJsonFault } from './json-fault.ts';
import { meantSteps } from './meant-steps.ts';
import { type Loose, STEP_LISTS } from './nested.ts';
import { isLoose, sizeFaults } from './placed-steps.ts';
import { FLOW_VERSION, Flow } from './schema.ts';
import { ACTION_ALIASES } from './step-words.ts';

export type ParsedFlow =
  | { readonly ok: true; readonly flow: Flow }
  | { readonly ok: false; readonly faults: Fault[] };

const ALIASES = { action: ACTION_ALIASES };

/**
 * Reads a flow, with defaults put in. A wrong one gets every fault at once, in the order of the file,
 * each with its path, what was expected and the nearest right word.
 */
export function parseFlow(value: unknown): ParsedFlow {
  if (!isLoose(value)) {
    return { ok: false, faults: [{ path: '', message: 'a flow is an object { … } with "runwright": 1.' }] };
  }
  const version = versionFault(value);
  if (version !== undefined) return { ok: false, faults: [version] };
  const size = sizeFaults(value);
  if (size.length > 0) return { ok: false, faults: size };
  const parsed = Flow.safeParse(value);
  const schemaFaults = parsed.success
    ? []
    : issueFaults(parsed.error.issues, { schema: Flow, root: value, aliases: ALIASES });
  const faults = [...schemaFaults, ...faultsOfMeantSteps(value), ...flowRuleFaults(value)];
  if (parsed.success && faults.length === 0) return { ok: true, flow: parsed.data };
  return { ok: false, faults: inFileOrder(faults) };
}

/** Reads the text of a flow file: JSON, with or without a byte order mark. */
export function parseFlowText(text: string): ParsedFlow {
  const source = text.replace(/^\uFEFF/, '');
  const fault = findJsonFault(source);
  if (fault !== null) {
    const message = `the file is not JSON: line ${fault.line}, column ${fault.column}: ${fault.message}.`;
    return { ok: false, faults: [{ path: '', message }] };
  }
  return parseFlow(JSON.parse(source));
}

/** Of a file of another version only that is said: the rest of it means something else there. */
function versionFault(flow: Loose): Fault | undefined {
  const { runwright } = flow;
  if (typeof runwright !== 'number' || !Number.isInteger(runwright) || runwright <= FLOW_VERSION)
    return undefined;
  const message = `this file has version ${runwright} of the format, and this app reads version ${FLOW_VERSION}: use a newer app.`;
  return { path: 'runwright', message };
}

/** Where the action of a step is misspelt, the rest of the step is still checked as the nearest action, level by level. */
function faultsOfMeantSteps(flow: Loose): Fault[] {
  const faults: Fault[] = [];
  for (let meant = meantSteps(flow.steps); meant.paths.length > 0; meant = meantSteps(meant.steps)) {
    const root = { ...flow, steps: meant.steps };
    const parsed = Flow.shape.steps.safeParse(root.steps);
    const issues = parsed.success
      ? []
      : parsed.error.issues.map((issue) => ({ ...issue, path: ['steps', ...issue.path] }));
    // What lies outside of the corrected steps is told already.
    const inside = issues.filter(({ path }) => meant.paths.some((each) => beginsWith(path, each)));
    faults.push(...issueFaults(inside, { schema: Flow, root, aliases: ALIASES }));
  }
  return faults;
}

function beginsWith(path: readonly PropertyKey[], start: readonly PropertyKey[]): boolean {
  return start.every((key, at) => path[at] === key);
}

/** Steps in their order, everything else before them; several faults of one step keep their order, what is inside it comes later. */
function inFileOrder(faults: readonly Fault[]): Fault[] {
  const placed = faults.map((fault) => ({ fault, place: placeOf(fault.path) }));
  return placed.toSorted((a, b) => comparePlaces(a.place, b.place)).map(({ fault }) => fault);
}

const LIST_KEYS: readonly string[] = STEP_LISTS;
const IN_LIST = new RegExp(`^\\.?(${LIST_KEYS.join('|')})\\[(\\d+)\\]`);

/** `steps[2].else[1].url` → 2, 1 (the list `else`), 1. */
function placeOf(path: string): number[] {
  const place: number[] = [];
  let rest = path;
  for (let found = IN_LIST.exec(rest); found !== null; found = IN_LIST.exec(rest)) {
    if (place.length > 0) place.push(LIST_KEYS.indexOf(found[1] ?? ''));
    place.push(Number(found[2]));
    rest = rest.slice(found[0].length);
  }
  return place;
}

function comparePlaces(a: readonly number[], b: readonly number[]): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const difference = (a[at] ?? -1) - (b[at] ?? -1);
    if (difference !== 0) return difference;
  }
  return 0;
}
