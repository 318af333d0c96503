import { toWire, type WireError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { RowData } from '../../../shared/job/schema.ts';

export const ROWS_A_PAGE = 200;
/** Pages that are held; those read longest ago leave first. */
const MOST_PAGES = 50;

/** What the table draws; a new object for every change. */
export interface RowPagesSnapshot {
  readonly total: number;
  readonly error: WireError | null;
  /** The row at this place, or undefined while it is not read. */
  readonly rowAt: (index: number) => RowData | undefined;
}

/** Rows of one dataset of a job, read by page where the reader looks; kept outside the store. */
export class RowPages {
  readonly #client: Client<AppContract>;
  readonly #jobId: JobId;
  readonly #dataset: string;
  readonly #listeners = new Set<() => void>();
  readonly #pages = new Map<number, readonly RowData[]>();
  readonly #reading = new Set<number>();
  #total: number;
  #error: WireError | null = null;
  #snapshot: RowPagesSnapshot;

  constructor(client: Client<AppContract>, jobId: JobId, dataset: string, total: number) {
    this.#client = client;
    this.#jobId = jobId;
    this.#dataset = dataset;
    this.#total = total;
    this.#snapshot = this.#take();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): RowPagesSnapshot => this.#snapshot;

  /** Reads the pages of these rows (`to` not included) that are not held yet. */
  async need(from: number, to: number): Promise<void> {
    const last = Math.floor(Math.max(from, to - 1) / ROWS_A_PAGE);
    const reads: Promise<void>[] = [];
    for (let page = Math.floor(from / ROWS_A_PAGE); page <= last; page++) {
      if (!this.#pages.has(page) && !this.#reading.has(page)) reads.push(this.#read(page));
    }
    await Promise.all(reads);
  }

  /** Rows were added: the last page, which was not full, is read again. */
  async refresh(): Promise<void> {
    await this.#read(Math.max(0, Math.floor((this.#total - 1) / ROWS_A_PAGE)));
  }

  async #read(page: number): Promise<void> {
    this.#reading.add(page);
    try {
      const { rows, total } = await this.#client.call('rows.page', {
        jobId: this.#jobId,
        dataset: this.#dataset,
        offset: page * ROWS_A_PAGE,
        limit: ROWS_A_PAGE,
      });
      this.#pages.delete(page);
      this.#pages.set(page, rows);
      this.#dropOldPages();
      this.#total = total;
      this.#error = null;
    } catch (error) {
      this.#error = toWire(error);
    } finally {
      this.#reading.delete(page);
    }
    this.#snapshot = this.#take();
    for (const listener of this.#listeners) listener();
  }

  #dropOldPages(): void {
    for (const page of this.#pages.keys()) {
      if (this.#pages.size <= MOST_PAGES) return;
      this.#pages.delete(page);
    }
  }

  #take(): RowPagesSnapshot {
    return {
      total: this.#total,
      error: this.#error,
      rowAt: (index) => this.#pages.get(Math.floor(index / ROWS_A_PAGE))?.[index % ROWS_A_PAGE],
    };
  }
}
