import { ROLES } from '../../../../shared/flow/roles.ts';
import type { Candidate } from '../../../../shared/flow/target.ts';
import type { SeenElement } from './gather.ts';

type Role = NonNullable<Candidate['role']>;

const BY_WORD: ReadonlyMap<string, Role> = new Map(ROLES.map((role) => [role, role]));

/** Longer names change too easily to find anything by them. */
const MAX_WORDS = 80;

/** An id that code has made up changes with every visit. */
const MADE_UP = /\d{3,}|[0-9a-f]{8}|^(?:[:]|react-|ember|radix-|mui-)/i;

/** The candidates that may find an element, those that last longest first. */
export function candidatesFor(element: SeenElement): Candidate[] {
  const { name, label, placeholder, alt, title, testId, id, text, tag } = element;
  const role = BY_WORD.get(element.role);
  const found: Candidate[] = [];
  if (role !== undefined && isWords(name)) {
    found.push({ role, name }, { role, name, exact: true });
  }
  if (isWords(testId)) found.push({ testId });
  if (isWords(label)) found.push({ label }, { label, exact: true });
  if (isWords(placeholder)) found.push({ placeholder });
  if (isWords(alt)) found.push({ altText: alt });
  if (isWords(title)) found.push({ title });
  if (role === undefined && isWords(text)) found.push({ text }, { text, exact: true });
  if (/^[a-z][\w-]*$/i.test(id) && !MADE_UP.test(id)) found.push({ css: `#${id}` });
  if (/^[\w-]+$/.test(element.field)) found.push({ css: `${tag}[name="${element.field}"]` });
  if (role !== undefined && !isWords(name)) found.push({ role });
  // What begins like a value of the flow would be read as one: a page must not be able to write such a thing.
  return found.filter((candidate) => !JSON.stringify(candidate).includes('{{'));
}

function isWords(text: string): boolean {
  return text !== '' && text.length <= MAX_WORDS;
}
