import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { ResultRow } from '../../../shared/ipc/results-calls.ts';
import type { CellValue } from '../../../shared/rows/cell.ts';

/** An attempt whose rows are looked at; null = the rows that the job was given, of which some failed. */
export interface Source {
  readonly jobId: JobId;
  readonly epoch: LeaseEpoch | null;
}

/** A row of a look: where it is stored, and what became of it. Flat, because a million of them are held. */
export interface Entry {
  readonly kind: Exclude<ResultRow['kind'], 'gone'>;
  /** Number of its source in the look's list, and its `seq` there; of a failed row its own number. */
  readonly source: number;
  readonly seq: number;
  /** Its partner's number among the rows of the run before, from 0; -1 = it has none. */
  readonly old: number;
  /** Its place in its run, from 1; 0 = it has none. */
  readonly number: number;
  /** The value to sort by. */
  readonly sort: CellValue;
}

/** A row of the run that is compared with. */
export interface OldRow {
  readonly source: number;
  readonly seq: number;
  /** It passes the filter. */
  readonly passes: boolean;
  readonly sort: CellValue;
}

/** Longest text that is held to sort by. */
const SORT_CHARS = 60;

/** A cell as it is held to sort by. */
export function sortValue(cell: CellValue): CellValue {
  return typeof cell === 'string' ? cell.slice(0, SORT_CHARS) : cell;
}
