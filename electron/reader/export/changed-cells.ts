import type { ChangedCell } from '../../../shared/ipc/reader-protocol.ts';

const NAMED = 20;

/** Counts the cells that an export had to change, and names the first 20. */
export class ChangedCells {
  count = 0;
  readonly first: ChangedCell[] = [];

  /** @param row number of the row of data, from 1 */
  add(row: number, column: string): void {
    this.count += 1;
    if (this.first.length < NAMED) this.first.push({ row, column });
  }
}
