import type { RowData } from '../../../shared/job/schema.ts';
import { RowHash } from '../../../shared/rows/row-hash.ts';

/** More rows than one run ever has. */
const RUN = 2 ** 32;

/**
 * Which of the rows with the same values in some columns is kept: of the runs, which come newest first, that of the newest one,
 * and there the last. The rows are gone through twice: `see` learns, `isKept` tells; both begin each run with `beginRun`.
 */
export class KeptRows {
  readonly #columns: readonly string[];
  readonly #hash: RowHash;
  readonly #places = new Map<number, number>();
  #run = -RUN;
  #at = 0;

  constructor(columns: readonly string[], seed: number) {
    this.#columns = columns;
    this.#hash = new RowHash(seed);
  }

  /** The runs begin from the front again. */
  again(): void {
    this.#run = -RUN;
  }

  beginRun(): void {
    this.#run += RUN;
    this.#at = 0;
  }

  see(row: RowData): void {
    const key = this.#hash.key(row, this.#columns);
    const known = this.#places.get(key);
    const place = this.#next();
    if (known === undefined || known >= this.#run) this.#places.set(key, place);
  }

  isKept(row: RowData): boolean {
    return this.#places.get(this.#hash.key(row, this.#columns)) === this.#next();
  }

  #next(): number {
    this.#at += 1;
    return this.#run + this.#at;
  }
}
