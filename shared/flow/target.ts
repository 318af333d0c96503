import * as z from 'zod';
import { Name } from './input.ts';
import { ROLES } from './roles.ts';
import { exactlyOne, firstOf, rule } from './rule.ts';

/** The ways to name an element: a candidate uses exactly one of them. */
export const CANDIDATE_KINDS = [
  'role',
  'label',
  'text',
  'placeholder',
  'testId',
  'altText',
  'title',
  'css',
  'xpath',
] as const;
export type CandidateKind = (typeof CANDIDATE_KINDS)[number];

function nameNeedsRole(candidate: Readonly<Record<string, unknown>>): string | undefined {
  if (candidate.name === undefined || candidate.role !== undefined) return undefined;
  return '“name” goes with “role” only.';
}

function exactNeedsWords(candidate: Readonly<Record<string, unknown>>): string | undefined {
  const kind = ['testId', 'css', 'xpath'].find((each) => candidate[each] !== undefined);
  if (candidate.exact === undefined || kind === undefined) return undefined;
  return `“exact” does not go with “${kind}”, which always matches exactly.`;
}

const Words = z.string().min(1).max(2000);

/** A candidate around another one. An interface, because the type of a candidate holds itself through it. */
interface OuterCandidate extends Candidate {}

const Inside: z.ZodType<string | OuterCandidate> = z.union([Name, z.lazy(() => Candidate)]);

/** One way to find an element. Names and texts match a part, in any case, unless `exact`. */
export const Candidate = z
  .strictObject({
    role: z.enum(ROLES).optional(),
    /** Accessible name; only with `role`. */
    name: Words.optional(),
    label: Words.optional(),
    text: Words.optional(),
    placeholder: Words.optional(),
    testId: Words.optional(),
    altText: Words.optional(),
    title: Words.optional(),
    css: Words.optional(),
    xpath: Words.optional(),
    exact: z.boolean().optional(),
    /** Which of several matches, from 0. */
    nth: z.int().min(0).max(100_000).optional(),
    /** CSS of the iframe that holds the element, or several from outside in. */
    frame: z.union([Words, z.array(Words).min(1).max(10)]).optional(),
    /** The element must lie inside this one: the current element of a forEach by its name, or a candidate of its own. */
    inside: Inside.optional(),
  })
  .refine(...rule(firstOf(exactlyOne(CANDIDATE_KINDS), nameNeedsRole, exactNeedsWords)));
export type Candidate = z.output<typeof Candidate>;

/** How a step finds its element: candidates, tried in this order. */
export const Target = z.array(Candidate).min(1).max(20);
export type Target = z.output<typeof Target>;

/** The one kind that a candidate uses, with its value. */
export function candidateKind(candidate: Candidate): { kind: CandidateKind; value: string } {
  for (const kind of CANDIDATE_KINDS) {
    const value = candidate[kind];
    if (value !== undefined) return { kind, value };
  }
  throw new Error('a candidate without a kind passed the schema');
}

const KIND_WORDS: Record<CandidateKind, string> = {
  role: 'role',
  label: 'label',
  text: 'text',
  placeholder: 'placeholder',
  testId: 'test id',
  altText: 'alt text',
  title: 'title',
  css: 'css',
  xpath: 'xpath',
};

/** One line for one candidate: `role button "Search"`, `css .price (2nd) in frame #shop`. */
export function candidateText(candidate: Candidate): string {
  const { kind, value } = candidateKind(candidate);
  const quoted = kind === 'role' || kind === 'css' || kind === 'xpath' ? value : JSON.stringify(value);
  const parts = [KIND_WORDS[kind], quoted];
  if (candidate.name !== undefined) parts.push(JSON.stringify(candidate.name));
  if (candidate.exact === true) parts.push('exactly');
  if (candidate.nth !== undefined) parts.push(`(number ${candidate.nth + 1})`);
  if (candidate.frame !== undefined) parts.push(`in frame ${[candidate.frame].flat().join(' > ')}`);
  const { inside } = candidate;
  if (inside !== undefined)
    parts.push(`inside ${typeof inside === 'string' ? inside : candidateText(inside)}`);
  return parts.join(' ');
}

/** One line for a target: its first candidate stands for it. */
export function targetText(target: Target): string {
  const [first] = target;
  return first === undefined ? '' : candidateText(first);
}

/** The few words that name an element in a title: its name or text, else the whole line. */
export function targetName(target: Target): string {
  const [first] = target;
  if (first === undefined) return 'nothing';
  if (first.name !== undefined) return `“${first.name}”`;
  const { kind, value } = candidateKind(first);
  return kind === 'css' || kind === 'xpath' || kind === 'role' ? candidateText(first) : `“${value}”`;
}
