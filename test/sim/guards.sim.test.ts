import { afterAll, beforeAll, expect, it } from 'vitest';
import { SQL } from '../../electron/main/queue/sql.ts';
import { Real, template } from './model.ts';
import { MUTATIONS, without } from './mutations.ts';
import { simulate } from './simulate.ts';

/** A guard that is missed in so many sequences is not watched over. */
const RUNS = 500;

let start: ReturnType<typeof template>;
beforeAll(() => {
  start = template();
});
afterAll(() => start.remove());

it.each(MUTATIONS)(
  'the simulation finds out when $name is taken away',
  (mutation) => {
    const sql = without(mutation);
    expect(sql).not.toEqual(SQL);
    // The altered statements are still good SQL: it must be the simulation that fails.
    new Real(start.fresh(), sql).close();
    const kind = mutation.kind ?? 'faults';
    const found = simulate({ start, kind, runs: RUNS, seed: 1, sql, endOnFailure: true });
    expect(found.failed).toBe(true);
    // With the guard, the very same sequences hold.
    expect(simulate({ start, kind, runs: found.numRuns, seed: 1 }).failed).toBe(false);
  },
  60_000 + RUNS * 500,
);
