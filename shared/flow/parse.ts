import { ACTION_TYPES, isActionType } from '../actions/catalog.ts';
import type { Fault } from '../errors.ts';
import { flowRuleFaults } from './flow-rules.ts';
import { issueFaults } from './issue-faults.ts';
import { findJsonFault } from './json-fault.ts';
import { nearest } from './nearest.ts';
import { FLOW_VERSION, Flow } from './schema.ts';

export type ParsedFlow =
  | { readonly ok: true; readonly flow: Flow }
  | { readonly ok: false; readonly faults: Fault[] };

/** Words that other tools have for our actions. */
const ACTION_ALIASES: Readonly<Record<string, string>> = {
  navigate: 'goto',
  open: 'goto',
  visit: 'goto',
  url: 'goto',
  tap: 'click',
  dblclick: 'click',
  type: 'fill',
  input: 'fill',
  settext: 'fill',
  key: 'press',
  keypress: 'press',
  choose: 'select',
  selectoption: 'select',
  uncheck: 'check',
  mouseover: 'hover',
  wait: 'waitFor',
  sleep: 'waitFor',
  pause: 'waitFor',
  waitforselector: 'waitFor',
  expect: 'assert',
  verify: 'assert',
  read: 'extract',
  gettext: 'extract',
  scrape: 'extractList',
  extracttable: 'extractList',
  picture: 'screenshot',
  capture: 'screenshot',
};

const ALIASES = { action: ACTION_ALIASES };

/**
 * Reads a flow, with defaults put in. A wrong one gets every fault at once, in the order of the file,
 * each with its path, what was expected and the nearest right word.
 */
export function parseFlow(value: unknown): ParsedFlow {
  if (!isObject(value)) {
    return { ok: false, faults: [{ path: '', message: 'a flow is an object { … } with "runwright": 1.' }] };
  }
  const version = versionFault(value);
  if (version !== undefined) return { ok: false, faults: [version] };
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

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Of a file of another version only that is said: the rest of it means something else there. */
function versionFault(flow: Readonly<Record<string, unknown>>): Fault | undefined {
  const { runwright } = flow;
  if (typeof runwright !== 'number' || !Number.isInteger(runwright) || runwright <= FLOW_VERSION)
    return undefined;
  const message = `this file has version ${runwright} of the format, and this app reads version ${FLOW_VERSION}: use a newer app.`;
  return { path: 'runwright', message };
}

/** Where the action is misspelt, the rest of the step is still checked as the nearest action. */
function faultsOfMeantSteps(flow: Readonly<Record<string, unknown>>): Fault[] {
  if (!Array.isArray(flow.steps)) return [];
  const steps = flow.steps.map((step: unknown) => {
    const meant = isObject(step) ? meantAction(step.action) : undefined;
    return isObject(step) && meant !== undefined ? { ...step, action: meant } : undefined;
  });
  if (steps.every((step) => step === undefined)) return [];
  const root = { ...flow, steps: steps.map((step) => step ?? { action: 'waitFor', time: 0 }) };
  const parsed = Flow.shape.steps.safeParse(root.steps);
  if (parsed.success) return [];
  const issues = parsed.error.issues.map((issue) => ({ ...issue, path: ['steps', ...issue.path] }));
  return issueFaults(issues, { schema: Flow, root, aliases: ALIASES });
}

function meantAction(action: unknown): string | undefined {
  if (typeof action !== 'string' || isActionType(action)) return undefined;
  return ACTION_ALIASES[action.toLowerCase()] ?? nearest(action, ACTION_TYPES);
}

/** Steps in their order, everything else before them; several faults of one place keep their order. */
function inFileOrder(faults: readonly Fault[]): Fault[] {
  const place = (fault: Fault): number => Number(/^steps\[(\d+)\]/.exec(fault.path)?.[1] ?? -1);
  return faults.toSorted((a, b) => place(a) - place(b));
}
