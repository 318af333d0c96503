import { expect } from 'vitest';
import { effectiveEpoch, listDependencies, listEvents } from '../../electron/database/queries.ts';
import type { JobId } from '../../shared/ids.ts';
import type { EventKind, StateCounts } from '../../shared/job/schema.ts';
import { displayState, isEnded, type JobState, type Operation, TRANSITIONS } from '../../shared/job/state.ts';
import { MAX_CRASHES, type Model, type Real } from './model.ts';

interface JobRow {
  readonly id: JobId;
  readonly state: JobState;
  readonly run_at: number;
  readonly waits_for: string | null;
  readonly attempt: number;
  readonly retry: string;
  readonly retry_count: number;
  readonly crash_count: number;
  readonly lease_epoch: number;
  readonly cancel_asked_at: number | null;
  readonly profile: string | null;
  readonly beat_at: number | null;
  readonly failed_rows: number;
  readonly row_count: number;
  readonly rev: number;
}

/** What must hold after every command, whatever happened before. */
export function checkInvariants(model: Model, real: Real): void {
  const jobs = real.db.prepare<[], JobRow>('SELECT * FROM job ORDER BY id').all();
  expect(jobs.map(({ id }) => id)).toEqual(model.jobs);
  for (const job of jobs) {
    endedStaysEnded(model, job);
    numbersAreBounded(job);
    cancelHolds(job);
    holderIsKnown(model, job);
    waitEnds(real, job);
    if (hasChanged(model, job)) checkHistory(real, job);
  }
  oneHoldsTheProfile(jobs);
  expect(real.queue.counts()).toEqual(recount(jobs, real));
}

/** What a job's children must be: looked at again when the job has changed. */
function checkHistory(real: Real, job: JobRow): void {
  eventsReplay(real, job);
  attemptsFit(real, job);
  rowsFit(real, job);
}

/** Looks at the history of every job, changed or not. */
export function checkAllHistories(model: Model, real: Real): void {
  model.checked.clear();
  checkInvariants(model, real);
}

function hasChanged(model: Model, job: JobRow): boolean {
  const now = JSON.stringify(job);
  if (model.checked.get(job.id) === now) return false;
  model.checked.set(job.id, now);
  return true;
}

/** 1. An ended job never changes, unless a person retries it. */
function endedStaysEnded(model: Model, job: JobRow): void {
  const now = JSON.stringify(job);
  const before = model.ended.get(job.id);
  if (before !== undefined) expect(now).toBe(before);
  if (isEnded(job.state)) model.ended.set(job.id, now);
}

/** 2. Retries and crashes stay below their limits, and an attempt's number below its epoch. */
function numbersAreBounded(job: JobRow): void {
  const { max } = JSON.parse(job.retry);
  expect(job.retry_count).toBeLessThanOrEqual(max);
  expect(job.crash_count).toBeLessThanOrEqual(MAX_CRASHES);
  expect(job.attempt).toBeLessThanOrEqual(job.lease_epoch);
}

/** A cancel that was asked is never overruled: the job runs on for a moment, or it has ended cancelled. */
function cancelHolds(job: JobRow): void {
  if (job.cancel_asked_at === null) return;
  expect(['processing', 'cancelled'], `job ${job.id}`).toContain(job.state);
}

/** 3. A job runs exactly for the lease that rightly holds it. */
function holderIsKnown(model: Model, job: JobRow): void {
  const lease = model.current.get(job.id);
  expect({ id: job.id, runs: job.state === 'processing', epoch: lease?.epoch }).toEqual({
    id: job.id,
    runs: lease !== undefined,
    epoch: lease === undefined ? undefined : job.lease_epoch,
  });
}

/** Which operation writes which event. */
const OPERATION: Record<Exclude<EventKind, 'queued'>, readonly Operation[]> = {
  claimed: ['claim'],
  completed: ['complete'],
  failed: ['fail', 'reclaim'],
  retry_scheduled: ['fail'],
  cancel_asked: ['askCancel'],
  cancel_stage: ['askCancel'],
  cancelled: ['confirmCancel', 'cancelWaiting', 'complete', 'fail', 'release', 'reclaim', 'dropDependent'],
  parked: ['fail', 'release', 'reclaim'],
  released: ['release'],
  reclaimed: ['reclaim'],
  retried: ['retry'],
  run_now: ['runNow'],
  edited: ['edit'],
  snoozed: ['snooze'],
};

