import { FUNCTIONS, type FunctionName } from '../../../../shared/flow/expression.ts';
import type { KnownValue } from './known-values.ts';

/** Something that can be put in where a person types. */
export type Offer =
  | { readonly kind: 'value'; readonly word: string; readonly value: KnownValue }
  | { readonly kind: 'function'; readonly word: FunctionName };

/** What may stand at the caret, and which part of the text it replaces. */
export interface Completion {
  readonly from: number;
  readonly to: number;
  readonly offers: readonly Offer[];
}

/** More are not looked through by anybody. */
const MOST = 50;

/** The offers at a place of a text; null where no `{{` is open, in a quoted text, or when nothing fits. */
export function completionAt(text: string, caret: number, values: readonly KnownValue[]): Completion | null {
  const open = openBraces(text, caret);
  if (open === null) return null;
  const typed = /[A-Za-z_][\w.]*$/.exec(text.slice(open, caret))?.[0] ?? '';
  const from = caret - typed.length;
  // Behind a dot that belongs to a value of its own (`trim(x).`) there is nothing to offer.
  if (typed === '' && text[caret - 1] === '.') return null;
  const rest = /^[\w.]*/.exec(text.slice(caret))?.[0] ?? '';
  const offers = allOffers(values).filter(({ word }) => matches(word, typed));
  const isWhole = offers.length === 1 && offers[0]?.word === typed;
  if (offers.length === 0 || isWhole) return null;
  return { from, to: caret + rest.length, offers: sorted(offers, typed).slice(0, MOST) };
}

/** The text with an offer put in, closed by `}}` where that is missing, and where the caret stands then. */
export function withOffer(
  text: string,
  completion: Completion,
  offer: Offer,
): { text: string; caret: number } {
  const before = text.slice(0, completion.from);
  const after = text.slice(completion.to);
  const call = offer.kind === 'function' && !after.startsWith('(') ? '()' : '';
  const isClosed = /^[^{]*\}\}/.test(after);
  const end = isClosed ? '' : '}}';
  const put = `${before}${offer.word}${call}`;
  const caret = call === '' ? put.length + (isClosed ? 0 : end.length) : put.length - 1;
  return { text: `${put}${end}${after}`, caret };
}

/** Where the expression that the caret is in begins; null = the caret is in none, or in a quoted text of one. */
function openBraces(text: string, caret: number): number | null {
  let from = -1;
  let quote = '';
  for (let at = 0; at < caret; at++) {
    const char = text[at] ?? '';
    if (from < 0) {
      if (char === '{' && text[at + 1] === '{' && at + 2 <= caret) from = ++at + 1;
    } else if (quote !== '') {
      if (char === '\\') at++;
      else if (char === quote) quote = '';
    } else if (char === '"' || char === "'") quote = char;
    else if (char === '}' && text[at + 1] === '}') {
      from = -1;
      at++;
    }
  }
  return from < 0 || quote !== '' ? null : from;
}

function allOffers(values: readonly KnownValue[]): Offer[] {
  return [
    ...values.map((value): Offer => ({ kind: 'value', word: `${value.root}.${value.name}`, value })),
    ...FUNCTIONS.map((word): Offer => ({ kind: 'function', word })),
  ];
}

function matches(word: string, typed: string): boolean {
  return word.toLowerCase().includes(typed.toLowerCase());
}

/** What begins with the typed letters comes first, else the order stays. */
function sorted(offers: readonly Offer[], typed: string): Offer[] {
  const rank = ({ word }: Offer): number => {
    const small = word.toLowerCase();
    if (small.startsWith(typed.toLowerCase())) return 0;
    return small.includes(`.${typed.toLowerCase()}`) ? 1 : 2;
  };
  return offers.toSorted((a, b) => rank(a) - rank(b));
}
