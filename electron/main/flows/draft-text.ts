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

/** A flat object: that is what the spec of an input is. Texts are stepped over, so that braces in them count for nothing. */
const FLAT_OBJECT = /\{(?:[^{}"]+|"(?:[^"\\]+|\\[\s\S])*"?)*\}?/g;
const IS_SECRET = /"secret"\s*:\s*true/;
const DEFAULT = /("default"\s*:\s*)(?:"(?:[^"\\]+|\\[\s\S])*"?|[^\s,}"]+)/g;

/** Empties the defaults of secret inputs; everything else stays as it was typed. */
function withoutSecretDefaults(text: string): string {
  return text.replace(FLAT_OBJECT, (spec) => (IS_SECRET.test(spec) ? spec.replace(DEFAULT, '$1""') : spec));
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
