import fc from 'fast-check';
import type { QueueSql } from '../../electron/main/queue/sql.ts';
import { drain } from './acts.ts';
import { demandCommands, faultCommands } from './commands.ts';
import { newModel, Real, type template } from './model.ts';

/** Which sequences: faults of processes and clocks, demands (limits, profiles, dependencies, keys), or either. */
export type Kind = 'faults' | 'demands' | 'both';

export interface Simulation {
  readonly start: ReturnType<typeof template>;
  readonly kind: Kind;
  readonly runs: number;
  readonly seed: number | undefined;
  /** The statements of the queue, when they are not to be as they are. */
  readonly sql?: QueueSql;
  readonly endOnFailure?: boolean;
}

/** Runs random sequences against the queue on a real file; tells whether a promise was broken, and by which shortest sequence. */
export function simulate(
  simulation: Simulation,
): Pick<fc.RunDetails<unknown>, 'failed' | 'numRuns'> & { report: string } {
  const { start, kind, runs, sql } = simulation;
  const property = fc.property(sequences(kind), (sequence) => {
    const real = new Real(start.fresh(), sql);
    const model = newModel();
    try {
      fc.modelRun(() => ({ model, real }), sequence);
      drain(model, real);
    } finally {
      real.close();
    }
  });
  const seed = simulation.seed === undefined ? {} : { seed: simulation.seed };
  const details = fc.check(property, {
    numRuns: runs,
    endOnFailure: simulation.endOnFailure ?? false,
    ...seed,
  });
  return { failed: details.failed, numRuns: details.numRuns, report: fc.defaultReportMessage(details) ?? '' };
}

function sequences(kind: Kind) {
  const options = { maxCommands: 60, size: 'max' } as const;
  const faults = fc.commands(faultCommands, options);
  const demands = fc.commands(demandCommands, options);
  return kind === 'both' ? fc.oneof(faults, demands) : kind === 'faults' ? faults : demands;
}
