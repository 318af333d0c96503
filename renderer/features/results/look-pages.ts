import { toWire, type WireError } from '../../../shared/errors.ts';
import type { AppContract } from '../../../shared/ipc/contract.ts';
import type { Client } from '../../../shared/ipc/define.ts';
import type { ResultRow, ResultsLook, ResultsSummary } from '../../../shared/ipc/results-calls.ts';

export const ROWS_A_PAGE = 200;
/** Pages that are held; those read longest ago leave first. */
const MOST_PAGES = 30;

/** What the table draws; a new object for every change. */
export interface PagesSnapshot {
  /** Null while nothing is read; of the look before, until this one's is there. */
  readonly summary: ResultsSummary | null;
  /** The summary is that of this look. */
  readonly isRead: boolean;
  readonly error: WireError | null;
  /** The row at this place, or undefined while it is not read. */
  readonly rowAt: (index: number) => ResultRow | undefined;
}

/** The rows of one look, read by page where the person looks; kept outside the store. */
export class LookPages {
  readonly look: ResultsLook;
  readonly #client: Client<AppContract>;
  readonly #listeners = new Set<() => void>();
  readonly #pages = new Map<number, readonly ResultRow[]>();
  readonly #reading = new Set<number>();
  #summary: ResultsSummary | null;
  #isRead = false;
  #error: WireError | null = null;
  #snapshot: PagesSnapshot;

  /** @param before the summary that is shown until this look's is there */
  constructor(client: Client<AppContract>, look: ResultsLook, before: ResultsSummary | null) {
    this.#client = client;
    this.look = look;
    this.#summary = before;
    this.#snapshot = this.#take();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): PagesSnapshot => this.#snapshot;

  /** Reads the pages of these rows (`to` not included) that are not held yet. */
  async need(from: number, to: number): Promise<void> {
    const last = Math.floor(Math.max(from, to - 1) / ROWS_A_PAGE);
    const reads: Promise<void>[] = [];
    for (let page = Math.floor(from / ROWS_A_PAGE); page <= last; page++) {
      if (!this.#pages.has(page) && !this.#reading.has(page)) reads.push(this.#read(page));
    }
    await Promise.all(reads);
  }

  async #read(page: number): Promise<void> {
    this.#reading.add(page);
    try {
      const input = { look: this.look, offset: page * ROWS_A_PAGE, limit: ROWS_A_PAGE };
      const { rows, summary } = await this.#client.call('results.page', input);
      this.#pages.set(page, rows);
      this.#dropOldPages();
      this.#summary = summary;
      this.#isRead = true;
      this.#error = null;
    } catch (error) {
      const fault = toWire(error);
      // A newer look has taken its place: nobody waits for this one.
      if (fault.code !== 'conflict') this.#error = fault;
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

  #take(): PagesSnapshot {
    return {
      summary: this.#summary,
      isRead: this.#isRead,
      error: this.#error,
      rowAt: (index) => this.#pages.get(Math.floor(index / ROWS_A_PAGE))?.[index % ROWS_A_PAGE],
    };
  }
}
