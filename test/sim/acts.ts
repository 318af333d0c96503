import { expect } from 'vitest';
import type { FinishOutcome, Lease } from '../../electron/main/queue/queue.ts';
import type { JobId } from '../../shared/ids.ts';
import { stateOf } from './command.ts';
import { checkAllHistories } from './invariants.ts';
import { isCurrent, LEASE_MS, leaseName, type Model, noteClaims, PROFILE, type Real } from './model.ts';
import { comesAfter, mostUrgent, noteEnds } from './oracle.ts';

/** How an attempt may end, by the name that a failure prints. */
export const OUTCOMES = {
  completed: { kind: 'completed', result: {}, failedRows: 0 },
  'completed with a failed row': { kind: 'completed', result: {}, failedRows: 1 },
  'failed, to be retried': {
    kind: 'failed',
    error: { category: 'NetworkError', message: 'no answer', mend: 'wait' },
  },
  'failed for good': {
    kind: 'failed',
    error: { category: 'AuthenticationError', message: 'refused', mend: 'log in' },
  },
  cancelled: { kind: 'cancelled' },
  released: { kind: 'released' },
  'not signed in': { kind: 'needsLogin', reason: 'Nobody is signed in.' },
} as const satisfies Record<string, FinishOutcome>;

function forget(model: Model, lease: Lease): void {
  for (const held of model.held) {
    const at = held.findIndex((one) => leaseName(one) === leaseName(lease));
    if (at >= 0) held.splice(at, 1);
  }
}

/** A write must be accepted exactly when its lease holds, and an end at most once a lease. */
export function finish(model: Model, real: Real, lease: Lease, outcome: FinishOutcome): void {
  const rightful = isCurrent(model, lease);
  expect(end(real, lease, outcome), `${outcome.kind} of ${leaseName(lease)}`).toBe(rightful);
  forget(model, lease);
  if (!rightful) return;
  expect(model.finished.has(leaseName(lease))).toBe(false);
  model.finished.add(leaseName(lease));
  model.current.delete(lease.jobId);
  if (outcome.kind === 'needsLogin' && hasProfile(real, lease.jobId)) model.loginNeeded = true;
}

function hasProfile(real: Real, jobId: JobId): boolean {
  return profileFacts(real, jobId)?.profile != null;
}

function profileFacts(
  real: Real,
  jobId: JobId,
): { profile: string | null; asked: number | null; worker: number | null } | undefined {
  return real.db
    .prepare<[JobId], { profile: string | null; asked: number | null; worker: number | null }>(
      'SELECT profile, cancel_asked_at AS asked, worker_id AS worker FROM job WHERE id = ?',
    )
    .get(jobId);
}

/** An attempt leaves a state in its profile: it counts exactly when it holds the profile and nobody asked it to stop. */
export function keepProfile(model: Model, real: Real, slot: number, lease: Lease): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  const facts = profileFacts(real, lease.jobId);
  const holds = isCurrent(model, lease) && facts?.worker === worker;
  const rightful = holds && facts.profile !== null && facts.asked === null;
  const kept = real.queue.profiles.kept(worker, lease, { bytes: 1, sites: [] });
  expect(kept, `profile of ${leaseName(lease)}`).toBe(rightful);
  if (rightful) model.loginNeeded = false;
}

/** A profile is removed exactly when it is there and no job holds it; then nobody has to sign in to it. */
export function removeProfile(model: Model, real: Real): void {
  const holders = "SELECT count(*) FROM job NOT INDEXED WHERE state = 'processing' AND profile IS NOT NULL";
  const isHeld = real.db.prepare<[], number>(holders).pluck().get() !== 0;
  const isThere = real.db.prepare<[], number>('SELECT count(*) FROM profile').pluck().get() !== 0;
  expect(real.queue.profiles.remove(PROFILE)).toBe(isThere && !isHeld);
  if (isThere && !isHeld) model.loginNeeded = false;
}

function end({ queue }: Real, lease: Lease, outcome: FinishOutcome): boolean {
  switch (outcome.kind) {
    case 'completed':
      return queue.complete(lease, outcome.result, outcome.failedRows);
    case 'failed':
      return queue.fail(lease, outcome.error);
    case 'cancelled':
      return queue.confirmCancel(lease);
    case 'released':
      return queue.release(lease);
    case 'needsLogin':
      return queue.needLogin(lease, outcome.reason);
  }
}

export function record(model: Model, real: Real, lease: Lease, seq: number, once: boolean): void {
  const rightful = isCurrent(model, lease);
  const rows = [{ dataset: 'd', seq, data: { seq } }];
  const lines = [{ seq, at: 0, level: 'INFO' as const, step: null, message: '', metadata: null }];
  const data = { stepsTotal: 1, steps: [], artifacts: [], rows, lines, once: once ? '1' : null };
  expect(real.queue.record(lease, data), `record of ${leaseName(lease)}`).toBe(rightful);
  if (rightful && once) model.once.add(lease.jobId);
}

export function claim(model: Model, real: Real, slot: number, slots: number): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  // The promise of order is about the moment of the claim: a clock that jumped has been noticed by then.
  real.queue.counts();
  noteEnds(model, real);
  const expected = model.paused ? [] : mostUrgent(model, real, slots);
  const claims = real.queue.claim(worker, slots);
  expect(claims.map(({ jobId }) => jobId).sort()).toEqual(expected.sort());
  for (const { jobId } of claims) {
    expect(model.once.has(jobId), `once step of ${jobId} repeated`).toBe(false);
    comesAfter(model, real, jobId);
  }
  noteClaims(model, real, slot, claims);
}

