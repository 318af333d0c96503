import { invariant } from '../../shared/assert.ts';
import { bucketOf, noDurations } from '../../shared/statistics/duration-buckets.ts';
import { type EndsSeed, MINUTE_MS, MINUTES } from '../../shared/statistics/throughput.ts';
import type { ReadableDb } from './open.ts';

/** So many of the newest jobs are looked at: an end has no index, because every end would pay for it. */
export const NEWEST_JOBS = 50_000;

interface End {
  readonly state: 'completed' | 'failed';
  readonly started_at: number | null;
  readonly completed_at: number;
}

/** What ended since then among the newest jobs, by minute, oldest first. For the reader: it walks over many rows. */
export function recentEnds(db: ReadableDb, since: number): EndsSeed {
  const ends = db
    .prepare<[number, number], End>(
      `SELECT state, started_at, completed_at FROM job
        WHERE id > (SELECT coalesce(max(id), 0) FROM job) - ? AND completed_at >= ? AND state IN ('completed', 'failed')`,
    )
    .iterate(NEWEST_JOBS, since);
  const minutes = new Map<number, EndsSeed['minutes'][number]>();
  for (const end of ends) count(minutes, end);
  return { minutes: [...minutes.values()].toSorted((a, b) => a.at - b.at).slice(-MINUTES) };
}

function count(minutes: Map<number, EndsSeed['minutes'][number]>, end: End): void {
  const at = Math.floor(end.completed_at / MINUTE_MS) * MINUTE_MS;
  const minute = minutes.get(at) ?? {
    at,
    completed: 0,
    failed: 0,
    durations: noDurations(),
  };
  minute[end.state] += 1;
  const bucket = bucketOf(end.completed_at - (end.started_at ?? end.completed_at));
  const before = minute.durations[bucket];
  invariant(before !== undefined, 'every duration has its bucket');
  minute.durations[bucket] = before + 1;
  minutes.set(at, minute);
}
