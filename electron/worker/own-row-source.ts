import type { RowData } from '../../shared/job/schema.ts';

/** One row that a job walks over. */
export interface OwnRow {
  /** From 1, as it stood in its file. */
  readonly number: number;
  readonly data: RowData;
}

/** The rows of one attempt, one after the other: main gives them in portions, and the next one is asked for when none is left. */
export class OwnRowSource {
  readonly #ask: (after: number) => void;
  #rows: OwnRow[] = [];
  #last = 0;
  #given: ((rows: readonly OwnRow[]) => void) | null = null;

  /** @param ask asks main for rows after this number */
  constructor(ask: (after: number) => void) {
    this.#ask = ask;
  }

  /** Main's answer; one that was not asked for is left out. */
  give(rows: readonly OwnRow[]): void {
    const given = this.#given;
    this.#given = null;
    given?.(rows);
  }

  /** The next row; null = there is none any more. It may wait for ever when the lease is lost: the attempt is stopped then. */
  async next(): Promise<OwnRow | null> {
    if (this.#rows.length === 0) {
      const answer = new Promise<readonly OwnRow[]>((resolve) => {
        this.#given = resolve;
      });
      this.#ask(this.#last);
      this.#rows = [...(await answer)];
    }
    const row = this.#rows.shift();
    if (row === undefined) return null;
    this.#last = row.number;
    return row;
  }
}
