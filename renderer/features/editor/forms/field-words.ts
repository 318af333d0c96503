import { t } from '../../../texts/index.ts';
import type { Shape } from './shape.ts';

/** What a key is called, and one line about it. */
export interface FieldWords {
  readonly label: string;
  readonly help: string;
}

/** The words of a key by its place (`waitFor.response.url`); null when nobody wrote them: tests do not let that be. */
export function findFieldWords(at: string): FieldWords | null {
  const words: Readonly<Record<string, readonly [string, string]>> = t().fieldWords;
  const key = at.slice(at.lastIndexOf('.') + 1);
  const found = own(words, at) ?? own(words, key);
  return found === undefined ? null : { label: found[0], help: found[1] };
}

/** The words of a key; the key itself where there are none. */
export function fieldWords(at: string): FieldWords {
  return findFieldWords(at) ?? { label: at.slice(at.lastIndexOf('.') + 1), help: '' };
}

/** What one word of a choice is called: by the place of the choice, else by itself, else as the file has it. */
export function optionWord(at: string, word: string): string {
  const words: Readonly<Record<string, string>> = t().optionWords;
  const key = at.slice(at.lastIndexOf('.') + 1);
  return own(words, `${key}.${word}`) ?? own(words, word) ?? word;
}

/** What it means that a choice is not made, where that has a name of its own. */
export function absentWord(at: string): string | null {
  const key = `${at.slice(at.lastIndexOf('.') + 1)}.absent`;
  const words: Readonly<Record<string, string>> = t().optionWords;
  return own(words, key) ?? null;
}

/** What one kind of several is called: `all` for the kind “flag” of clearCookies. */
export function kindWord(at: string, shape: Shape): string {
  const word =
    shape.kind === 'constant' ? String(shape.value) : shape.kind === 'text' ? shape.of : shape.kind;
  return optionWord(at, `kind-${word}`);
}

function own<T>(words: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(words, key) ? words[key] : undefined;
}
