import { parseDate } from '../actions/parse-date.ts';
import type { Fault } from '../errors.ts';
import type { InputSpec, InputType, InputValue } from './input.ts';
import { nearest } from './nearest.ts';
import type { Flow } from './schema.ts';

export type ResolvedInputs =
  | { readonly ok: true; readonly values: Record<string, InputValue> }
  | { readonly ok: false; readonly faults: Fault[] };

/**
 * The values that a job of this flow runs with: what was given, checked and brought to its type, else the defaults.
 * Texts are taken for every type, because a command line and a table know only texts (`"5"` → 5, `"true"` → true).
 * An input that is neither given nor required and has no default is left out.
 */
export function resolveInputs(
  flow: Pick<Flow, 'inputs'>,
  given: Readonly<Record<string, unknown>>,
): ResolvedInputs {
  const names = Object.keys(flow.inputs);
  const faults = Object.keys(given).flatMap((name) => unknownInput(name, names));
  const values: Record<string, InputValue> = {};
  for (const [name, spec] of Object.entries(flow.inputs)) {
    const value = Object.hasOwn(given, name) && given[name] !== '' ? given[name] : spec.default;
    if (value === undefined || value === null) {
      if (spec.required === true) faults.push(missing(name, spec));
      continue;
    }
    const converted = CONVERTERS[spec.type](value);
    if (converted === null) faults.push(wrongType(name, spec, value));
    else values[name] = converted;
  }
  return faults.length === 0 ? { ok: true, values } : { ok: false, faults };
}

function unknownInput(name: string, names: readonly string[]): Fault[] {
  if (names.includes(name)) return [];
  const have = names.length === 0 ? 'this flow has no inputs' : `its inputs are ${names.join(', ')}`;
  const near = nearest(name, names);
  const message = `“${name}” is not an input of this flow: ${have}.`;
  return [{ path: `inputs.${name}`, message, ...(near === undefined ? {} : { nearest: near }) }];
}

function missing(name: string, spec: InputSpec): Fault {
  const what = spec.label === undefined ? '' : ` (${spec.label})`;
  return {
    path: `inputs.${name}`,
    message: `“${name}”${what} is required: ${WORDS[spec.type]} is expected.`,
  };
}

function wrongType(name: string, spec: InputSpec, value: unknown): Fault {
  // A secret is never shown, not even when it is wrong.
  const stands = spec.secret === true ? 'what was given is not one' : `${JSON.stringify(value)} was given`;
  return { path: `inputs.${name}`, message: `${WORDS[spec.type]} is expected, but ${stands}.` };
}

const WORDS: Record<InputType, string> = {
  text: 'a text',
  number: 'a number',
  boolean: 'true or false',
  url: 'an address that begins with http:// or https://',
  date: 'a date such as 2025-03-31',
};

/** Null = not of this type. */
const CONVERTERS: Record<InputType, (value: unknown) => InputValue | null> = {
  text: (value) => (typeof value === 'string' ? value : typeof value === 'object' ? null : String(value)),
  number: (value) => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isFinite(number) ? number : null;
  },
  boolean: (value) => {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'yes' || value === '1') return true;
    return value === 'false' || value === 'no' || value === '0' ? false : null;
  },
  url: (value) => {
    if (typeof value !== 'string' || !/^https?:\/\//i.test(value)) return null;
    return URL.canParse(value) ? value : null;
  },
  date: (value) => {
    if (typeof value !== 'string' || !/^\d{4}-\d{2}-\d{2}/.test(value)) return null;
    return parseDate(value) === null ? null : value;
  },
};
