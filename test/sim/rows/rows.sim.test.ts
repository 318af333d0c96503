import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type QueueSql, SQL } from '../../../electron/main/queue/sql.ts';
import { OUTCOMES } from '../acts.ts';
import { pickFrom } from '../command.ts';
import { Real, SLOTS, template } from '../model.ts';
import {
  addJob,
  checkRows,
  claim,
  crash,
  finish,
  mainCrash,
  newRowsModel,
  ROWS,
  type RowsModel,
  report,
  resume,
  retry,
} from './model.ts';

/** `SIM_RUNS` and `SIM_SEED` as in queue.sim.test.ts. */
const RUNS = Number(process.env.SIM_RUNS ?? 200);
const SEED = process.env.SIM_SEED === undefined ? undefined : Number(process.env.SIM_SEED);
/** A guard that is missed in so many sequences is not watched over. */
const GUARD_RUNS = 200;

let start: ReturnType<typeof template>;
beforeAll(() => {
  start = template();
});
afterAll(() => start.remove());

type Act = (model: RowsModel, real: Real) => void;

function act(name: string, does: Act): fc.Command<RowsModel, Real> {
  return {
    check: () => true,
    run(model, real) {
      does(model, real);
      checkRows(model, real);
    },
    toString: () => name,
  };
}

const slot = fc.nat(SLOTS - 1);
const pick = fc.nat(20);
/** Mostly the row that a worker would run next. */
const number = fc.option(fc.integer({ min: 1, max: ROWS }), { freq: 1 });
const ends = fc.constantFrom('done', 'failed', 'failed', null);
const outcome = fc.constantFrom(
  'completed',
  'completed',
  'failed, to be retried',
  'failed for good',
  'released',
);

const claiming = slot.map((at) => act(`claim ${at}`, (model, real) => claim(model, real, at)));
const reporting = fc.tuple(pick, number, ends).map(([of, row, end]) =>
  act(`report ${of} of row ${row}: ${end}`, (model, real) => {
    // Mostly of the newest leases, sometimes of one that is long lost.
    const lease = pickFrom(model.everGiven.toReversed(), of % 3);
    if (lease !== undefined) report(model, real, lease, row, end);
  }),
);
const finishing = fc.tuple(pick, outcome).map(([of, how]) =>
  act(`finish ${of}: ${how}`, (model, real) => {
    const lease = pickFrom(model.everGiven.toReversed(), of % 2);
    if (lease !== undefined) finish(model, real, lease, OUTCOMES[how]);
    real.clock.advance(20_000);
  }),
);
const resuming = fc
  .tuple(pick, fc.constantFrom('failed_step', 'failed_rows', 'failed_rows'))
  .map(([of, from]) =>
    act(`resume ${of} from ${from}`, (model, real) => resume(real, pickFrom(model.jobs, of), from)),
  );

/** What is done most comes several times. */
const COMMANDS = [
  ...Array<typeof claiming>(3).fill(claiming),
  ...Array<typeof reporting>(6).fill(reporting),
  ...Array<typeof finishing>(2).fill(finishing),
  ...Array<typeof resuming>(2).fill(resuming),
  fc.constant(act('add', addJob)),
  slot.map((at) => act(`crash ${at}`, (model, real) => crash(model, real, at))),
  fc.constant(act('main crashes', mainCrash)),
  pick.map((of) => act(`retry ${of}`, (model, real) => retry(real, pickFrom(model.jobs, of)))),
];

function simulate(runs: number, seed: number | undefined, sql?: QueueSql) {
  const property = fc.property(fc.commands(COMMANDS, { maxCommands: 50, size: 'max' }), (sequence) => {
    const real = new Real(start.fresh(), sql);
    const model = newRowsModel();
    addJob(model, real);
    try {
      fc.modelRun(() => ({ model, real }), sequence);
    } finally {
      real.close();
    }
  });
  return fc.check(property, {
    numRuns: runs,
    endOnFailure: sql !== undefined,
    ...(seed === undefined ? {} : { seed }),
  });
}

it(
  'of a job with rows, every row that ended keeps exactly what it brought, whatever happens',
  () => {
    const found = simulate(RUNS, SEED);
    expect(found.failed, fc.defaultReportMessage(found) ?? '').toBe(false);
  },
  60_000 + RUNS * 500,
);

/** Every guard of the rows' statements, and what stands there without it. */
const GUARDS: readonly { name: string; statement: keyof QueueSql; text: string; instead: string }[] = [
  {
    name: 'that rows are given to the attempt that runs',
    statement: 'ownRows',
    text: ' AND lease_epoch = @epoch',
    instead: '',
  },
  {
    name: 'that rows are given while the job runs',
    statement: 'ownRows',
    text: "state = 'processing' AND ",
    instead: '',
  },
  {
    name: 'that rows are given which were not run yet',
    statement: 'ownRows',
    text: "r.state = 'pending' AND r.state <> 'done'",
    instead: "r.state <> 'done'",
  },
  {
    name: 'that what a row brought before goes',
    statement: 'dropOrigin',
    text: 'AND epoch = ?',
    instead: 'AND epoch = -?',
  },
  {
    name: 'that only what ended or is parked goes on',
    statement: 'resume',
    text: " AND state IN ('completed', 'failed', 'cancelled', 'parked')",
    instead: '',
  },
  {
    name: 'that a job goes on with failed rows only when there are some',
    statement: 'resume',
    text: 'WHEN @failedRows = 1 THEN failed_rows > 0',
    instead: 'WHEN @failedRows = 1 THEN 1',
  },
  {
    name: 'that a job goes on with its next row only when there is one',
    statement: 'resume',
    text: 'THEN rows_done + failed_rows < rows_total',
    instead: 'THEN 1',
  },
  {
    name: 'that failed rows are opened alone',
    statement: 'reopenFailedRows',
    text: "state = 'failed' AND state <> 'done'",
    instead: "state <> 'pending' AND state <> 'done' OR state = 'done'",
  },
];

it.each(GUARDS)(
  'the simulation of rows finds out when $name is taken away',
  ({ statement, text, instead }) => {
    const before = SQL[statement];
    if (typeof before !== 'string' || !before.includes(text))
      throw new Error(`${statement} has no “${text}”`);
    const sql = { ...SQL, [statement]: before.replace(text, instead) };
    const found = simulate(GUARD_RUNS, 1, sql);
    expect(found.failed).toBe(true);
    // With the guard, the very same sequences hold.
    expect(simulate(found.numRuns, 1).failed).toBe(false);
  },
  60_000 + GUARD_RUNS * 500,
);
