import type { RowData } from '../../shared/job/schema.ts';
import { type Range, SecretFinder } from './secret-finder.ts';

/** What stands in the place of a secret. */
export const MASK = '•••';

/**
 * Takes secrets out of everything a job tells: log lines, titles, errors, metadata, file names, saved pages.
 * Each secret is found however it is written (secret-finder.ts).
 */
export class Masker {
  readonly #finders = new Map<string, SecretFinder>();

  constructor(secrets: Iterable<string>) {
    for (const secret of secrets) this.add(secret);
  }

  /** True when there is anything to hide. */
  get active(): boolean {
    return this.#finders.size > 0;
  }

  /** The values themselves: for pictures, where no text can be replaced. */
  get secrets(): readonly string[] {
    return [...this.#finders.keys()];
  }

  /** Hides one more value from now on, such as one that was made from a secret. */
  add(secret: string): void {
    if (secret.trim() === '' || this.#finders.has(secret)) return;
    this.#finders.set(secret, new SecretFinder(secret));
    // Written into an address as it is, its own %41 is an A there, and so it is shown.
    this.add(decoded(secret));
  }

  text(text: string): string {
    if (!this.active) return text;
    const ranges = [...this.#finders.values()].flatMap((finder) => finder.find(text));
    if (ranges.length === 0) return text;
    let masked = '';
    let from = 0;
    for (const { start, end } of joined(ranges)) {
      masked += text.slice(from, start) + MASK;
      from = end;
    }
    return masked + text.slice(from);
  }

  /** A copy with every text inside masked, keys too. */
  value(value: unknown): unknown {
    if (!this.active) return value;
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.text(String(value)) === String(value) ? value : MASK;
    if (Array.isArray(value)) return value.map((each) => this.value(each));
    if (typeof value !== 'object' || value === null) return value;
    return this.record(value);
  }

  /** A copy of a record with its keys and everything in it masked. */
  record(record: object): Record<string, unknown> {
    return Object.fromEntries(
      Object.entries(record).map(([key, each]) => [this.text(key), this.value(each)]),
    );
  }

  /** A row of results as it may be kept. */
  row(row: RowData): RowData {
    if (!this.active) return row;
    const plain = (value: RowData[string]): RowData[string] => {
      const masked = this.text(String(value));
      return masked === String(value) ? value : masked;
    };
    return Object.fromEntries(Object.entries(row).map(([key, value]) => [this.text(key), plain(value)]));
  }
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A % that begins no code: nothing would read it as an address.
    return text;
  }
}

/** The same places without overlaps, in order: of secrets that share signs no part is left. */
function joined(ranges: readonly Range[]): Range[] {
  const inOrder = [...ranges].sort((a, b) => a.start - b.start);
  const apart: Range[] = [];
  for (const range of inOrder) {
    const last = apart.at(-1);
    if (last === undefined || range.start >= last.end) apart.push(range);
    else if (range.end > last.end) apart[apart.length - 1] = { start: last.start, end: range.end };
  }
  return apart;
}
