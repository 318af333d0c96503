import { type Clock, sleep } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import type { JobId } from '../../../shared/ids.ts';
import { type Dataset, type DatasetRun, MOST_COPIED } from '../../../shared/ipc/results-calls.ts';
import type { RowData } from '../../../shared/job/schema.ts';
import type { Random } from '../../../shared/random.ts';
import { walkDatasets, walkRuns } from '../../database/datasets.ts';
import type { ReadableDb } from '../../database/open.ts';
import { writeTables } from '../export/export-rows.ts';
import type { ReaderHandlers } from '../serve.ts';
import { clipboardTable } from './clipboard-table.ts';
import type { WholeRow } from './look.ts';
import { Looks, newLook } from './looks.ts';
import { pageOf } from './page.ts';
import { resultTable } from './result-table.ts';

/** Runs that one list has. */
const MOST_RUNS = 50;

export interface ResultsDeps {
  readonly db: ReadableDb;
  readonly clock: Clock;
  readonly random: Random;
  /** Runs work on a connection that sees the database as it is now, until the work is done. */
  readonly withSnapshot: <T>(work: (db: ReadableDb) => Promise<T>) => Promise<T>;
}

type ResultsHandlers = Pick<
  ReaderHandlers,
  'listDatasets' | 'listRuns' | 'resultsPage' | 'resultsTable' | 'exportResults'
>;

/** What the Results screen asks of the reader. */
export function resultsHandlers({ db, clock, random, withSnapshot }: ResultsDeps): ResultsHandlers {
  const looks = new Looks({ db, clock }, random);
  return {
    async listDatasets({ before }) {
      const datasets: Dataset[] = [];
      let lookedThrough = 0;
      let further: JobId | null = null;
      for (const { found, lookedThrough: more, next } of walkDatasets(db, before)) {
        datasets.push(...found);
        lookedThrough += more;
        further = next;
        await sleep(clock, 0);
      }
      return { datasets, lookedThrough, next: further };
    },
    async listRuns(input) {
      const runs: DatasetRun[] = [];
      for (const { found, next } of walkRuns(db, input)) {
        runs.push(...found);
        // Those of the portion that are too many are found again from the last one on.
        if (runs.length > MOST_RUNS)
          return { runs: runs.slice(0, MOST_RUNS), next: runs[MOST_RUNS - 1]?.job.id ?? next };
        if (next === null || runs.length === MOST_RUNS) return { runs, next };
        await sleep(clock, 0);
      }
      return { runs, next: null };
    },
    async resultsPage({ look, offset, limit }) {
      return pageOf(db, await looks.get(look), look, { offset, limit });
    },
    async resultsTable({ look, columns, head, from, to }) {
      const found = await looks.get(look);
      const last = Math.min(to, from + MOST_COPIED);
      return clipboardTable(dataOf(found.rows(db, look.dataset, look.show, from, last)), columns, head);
    },
    exportResults: ({ path, look, format, ...options }) =>
      withSnapshot(async (snapshot) => {
        if (options.onlyChanged && look.against === null)
          throw new AppError(
            'invalid_input',
            'Choose the run to compare with first: rows change since a run.',
          );
        const found = await newLook({ db: snapshot, clock }, look, random);
        const table = resultTable(snapshot, found, look.dataset, options);
        const written = await writeTables({ path, format }, [table], random);
        return { ...written, complete: found.summary('all').complete };
      }),
  };
}

function* dataOf(rows: Iterable<WholeRow>): Generator<RowData> {
  for (const { data } of rows) yield data;
}
