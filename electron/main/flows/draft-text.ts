import { isLoose } from '../../../shared/flow/placed-steps.ts';

/** Longer texts are not parsed for their name: it is looked for where it usually stands. */
const PARSED_CHARACTERS = 500_000;
const LONGEST_NAME = 200;

/** What is known of a draft's text. */
export interface DraftText {
  /** The text without what may not lie on the disk: defaults of secret inputs. */
  readonly text: string;
  /** The flow's name in it; empty when there is none. */
  readonly name: string;
}

/** Reads a draft's text, which may be no JSON at all. */
export function readDraftText(text: string): DraftText {
  const value = text.length <= PARSED_CHARACTERS ? parsed(text) : undefined;
  const kept = /"secret"/.test(text) ? withoutSecretDefaults(text) : text;
  const name = isLoose(value) ? value.name : firstName(text);
  return { text: kept, name: typeof name === 'string' ? name.trim().slice(0, LONGEST_NAME) : '' };
}

const IS_SECRET = /"secret"\s*:\s*true/;
const DEFAULT_KEY = /"default"\s*:\s*/g;
const END_OF_WORD = /[\s,}"]/g;

/**
 * Empties the defaults of secret inputs; everything else stays as it was typed. The spec of an input is an object without another in
 * it. The text is walked through and not matched: one expression over millions of characters has no room on the stack.
 */
function withoutSecretDefaults(text: string): string {
  let [kept, from] = ['', 0];
  for (const [start, end] of flatObjects(text)) {
    const spec = text.slice(start, end);
    if (!IS_SECRET.test(spec)) continue;
    kept += text.slice(from, start) + withoutDefault(spec);
    from = end;
  }
  return kept + text.slice(from);
}

/** Where objects stand that hold no other, also one that is not closed. Texts are stepped over: braces in them count for nothing. */
function* flatObjects(text: string): Generator<readonly [start: number, end: number]> {
  const marks = /["{}]/g;
  let open: number | null = null;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    const at = found.index;
    if (found[0] === '"') marks.lastIndex = endOfText(text, at);
    else if (found[0] === '{') open = at;
    else {
      if (open !== null) yield [open, at + 1];
      open = null;
    }
  }
  if (open !== null) yield [open, text.length];
}

function withoutDefault(spec: string): string {
  let [kept, from] = ['', 0];
  for (const { index, 0: key } of spec.matchAll(DEFAULT_KEY)) {
    const value = index + key.length;
    if (index < from) continue;
    kept += `${spec.slice(from, value)}""`;
    from = spec[value] === '"' ? endOfText(spec, value) : endOfWord(spec, value);
  }
  return kept + spec.slice(from);
}

/** Behind the closing quotation mark of the text that begins there, or the end of all. */
function endOfText(text: string, start: number): number {
  const marks = /["\\]/g;
  marks.lastIndex = start + 1;
  for (let found = marks.exec(text); found !== null; found = marks.exec(text)) {
    if (found[0] === '"') return found.index + 1;
    marks.lastIndex = found.index + 2;
  }
  return text.length;
}

function endOfWord(text: string, start: number): number {
  END_OF_WORD.lastIndex = start;
  return END_OF_WORD.exec(text)?.index ?? text.length;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstName(text: string): string {
  const found = /"name"\s*:\s*("(?:[^"\\]|\\.){0,400}")/.exec(text.slice(0, 10_000))?.[1];
  const name = found === undefined ? '' : parsed(found);
  return typeof name === 'string' ? name : '';
}
