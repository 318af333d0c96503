import { AppError } from '../../../shared/errors.ts';

/** One tag of an XML text, with the text that stands before the next one. */
export interface Tag {
  /** Without its prefix: `c` for `x:c`. */
  readonly name: string;
  readonly kind: 'open' | 'close' | 'empty';
  /** As they stand in the tag. */
  readonly attributes: string;
  /** Between this tag and the next, its entities put in. */
  readonly text: string;
}

const TAG = /<(\/?)(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)((?:[^<>"']|"[^"]*"|'[^']*')*?)(\/?)>([^<]*)/y;
/** What carries nothing: the declaration, comments, instructions. */
const SKIPPED = /(?:\s+|<\?[^>]*\?>[^<]*|<!--(?:[^-]|-(?!->))*-->[^<]*)/y;

/**
 * Goes through the tags of an XML text in order. It knows what spreadsheets write: no document type, so no entity of anybody's own.
 * @throws AppError 'invalid_input' for anything else
 */
export function* tags(xml: string): Generator<Tag> {
  let at = xml.startsWith('\uFEFF') ? 1 : 0;
  while (at < xml.length) {
    SKIPPED.lastIndex = at;
    if (SKIPPED.test(xml)) {
      at = SKIPPED.lastIndex;
      continue;
    }
    TAG.lastIndex = at;
    const found = TAG.exec(xml);
    if (found === null) throw new AppError('invalid_input', 'The workbook holds a part that cannot be read.');
    const [whole, slash, name = '', attributes = '', empty, text = ''] = found;
    at += whole.length;
    const kind = slash === '/' ? 'close' : empty === '/' ? 'empty' : 'open';
    yield { name, kind, attributes, text: decoded(text) };
  }
}

/** The value of an attribute, or undefined. @param name without its prefix */
export function attribute({ attributes }: Tag, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  const value = found?.[1] ?? found?.[2];
  return value === undefined ? undefined : decoded(value);
}

const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{1,5});/gi, (whole, word: string) => {
    if (!word.startsWith('#')) return NAMED[word] ?? whole;
    const code = /^#x/i.test(word) ? Number.parseInt(word.slice(2), 16) : Number(word.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
