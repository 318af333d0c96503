import type { Fault } from '../../../shared/errors.ts';
import { nearest } from '../../../shared/flow/nearest.ts';
import { allSteps } from '../../../shared/flow/nested.ts';
import { pathText } from '../../../shared/flow/path-text.ts';
import { type PlacedStep, placedSteps } from '../../../shared/flow/placed-steps.ts';
import type { Flow } from '../../../shared/flow/schema.ts';
import type { Step } from '../../../shared/flow/step.ts';
import { namesGiven } from '../../../shared/flow/step-rules.ts';

/** A saved flow as a call finds it: its newest version, or the faults that it has by now. */
export interface FoundFlow {
  readonly versionId: number;
  readonly flow: Flow | null;
}

/** Where saved flows are looked up. */
export interface FlowsByName {
  find(name: string): FoundFlow | undefined;
  names(): readonly string[];
}

/** The flows that a flow calls, and those that they call: name → number of the version. */
export type CalledVersions = Readonly<Record<string, number>>;

export type ResolvedCalls =
  | { readonly ok: true; readonly versions: CalledVersions }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** A flow that calls a flow … so often. */
const MAX_DEPTH = 10;
/** So many flows may take part in one job. */
const MAX_FLOWS = 50;

/**
 * Looks up every flow that a flow calls, and those that they call in turn. Every fault is told at once: a flow that is not
 * there, a circle (named: `A → B → A`), calls that go too deep, inputs and names that the called flow does not have.
 * @param missing `allowed` while a flow is saved: the one that it calls may be saved after it
 */
export function resolveCalls(
  flow: Flow,
  saved: FlowsByName,
  missing: 'allowed' | 'fault' = 'fault',
): ResolvedCalls {
  const faults: Fault[] = [];
  const versions: Record<string, number> = {};
  const visit = (caller: Flow, chain: readonly string[], above: string): void => {
    for (const placed of placedSteps(caller)) {
      const name = calledName(placed);
      if (name === null) continue;
      const path = above === '' ? pathText([...placed.path, 'flow']) : above;
      const fault = (message: string, near?: string): void => {
        const where = above === '' ? '' : `the flow “${caller.name}” cannot be called: `;
        faults.push({ path, message: where + message, ...(near === undefined ? {} : { nearest: near }) });
      };
      if (chain.includes(name)) {
        fault(`flows may not call each other in a circle: ${[...chain, name].join(' → ')}.`);
        continue;
      }
      if (chain.length > MAX_DEPTH) {
        fault(`flows call each other more than ${MAX_DEPTH} deep: ${chain.join(' → ')} → ….`);
        continue;
      }
      const found = saved.find(name);
      if (found === undefined) {
        if (missing === 'fault') fault(`there is no flow “${name}”.`, nearest(name, saved.names()));
        continue;
      }
      if (found.flow === null) {
        fault(`the saved flow “${name}” is not right any more: save it again.`);
        continue;
      }
      for (const message of misfits(placed, found.flow)) fault(message);
      if (Object.hasOwn(versions, name)) continue;
      if (Object.keys(versions).length >= MAX_FLOWS) {
        fault(`a job takes part in at most ${MAX_FLOWS} flows.`);
        return;
      }
      versions[name] = found.versionId;
      visit(found.flow, [...chain, name], path);
    }
  };
  visit(flow, [flow.name], '');
  return faults.length === 0 ? { ok: true, versions } : { ok: false, faults: unique(faults) };
}

function calledName({ step }: PlacedStep): string | null {
  return step.action === 'callFlow' && typeof step.flow === 'string' ? step.flow : null;
}

/** What a call gives or wants that the called flow does not know, and what it needs and does not get. */
function misfits({ step }: PlacedStep, called: Flow): string[] {
  const given = keysOf(step.inputs);
  const known = Object.keys(called.inputs);
  const strange = given.filter((name) => !known.includes(name));
  const needed = Object.entries(called.inputs)
    .filter(
      ([name, { required, default: value }]) =>
        required === true && value === undefined && !given.includes(name),
    )
    .map(([name]) => name);
  const gives = [...allSteps<Step>(called.steps)].flatMap((each) =>
    each.action === 'forEach' ? [] : namesGiven(each).map(({ name }) => name),
  );
  const wanted = valuesOf(step.into).filter((name) => !gives.includes(name));
  return [
    ...strange.map((name) => `“${name}” is no input of “${called.name}”: ${listed(known)}.`),
    ...needed.map((name) => `“${called.name}” needs the input “${name}”.`),
    ...wanted.map((name) => `“${called.name}” gives no value “${name}”: ${listed(gives)}.`),
  ];
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value) : [];
}

function valuesOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null ? Object.values(value).map(String) : [];
}

function listed(names: readonly string[]): string {
  return names.length === 0 ? 'there is none' : `there is ${[...new Set(names)].slice(0, 12).join(', ')}`;
}

function unique(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path, message }) => {
    const key = `${path} ${message}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
