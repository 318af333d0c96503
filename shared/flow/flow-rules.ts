import type { Fault } from '../errors.ts';
import { browserFaults } from './browser-rules.ts';
import { type Loose, withoutNested } from './nested.ts';
import { pathText } from './path-text.ts';
import { isLoose, type PlacedStep, placedSteps } from './placed-steps.ts';
import { namesAround, namesGiven, stepRuleFaults } from './step-rules.ts';
import { visitTexts } from './step-texts.ts';
import { type KnownNames, templateFaults } from './template.ts';

/**
 * The rules that look at a flow as a whole: ids, jumps, and names in `{{ … }}`.
 * They read the file as it came, so that they speak even where the schema found faults.
 */
export function flowRuleFaults(flow: Loose): Fault[] {
  const steps = placedSteps(flow);
  return [
    ...idFaults(steps),
    ...steps.flatMap((step) => stepRuleFaults(step, steps)),
    ...nameFaults(flow, steps),
    ...profileFaults(flow),
    ...browserFaults(flow),
  ];
}

function idFaults(steps: readonly PlacedStep[]): Fault[] {
  const first = new Map<string, string>();
  return steps.flatMap(({ step, path }): Fault[] => {
    if (typeof step.id !== 'string') return [];
    const before = first.get(step.id);
    if (before === undefined) {
      first.set(step.id, pathText(path));
      return [];
    }
    return [{ path: pathText([...path, 'id']), message: `“${step.id}” is already the id of ${before}.` }];
  });
}

function knownNames(flow: Loose, steps: readonly PlacedStep[]): KnownNames {
  const inputs = isLoose(flow.inputs) ? flow.inputs : {};
  const secret = Object.entries(inputs).flatMap(([name, spec]) =>
    isLoose(spec) && spec.secret === true ? [name] : [],
  );
  // What a loop gives is known inside it alone.
  const given = steps.flatMap(({ step }) =>
    step.action === 'forEach' ? [] : namesGiven(step).map(({ name }) => name),
  );
  return { input: Object.keys(inputs), secret, var: given, row: null, env: ENV_NAMES };
}

/** The names under `{{env.…}}`: the time as ISO text, and the address of the practice site. */
export const ENV_NAMES = ['now', 'practice'] as const;

function nameFaults(flow: Loose, steps: readonly PlacedStep[]): Fault[] {
  const faults: Fault[] = [];
  const known = knownNames(flow, steps);
  const look = (value: unknown, from: readonly PropertyKey[], names: KnownNames): void =>
    visitTexts(value, (text, path) => {
      const place = pathText([...from, ...path]);
      for (const fault of templateFaults(text, names)) faults.push({ path: place, ...fault });
    });
  for (const { step, path, around } of steps) {
    const inside = namesAround(around);
    const names = inside.length === 0 ? known : { ...known, var: [...(known.var ?? []), ...inside] };
    look(withoutNested(step), path, names);
  }
  for (const key of ['proxy', 'endpoint', 'signedIn']) {
    const part = isLoose(flow.browser) ? flow.browser[key] : undefined;
    if (isLoose(part)) look(part, ['browser', key], known);
  }
  return faults;
}

/** The queue knows a job's profile before any value is filled in, so its name holds none. */
function profileFaults(flow: Loose): Fault[] {
  const profile = isLoose(flow.browser) ? flow.browser.profile : undefined;
  if (typeof profile !== 'string' || !profile.includes('{{')) return [];
  return [
    { path: 'browser.profile', message: 'a profile is named as it is: no “{{ … }}” is filled in here.' },
  ];
}
