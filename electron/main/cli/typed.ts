import type { Fault } from '../../../shared/errors.ts';

/** Every option that a command may have. */
export const OPTIONS = {
  data: { type: 'string' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
  hidden: { type: 'boolean' },
  input: { type: 'string' },
  rows: { type: 'string' },
  'one-job': { type: 'boolean' },
  'from-failed-step': { type: 'boolean' },
  'failed-rows': { type: 'boolean' },
  headed: { type: 'boolean' },
  from: { type: 'string' },
  only: { type: 'string' },
  break: { type: 'string' },
  slow: { type: 'string' },
  hold: { type: 'string' },
  priority: { type: 'string' },
  at: { type: 'string' },
  delay: { type: 'string' },
  key: { type: 'string' },
  tag: { type: 'string' },
  'if-exists': { type: 'string' },
  after: { type: 'string' },
  take: { type: 'string' },
  export: { type: 'string' },
  artifacts: { type: 'string' },
  events: { type: 'boolean' },
  search: { type: 'string' },
  json: { type: 'boolean' },
} as const;
export type OptionName = keyof typeof OPTIONS;

/** What was typed, before it is known whether it makes sense together. */
export interface Typed {
  readonly values: ReadonlyMap<OptionName, readonly string[]>;
  readonly words: readonly string[];
  /** Grows: whoever reads a part adds what is wrong with it. */
  readonly faults: Fault[];
}

/** The first value of an option, or null. */
export function only(typed: Typed, name: OptionName): string | null {
  return typed.values.get(name)?.[0] ?? null;
}

/** `NAME=VALUE` pairs of a repeatable option, in their order. */
export function pairs(typed: Typed, name: OptionName, form: string): Record<string, string> {
  const read = new Map<string, string>();
  const fault = (message: string): void => void typed.faults.push({ path: `--${name}`, message });
  for (const pair of typed.values.get(name) ?? []) {
    const cut = pair.indexOf('=');
    const key = cut < 0 ? pair : pair.slice(0, cut);
    if (cut <= 0) fault(`wants ${form}; "${pair}" is not that.`);
    else if (read.has(key)) fault(`gives "${key}" twice; once is enough.`);
    else read.set(key, pair.slice(cut + 1));
  }
  return Object.fromEntries(read);
}

/** Tells every word beyond those that the command wants. True when there is none. */
export function noMoreWords(typed: Typed, wanted: number): boolean {
  const extra = typed.words.slice(wanted);
  for (const word of extra) typed.faults.push({ path: word, message: 'is one word too many.' });
  return extra.length === 0;
}
