import type { RowData } from '../job/schema.ts';
import { cellOf } from './cell.ts';

/**
 * Rows as numbers of 53 bits, so that a million of them can be held: two rows of one run share a number by chance once in
 * about ten thousand runs of a million rows. The seed keeps a page from making such rows on purpose.
 */
export class RowHash {
  readonly #seed: number;

  /** @param seed a whole number of 32 bits */
  constructor(seed: number) {
    this.#seed = seed;
  }

  /** What the row has in these columns; a number and the text that reads the same are the same key. */
  key(row: RowData, columns: readonly string[]): number {
    const values = columns.map((column) => {
      const value = cellOf(row, column);
      return value === null ? null : String(value);
    });
    return hashText(JSON.stringify(values), this.#seed);
  }

  /** All that the row has, in whatever order its columns stand; no value is as good as no column. */
  content(row: RowData): number {
    const cells = Object.entries(row).filter(([, value]) => value !== null);
    cells.sort(([a], [b]) => (a < b ? -1 : 1));
    return hashText(JSON.stringify(cells), this.#seed);
  }
}

/** The public-domain hash `cyrb53`: quick, and spread over 53 bits. */
function hashText(text: string, seed: number): number {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  const first = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const second = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(first ^ (first >>> 13), 3266489909);
  return 4294967296 * (2097151 & second) + (first >>> 0);
}
