import type { ResultRow, ResultsSummary, ShownRows } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { cellOf } from '../../../shared/rows/cell.ts';
import { changedColumns } from '../../../shared/rows/diff.ts';
import type { ReadableDb } from '../../database/open.ts';
import { rowByPlace } from '../../database/stored-rows.ts';
import type { Entry } from './entries.ts';
import { failedRow } from './failed-among.ts';
import { orderOf } from './order.ts';
import type { FoundRows } from './read-look.ts';

/** A row as it is stored, uncut. */
export interface WholeRow extends Pick<ResultRow, 'kind' | 'jobId' | 'number' | 'origin' | 'error'> {
  readonly data: RowData;
  readonly before: RowData | null;
}

/** What a look found, to be read in pages: it knows where the rows are, and reads them from the file when they are wanted. */
export class Look {
  readonly #found: FoundRows;
  readonly #sort: { readonly down: boolean } | null;
  readonly #orders = new Map<ShownRows, readonly number[]>();

  constructor(found: FoundRows, sort: { readonly down: boolean } | null) {
    this.#found = found;
    this.#sort = sort;
  }

  /** How many rows are shown. */
  total(show: ShownRows): number {
    return this.#order(show).length;
  }

  /** Names of the columns, those met first in front. */
  columns(): string[] {
    return this.#found.now.facts(this.#found.before).map(({ name }) => name);
  }

  summary(show: ShownRows): ResultsSummary {
    const { now, before, key, lookedThrough, complete, entries } = this.#found;
    const counts = { rows: 0, failed: 0, changed: 0, added: 0, removed: 0 };
    for (const { kind } of entries) {
      if (kind !== 'failed' && kind !== 'removed') counts.rows += 1;
      if (kind !== 'plain' && kind !== 'same') counts[kind] += 1;
    }
    return {
      total: this.total(show),
      counts,
      columns: now.facts(before),
      key: [...key],
      lookedThrough,
      complete,
      chars: now.chars,
      jsonChars: now.jsonChars,
    };
  }

  /** The rows in their order, one after the other; what was removed meanwhile is `gone`. */
  *rows(
    db: ReadableDb,
    dataset: string,
    show: ShownRows,
    from = 0,
    to = Infinity,
  ): Generator<WholeRow, void> {
    const read = this.#reader(db, dataset);
    const order = this.#order(show);
    for (let at = from; at < Math.min(to, order.length); at++) {
      const entry = this.#found.entries[order[at] ?? -1];
      if (entry !== undefined) yield read(entry);
    }
  }

  #order(show: ShownRows): readonly number[] {
    const known = this.#orders.get(show);
    if (known !== undefined) return known;
    const order = orderOf(this.#found.entries, show, this.#sort);
    this.#orders.set(show, order);
    return order;
  }

  #reader(db: ReadableDb, dataset: string): (entry: Entry) => WholeRow {
    const stored = rowByPlace(db, dataset);
    const { sources, oldRows } = this.#found;
    const at = (source: number, seq: number) => {
      const found = sources[source];
      return found === undefined || found.epoch === null ? undefined : stored(found.jobId, found.epoch, seq);
    };
    return (entry) => {
      const source = sources[entry.source];
      // Every entry was made with its source.
      if (source === undefined) throw new RangeError(`There is no source ${entry.source}.`);
      const number = entry.number === 0 ? null : entry.number;
      const base = { kind: entry.kind, jobId: source.jobId, number, before: null, error: null };
      if (source.epoch === null) {
        const failed = failedRow(db, source.jobId, entry.seq);
        if (failed === undefined) return { ...base, kind: 'gone', origin: entry.seq, data: {} };
        return { ...base, origin: entry.seq, data: failed.data, error: failed.reason };
      }
      const row = at(entry.source, entry.seq);
      if (row === undefined) return { ...base, kind: 'gone', origin: null, data: {} };
      const old = entry.kind === 'changed' ? oldRows[entry.old] : undefined;
      const before = old === undefined ? undefined : at(old.source, old.seq);
      return {
        ...base,
        origin: row.origin,
        data: row.data,
        before: before === undefined ? null : onlyChanged(before.data, row.data),
      };
    };
  }
}

function onlyChanged(before: RowData, now: RowData): RowData {
  return Object.fromEntries(changedColumns(before, now).map((column) => [column, cellOf(before, column)]));
}