export function beat(model: Model, real: Real, slot: number): void {
  const [worker, held] = [real.workers[slot], model.held[slot]];
  if (worker === undefined || held === undefined) return;
  const { lost } = real.queue.renew(worker, held);
  const names = (leases: readonly Lease[]): string[] => leases.map(leaseName).sort();
  expect(names(lost)).toEqual(names(held.filter((lease) => !isCurrent(model, lease))));
  for (const lease of lost) forget(model, lease);
  for (const { jobId } of held) {
    const current = model.current.get(jobId);
    if (current !== undefined) current.renewedAt = real.clock.monotonic();
  }
}

/** A worker that names leases of others renews none of them. */
export function foreignBeat(model: Model, real: Real, slot: number): void {
  const worker = real.workers[slot];
  const foreign = model.held.filter((_, index) => index !== slot).flat();
  if (worker === undefined) return;
  expect(real.queue.renew(worker, foreign).lost).toEqual(foreign);
}

/** Exactly those leases end that were silent for the whole time, as measured by time that really passed. */
export function sweep(model: Model, real: Real): void {
  const now = real.clock.monotonic();
  const silent = [...model.current.values()].filter(
    ({ renewedAt }) => now >= model.judgedFrom && now - renewedAt > LEASE_MS,
  );
  real.reclaimed = [];
  real.sweeper.sweep();
  expect(real.reclaimed.map(leaseName).sort()).toEqual(silent.map(leaseName).sort());
  for (const { jobId } of real.reclaimed) model.current.delete(jobId);
}

export function workerCrash(model: Model, real: Real, slot: number): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  const mine = (model.held[slot] ?? []).filter((lease) => isCurrent(model, lease));
  const reclaimed = real.queue.reclaimWorker(worker, 'worker_died', 'it crashed');
  expect(reclaimed.map(leaseName).sort()).toEqual(mine.map(leaseName).sort());
  for (const { jobId } of reclaimed) model.current.delete(jobId);
  model.held[slot]?.splice(0);
}

export function mainCrash(model: Model, real: Real): void {
  real.restart();
  model.judgedFrom = 0;
  const reclaimed = real.queue.reclaimAll();
  expect(reclaimed.map(({ jobId }) => jobId).sort()).toEqual([...model.current.keys()].sort());
  model.current.clear();
  // Workers of the old process may live on for a moment and write: their leases stay in everGiven.
  for (const held of model.held) held.splice(0);
  expect(real.queue.isPaused()).toBe(model.paused);
}

export function retry(model: Model, real: Real, jobId: JobId | undefined): void {
  if (jobId === undefined) return;
  noteEnds(model, real);
  if (real.queue.retry(jobId) === 'not_ended') return;
  model.ended.delete(jobId);
  model.once.delete(jobId);
  model.cancelled.delete(jobId);
  model.waived.add(jobId);
  // What fell with it comes back too; what a person cancelled does not.
  for (const id of model.ended.keys()) {
    if (stateOf(real, id) !== 'pending') continue;
    expect(model.cancelled.has(id), `job ${id}, which a person cancelled, came back`).toBe(false);
    model.ended.delete(id);
  }
}

/** The machine sleeps while its monotonic clock runs on: what slept was not silent, so at first nobody loses a job. */
export function sleep(model: Model, real: Real, ms: number): void {
  real.sweeper.hold();
  real.clock.advance(ms);
  sweep({ ...model, judgedFrom: Number.POSITIVE_INFINITY }, real);
  real.sweeper.resume();
  model.judgedFrom = real.clock.monotonic() + LEASE_MS;
  sweep(model, real);
}

/** The jump is noticed at the next call, as it is in the app. */
export function jumpClock(real: Real, ms: number): void {
  real.clock.jump(ms);
  real.queue.counts();
}

/** 8. When no more faults come, every job comes to its end. */
export function drain(model: Model, real: Real): void {
  real.queue.setPaused(false);
  model.paused = false;
  for (const { flowId } of real.flows) real.queue.setFlowLimits(flowId, { paused: false });
  for (const jobId of model.jobs) retryWhenParked(model, real, jobId);
  for (let round = 0; round < 200; round++) {
    real.clock.advance(60_000);
    sweep(model, real);
    // Nobody is waited for any more.
    removeProfile(model, real);
    claim(model, real, 0, 3);
    for (const lease of [...(model.held[0] ?? [])]) finish(model, real, lease, OUTCOMES.completed);
    for (const jobId of model.jobs) retryWhenParked(model, real, jobId);
    if (unfinished(real) === 0) break;
    real.clock.advance(86_400_000);
  }
  expect(unfinished(real)).toBe(0);
  checkAllHistories(model, real);
}

function retryWhenParked(model: Model, real: Real, jobId: JobId): void {
  if (stateOf(real, jobId) === 'parked') retry(model, real, jobId);
}

function unfinished(real: Real): number {
  const counts = real.queue.counts();
  const ended = counts.completed + counts.completed_with_failed_rows + counts.failed + counts.cancelled;
  return counts.all - ended;
}
