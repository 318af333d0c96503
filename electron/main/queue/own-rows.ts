import type { RowData } from '../../../shared/job/schema.ts';
import { parseRow } from '../../database/rows.ts';
import type { Statements } from './statements.ts';
import type { Lease, RecordData } from './types.ts';

/** One row that a job walks over. */
export interface OwnRow {
  /** From 1, as it stood in its file. */
  readonly number: number;
  readonly data: RowData;
}

/** So many rows a worker gets at once. */
const PORTION = 100;

/** The next rows of an attempt that were not run yet; none when the lease is lost. @throws when one cannot be read */
export function nextOwnRows({ ownRows }: Statements, { jobId, epoch }: Lease, after: number): OwnRow[] {
  return ownRows
    .all({ jobId, epoch, after, most: PORTION })
    .map(({ number, data }) => ({ number, data: parseRow(data) }));
}

/**
 * Writes down how own rows ended, inside the transaction of the report that brought their records. Where a row was run before,
 * what it brought then goes: its records come once. Gives how many were taken away; undefined = no row ended.
 */
export function recordRowEnds(statements: Statements, lease: Lease, data: RecordData): number | undefined {
  const ends = data.rowEnds ?? [];
  if (ends.length === 0) return undefined;
  const { jobId, epoch } = lease;
  const count = { done: 0, failed: 0, dropped: 0 };
  for (const { number, state, error, result } of ends) {
    const before = statements.ownRowEpoch.get({ jobId, number });
    const ended = statements.endOwnRow.get({
      jobId,
      epoch,
      number,
      state,
      error: error === null ? null : JSON.stringify(error),
      result: result === null ? null : JSON.stringify(result),
    });
    if (ended === undefined) continue;
    count[state] += 1;
    if (before !== undefined && before !== null) {
      count.dropped += statements.dropOrigin.run(jobId, number, before).changes;
    }
  }
  statements.countOwnRows.run({ jobId, epoch, ...count, once: data.once });
  return count.dropped;
}

/** Writes down the place from which the job can go on. */
export function recordCheckpoint(
  statements: Statements,
  { jobId }: Lease,
  data: RecordData,
  now: number,
): void {
  const { checkpoint } = data;
  if (checkpoint === undefined) return;
  const { kept, step, state } = checkpoint;
  const beyond = data.rows.filter(({ seq }) => seq >= kept).length;
  statements.putCheckpoint.run({ jobId, kept, beyond, step, now, state });
}
