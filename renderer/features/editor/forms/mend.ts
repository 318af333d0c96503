import type { z } from 'zod';
import type { Fault } from '../../../../shared/errors.ts';
import { knownKeys } from '../../../../shared/flow/known-keys.ts';
import { editDistance } from '../../../../shared/flow/nearest.ts';
import { valueAt } from '../../../../shared/flow/path-text.ts';
import { hasTemplate } from '../../../../shared/flow/template.ts';
import { isObject, renameKey, setAt } from './edit.ts';
import { isWithin, keysOf } from './paths.ts';

/** A fault's right word, put in. */
export interface Mend {
  readonly word: string;
  /** The whole part with the word in its place. */
  readonly next: Readonly<Record<string, unknown>>;
}

/** A part of a flow: a step, or the flow. */
interface Part {
  readonly value: Readonly<Record<string, unknown>>;
  /** Its own path; empty = the flow. */
  readonly path: string;
  readonly schema: z.core.$ZodType;
}

/** How a fault with a nearest right word is mended by one click; null when there is none, or the place is not here any more. */
export function mendOf(fault: Fault, part: Part): Mend | null {
  const { nearest: word } = fault;
  if (word === undefined || !isWithin(fault.path, part.path)) return null;
  const path = keysOf(fault.path.slice(part.path.length));
  const last = path?.at(-1);
  if (path === null || last === undefined) return null;
  const holderPath = path.slice(0, -1);
  const holder = valueAt(part.value, holderPath);
  const value = valueAt(part.value, path);
  const known = knownKeys(part.schema, holderPath, part.value);
  if (isObject(holder) && typeof last === 'string' && known.length > 0 && !known.includes(last)) {
    return changed(word, setAt(part.value, holderPath, renameKey(holder, last, word)));
  }
  if (typeof value !== 'string') return null;
  const right = hasTemplate(value) ? withWord(value, word) : word;
  return right === null ? null : changed(word, setAt(part.value, path, right));
}

function changed(word: string, next: unknown): Mend | null {
  return isObject(next) ? { word, next } : null;
}

const EXPRESSION = /\{\{.*?\}\}/gs;
const NAME = /[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?/g;

/** The text with the name that is likest to the right one replaced by it, in its `{{ … }}`. */
function withWord(text: string, word: string): string | null {
  const isDotted = word.includes('.');
  const uses = [...text.matchAll(EXPRESSION)].flatMap((part) =>
    [...part[0].matchAll(NAME)].flatMap((found) => {
      const name = isDotted ? found[0] : (found[0].split('.')[0] ?? '');
      return name === word ? [] : [{ name, at: part.index + found.index }];
    }),
  );
  const distance = (name: string): number =>
    word.endsWith(`.${name}`) ? 0 : editDistance(name.slice(0, 130), word);
  const [best] = uses.toSorted((a, b) => distance(a.name) - distance(b.name));
  if (best === undefined) return null;
  return `${text.slice(0, best.at)}${word}${text.slice(best.at + best.name.length)}`;
}
