import type fc from 'fast-check';
import type { JobId } from '../../shared/ids.ts';
import type { JobState } from '../../shared/job/state.ts';
import { checkInvariants } from './invariants.ts';
import type { Model, Real } from './model.ts';

export type Command = fc.Command<Model, Real>;

/** A command that does `act` and then looks whether all still holds. */
export function command(name: string, act: (model: Model, real: Real) => void): Command {
  return {
    check: () => true,
    run(model, real) {
      act(model, real);
      checkInvariants(model, real);
    },
    toString: () => name,
  };
}

/** One of them, whatever the number. */
export function pickFrom<T>(items: readonly T[], pick: number): T | undefined {
  return items[pick % Math.max(1, items.length)];
}

/** The stored state of a job. */
export function stateOf(real: Real, jobId: JobId): JobState | undefined {
  return real.db.prepare<[JobId], JobState>('SELECT state FROM job WHERE id = ?').pluck().get(jobId);
}
