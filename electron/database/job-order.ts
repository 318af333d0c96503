import type { JobSort } from '../../shared/job/query-terms.ts';
import type { ReadableDb } from './open.ts';

/**
 * A part of a sorted list, read through one index: its jobs come before those of the next part. Inside, `key` goes down and then
 * the number; with no key, only the number counts (up, where the oldest comes first).
 */
export interface Part {
  /** `job j` with its index. */
  readonly from: string;
  readonly where: string;
  /** As SQL on `job j`; null = by number alone. */
  readonly key: string | null;
  readonly isUp?: boolean;
  /** Few jobs that belong between those of the part, without being in its index. */
  readonly beside?: { readonly from: string; readonly where: string };
}

const DURATION = 'j.completed_at - j.started_at';
/** Shorter jobs count as equally long: they stand in no index, so that they cost none. */
const ONE_SECOND = `${DURATION} >= 1000`;
const WITH_ROWS = 'j.row_count > 0 AND j.completed_at IS NOT NULL';
const STARTED = "j.started_at IS NOT NULL AND j.state <> 'processing'";

/**
 * The parts of a sorted list of all jobs, first to last. A place in a list names its part by number, so the number of parts of one
 * sort never changes while it is read (flows that come meanwhile come last).
 */
export function partsOf(db: ReadableDb, sort: JobSort): readonly Part[] {
  switch (sort) {
    case 'newest':
      return [byNumber('1')];
    case 'oldest':
      return [{ ...byNumber('1'), isUp: true }];
    case 'priority':
      return [
        indexed('job_priority', 'j.priority <> 0 AND j.priority > 0', 'j.priority'),
        byNumber('j.priority = 0'),
        indexed('job_priority', 'j.priority <> 0 AND j.priority < 0', 'j.priority'),
      ];
    case 'rows':
      return [indexed('job_rows', WITH_ROWS, 'j.row_count'), byNumber(`NOT (${WITH_ROWS})`)];
    case 'duration':
      return [indexed('job_duration', ONE_SECOND, DURATION), byNumber(`NOT coalesce(${ONE_SECOND}, 0)`)];
    case 'started':
      return [
        {
          ...indexed('job_started', STARTED, 'j.started_at'),
          beside: { from: 'job j INDEXED BY job_place', where: 'j.place < -100000000000000' },
        },
        byNumber('j.started_at IS NULL'),
      ];
    case 'flow':
      return flowParts(db);
  }
}

function byNumber(where: string): Part {
  return { from: 'job j', where, key: null };
}

function indexed(index: string, where: string, key: string): Part {
  return { from: `job j INDEXED BY ${index}`, where, key };
}

/** Flows by their name, each with its jobs. */
function flowParts(db: ReadableDb): Part[] {
  const ids = db.prepare<[], number>('SELECT id FROM flow ORDER BY name COLLATE NOCASE, id').pluck().all();
  return ids.map((id) => flowPart(id));
}

/** The jobs of one flow by number. */
export function flowPart(flowId: number): Part {
  return { from: 'job j INDEXED BY job_flow', where: `j.flow_id = ${Number(flowId)}`, key: null };
}

/** A sort as two SQL values on `job j`: which part a job is in, and its key there. For lists that are short enough to sort. */
export const SORT_VALUES: Readonly<
  Record<Exclude<JobSort, 'newest' | 'oldest' | 'flow'>, { part: string; key: string }>
> = {
  priority: {
    part: 'CASE WHEN j.priority > 0 THEN 0 WHEN j.priority = 0 THEN 1 ELSE 2 END',
    key: 'j.priority',
  },
  rows: { part: `iif(${WITH_ROWS}, 0, 1)`, key: `iif(${WITH_ROWS}, j.row_count, 0)` },
  duration: {
    part: `iif(coalesce(${ONE_SECOND}, 0), 0, 1)`,
    key: `iif(coalesce(${ONE_SECOND}, 0), ${DURATION}, 0)`,
  },
  started: { part: 'iif(j.started_at IS NULL, 1, 0)', key: 'coalesce(j.started_at, 0)' },
};
