import type { ColumnFacts } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';

/** Columns that are told; what a page of the web calls a column may go on for ever. */
export const MOST_COLUMNS = 300;

interface Column {
  numbers: number;
  sum: number;
  /** Values that are no numbers. */
  others: number;
}

/** Adds rows up: their columns in the order in which they are met, the sums of numbers, how long they are. */
export class Tally {
  readonly #columns = new Map<string, Column>();
  chars = 0;
  jsonChars = 0;

  add(row: RowData, jsonChars: number): void {
    this.jsonChars += jsonChars;
    for (const [name, value] of Object.entries(row)) {
      const column = this.#columnOf(name);
      if (value === null) continue;
      if (typeof value === 'number') {
        column.numbers += 1;
        column.sum += value;
      } else column.others += 1;
      this.chars += typeof value === 'string' ? value.length : String(value).length;
    }
  }

  /** The columns of a row that adds to no sum. */
  addColumns(row: RowData): void {
    for (const name of Object.keys(row)) this.#columnOf(name);
  }

  /** The facts of every column, those that only the run before had at the end. */
  facts(before: Tally): ColumnFacts[] {
    const names = [...new Set([...this.#columns.keys(), ...before.#columns.keys()])].slice(0, MOST_COLUMNS);
    return names.map((name) => {
      const now = this.#columns.get(name) ?? EMPTY;
      const old = before.#columns.get(name) ?? EMPTY;
      return {
        name,
        isNumber: now.others + old.others === 0 && now.numbers + old.numbers > 0,
        numbers: now.numbers,
        sum: finite(now.sum),
        numbersBefore: old.numbers,
        sumBefore: finite(old.sum),
      };
    });
  }

  #columnOf(name: string): Column {
    let column = this.#columns.get(name);
    if (column === undefined) {
      column = { numbers: 0, sum: 0, others: 0 };
      // Beyond the limit it is counted for nobody.
      if (this.#columns.size < MOST_COLUMNS) this.#columns.set(name, column);
    }
    return column;
  }
}

const EMPTY: Readonly<Column> = { numbers: 0, sum: 0, others: 0 };

/** A sum that went over what a number can be has no use, and cannot be sent as JSON. */
function finite(sum: number): number {
  return Number.isFinite(sum) ? sum : 0;
}
