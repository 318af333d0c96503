/*
 * Names, titles and errors come from pages that nobody trusts. React already keeps them from being markup;
 * what is left is text that lies: controls that reorder a line, hide parts of it or break out of it.
 */

// Reorder or hide what stands beside them. Zero-width joiners stay: Persian and emoji need them.
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\u{e0000}-\u{e007f}]/gu;
const CONTROLS = /[\p{Control}\p{Zl}\p{Zp}]/gu;
const LONE_SURROGATE = /\p{Surrogate}/gu;
const MARK_FLOOD = /(\p{M}{4})\p{M}+/gu;

/** Longest text that one line ever needs; what is cut ends in an ellipsis. */
const MAX_LINE = 500;

/**
 * Foreign text as one harmless line: control characters are made visible (`␊`), reordering and invisible ones
 * are taken out, stacks of accents are thinned.
 * @param max characters kept at most
 */
export function safeText(text: string, max = MAX_LINE): string {
  return clean(shorten(text, max)).replace(CONTROLS, visible);
}

/** As `safeText`, but line breaks and tabs stay, for places that show several lines. */
export function safeLines(text: string, max = 20_000): string {
  return clean(shorten(text.replaceAll('\r\n', '\n'), max)).replace(CONTROLS, (c) =>
    c === '\n' || c === '\t' ? c : visible(c),
  );
}

function shorten(text: string, max: number): string {
  return text.length > max ? `${text.slice(0, max - 1)}…` : text;
}

function clean(text: string): string {
  return text.replace(LONE_SURROGATE, '\ufffd').replace(INVISIBLE, '').replace(MARK_FLOOD, '$1');
}

/** Unicode has a picture of each of the first 32 controls at U+2400; the rest share one sign. */
function visible(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\u2426';
}
