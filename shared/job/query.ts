import { nearest } from '../flow/nearest.ts';
import { JobId } from '../ids.ts';
import { FieldName, LONGEST_VALUE, MOST_TERMS, type QueryTerm } from './query-terms.ts';
import { parseWhen, WHEN_WORDS } from './query-when.ts';
import { DisplayState } from './state.ts';

export { JobSort, QueryTerm, QueryTerms } from './query-terms.ts';

/** The qualifiers, in the order in which they are offered. `input.` and `row.` take a name behind the dot. */
export const QUALIFIERS = [
  'state',
  'flow',
  'tag',
  'error',
  'worker',
  'priority',
  'input.',
  'row.',
  'log',
  'after',
  'before',
] as const;
export type Qualifier = (typeof QUALIFIERS)[number];

/** What is wrong with a token. `instead` is the whole token written right, where that can be guessed. */
export interface QueryFault {
  /** `qualifier`: there is no such one · `name`: it needs a name · `empty`: it needs a value · `value`: the value is none · `many`: too many terms. */
  readonly kind: 'qualifier' | 'name' | 'empty' | 'value' | 'many';
  readonly qualifier: string;
  readonly value: string;
  readonly instead: string | null;
}

/** One piece of a query as it was typed; `term` is what it means, or null where `fault` says why it means nothing. */
export interface QueryToken {
  readonly text: string;
  /** Where it stands in the whole text. */
  readonly start: number;
  readonly end: number;
  readonly term: QueryTerm | null;
  readonly fault: QueryFault | null;
  /** Its last quote is not closed: more of it may be typed. */
  readonly isOpen: boolean;
}

/** The names of the states as one types them: `waiting-to-retry`. */
export const STATE_WORDS: ReadonlyMap<string, DisplayState> = new Map<string, DisplayState>([
  ...DisplayState.options.map((state) => [state.replaceAll('_', '-'), state] as const),
  ['waiting-to-retry', 'retrying'],
  ['running', 'processing'],
  ['queued', 'pending'],
  ['done', 'completed'],
]);

/**
 * Reads a query: words and qualifiers, each a condition, all of which must hold. A `-` in front turns one round, quotes hold blanks.
 * Nothing throws: a token that means nothing has its fault.
 * @param now epoch milliseconds, for words like `today`
 */
export function parseQuery(text: string, now: number): QueryToken[] {
  return split(text).map((piece, index) => {
    const read = index < MOST_TERMS ? meaning(piece.text, now) : fault('many', '', piece.text);
    return { ...piece, ...read };
  });
}

/** What the tokens ask for; tokens with a fault ask for nothing. */
export function termsOf(tokens: readonly QueryToken[]): QueryTerm[] {
  return tokens.flatMap(({ term }) => (term === null ? [] : [term]));
}

