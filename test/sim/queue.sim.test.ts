import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type QueueSql, SQL } from '../../electron/main/queue/sql.ts';
import { drain } from './acts.ts';
import { demandCommands, faultCommands } from './commands.ts';
import { newModel, Real, template } from './model.ts';
import { MUTATIONS, without } from './mutations.ts';

/** `SIM_RUNS` and `SIM_SEED` choose how many sequences and which; a failure prints its seed and its shortest sequence. */
const RUNS = Number(process.env.SIM_RUNS ?? 300);
const SEED = process.env.SIM_SEED === undefined ? undefined : Number(process.env.SIM_SEED);
const TIMEOUT_MS = 60_000 + RUNS * 500;

let start: ReturnType<typeof template>;
beforeAll(() => {
  start = template();
});
afterAll(() => start.remove());

type Kind = 'faults' | 'demands' | 'both';

function sequences(kind: Kind) {
  const options = { maxCommands: 60, size: 'max' } as const;
  const faults = fc.commands(faultCommands, options);
  const demands = fc.commands(demandCommands, options);
  return kind === 'both' ? fc.oneof(faults, demands) : kind === 'faults' ? faults : demands;
}

/** Runs random sequences against the queue, with the statements as they are or altered. */
function simulate(options: {
  kind: Kind;
  runs: number;
  seed: number | undefined;
  sql?: QueueSql;
  endOnFailure?: boolean;
}): Pick<fc.RunDetails<unknown>, 'failed' | 'numRuns'> & { report: string } {
  const property = fc.property(sequences(options.kind), (sequence) => {
    const real = new Real(start.fresh(), options.sql);
    const model = newModel();
    try {
      fc.modelRun(() => ({ model, real }), sequence);
      drain(model, real);
    } finally {
      real.close();
    }
  });
  const seed = options.seed === undefined ? {} : { seed: options.seed };
  const details = fc.check(property, {
    numRuns: options.runs,
    endOnFailure: options.endOnFailure ?? false,
    ...seed,
  });
  return { failed: details.failed, numRuns: details.numRuns, report: fc.defaultReportMessage(details) ?? '' };
}

it(
  'keeps every promise in random sequences of work, faults and wishes',
  () => {
    const found = simulate({ kind: 'both', runs: RUNS, seed: SEED });
    expect(found.failed, found.report).toBe(false);
    expect(found.numRuns).toBe(RUNS);
  },
  TIMEOUT_MS,
);

it.each(MUTATIONS)(
  'finds out when $name is taken away',
  (mutation) => {
    const sql = without(mutation);
    expect(sql).not.toEqual(SQL);
    // The altered statements are still good SQL: it must be the simulation that fails.
    new Real(start.fresh(), sql).close();
    const kind = mutation.kind ?? 'faults';
    const found = simulate({ kind, runs: 500, seed: 1, sql, endOnFailure: true });
    expect(found.failed).toBe(true);
    // With the guard, the very same sequences hold.
    expect(simulate({ kind, runs: found.numRuns, seed: 1 }).failed).toBe(false);
  },
  TIMEOUT_MS,
);
