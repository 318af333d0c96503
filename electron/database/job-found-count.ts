import type { Clock } from '../../shared/clock.ts';
import type { FindFilter } from '../../shared/job/find.ts';
import { DisplayState } from '../../shared/job/state.ts';
import { allConditions } from './job-find.ts';
import { narrow } from './job-narrow.ts';
import { DISPLAY_STATE } from './job-query.ts';
import type { ReadableDb } from './open.ts';
import { prepareNamed } from './statement.ts';

/** What one step counted, by shown state. */
export interface CountedPortion {
  readonly counted: ReadonlyMap<DisplayState, number>;
}

const FIRST_STEP = 4000;
const LARGEST_STEP = 200_000;
const STEP_MS = 15;

/**
 * Counts the jobs that match, by shown state, one stretch of the numbers after the other, newest first, so that the caller can do
 * something else in between.
 */
export function* countFound(
  db: ReadableDb,
  filter: FindFilter,
  now: number,
  clock: Clock,
): Generator<CountedPortion, void> {
  const { sources, first, last } = narrow(db, filter.states, filter.terms);
  const conditions = allConditions(filter, now);
  const counters = sources.map(({ from, where, id }) =>
    prepareNamed<{ shown: string; jobs: number }>(
      db,
      `SELECT ${DISPLAY_STATE} AS shown, count(*) AS jobs FROM ${from}
        WHERE ${[where, `${id} BETWEEN @low AND @high`, ...conditions.texts].join(' AND ')} GROUP BY 1`,
    ),
  );
  let step = FIRST_STEP;
  let high = last;
  while (high >= first) {
    const startedAt = clock.monotonic();
    const low = Math.max(first, high - step + 1);
    const values = { ...conditions.values, low, high };
    yield { counted: byState(counters.flatMap((counter) => counter.all(values))) };
    if (clock.monotonic() - startedAt < STEP_MS) step = Math.min(LARGEST_STEP, step * 2);
    high = low - 1;
  }
}

function byState(
  rows: readonly { readonly shown: string; readonly jobs: number }[],
): Map<DisplayState, number> {
  const counted = new Map<DisplayState, number>();
  for (const { shown, jobs } of rows) {
    const state = DisplayState.safeParse(shown);
    if (state.success) counted.set(state.data, (counted.get(state.data) ?? 0) + jobs);
  }
  return counted;
}
