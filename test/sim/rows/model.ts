import { expect } from 'vitest';
import { iterateRows } from '../../../electron/database/queries.ts';
import type { FinishOutcome, Lease, RecordData } from '../../../electron/main/queue/queue.ts';
import type { JobId } from '../../../shared/ids.ts';
import type { ResumeFrom } from '../../../shared/job/own-rows.ts';
import { stateOf } from '../command.ts';
import type { Real } from '../model.ts';

/** Each job walks over so many rows. */
export const ROWS = 3;

/** One row as the simulation believes it to be. */
interface RowBelief {
  state: 'pending' | 'done' | 'failed';
  /** What it brought in the attempt that ended it. */
  brought: readonly string[];
}

interface JobBelief {
  readonly id: JobId;
  readonly rows: RowBelief[];
  current: Lease | null;
  /** What the running attempt brought for a row that has not ended yet. */
  readonly open: Map<number, string[]>;
  /** A person made it begin anew: which attempt's rows count is another rule then. */
  retried: boolean;
}

/** What the simulation of rows believes. */
export interface RowsModel {
  readonly jobs: JobBelief[];
  readonly everGiven: Lease[];
  /** Numbers of records, so that none is like another. */
  next: number;
}

export function newRowsModel(): RowsModel {
  return { jobs: [], everGiven: [], next: 0 };
}

export function addJob(model: RowsModel, real: Real): void {
  const rows = Array.from({ length: ROWS }, (_, n) => ({ n: n + 1 }));
  const [id] = real.queue.enqueue([
    real.job({ priority: 0, runAt: real.clock.now(), max: 1, flow: 0, rows }),
  ]).ids;
  if (id === undefined) throw new Error('no job was queued');
  model.jobs.push({
    id,
    rows: rows.map(() => ({ state: 'pending', brought: [] })),
    current: null,
    open: new Map(),
    retried: false,
  });
}

export function claim(model: RowsModel, real: Real, slot: number): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  for (const { jobId, epoch, rowsTotal } of real.queue.claim(worker, 1)) {
    const job = beliefOf(model, jobId);
    expect(rowsTotal).toBe(ROWS);
    expect(job.current, 'a job with two leases').toBeNull();
    job.current = { jobId, epoch };
    job.open.clear();
    model.everGiven.push({ jobId, epoch });
  }
}

/** A report of an attempt, rightful or not: a record of a row (null = the first that is open), and maybe the end of that row. */
export function report(
  model: RowsModel,
  real: Real,
  lease: Lease,
  wanted: number | null,
  ends: 'done' | 'failed' | null,
): void {
  const job = beliefOf(model, lease.jobId);
  const [open] = job.open.keys();
  const number = wanted ?? open ?? job.rows.findIndex(({ state }) => state === 'pending') + 1;
  if (number === 0) return;
  const isCurrent = job.current?.epoch === lease.epoch;
  const name = `${lease.jobId}/${number}#${model.next}`;
  const seq = model.next++;
  const error = { category: 'TimeoutError', message: 'late', mend: 'wait' } as const;
  const data: RecordData = {
    stepsTotal: 1,
    steps: [],
    lines: [],
    artifacts: [],
    once: null,
    rows: [{ dataset: 'd', seq, data: { name }, origin: number }],
    ...(ends === null
      ? {}
      : {
          rowEnds: [{ number, state: ends, error: ends === 'failed' ? error : null, result: null }],
          checkpoint: { step: 0, kept: seq + 1, state: '{}' },
        }),
  };
  const row = job.rows[number - 1];
  // A worker runs the rows that it was given, one after another: what has ended is not run again in this attempt.
  const isBesides = [...job.open.keys()].some((each) => each !== number);
  if (isCurrent && (row?.state !== 'pending' || isBesides)) return;
  expect(real.queue.record(lease, data), `report of ${lease.jobId}:${lease.epoch}`).toBe(isCurrent);
  if (!isCurrent || row === undefined) return;
  const brought = [...(job.open.get(number) ?? []), name];
  job.open.set(number, brought);
  if (ends === null) return;
  job.rows[number - 1] = { state: ends, brought };
  job.open.delete(number);
}

