import type { JobId, LeaseEpoch } from '../../shared/ids.ts';
import type { ReadableDb } from './open.ts';

/** A part of the rows that count for an attempt: those of attempt `epoch` below number `below` (null = all). */
export interface RowSegment {
  readonly epoch: LeaseEpoch;
  readonly below: number | null;
}

/** No job goes on more often; what lies before is not reached any more. */
const MOST = 1000;

/** Whose rows count for an attempt: its own, and those of the attempts that it went on from, oldest first. */
export function rowSegments(db: ReadableDb, jobId: JobId, epoch: LeaseEpoch): RowSegment[] {
  const statement = db.prepare<[JobId, LeaseEpoch], { continues: LeaseEpoch | null; kept: number | null }>(
    'SELECT continues, kept FROM job_attempt WHERE job_id = ? AND epoch = ?',
  );
  const segments: RowSegment[] = [{ epoch, below: null }];
  for (let at = epoch; segments.length < MOST; ) {
    const before = statement.get(jobId, at);
    if (before === undefined || before.continues === null || before.continues >= at) break;
    segments.unshift({ epoch: before.continues, below: before.kept });
    at = before.continues;
  }
  return segments;
}

/** The condition on `result_row` for these segments; its values are bound in the order in which they stand. */
export function segmentsSql(segments: readonly RowSegment[]): {
  readonly sql: string;
  readonly values: number[];
} {
  const parts = segments.map(({ below }) => (below === null ? 'epoch = ?' : '(epoch = ? AND seq < ?)'));
  const values = segments.flatMap(({ epoch, below }): number[] =>
    below === null ? [epoch] : [epoch, below],
  );
  return { sql: `(${parts.join(' OR ')})`, values };
}
