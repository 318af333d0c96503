import { type Clock, sleep } from '../../shared/clock.ts';
import type { JobId } from '../../shared/ids.ts';
import type { LogHit } from '../../shared/ipc/contract.ts';
import type { Random } from '../../shared/random.ts';
import { failureCauses } from '../database/failure-causes.ts';
import { countFlowJobs } from '../database/flow-runs.ts';
import { countJobs } from '../database/job-count.ts';
import { countFound } from '../database/job-found-count.ts';
import { lastGoodJob } from '../database/last-good.ts';
import { searchLog } from '../database/log-search.ts';
import { closeDatabase, openReadOnly, type ReadableDb } from '../database/open.ts';
import { listJobs } from '../database/queries.ts';
import { recentEnds } from '../database/recent-ends.ts';
import { databaseRows } from './database-rows.ts';
import { exportRows } from './export/export-rows.ts';
import { failedRows } from './failed-rows.ts';
import { findHandlers } from './find.ts';
import { readSheet } from './import/sheet.ts';
import { resultsHandlers } from './results/handlers.ts';
import { saveLog } from './save-log.ts';
import type { ReaderHandlers } from './serve.ts';

/** The reader's answers over one database file. Throws AppError `unavailable` when it cannot be opened. */
export function openHandlers(databasePath: string, clock: Clock, random: Random): ReaderHandlers {
  const db = openReadOnly(databasePath);
  return {
    ...resultsHandlers({ db, clock, random, withSnapshot: (work) => withSnapshot(databasePath, work) }),
    exportRows: (input) =>
      withSnapshot(databasePath, (snapshot) => exportRows(input, databaseRows(snapshot), random)),
    exportFailedRows: ({ jobId, path }) =>
      withSnapshot(databasePath, (snapshot) =>
        exportRows({ jobIds: [jobId], format: 'csv', path }, failedRows(snapshot), random),
      ),
    readSheet: ({ bytes }) => readSheet(bytes),
    searchJobs(filter) {
      const now = clock.now();
      return { ...listJobs(db, filter, now), now };
    },
    countJobs: (filter) =>
      withSnapshot(databasePath, async (snapshot) => {
        let jobs = 0;
        await inPortions(clock, countJobs(snapshot, filter, clock.now()), (more) => {
          jobs += more;
        });
        return { jobs };
      }),
    recentEnds: ({ since }) => recentEnds(db, since),
    failureCauses: () => failureCauses(db),
    async lastGood({ id }) {
      let good: JobId | null = null;
      await inPortions(clock, lastGoodJob(db, id), (found) => {
        good = found;
      });
      return { id: good };
    },
    saveLog: (input) => withSnapshot(databasePath, (snapshot) => saveLog(snapshot, input, random)),
    countFlowJobs: ({ flowId }) => countFlowJobs(db, flowId),
    ...findHandlers(db, clock),
    countFound: (filter) =>
      withSnapshot(databasePath, async (snapshot) => {
        let jobs = 0;
        await inPortions(clock, countFound(snapshot, filter, clock.now(), clock), ({ counted }) => {
          for (const more of counted.values()) jobs += more;
        });
        return { jobs };
      }),
    async searchLogs(input) {
      const hits: LogHit[] = [];
      await inPortions(clock, searchLog(db, input), (more) => void hits.push(...more));
      return { hits: hits.slice(0, input.limit), complete: hits.length <= input.limit };
    },
  };
}

/** Takes one portion after the other and lets the reader answer others in between. */
async function inPortions<T>(clock: Clock, portions: Iterable<T>, take: (portion: T) => void): Promise<void> {
  for (const portion of portions) {
    take(portion);
    await sleep(clock, 0);
  }
}

/**
 * Runs `work` on a connection of its own that sees the database as it is now, until the work is done: what takes several
 * turns (an export, a count) must not see the jobs move on in between.
 */
async function withSnapshot<T>(databasePath: string, work: (db: ReadableDb) => Promise<T>): Promise<T> {
  const db = openReadOnly(databasePath);
  try {
    db.exec('BEGIN');
    return await work(db);
  } finally {
    closeDatabase(db);
  }
}
