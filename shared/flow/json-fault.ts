/** Where a text stops being JSON; lines and columns count from 1. */
export interface JsonFault {
  readonly line: number;
  readonly column: number;
  /** What was expected there, without a full stop. */
  readonly message: string;
}

/** Deeper nesting is refused, before the engine's own parser meets it. */
const MAX_DEPTH = 200;

/**
 * Finds the first place where a text is not JSON, or null when it is.
 * The engines' own messages differ and often name no place.
 */
export function findJsonFault(text: string): JsonFault | null {
  try {
    new Scanner(text).document();
    return null;
  } catch (error) {
    if (!(error instanceof ScanFault)) throw error;
    const before = text.slice(0, error.at).split('\n');
    return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: error.message };
  }
}

class ScanFault extends Error {
  readonly at: number;

  constructor(at: number, message: string) {
    super(message);
    this.at = at;
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: JSON forbids exactly these inside a text
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SCALAR = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;
const SPACE = /[ \t\r\n]*/y;

/** Walks over the text once; every method leaves `at` behind what it read. */
class Scanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value(0);
    this.#skip(SPACE);
    if (this.#at < this.#text.length)
      throw this.#fault('nothing more is expected after the end of the object');
  }

  #value(depth: number): void {
    this.#skip(SPACE);
    if (depth > MAX_DEPTH) throw this.#fault(`at most ${MAX_DEPTH} levels are expected`);
    if (this.#here() === '{') return this.#list('}', () => this.#member(depth));
    if (this.#here() === '[') return this.#list(']', () => this.#value(depth + 1));
    if (this.#here() === '"') return this.#string();
    if (!this.#skip(SCALAR)) throw this.#fault(`a value is expected${this.#instead}`);
  }

  #list(end: string, item: () => void): void {
    this.#at++;
    this.#skip(SPACE);
    if (this.#here() === end) {
      this.#at++;
      return;
    }
    for (;;) {
      item();
      this.#skip(SPACE);
      if (this.#here() === end) break;
      if (this.#here() !== ',') throw this.#fault(`“,” or “${end}” is expected${this.#instead}`);
      const comma = this.#at++;
      this.#skip(SPACE);
      if (this.#here() === end) throw new ScanFault(comma, `a comma before “${end}” is not allowed`);
    }
    this.#at++;
  }

  #member(depth: number): void {
    this.#skip(SPACE);
    if (this.#here() !== '"') throw this.#fault(`a key in double quotes is expected${this.#instead}`);
    this.#string();
    this.#skip(SPACE);
    if (this.#here() !== ':') throw this.#fault(`“:” is expected after the key${this.#instead}`);
    this.#at++;
    this.#value(depth + 1);
  }

  #string(): void {
    if (!this.#skip(STRING)) throw this.#fault('this text has no end, or holds a line break or a wrong “\\”');
  }

  #here(): string {
    return this.#text[this.#at] ?? '';
  }

  get #instead(): string {
    return this.#here() === '' ? ', but the file ends here' : `, but “${this.#here()}” stands here`;
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return false;
    this.#at += found[0].length;
    return true;
  }

  #fault(message: string): ScanFault {
    return new ScanFault(this.#at, message);
  }
}