/** A value as it is typed: in quotes where it must be. */
export function quoted(value: string): string {
  return /[\s"\\]/.test(value) || value === '' ? `"${value.replace(/["\\]/g, '\\$&')}"` : value;
}

/** A token's text for a qualifier and a value. */
export function tokenText(qualifier: string, value: string, not = false): string {
  return `${not ? '-' : ''}${qualifier}:${quoted(value)}`;
}

type Piece = Pick<QueryToken, 'text' | 'start' | 'end' | 'isOpen'>;

/** Cuts at blanks outside of quotes. */
function split(text: string): Piece[] {
  const pieces: Piece[] = [];
  let start = -1;
  let isOpen = false;
  for (let at = 0; at <= text.length; at += 1) {
    const letter = text[at];
    if (letter === undefined || (!isOpen && /\s/.test(letter))) {
      if (start !== -1) pieces.push({ text: text.slice(start, at), start, end: at, isOpen });
      start = -1;
      continue;
    }
    if (start === -1) start = at;
    if (letter === '\\' && isOpen && at + 1 < text.length) at += 1;
    else if (letter === '"') isOpen = !isOpen;
  }
  return pieces;
}

type Meaning = Pick<QueryToken, 'term' | 'fault'>;

function meaning(piece: string, now: number): Meaning {
  const not = piece.startsWith('-') && piece.length > 1;
  const body = not ? piece.slice(1) : piece;
  const number = /^#(\d{1,15})$/.exec(body)?.[1];
  if (number !== undefined) {
    const id = JobId.safeParse(Number(number));
    return id.success ? means({ on: 'id', not, id: id.data }) : fault('value', '#', body);
  }
  const found = /^([a-z]+)(\.[^:"\s]*)?:(?!\/\/)(.*)$/is.exec(body);
  const key = found?.[1]?.toLowerCase();
  if (key === undefined) return wordMeaning(body, not);
  return qualified({ key, name: found?.[2]?.slice(1), value: unquoted(found?.[3] ?? ''), not, now });
}

function wordMeaning(body: string, not: boolean): Meaning {
  const text = unquoted(body).slice(0, LONGEST_VALUE);
  return text === '' ? fault('empty', '', body) : means({ on: 'flow', not, text });
}

interface Qualified {
  readonly key: string;
  readonly name: string | undefined;
  readonly value: string;
  readonly not: boolean;
  readonly now: number;
}

function qualified({ key, name, value, not, now }: Qualified): Meaning {
  const word = name === undefined ? key : `${key}.${name}`;
  const instead = (right: string): string => tokenText(right, value, not);
  if (key === 'input' || key === 'row') {
    if (name === undefined || !FieldName.safeParse(name).success) return fault('name', word, value);
    if (value === '') return fault('empty', word, value);
    return means({ on: key, not, name, text: cut(value) });
  }
  const known = QUALIFIERS.find((each) => each === key);
  if (known === undefined || name !== undefined) {
    const near = nearest(
      key,
      QUALIFIERS.map((each) => each.replace('.', '')),
    );
    return fault(
      'qualifier',
      word,
      value,
      near === undefined || near === 'input' || near === 'row' ? nameOf(near, name, instead) : instead(near),
    );
  }
  if (value === '') return fault('empty', word, value);
  const term = valueTerm(known, value, not, now);
  return term === null ? fault('value', word, value, rightValue(known, value, not)) : means(term);
}

function nameOf(
  near: string | undefined,
  name: string | undefined,
  instead: (right: string) => string,
): string | null {
  return near === undefined || name === undefined || name === '' ? null : instead(`${near}.${name}`);
}

function valueTerm(key: Qualifier, value: string, not: boolean, now: number): QueryTerm | null {
  switch (key) {
    case 'state': {
      const states = value.split(',').map((word) => STATE_WORDS.get(stateWord(word)));
      const known = states.filter((state) => state !== undefined);
      return known.length === states.length ? { on: key, not, states: [...new Set(known)] } : null;
    }
    case 'tag':
      return { on: key, not, tag: cut(value).toLowerCase() };
    case 'flow':
    case 'error':
    case 'log':
      return { on: key, not, text: cut(value) };
    case 'worker': {
      const slot = Number(/^w?(\d{1,4})$/i.exec(value)?.[1] ?? 0);
      return slot >= 1 ? { on: key, not, slot } : null;
    }
    case 'priority': {
      const range = priorityRange(value);
      return range === null ? null : { on: key, not, ...range };
    }
    case 'after':
    case 'before': {
      const at = parseWhen(value, now);
      return at === null ? null : { on: key, not, at };
    }
    default:
      return null;
  }
}

const LOWEST = -100;
const HIGHEST = 100;

function priorityRange(value: string): { min: number; max: number } | null {
  const [, sign, digits] = /^(>=|<=|>|<|=)?\s*([+-]?\d{1,3})$/.exec(value) ?? [];
  const [, from, to] = /^([+-]?\d{1,3})\.\.([+-]?\d{1,3})$/.exec(value) ?? [];
  if (from !== undefined && to !== undefined) return within(Number(from), Number(to));
  if (digits === undefined) return null;
  const edge = Number(digits);
  switch (sign) {
    case '>':
      return within(edge + 1, HIGHEST);
    case '>=':
      return within(edge, HIGHEST);
    case '<':
      return within(LOWEST, edge - 1);
    case '<=':
      return within(LOWEST, edge);
    default:
      return within(edge, edge);
  }
}

/** A range that no priority is in asks for nothing: then it is a slip. */
function within(min: number, max: number): { min: number; max: number } | null {
  const range = { min: Math.max(min, LOWEST), max: Math.min(max, HIGHEST) };
  return range.min <= range.max ? range : null;
}

function stateWord(word: string): string {
  return word
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
}

/** The token with the nearest right value. */
function rightValue(key: Qualifier, value: string, not: boolean): string | null {
  const words = key === 'state' ? STATE_WORDS.keys() : key === 'after' || key === 'before' ? WHEN_WORDS : [];
  const near = nearest(stateWord(value), words);
  return near === undefined ? null : tokenText(key, near, not);
}

/** What stands in quotes, without them; a quote that is still being typed counts as closed. */
function unquoted(value: string): string {
  if (!value.startsWith('"')) return value;
  const inner = /^"((?:[^"\\]|\\.)*)"?/s.exec(value)?.[1] ?? '';
  return inner.replace(/\\(.)/gs, '$1').trim();
}

function cut(value: string): string {
  return value.slice(0, LONGEST_VALUE);
}

function means(term: QueryTerm): Meaning {
  return { term, fault: null };
}

function fault(
  kind: QueryFault['kind'],
  qualifier: string,
  value: string,
  instead: string | null = null,
): Meaning {
  return { term: null, fault: { kind, qualifier, value, instead } };
}
