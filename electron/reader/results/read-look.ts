import { type Clock, sleep } from '../../../shared/clock.ts';
import type { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { ResultsLook } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import { type CellValue, cellOf } from '../../../shared/rows/cell.ts';
import { RowsDiff } from '../../../shared/rows/diff.ts';
import { rowFilter } from '../../../shared/rows/row-filter.ts';
import { countingSegments, walkRuns } from '../../database/datasets.ts';
import type { ReadableDb } from '../../database/open.ts';
import { getSummary } from '../../database/queries.ts';
import { type StoredRow, storedRows } from '../../database/stored-rows.ts';
import { defaultKey } from './default-key.ts';
import { type Entry, type OldRow, type Source, sortValue } from './entries.ts';
import { type FailedRow, failedRowsOf } from './failed-among.ts';
import { KeptRows } from './kept-rows.ts';
import { Tally } from './tally.ts';
import { withRemoved } from './with-removed.ts';

/** Rows that one look goes through: some seconds, some 100 MB, and a page that is not higher than a browser can make one. */
export const MOST_ROWS = 900_000;
/** Runs that are looked at together. */
const MOST_RUNS = 10_000;
/** Rows after which the reader answers others. */
const BREATH = 2_000;

export interface LookDeps {
  readonly db: ReadableDb;
  readonly clock: Clock;
  /** A whole number of 32 bits for the hashes of this look. */
  readonly seed: number;
  /** Ends the reading: asked between two portions. Throws. */
  readonly check?: () => void;
  readonly mostRows?: number;
}

/** All that a look found. */
export interface FoundRows {
  readonly entries: readonly Entry[];
  readonly sources: readonly Source[];
  readonly oldRows: readonly OldRow[];
  readonly now: Tally;
  readonly before: Tally;
  readonly key: readonly string[];
  readonly lookedThrough: number;
  readonly complete: boolean;
}

/** The run that is compared with, as far as it must be known when the rows of now come. */
interface Before {
  readonly diff: RowsDiff;
  readonly rows: readonly OldRow[];
}

/** Goes through the rows of a look, some at a time; the reader answers others in between. */
export async function readLook(deps: LookDeps, look: ResultsLook): Promise<FoundRows> {
  return new LookReader(deps, look).read();
}

class LookReader {
  readonly #deps: LookDeps;
  readonly #look: ResultsLook;
  readonly #passes: (row: RowData) => boolean;
  readonly #entries: Entry[] = [];
  readonly #sources: Source[] = [];
  readonly #now = new Tally();
  readonly #before = new Tally();
  readonly #most: number;
  #lookedThrough = 0;
  #complete = true;

  constructor(deps: LookDeps, look: ResultsLook) {
    this.#deps = deps;
    this.#look = look;
    this.#passes = rowFilter(look.filter) ?? (() => true);
    this.#most = deps.mostRows ?? MOST_ROWS;
  }

  async read(): Promise<FoundRows> {
    const { jobId, against, dataset } = this.#look;
    const isCompared = jobId !== null && against !== null;
    const key = isCompared ? (this.#look.key ?? defaultKey(this.#deps.db, dataset, jobId, against)) : [];
    const before = isCompared ? await this.#readBefore(against, key) : null;
    const runs = jobId === null ? await this.#allRuns() : [getSummary(this.#deps.db, jobId).id];
    const kept = before === null && this.#look.unique.length > 0 ? await this.#newestPlaces(runs) : null;
    for (const run of runs) await this.#readRun(run, before, kept);
    return {
      entries:
        before === null ? this.#entries : withRemoved(this.#entries, before.rows, before.diff.removed()),
      oldRows: before?.rows ?? [],
      sources: this.#sources,
      now: this.#now,
      before: this.#before,
      key,
      lookedThrough: this.#lookedThrough,
      complete: this.#complete,
    };
  }

  async #readBefore(jobId: JobId, key: readonly string[]): Promise<Before> {
    const diff = new RowsDiff(key, this.#deps.seed);
    const rows: OldRow[] = [];
    for await (const row of this.#rowsOf(getSummary(this.#deps.db, jobId).id)) {
      diff.addBefore(row.data);
      const passes = this.#passes(row.data);
      if (passes) this.#before.add(row.data, 0);
      rows.push({
        source: this.#sourceOf(jobId, row.epoch),
        seq: row.seq,
        passes,
        sort: this.#sortOf(row.data),
      });
    }
    return { diff, rows };
  }

  /** The rows of a run with the failed ones among them, where they would have come. */
  async #readRun(jobId: JobId, before: Before | null, kept: KeptRows | null): Promise<void> {
    const failed = failedRowsOf(this.#deps.db, this.#look.jobId);
    kept?.beginRun();
    let number = 0;
    let nextFailed = failed.next();
    for await (const row of this.#rowsOf(jobId)) {
      while (!nextFailed.done && row.origin !== null && nextFailed.value.number < row.origin) {
        this.#addFailed(jobId, nextFailed.value);
        nextFailed = failed.next();
      }
      number += 1;
      if (kept === null || kept.isKept(row.data)) this.#addRow(jobId, row, number, before);
    }
    for (; !nextFailed.done; nextFailed = failed.next()) this.#addFailed(jobId, nextFailed.value);
  }

  #addRow(jobId: JobId, row: StoredRow, number: number, before: Before | null): void {
    const match = before?.diff.match(row.data);
    const old = match === undefined || match.before === null ? undefined : before?.rows[match.before];
    const passes = this.#passes(row.data);
    // A changed row is found by what it was, too.
    if (!passes && !(match?.kind === 'changed' && old?.passes === true)) return;
    this.#now.add(row.data, row.jsonChars);
    this.#entries.push({
      kind: match?.kind ?? 'plain',
      source: this.#sourceOf(jobId, row.epoch),
      seq: row.seq,
      old: match?.before ?? -1,
      number,
      sort: this.#sortOf(row.data),
    });
  }

  #addFailed(jobId: JobId, { number, data, reason }: FailedRow): void {
    if (!this.#passes(data) && !this.#passes({ reason })) return;
    this.#now.addColumns(data);
    this.#entries.push({
      kind: 'failed',
      source: this.#sourceOf(jobId, null),
      seq: number,
      old: -1,
      number,
      sort: this.#sortOf(data),
    });
  }

  /** Of the rows with the same values in the unique columns the newest: of the newest run, and there the last one. */
  async #newestPlaces(runs: readonly JobId[]): Promise<KeptRows> {
    const kept = new KeptRows(this.#look.unique, this.#deps.seed);
    for (const run of runs) {
      kept.beginRun();
      for await (const row of this.#rowsOf(run)) kept.see(row.data);
    }
    this.#lookedThrough = 0;
    kept.again();
    return kept;
  }

  async *#rowsOf(jobId: JobId): AsyncGenerator<StoredRow, void> {
    const { db, clock, check } = this.#deps;
    for (const row of storedRows(db, jobId, countingSegments(db, jobId), this.#look.dataset)) {
      if (this.#lookedThrough >= this.#most) {
        this.#complete = false;
        return;
      }
      this.#lookedThrough += 1;
      if (this.#lookedThrough % BREATH === 0) {
        await sleep(clock, 0);
        check?.();
      }
      yield row;
    }
  }

  async #allRuns(): Promise<JobId[]> {
    const { db, clock, check } = this.#deps;
    const { flowId, dataset } = this.#look;
    const ids: JobId[] = [];
    for (const { found } of walkRuns(db, { flowId, dataset })) {
      ids.push(...found.map(({ job }) => job.id));
      if (ids.length > MOST_RUNS) {
        this.#complete = false;
        return ids.slice(0, MOST_RUNS);
      }
      await sleep(clock, 0);
      check?.();
    }
    return ids;
  }

  #sortOf(row: RowData): CellValue {
    const { sort } = this.#look;
    return sort === null ? null : sortValue(cellOf(row, sort.column));
  }

  /** The sources come one after the other, so that the last one is mostly the one that is asked for. */
  #sourceOf(jobId: JobId, epoch: LeaseEpoch | null): number {
    const known = this.#sources.findLastIndex((one) => one.jobId === jobId && one.epoch === epoch);
    return known !== -1 ? known : this.#sources.push({ jobId, epoch }) - 1;
  }
}
