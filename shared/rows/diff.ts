import type { RowData } from '../job/schema.ts';
import { cellOf } from './cell.ts';
import { RowHash } from './row-hash.ts';

/** What became of a row since the run before: `before` is the place of its row there, from 0. */
export type Match =
  | { readonly kind: 'same' | 'changed'; readonly before: number }
  | { readonly kind: 'added'; readonly before: null };

/**
 * Compares two runs row by row, each row told by its key: first every row of the run before is added, then every row of the
 * run of now is matched. Of rows with the same key the first goes with the first, the second with the second. A row costs
 * some 40 bytes, however long it is.
 */
export class RowsDiff {
  readonly #key: readonly string[];
  readonly #hash: RowHash;
  /** By key: the first row before that has found no partner, and the last one with that key. */
  readonly #heads = new Map<number, number>();
  readonly #tails = new Map<number, number>();
  /** By row before: the next one with the same key (-1 = none), its content, and whether it found its partner. */
  readonly #next: number[] = [];
  readonly #contents: number[] = [];
  readonly #isMatched: boolean[] = [];

  /** @param key the columns that tell a row; none = the whole row */
  constructor(key: readonly string[], seed: number) {
    this.#key = key;
    this.#hash = new RowHash(seed);
  }

  /** One more row of the run before. */
  addBefore(row: RowData): void {
    const place = this.#next.length;
    const key = this.#keyOf(row);
    this.#next.push(-1);
    this.#contents.push(this.#hash.content(row));
    this.#isMatched.push(false);
    const head = this.#heads.get(key);
    if (head === undefined) {
      this.#heads.set(key, place);
      return;
    }
    this.#next[this.#tails.get(key) ?? head] = place;
    this.#tails.set(key, place);
  }

  /** What became of this row of the run of now. */
  match(row: RowData): Match {
    const key = this.#keyOf(row);
    const before = this.#heads.get(key);
    if (before === undefined) return { kind: 'added', before: null };
    const next = this.#next[before] ?? -1;
    if (next === -1) {
      this.#heads.delete(key);
      this.#tails.delete(key);
    } else this.#heads.set(key, next);
    this.#isMatched[before] = true;
    return { kind: this.#contents[before] === this.#hash.content(row) ? 'same' : 'changed', before };
  }

  /** True for a row of the run before whose partner has come. */
  isMatched(before: number): boolean {
    return this.#isMatched[before] === true;
  }

  /** Places of the rows of the run before that found no partner, in order: what is not there any more. */
  removed(): number[] {
    return [...this.#isMatched.keys()].filter((place) => !this.isMatched(place));
  }

  #keyOf(row: RowData): number {
    return this.#key.length === 0 ? this.#hash.content(row) : this.#hash.key(row, this.#key);
  }
}

/** Both runs at once, for runs that are in memory. */
export function diffRows(
  before: Iterable<RowData>,
  now: Iterable<RowData>,
  key: readonly string[],
  seed = 0,
): { readonly matches: readonly Match[]; readonly removed: readonly number[] } {
  const diff = new RowsDiff(key, seed);
  for (const row of before) diff.addBefore(row);
  const matches = [...now].map((row) => diff.match(row));
  return { matches, removed: diff.removed() };
}

/** The columns in which two rows differ; no value is as good as no column. */
export function changedColumns(before: RowData, now: RowData): string[] {
  const columns = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...columns].filter((column) => cellOf(before, column) !== cellOf(now, column));
}
