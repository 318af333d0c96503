import type { Fault } from '../errors.ts';
import { nearest } from './nearest.ts';
import { pathText } from './path-text.ts';
import { visitTexts } from './step-texts.ts';
import { type KnownNames, templateFaults } from './template.ts';

type Loose = Readonly<Record<string, unknown>>;

/**
 * The rules that look at a flow as a whole: ids, jumps, names in `{{ … }}`, and what this version cannot run yet.
 * They read the file as it came, so that they speak even where the schema found faults.
 */
export function flowRuleFaults(flow: Loose): Fault[] {
  const steps = Array.isArray(flow.steps) ? flow.steps.filter(isLoose) : [];
  return [
    ...idFaults(flow),
    ...steps.flatMap((step, at) => [...jumpFaults(step, at, steps), ...onceFaults(step, at)]),
    ...nameFaults(flow, knownNames(flow, steps)),
    ...profileFaults(flow),
    ...notYetRunnable(flow),
  ];
}

function isLoose(value: unknown): value is Loose {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function eachStep(flow: Loose): [step: Loose, at: number][] {
  if (!Array.isArray(flow.steps)) return [];
  return flow.steps.flatMap((step, at): [Loose, number][] => (isLoose(step) ? [[step, at]] : []));
}

function idFaults(flow: Loose): Fault[] {
  const first = new Map<string, number>();
  return eachStep(flow).flatMap(([step, at]): Fault[] => {
    if (typeof step.id !== 'string') return [];
    const before = first.get(step.id);
    if (before === undefined) {
      first.set(step.id, at);
      return [];
    }
    return [{ path: `steps[${at}].id`, message: `“${step.id}” is already the id of steps[${before}].` }];
  });
}

function jumpFaults(step: Loose, at: number, steps: readonly Loose[]): Fault[] {
  const target = isLoose(step.onError) ? step.onError.goto : undefined;
  if (typeof target !== 'string') return [];
  const ids = [...new Set(steps.flatMap((each) => (typeof each.id === 'string' ? [each.id] : [])))];
  if (ids.includes(target)) return [];
  const have = ids.length === 0 ? 'no step has an id' : `the ids are ${ids.slice(0, 12).join(', ')}`;
  const near = nearest(target, ids);
  return [
    {
      path: `steps[${at}].onError.goto`,
      message: `no step has the id “${target}”; ${have}.`,
      ...(near === undefined ? {} : { nearest: near }),
    },
  ];
}

function onceFaults(step: Loose, at: number): Fault[] {
  if (step.once !== true || !isLoose(step.onError) || step.onError.retry === undefined) return [];
  const message = 'a step that runs once cannot be tried again: leave out “once” or “retry”.';
  return [{ path: `steps[${at}].onError.retry`, message }];
}

function knownNames(flow: Loose, steps: readonly Loose[]): KnownNames {
  const inputs = isLoose(flow.inputs) ? flow.inputs : {};
  const secret = Object.entries(inputs).flatMap(([name, spec]) =>
    isLoose(spec) && spec.secret === true ? [name] : [],
  );
  return {
    input: Object.keys(inputs),
    secret,
    var: steps.flatMap((step) => (typeof step.as === 'string' ? [step.as] : [])),
    row: null,
    env: ENV_NAMES,
  };
}

/** The names under `{{env.…}}`: the time as ISO text, and the address of the practice site. */
export const ENV_NAMES = ['now', 'practice'] as const;

function nameFaults(flow: Loose, known: KnownNames): Fault[] {
  const faults: Fault[] = [];
  const look = (value: unknown, from: readonly PropertyKey[]): void =>
    visitTexts(value, (text, path) => {
      const place = pathText([...from, ...path]);
      for (const fault of templateFaults(text, known)) faults.push({ path: place, ...fault });
    });
  for (const [step, at] of eachStep(flow)) look(step, ['steps', at]);
  if (isLoose(flow.browser) && isLoose(flow.browser.proxy)) look(flow.browser.proxy, ['browser', 'proxy']);
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

/** What the file format has and this version cannot do yet: said before a job starts, not when it fails. */
function notYetRunnable(flow: Loose): Fault[] {
  const faults: Fault[] = [];
  const browser = isLoose(flow.browser) ? flow.browser : {};
  const artifacts = isLoose(flow.artifacts) ? flow.artifacts : {};
  if (browser.type === 'firefox' || browser.type === 'webkit') {
    const message = `${browser.type} is part of the format, but this version runs chromium only.`;
    faults.push({ path: 'browser.type', message, nearest: 'chromium' });
  }
  if (typeof browser.channel === 'string') {
    const message =
      'a channel is part of the format, but this version runs the browser that it found: leave it out.';
    faults.push({ path: 'browser.channel', message });
  }
  if (artifacts.video === 'on-failure' || artifacts.video === 'always') {
    const message = 'a video is part of the format, but this version cannot make one yet: use "never".';
    faults.push({ path: 'artifacts.video', message, nearest: 'never' });
  }
  return faults;
}
