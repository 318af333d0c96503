import type { JobId, LeaseEpoch } from '../../shared/ids.ts';
import { JobError } from '../../shared/job/error.ts';
import type { OwnRowRecord, OwnRowState } from '../../shared/job/own-rows.ts';
import type { ReadableDb } from './open.ts';
import { parseObject, readableRow } from './rows.ts';

interface CheckpointRow {
  readonly epoch: LeaseEpoch;
  readonly step: number;
  readonly at: number;
  readonly state: string;
  readonly browser: string | null;
}

/** The place from which a job can go on, as it is stored. */
export function getCheckpoint(db: ReadableDb, jobId: JobId): CheckpointRow | undefined {
  return db
    .prepare<[JobId], CheckpointRow>(
      'SELECT epoch, step, at, state, browser FROM checkpoint WHERE job_id = ?',
    )
    .get(jobId);
}

interface StoredRow {
  readonly number: number;
  readonly state: OwnRowState;
  readonly data: string;
  readonly error: string | null;
  readonly result: string | null;
}

/** Rows that a job walks over, in order, from a number on: all of them, or those that failed. */
export function ownRowsPage(
  db: ReadableDb,
  input: {
    readonly jobId: JobId;
    readonly after: number;
    readonly limit: number;
    readonly failedOnly: boolean;
  },
): { rows: OwnRowRecord[]; hasMore: boolean } {
  const columns = 'number, state, data, error, result';
  const sql = input.failedOnly
    ? `SELECT ${columns} FROM job_row INDEXED BY job_row_state
        WHERE job_id = ? AND state = 'failed' AND state <> 'done' AND number > ? ORDER BY number LIMIT ?`
    : `SELECT ${columns} FROM job_row WHERE job_id = ? AND number > ? ORDER BY number LIMIT ?`;
  const found = db
    .prepare<[JobId, number, number], StoredRow>(sql)
    .all(input.jobId, input.after, input.limit + 1);
  return { rows: found.slice(0, input.limit).map(toRecord), hasMore: found.length > input.limit };
}

function toRecord({ number, state, data, error, result }: StoredRow): OwnRowRecord {
  return {
    number,
    state,
    data: readableRow(data),
    error: error === null ? null : JobError.parse(JSON.parse(error)),
    result: result === null ? null : parseObject(result),
  };
}
