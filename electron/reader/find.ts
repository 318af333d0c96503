import { type Clock, sleep } from '../../shared/clock.ts';
import type { FindPlace } from '../../shared/job/find.ts';
import type { StateCounts } from '../../shared/job/schema.ts';
import { type FoundPortion, type FoundRow, findJobs } from '../database/job-find.ts';
import { countFound } from '../database/job-found-count.ts';
import type { ReadableDb } from '../database/open.ts';
import { toSummary } from '../database/rows.ts';
import type { ReaderHandlers } from './serve.ts';

/** A person waits so long for a list without noticing it; then what was found is shown. */
const LIST_MS = 100;
/** So many jobs are looked at in any case: a few jobs are never told in parts, however busy the computer is. */
const LEAST_LOOKED = 2_000;
/** After so long without a pause others are let in. */
const PAUSE_MS = 10;

/** The searches of a reader: a list gives way to the next one, counts to the next counts. */
export function findHandlers(
  db: ReadableDb,
  clock: Clock,
): Pick<ReaderHandlers, 'findJobs' | 'countFoundStates'> {
  let newestList = 0;
  let newestCounts = 0;
  return {
    async findJobs({ how, ...wish }) {
      const mine = how === 'list' ? ++newestList : 0;
      const now = clock.now();
      const startedAt = clock.monotonic();
      const isLate = (looked: number): boolean =>
        looked >= LEAST_LOOKED && clock.monotonic() - startedAt > LIST_MS;
      const isOver = (looked: number): boolean => how === 'list' && (mine !== newestList || isLate(looked));
      const found = await collect(findJobs(db, wish, now, clock), wish.limit, clock, isOver);
      const { rows, ...place } = found;
      return { jobs: rows.map(toSummary), now, ...place };
    },
    async countFoundStates({ withinMs, ...filter }) {
      const mine = ++newestCounts;
      const startedAt = clock.monotonic();
      const counts = noCounts();
      let isComplete = true;
      for await (const { counted } of paused(countFound(db, filter, clock.now(), clock), clock)) {
        for (const [state, jobs] of counted) {
          counts[state] += jobs;
          counts.all += jobs;
        }
        isComplete = mine === newestCounts && clock.monotonic() - startedAt <= withinMs;
        if (!isComplete) break;
      }
      return { counts, isComplete };
    },
  };
}

interface Collected {
  readonly rows: readonly FoundRow[];
  readonly next: FindPlace | null;
  readonly looked: number;
  readonly isCut: boolean;
}

/** Takes portions until there are enough jobs, or none are left, or the time is over. */
async function collect(
  portions: Iterable<FoundPortion>,
  limit: number,
  clock: Clock,
  isOver: (looked: number) => boolean,
): Promise<Collected> {
  const rows: FoundRow[] = [];
  let looked = 0;
  for await (const portion of paused(portions, clock)) {
    rows.push(...portion.rows);
    looked += portion.looked;
    const last = rows[limit - 1];
    if (rows.length > limit && last !== undefined) {
      const next = { part: last.find_part, key: last.find_key, id: last.id };
      return { rows: rows.slice(0, limit), next, looked, isCut: false };
    }
    if (portion.next !== null && isOver(looked)) return { rows, next: portion.next, looked, isCut: true };
  }
  return { rows, next: null, looked, isCut: false };
}

/** One portion after the other; the reader answers others when it has been at it for a while. */
async function* paused<T>(portions: Iterable<T>, clock: Clock): AsyncGenerator<T> {
  let restedAt = clock.monotonic();
  for (const portion of portions) {
    yield portion;
    if (clock.monotonic() - restedAt < PAUSE_MS) continue;
    await sleep(clock, 0);
    restedAt = clock.monotonic();
  }
}

function noCounts(): Record<keyof StateCounts, number> {
  return {
    ...{ all: 0, pending: 0, scheduled: 0, processing: 0, parked: 0, retrying: 0, stalled: 0 },
    ...{ cancelling: 0, completed: 0, completed_with_failed_rows: 0, failed: 0, cancelled: 0 },
  };
}
