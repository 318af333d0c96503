import { parseQuery, type QueryToken } from '../../../shared/job/query.ts';

/** What the search box holds: qualifiers that became tokens, and what is still being typed. */
export interface SearchWords {
  readonly tokens: readonly string[];
  readonly rest: string;
}

export const NO_WORDS: SearchWords = { tokens: [], rest: '' };

/** The whole search as one text. */
export function wholeText({ tokens, rest }: SearchWords): string {
  return [...tokens, rest.trim()].filter((part) => part !== '').join(' ');
}

/** A text that was set elsewhere, with its qualifiers as tokens. */
export function wordsFrom(text: string, now: number): SearchWords {
  return takeTokens({ tokens: [], rest: text }, now, true);
}

/**
 * Makes tokens of the qualifiers in what is typed. The last piece stays while it is being typed (no blank behind it), unless `all`.
 * What has a fault stays as text, and so do bare words.
 */
export function takeTokens({ tokens, rest }: SearchWords, now: number, all: boolean): SearchWords {
  const pieces = parseQuery(rest, now);
  const isDone = (piece: QueryToken): boolean => all || (piece.end < rest.length && !piece.isOpen);
  const taken = pieces.filter((piece) => isDone(piece) && isQualified(piece));
  if (taken.length === 0) return { tokens, rest };
  const left = pieces.filter((piece) => !taken.includes(piece)).map(({ text }) => text);
  const next = [...tokens, ...taken.map(({ text }) => closed(text))];
  const blank = left.length > 0 && /\s$/.test(rest) ? ' ' : '';
  return { tokens: [...new Set(next)], rest: left.join(' ') + blank };
}

/** The first fault in what is typed; of the piece that is being typed only when `all`. */
export function faultIn(rest: string, now: number, all: boolean): QueryToken | null {
  return (
    parseQuery(rest, now).find((piece) => piece.fault !== null && (all || piece.end < rest.length)) ?? null
  );
}

/** The piece that is being typed, with where it begins. */
export function lastPiece(rest: string, now: number): { readonly text: string; readonly start: number } {
  const last = parseQuery(rest, now).at(-1);
  return last !== undefined && last.end === rest.length ? last : { text: '', start: rest.length };
}

function isQualified({ term, text }: QueryToken): boolean {
  return term !== null && (term.on !== 'flow' || /^-?flow:/i.test(text));
}

function closed(text: string): string {
  const quotes = text.replace(/\\./g, '').split('"').length - 1;
  return quotes % 2 === 1 ? `${text}"` : text;
}