/** 4. The events are a way through the table of transitions that ends in the job's state. */
function eventsReplay(real: Real, job: JobRow): void {
  let state: JobState = 'pending';
  for (const { kind, to } of listEvents(real.db, job.id)) {
    if (kind !== 'queued') {
      const from: JobState = state;
      const legal = OPERATION[kind].some((name) => {
        const edge: { from: readonly JobState[]; to: readonly JobState[] } = TRANSITIONS[name];
        return edge.from.includes(from) && edge.to.includes(to);
      });
      expect(legal, `job ${job.id}: ${kind} from ${from} to ${to}`).toBe(true);
    }
    state = to;
  }
  expect(state).toBe(job.state);
}

/** 5. An attempt is open exactly while its job runs, and there is one for each epoch. */
function attemptsFit(real: Real, job: JobRow): void {
  const attempts = real.db
    .prepare<[JobId], { epoch: number; outcome: string }>(
      'SELECT epoch, outcome FROM job_attempt WHERE job_id = ? ORDER BY epoch',
    )
    .all(job.id);
  expect(attempts.map(({ epoch }) => epoch)).toEqual(attempts.map((_, index) => index + 1));
  expect(attempts.length).toBe(job.lease_epoch);
  const open = attempts.filter(({ outcome }) => outcome === 'processing').map(({ epoch }) => epoch);
  expect(open).toEqual(job.state === 'processing' ? [job.lease_epoch] : []);
}

/** 6. The number of rows that a job shows is that of the attempt that counts. */
function rowsFit(real: Real, job: JobRow): void {
  const epoch = effectiveEpoch(real.db, job.id);
  const rows = real.db
    .prepare<[JobId, number], number>('SELECT count(*) FROM result_row WHERE job_id = ? AND epoch = ?')
    .pluck()
    .get(job.id, epoch ?? 0);
  expect(job.row_count).toBe(rows);
}

/** 7. A job that waits for others waits for one that may still end. */
function waitEnds(real: Real, job: JobRow): void {
  if (job.waits_for !== 'jobs') return;
  const open = listDependencies(real.db, job.id).filter(({ state }) => state === 'open');
  expect(open.length, `job ${job.id} waits for nothing`).toBeGreaterThan(0);
  for (const { jobId } of open) {
    const state = real.db.prepare<[JobId], JobState>('SELECT state FROM job WHERE id = ?').pluck().get(jobId);
    expect(state !== undefined && isEnded(state), `job ${job.id} waits for job ${jobId}`).toBe(false);
  }
}

/** 8. A profile is held by one job at most. */
function oneHoldsTheProfile(jobs: readonly JobRow[]): void {
  const holders = jobs.filter(({ state, profile }) => state === 'processing' && profile !== null);
  expect(holders.length).toBeLessThanOrEqual(1);
}

/** 9. The counts kept in memory are those of the table. */
function recount(jobs: readonly JobRow[], real: Real): StateCounts {
  const now = real.clock.now();
  const shown = jobs.map((job) => shownState(job, now));
  const count = (state: string): number => shown.filter((one) => one === state).length;
  return {
    all: jobs.length,
    pending: count('pending'),
    scheduled: count('scheduled'),
    processing: count('processing'),
    parked: count('parked'),
    retrying: count('retrying'),
    stalled: count('stalled'),
    cancelling: count('cancelling'),
    completed: count('completed'),
    completed_with_failed_rows: count('completed_with_failed_rows'),
    failed: count('failed'),
    cancelled: count('cancelled'),
  };
}

/** As displayState, but a job waits until it was woken: time may have moved on since the last round. */
function shownState(job: JobRow, now: number): string {
  const runAt = job.waits_for === null ? 0 : Number.MAX_SAFE_INTEGER;
  return displayState(
    {
      state: job.state,
      runAt,
      waitsFor: job.waits_for,
      attempt: job.attempt,
      cancelAskedAt: job.cancel_asked_at,
      beatAt: job.beat_at,
      failedRows: job.failed_rows,
    },
    now,
  );
}