export function finish(model: RowsModel, real: Real, lease: Lease, outcome: FinishOutcome): void {
  const job = beliefOf(model, lease.jobId);
  const isCurrent = job.current?.epoch === lease.epoch;
  // A worker completes when all rows have ended.
  const isEarly = outcome.kind === 'completed' && job.rows.some(({ state }) => state === 'pending');
  if (isCurrent && isEarly) return;
  const { queue } = real;
  const accepted =
    outcome.kind === 'completed'
      ? queue.complete(lease, {}, 0)
      : outcome.kind === 'failed'
        ? queue.fail(lease, outcome.error)
        : queue.release(lease);
  expect(accepted).toBe(isCurrent);
  if (isCurrent) job.current = null;
}

export function crash(model: RowsModel, real: Real, slot: number): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  for (const { jobId } of real.queue.reclaimWorker(worker, 'worker_died', 'it crashed')) {
    beliefOf(model, jobId).current = null;
  }
}

export function mainCrash(model: RowsModel, real: Real): void {
  real.restart();
  real.queue.reclaimAll();
  for (const job of model.jobs) job.current = null;
}

export function resume(real: Real, job: JobBelief | undefined, from: ResumeFrom): void {
  if (job === undefined) return;
  const state = stateOf(real, job.id);
  const left = job.rows.some((row) => row.state === (from === 'failed_rows' ? 'failed' : 'pending'));
  const isOpen = state === 'pending' || state === 'processing';
  expect(real.queue.resume(job.id, from)).toBe(isOpen ? 'not_ended' : left ? 'queued' : 'nothing_kept');
  if (isOpen || !left || from === 'failed_step') return;
  for (const row of job.rows) if (row.state === 'failed') row.state = 'pending';
}

export function retry(real: Real, job: JobBelief | undefined): void {
  if (job === undefined || real.queue.retry(job.id) === 'not_ended') return;
  job.retried = true;
  for (const number of job.rows.keys()) job.rows[number] = { state: 'pending', brought: [] };
}

/** What must hold after every command. */
export function checkRows(model: RowsModel, real: Real): void {
  for (const job of model.jobs) {
    const stored = real.db
      .prepare<[JobId], { state: string; epoch: number | null }>(
        'SELECT state, epoch FROM job_row WHERE job_id = ? ORDER BY number',
      )
      .all(job.id);
    expect(stored.map(({ state }) => state)).toEqual(job.rows.map(({ state }) => state));
    checkCounts(real, job);
    if (!job.retried) checkBrought(real, job);
    for (const lease of model.everGiven.filter(({ jobId }) => jobId === job.id))
      checkPortion(real, job, lease);
  }
}

function checkCounts(real: Real, job: JobBelief): void {
  const count = (state: string): number => job.rows.filter((row) => row.state === state).length;
  const stored = real.db
    .prepare<[JobId], { done: number; failed: number }>(
      'SELECT rows_done AS done, failed_rows AS failed FROM job WHERE id = ?',
    )
    .get(job.id);
  expect(stored).toEqual({ done: count('done'), failed: count('failed') });
}

/** Of a row that has ended, exactly what the attempt brought that ended it: nothing is lost and nothing comes twice. */
function checkBrought(real: Real, job: JobBelief): void {
  const names = [...iterateRows(real.db, job.id, 'd')].map(({ name }) => String(name));
  for (const [at, row] of job.rows.entries()) {
    if (row.state === 'pending') continue;
    expect(names.filter((name) => name.startsWith(`${job.id}/${at + 1}#`))).toEqual(row.brought);
  }
}

/** The attempt that runs is given what is not run yet, and every other one nothing. */
function checkPortion(real: Real, job: JobBelief, lease: Lease): void {
  const numbers = real.queue.nextOwnRows(lease, 0).map(({ number }) => number);
  const isCurrent = job.current?.epoch === lease.epoch;
  const pending = [...job.rows.entries()].flatMap(([at, { state }]) => (state === 'pending' ? [at + 1] : []));
  expect(numbers).toEqual(isCurrent ? pending : []);
}

function beliefOf(model: RowsModel, jobId: JobId): JobBelief {
  const job = model.jobs.find(({ id }) => id === jobId);
  if (job === undefined) throw new Error(`job ${jobId} is unknown`);
  return job;
}
