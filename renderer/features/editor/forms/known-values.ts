import { ENV_NAMES } from '../../../../shared/flow/flow-rules.ts';
import { pathText } from '../../../../shared/flow/path-text.ts';
import {
  type Around,
  isLoose,
  type PlacedStep,
  placedSteps,
  sizeFaults,
} from '../../../../shared/flow/placed-steps.ts';
import { namesAround, namesGiven } from '../../../../shared/flow/step-rules.ts';
import type { KnownNames, Root } from '../../../../shared/flow/template.ts';
import type { LooseFlow } from '../loose.ts';

/** A value that may be put in at a place. */
export interface KnownValue {
  readonly root: Root;
  readonly name: string;
  /** What it is, as data for one line of help: an input's type, the step that gives it … */
  readonly from: string;
}

/** All that may be named at one place of a flow. */
export interface Surroundings {
  readonly values: readonly KnownValue[];
  /** The names that are right there, as the flow's own rules know them. */
  readonly names: KnownNames;
  /** Ids of the steps of the same list. */
  readonly ids: readonly string[];
  /** Datasets that steps fill. */
  readonly datasets: readonly string[];
  /** Elements of loops around. */
  readonly elements: readonly string[];
}

/** @param path of the step; empty = the flow itself, where no step has run */
export function surroundings(flow: LooseFlow, path: string): Surroundings {
  const steps = sizeFaults(flow).length === 0 ? placedSteps(flow) : [];
  const at = steps.findIndex((each) => pathText(each.path) === path);
  const own = steps[at];
  const before = at < 0 ? [] : steps.slice(0, at);
  const around = own?.around ?? [];
  const values = [
    ...inputValues(flow),
    ...variables(before, around),
    ...columns(steps, around),
    ...ENV_NAMES.map((name): KnownValue => ({ root: 'env', name, from: '' })),
  ];
  return {
    values,
    names: knownNames(values, steps, around),
    ids: (own?.siblings ?? []).flatMap(({ id }) =>
      typeof id === 'string' && id !== own?.step.id ? [id] : [],
    ),
    datasets: unique(steps.flatMap(({ step }) => (typeof step.dataset === 'string' ? [step.dataset] : []))),
    elements: around.flatMap(elementName),
  };
}

function inputValues({ inputs }: LooseFlow): KnownValue[] {
  if (!isLoose(inputs)) return [];
  return Object.entries(inputs).map(([name, spec]) => {
    const isSecret = isLoose(spec) && spec.secret === true;
    const from = isLoose(spec) ? String(spec.label ?? spec.type ?? '') : '';
    return { root: isSecret ? 'secret' : 'input', name, from };
  });
}

function variables(before: readonly PlacedStep[], around: readonly Around[]): KnownValue[] {
  const given = before
    .filter(({ step }) => step.action !== 'forEach')
    .flatMap(({ step, path }) => namesGiven(step).map(({ name }) => ({ name, from: pathText(path) })));
  const inside = namesAround(around).map((name) => ({ name, from: '' }));
  const names = new Map([...given, ...inside].map((each) => [each.name, each]));
  return [...names.values()].map((each) => ({ root: 'var', ...each }));
}

/** In a loop over rows its dataset's fields; else the columns that the flow uses already, for only a job's table has them. */
function columns(steps: readonly PlacedStep[], around: readonly Around[]): KnownValue[] {
  const loop = around.findLast(
    ({ step }) => step.action === 'forEach' && isLoose(step.in) && step.in.rows !== undefined,
  );
  const rows = loop !== undefined && isLoose(loop.step.in) ? loop.step.in.rows : undefined;
  const fields = steps
    .filter(({ step }) => step.dataset === rows)
    .flatMap(({ step }) =>
      Object.keys(isLoose(step.fields) ? step.fields : isLoose(step.columns) ? step.columns : {}),
    );
  const used = rows === undefined ? usedColumns(steps.map(({ step }) => step)) : fields;
  return unique(used).map((name) => ({ root: 'row', name, from: typeof rows === 'string' ? rows : '' }));
}

function usedColumns(steps: readonly unknown[]): string[] {
  return [...JSON.stringify(steps).matchAll(/\brow\.([A-Za-z_]\w*)/g)].map(([, name]) => name ?? '');
}

function elementName({ step }: Around): string[] {
  if (step.action !== 'forEach' || !isLoose(step.in) || step.in.elements === undefined) return [];
  return [typeof step.as === 'string' ? step.as : 'item'];
}

/** A variable that a later step gives is no fault: a loop may come back. So more is right than is offered. */
function knownNames(
  values: readonly KnownValue[],
  steps: readonly PlacedStep[],
  around: readonly Around[],
): KnownNames {
  const of = (root: Root): string[] => values.flatMap((each) => (each.root === root ? [each.name] : []));
  const given = steps.flatMap(({ step }) =>
    step.action === 'forEach' ? [] : namesGiven(step).map(({ name }) => name),
  );
  return {
    input: [...of('input'), ...of('secret')],
    secret: of('secret'),
    var: unique([...given, ...namesAround(around)]),
    row: null,
    env: of('env'),
  };
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
