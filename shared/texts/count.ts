import type { Language } from './language.ts';

/** A noun in the forms that a language has for counts. */
export interface Forms {
  readonly one: string;
  readonly other: string;
}

interface Counter {
  readonly rules: Intl.PluralRules;
  readonly numbers: Intl.NumberFormat;
}

const counters = new Map<Language, Counter>();

/** `1 job`, `1,284 jobs`; in German `1.284 Jobs`. */
export function count(language: Language, value: number, forms: Forms): string {
  const { rules, numbers } = counterOf(language);
  return `${numbers.format(value)} ${rules.select(value) === 'one' ? forms.one : forms.other}`;
}

function counterOf(language: Language): Counter {
  const known = counters.get(language);
  if (known !== undefined) return known;
  const counter = { rules: new Intl.PluralRules(language), numbers: new Intl.NumberFormat(language) };
  counters.set(language, counter);
  return counter;
}
