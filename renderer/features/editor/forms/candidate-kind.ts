import { CANDIDATE_KINDS, type CandidateKind } from '../../../../shared/flow/target.ts';
import { setKey } from './edit.ts';

/** A candidate as it is while a person writes. */
export type LooseCandidate = Readonly<Record<string, unknown>>;

/** The way by which a candidate names its element; “text” while it has none. */
export function kindOf(candidate: LooseCandidate): CandidateKind {
  return CANDIDATE_KINDS.find((kind) => candidate[kind] !== undefined) ?? 'text';
}

/** The words of its kind. */
export function wordsOf(candidate: LooseCandidate): string {
  const value = candidate[kindOf(candidate)];
  return value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

const EXACT_ALREADY: ReadonlySet<string> = new Set(['testId', 'css', 'xpath']);

/** The candidate with another way; the words go along: the name of a role is the text that is looked for otherwise. */
export function withKind(candidate: LooseCandidate, kind: CandidateKind): LooseCandidate {
  const before = kindOf(candidate);
  if (kind === before) return candidate;
  const words = before === 'role' ? String(candidate.name ?? '') : wordsOf(candidate);
  const dropped = ['name', ...CANDIDATE_KINDS, ...(EXACT_ALREADY.has(kind) ? ['exact'] : [])];
  const rest = Object.entries(candidate).filter(([key]) => !dropped.includes(key));
  const own =
    kind === 'role' ? { role: 'button', ...(words === '' ? {} : { name: words }) } : { [kind]: words };
  return { ...own, ...Object.fromEntries(rest) };
}

/** Does `exact` mean something for it? */
export function canBeExact(candidate: LooseCandidate): boolean {
  return !EXACT_ALREADY.has(kindOf(candidate));
}

/** The frames as one text: `#shop >> .pay`. */
export function frameText(frame: unknown): string {
  return frame === undefined ? '' : [frame].flat().map(String).join(' >> ');
}

/** The frames of a text; undefined = the page itself. */
export function frameValue(text: string): string | readonly string[] | undefined {
  const parts = text.split('>>').map((part) => part.trim());
  const given = parts.filter((part) => part !== '');
  if (given.length <= 1) return text.trim() === '' ? undefined : parts.length > 1 ? text : given[0];
  return given.length === parts.length ? given : text;
}

/** The candidate with one key changed; undefined or an empty text takes it out. */
export function withPart(candidate: LooseCandidate, key: string, value: unknown): LooseCandidate {
  return setKey(candidate, key, value === '' ? undefined : value);
}
