import type * as z from 'zod';
import type { Fault } from '../errors.ts';
import { knownKeys } from './known-keys.ts';
import { nearest } from './nearest.ts';
import { pathText, valueAt } from './path-text.ts';

type Issue = z.core.$ZodIssue;

/** What the faults of one file are told from. */
interface Source {
  readonly schema: z.core.$ZodType;
  /** The value that was parsed. */
  readonly root: unknown;
  /** Words that people use for a value that has another one, by key: `{ action: { open: 'goto' } }`. */
  readonly aliases: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Every issue of a zod parse as faults with a path, a sentence and the nearest right word. */
export function issueFaults(issues: readonly Issue[], source: Source): Fault[] {
  return issues.flatMap((issue) => faultsOf(issue, source));
}

function faultsOf(issue: Issue, source: Source): Fault[] {
  const path = pathText(issue.path);
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => unknownKey(key, issue.path, source));
    case 'invalid_union':
      return issue.discriminator === undefined ? unionFaults(issue, source) : [unknownMember(issue, source)];
    case 'invalid_key':
      return [{ path, message: `${quote(String(issue.path.at(-1)))} is not a name: ${reason(issue)}.` }];
    default:
      return [{ path, ...told(issue, valueAt(source.root, issue.path)) }];
  }
}

function unknownKey(key: string, at: readonly PropertyKey[], { schema, root }: Source): Fault {
  const known = knownKeys(schema, at, root);
  const missing = known.filter((each) => valueAt(root, [...at, each]) === undefined);
  const near = nearest(key, missing) ?? nearest(key, known);
  const may = known.length === 0 ? '' : ` There may be ${listed(known)}.`;
  return withNearest(
    { path: pathText([...at, key]), message: `${quote(key)} is not known here.${may}` },
    near,
  );
}

function unknownMember(issue: Extract<Issue, { code: 'invalid_union' }>, { root, aliases }: Source): Fault {
  const value = valueAt(root, issue.path);
  const words = 'options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : [];
  const key = String(issue.path.at(-1));
  const path = pathText(issue.path);
  if (value === undefined) {
    return { path, message: `${quote(key)} is missing: one of ${listed(words)} is expected.` };
  }
  const known = aliases[key] ?? {};
  const alias = typeof value === 'string' ? known[value.toLowerCase()] : undefined;
  const near = alias ?? (typeof value === 'string' ? nearest(value, words) : undefined);
  const message = `${shown(value)} is not known; ${quote(key)} is one of ${listed(words)}.`;
  return withNearest({ path, message }, near);
}

/** Of several alternatives, tells the faults of the one that comes nearest to what stands there. */
function unionFaults(issue: Extract<Issue, { code: 'invalid_union' }>, source: Source): Fault[] {
  const value = valueAt(source.root, issue.path);
  const branches = issue.errors.filter(
    (errors) => !errors.some((each) => each.path.length === 0 && isOtherKind(each, value)),
  );
  const [best] = branches.toSorted((a, b) => weight(a, value) - weight(b, value));
  if (best === undefined) {
    const kinds = new Set(issue.errors.flatMap((errors) => errors.map(expectation)).filter(Boolean));
    const key = issue.path.at(-1);
    const isMissing = value === undefined && key !== undefined;
    const message = isMissing
      ? `${quote(String(key))} is missing: ${[...kinds].join(', or ')} is expected.`
      : `${[...kinds].join(', or ')} is expected, but ${shown(value)} stands there.`;
    return [{ path: pathText(issue.path), message }];
  }
  return issueFaults(
    best.map((each) => ({ ...each, path: [...issue.path, ...each.path] })),
    source,
  );
}

/** The branch is for another kind of value: `{ … }` where a word stands, or the other way round. */
function isOtherKind(issue: Issue, value: unknown): boolean {
  return issue.code === 'invalid_type' || (issue.code === 'invalid_value' && typeof value !== 'string');
}

/** Fewer faults are nearer; a key that is nearly right counts as right. */
function weight(errors: readonly Issue[], value: unknown): number {
  const given = typeof value === 'object' && value !== null ? Object.keys(value) : [];
  return errors.reduce((sum, each) => {
    const key = each.path.length === 1 ? String(each.path[0]) : '';
    return sum + (key !== '' && nearest(key, given) !== undefined ? 0 : 1);
  }, 0);
}

function told(issue: Issue, value: unknown): Omit<Fault, 'path'> {
  const expected = expectation(issue);
  if (expected === '') return { message: sentence(issue.message) };
  const key = issue.path.at(-1);
  if (value === undefined && key !== undefined) {
    return { message: `${quote(String(key))} is missing: ${expected} is expected.` };
  }
  const message = `${expected} is expected, but ${shown(value)} stands there.`;
  if (issue.code !== 'invalid_value' || typeof value !== 'string') return { message };
  const words = issue.values.map(String);
  const near = nearest(value, words);
  if (words.length <= LISTED) return withNearest({ message }, near);
  return withNearest(
    { message: `${shown(value)} is not one of the ${words.length} words that may stand here.` },
    near,
  );
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object { … }',
  record: 'an object { … }',
  array: 'a list [ … ]',
};

const UNITS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  string: [' character', ' characters'],
  array: [' entry', ' entries'],
};

function unit(origin: string, count: number | bigint): string {
  return UNITS[origin]?.[Number(count) === 1 ? 0 : 1] ?? '';
}

/** What was expected, in words; empty when only the issue's own message says it. */
function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return KINDS[issue.expected] ?? issue.expected;
    case 'invalid_value': {
      const values = issue.values.map((each) => JSON.stringify(each));
      return values.length === 1 ? String(values[0]) : `one of ${listed(values)}`;
    }
    case 'too_small':
      return `at least ${issue.minimum}${unit(issue.origin, issue.minimum)}`;
    case 'too_big':
      return `at most ${issue.maximum}${unit(issue.origin, issue.maximum)}`;
    case 'invalid_format':
      return issue.format === 'regex' ? `a name (${issue.message})` : `a text of the form ${issue.format}`;
    default:
      return '';
  }
}

function reason(issue: Extract<Issue, { code: 'invalid_key' }>): string {
  return issue.issues.map((each) => each.message).join('; ');
}

const LISTED = 14;

function listed(words: readonly string[]): string {
  if (words.length <= LISTED) return words.join(', ');
  return `${words.slice(0, LISTED).join(', ')} and ${words.length - LISTED} more`;
}

function quote(word: string): string {
  return `“${word}”`;
}

const SHOWN = 60;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}

function sentence(message: string): string {
  return message.endsWith('.') ? message : `${message}.`;
}

function withNearest<F extends Omit<Fault, 'path'>>(fault: F, near: string | undefined): F {
  return near === undefined ? fault : { ...fault, nearest: near };
}
