/** Where a line of a saved page may be broken: in its text between any two signs (RFC 2045), in its head between encoded words (RFC 2047). */
export const BREAK = '(?:=\\r?\\n|\\?=?[\\r\\n\\t ]{0,9}=\\?[-A-Za-z0-9]{1,20}\\?[Qq]\\?)?';

/**
 * The ways in which one character may be written: as it is, in an address, in JSON, in HTML, in a saved page. Each is the source of an
 * expression; breaks of lines may stand inside, as a saved page breaks its lines wherever they become too long.
 */
export function waysToWrite(character: string): string[] {
  const code = character.codePointAt(0) ?? 0;
  const bytes = [...Buffer.from(character)].map((byte) => byte.toString(16).padStart(2, '0'));
  return [
    escaped(character),
    ...(character === ' ' ? ['\\+'] : []),
    ...(ENTITIES[character] ?? []).map(exactly),
    // Zeros before the number change nothing.
    `${exactly('&#')}(?:${BREAK}0)*${BREAK}${exactly(String(code))}${BREAK};`,
    `${exactly('&#')}${BREAK}[xX](?:${BREAK}0)*${BREAK}${anyCase(code.toString(16))}${BREAK};`,
    // An address inside of an address has its % written as %25.
    bytes.map((byte) => `%${BREAK}(?:2${BREAK}5${BREAK})*${anyCase(byte)}`).join(BREAK),
    bytes.map((byte) => `=${anyCase(byte)}`).join(BREAK),
    ...inJson(character),
  ];
}

const ENTITIES: Readonly<Record<string, readonly string[]>> = {
  '&': ['&amp;'],
  '<': ['&lt;'],
  '>': ['&gt;'],
  '"': ['&quot;'],
  "'": ['&apos;'],
  '\u00a0': ['&nbsp;'],
};

const SHORT_ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  '\b': 'b',
  '\f': 'f',
  '\n': 'n',
  '\r': 'r',
  '\t': 't',
};

function inJson(character: string): string[] {
  const units = Array.from({ length: character.length }, (_, unit) =>
    character.charCodeAt(unit).toString(16).padStart(4, '0'),
  );
  const long = units.map((unit) => `\\\\${BREAK}u${BREAK}${anyCase(unit)}`).join(BREAK);
  const short = SHORT_ESCAPES[character];
  return short === undefined ? [long] : [long, `\\\\${BREAK}${escaped(short)}`];
}

/** These signs in this order. */
function exactly(text: string): string {
  return [...text].map(escaped).join(BREAK);
}

function anyCase(hex: string): string {
  return [...hex]
    .map((digit) => (/[a-f]/.test(digit) ? `[${digit}${digit.toUpperCase()}]` : digit))
    .join(BREAK);
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
