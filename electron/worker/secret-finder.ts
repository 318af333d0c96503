import { BREAK, waysToWrite } from './written-characters.ts';

/** Part of a text; the end is not included. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A shorter stretch of base64 stands by chance in too much. */
const LEAST_BASE64 = 8;
/** So much of a secret at the end of a text that was cut off is taken for the secret. */
const LEAST_CUT = 6;

/** Finds one secret in texts, however it is written there: each character in any way of its own, or all of it inside a base64 text. */
export class SecretFinder {
  /** For each character, the expressions that go over one way to write it. */
  readonly #characters: readonly (readonly RegExp[])[];
  /** Where the first character may stand. */
  readonly #first: RegExp;
  readonly #base64: readonly Base64Form[];

  constructor(secret: string) {
    const ways = new Map<string, readonly RegExp[]>();
    const characters = [...secret];
    for (const character of new Set(characters)) {
      ways.set(
        character,
        waysToWrite(character).map((way) => new RegExp(`${BREAK}${way}`, 'y')),
      );
    }
    this.#characters = characters.map((character) => ways.get(character) ?? []);
    this.#first = new RegExp(waysToWrite(characters[0] ?? '').join('|'), 'g');
    this.#base64 = base64Of(secret);
  }

  /** Every place of the secret in the text, in order. */
  find(text: string): Range[] {
    const found: Range[] = [];
    this.#first.lastIndex = 0;
    for (let at = this.#first.exec(text); at !== null; at = this.#first.exec(text)) {
      const end = this.#endFrom(text, at.index);
      if (end !== null) found.push({ start: at.index, end });
      this.#first.lastIndex = end ?? at.index + 1;
    }
    return [...found, ...this.#base64.flatMap((each) => [...placesOf(each, text)])];
  }

  /** The end of the secret that begins here; null = it is something else. Several ways may fit for a while: all are followed. */
  #endFrom(text: string, start: number): number | null {
    let ends = new Set([start]);
    for (const [index, ways] of this.#characters.entries()) {
      const next = new Set<number>();
      for (const from of ends) for (const end of endsOf(ways, text, from)) next.add(end);
      if (next.size === 0) return index >= LEAST_CUT ? cutOff(text, ends) : null;
      ends = next;
    }
    return Math.max(...ends);
  }
}

function* endsOf(ways: readonly RegExp[], text: string, from: number): Generator<number> {
  for (const way of ways) {
    way.lastIndex = from;
    if (way.test(text)) yield way.lastIndex;
  }
}

/** A long text is shown cut off, and so may a secret in it be. */
function cutOff(text: string, ends: ReadonlySet<number>): number | null {
  const end = Math.max(...ends);
  return end === text.length || text.startsWith('…', end) || text.startsWith('...', end) ? end : null;
}

/** What a base64 text may hold of a secret, and where that may begin. */
interface Base64Form {
  readonly form: string;
  readonly head: RegExp;
}

/**
 * What a base64 text holds of the secret, whatever stands before and after it: three characters are four signs, so it begins at one of
 * three places, and the signs at its two ends depend on its neighbours. Of a short secret only the whole text is known.
 */
function base64Of(secret: string): Base64Form[] {
  const inside = [0, 1, 2].map((before) => {
    const padded = Buffer.concat([Buffer.alloc(before), Buffer.from(secret)]);
    const first = Math.ceil((before * 8) / 6);
    return padded.toString('base64').slice(first, Math.floor((padded.length * 8) / 6));
  });
  const whole = Buffer.from(secret).toString('base64');
  return [whole, ...inside.filter((text) => text.length >= LEAST_BASE64)].map((form) => ({
    form,
    head: new RegExp([...form.slice(0, LEAST_BASE64)].map(signOf).join('(?:\\r?\\n)?'), 'g'),
  }));
}

/** Where a base64 form stands, also with the signs of addresses and over several lines. */
function* placesOf({ form, head }: Base64Form, text: string): Generator<Range> {
  head.lastIndex = 0;
  for (let at = head.exec(text); at !== null; at = head.exec(text)) {
    const end = endOfBase64(form, text, at.index);
    if (end !== null) yield { start: at.index, end };
    head.lastIndex = end ?? at.index + 1;
  }
}

function signOf(sign: string): string {
  if (sign === '+') return '[+-]';
  return sign === '/' ? '[/_]' : sign;
}

function endOfBase64(form: string, text: string, start: number): number | null {
  let at = start;
  for (const sign of form) {
    while (at > start && (text[at] === '\n' || (text[at] === '\r' && text[at + 1] === '\n'))) at++;
    const there = text[at];
    const same = there === sign || (sign === '+' && there === '-') || (sign === '/' && there === '_');
    if (!same) return null;
    at++;
  }
  return at;
}
