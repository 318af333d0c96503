import type { StateCounts } from '../../../shared/job/schema.ts';
import type { JobState } from '../../../shared/job/state.ts';
import { LATE_BEAT_MS } from '../../../shared/job/state.ts';
import { isHeld } from '../../../shared/job/waits.ts';
import type { Statements } from './statements.ts';

/** Where a job is counted. How a running job is shown (stalled, cancelling) changes with time and is read when asked. */
export type Bucket =
  | 'ready'
  /** Pending, and something else than its time holds it: other jobs, or a gate. */
  | 'held'
  | 'scheduled'
  | 'retrying'
  | 'processing'
  | 'parked'
  | 'completed'
  | 'completed_with_failed_rows'
  | 'failed'
  | 'cancelled';

/** The bucket of a job with these facts. `waitsFor` and `attempt` count only for pending ones. */
export function bucketOf(
  state: JobState,
  facts: { readonly waitsFor: string | null; readonly attempt: number; readonly failedRows: number },
): Bucket {
  switch (state) {
    case 'pending':
      if (facts.waitsFor === null) return 'ready';
      if (isHeld(facts.waitsFor)) return 'held';
      return facts.attempt === 0 ? 'scheduled' : 'retrying';
    case 'completed':
      return facts.failedRows > 0 ? 'completed_with_failed_rows' : 'completed';
    default:
      return state;
  }
}

/**
 * How many jobs stand where, kept in memory: read once at the start, then moved along with every commit.
 * Counting a million rows for each change would cost more than the change.
 */
export class Tally {
  readonly #statements: Statements;
  readonly #counts: Record<Bucket, number>;

  constructor(statements: Statements) {
    this.#statements = statements;
    this.#counts = load(statements);
  }

  /** A job (or `jobs` of them) went from one bucket to another; null = it is new, or gone. Only after the commit. */
  move(from: Bucket | null, to: Bucket | null, jobs = 1): void {
    if (from !== null) this.#counts[from] -= jobs;
    if (to !== null) this.#counts[to] += jobs;
  }

  /** The counts as the Jobs page shows them. @param now epoch milliseconds */
  counts(now: number): StateCounts {
    const counts = this.#counts;
    const facts = this.#statements.runningFacts.get({ lateBefore: now - LATE_BEAT_MS });
    const cancelling = facts?.cancelling ?? 0;
    const stalled = facts?.stalled ?? 0;
    return {
      all: Object.values(counts).reduce((sum, jobs) => sum + jobs, 0),
      pending: counts.ready + counts.held,
      scheduled: counts.scheduled,
      processing: counts.processing - cancelling - stalled,
      parked: counts.parked,
      retrying: counts.retrying,
      stalled,
      cancelling,
      completed: counts.completed,
      completed_with_failed_rows: counts.completed_with_failed_rows,
      failed: counts.failed,
      cancelled: counts.cancelled,
    };
  }
}

/** Completed jobs have no index of their own: they are what is left of all jobs. */
function load(statements: Statements): Record<Bucket, number> {
  const waiting = statements.countWaiting.get();
  const stopped = new Map(statements.countStopped.all().map(({ state, jobs }) => [state, jobs]));
  const withFailedRows = statements.countFailedRows.get() ?? 0;
  const known = {
    ready: statements.countReady.get() ?? 0,
    held: statements.countHeld.get() ?? 0,
    scheduled: waiting?.scheduled ?? 0,
    retrying: waiting?.retrying ?? 0,
    processing: statements.runningFacts.get({ lateBefore: 0 })?.running ?? 0,
    parked: stopped.get('parked') ?? 0,
    completed_with_failed_rows: withFailedRows,
    failed: stopped.get('failed') ?? 0,
    cancelled: stopped.get('cancelled') ?? 0,
  };
  const rest = Object.values(known).reduce((sum, jobs) => sum + jobs, 0);
  const counts: Record<Bucket, number> = { ...known, completed: (statements.countAll.get() ?? 0) - rest };
  for (const { state, withFailedRows, jobs } of statements.countDeleted.all({})) {
    counts[bucketOf(state, { waitsFor: null, attempt: 0, failedRows: withFailedRows })] -= jobs;
  }
  return counts;
}
