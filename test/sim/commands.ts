import fc from 'fast-check';
import { expect } from 'vitest';
import type { FinishOutcome, Lease } from '../../electron/main/queue/queue.ts';
import type { JobId } from '../../shared/ids.ts';
import { checkInvariants } from './invariants.ts';
import { isCurrent, LEASE_MS, leaseName, type Model, noteClaims, type Real, SLOTS } from './model.ts';

type Command = fc.Command<Model, Real>;

/** A command that does `act` and then looks whether all still holds. */
function command(name: string, act: (model: Model, real: Real) => void): Command {
  return {
    check: () => true,
    run(model, real) {
      act(model, real);
      checkInvariants(model, real);
    },
    toString: () => name,
  };
}

function pickFrom<T>(items: readonly T[], pick: number): T | undefined {
  return items[pick % Math.max(1, items.length)];
}

function forget(model: Model, lease: Lease): void {
  for (const held of model.held) {
    const at = held.findIndex((one) => leaseName(one) === leaseName(lease));
    if (at >= 0) held.splice(at, 1);
  }
}

/** A write must be accepted exactly when its lease holds, and an end at most once a lease. */
function finish(model: Model, real: Real, lease: Lease, outcome: FinishOutcome): void {
  const rightful = isCurrent(model, lease);
  expect(end(real, lease, outcome), `${outcome.kind} of ${leaseName(lease)}`).toBe(rightful);
  forget(model, lease);
  if (!rightful) return;
  expect(model.finished.has(leaseName(lease))).toBe(false);
  model.finished.add(leaseName(lease));
  model.current.delete(lease.jobId);
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
  }
}

function record(model: Model, real: Real, lease: Lease, seq: number, once: boolean): void {
  const rightful = isCurrent(model, lease);
  const rows = [{ dataset: 'd', seq, data: { seq } }];
  const lines = [{ seq, at: 0, level: 'INFO' as const, step: null, message: '', metadata: null }];
  const data = { stepsTotal: 1, steps: [], artifacts: [], rows, lines, once: once ? '1' : null };
  expect(real.queue.record(lease, data), `record of ${leaseName(lease)}`).toBe(rightful);
  if (rightful && once) model.once.add(lease.jobId);
}

/** The most urgent claimable jobs, found without the index and the statement under test. */
function mostUrgent(real: Real, slots: number): JobId[] {
  return real.db
    .prepare<[number, number], JobId>(
      `SELECT id FROM job NOT INDEXED
        WHERE state = 'pending' AND (waits_for IS NULL OR run_at <= ?) ORDER BY run_at - priority * 60000, id LIMIT ?`,
    )
    .pluck()
    .all(real.clock.now(), slots);
}

function claim(model: Model, real: Real, slot: number, slots: number): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  // The promise of order is about the moment of the claim: a clock that jumped has been noticed by then.
  real.queue.counts();
  const expected = model.paused ? [] : mostUrgent(real, slots);
  const claims = real.queue.claim(worker, slots);
  expect(claims.map(({ jobId }) => jobId).sort()).toEqual(expected.sort());
  for (const { jobId } of claims) expect(model.once.has(jobId), `once step of ${jobId} repeated`).toBe(false);
  noteClaims(model, real, slot, claims);
}

function beat(model: Model, real: Real, slot: number): void {
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

/** Exactly those leases end that were silent for the whole time, as measured by time that really passed. */
function sweep(model: Model, real: Real): void {
  const now = real.clock.monotonic();
  const silent = [...model.current.values()].filter(({ renewedAt }) => now - renewedAt > LEASE_MS);
  const reclaimed = real.queue.reclaimExpired();
  expect(reclaimed.map(leaseName).sort()).toEqual(silent.map(leaseName).sort());
  for (const { jobId } of reclaimed) model.current.delete(jobId);
  real.queue.promoteDue();
}

function workerCrash(model: Model, real: Real, slot: number): void {
  const worker = real.workers[slot];
  if (worker === undefined) return;
  const mine = (model.held[slot] ?? []).filter((lease) => isCurrent(model, lease));
  const reclaimed = real.queue.reclaimWorker(worker, 'worker_died', 'it crashed');
  expect(reclaimed.map(leaseName).sort()).toEqual(mine.map(leaseName).sort());
  for (const { jobId } of reclaimed) model.current.delete(jobId);
  model.held[slot]?.splice(0);
}

function mainCrash(model: Model, real: Real): void {
  real.restart();
  const reclaimed = real.queue.reclaimAll();
  expect(reclaimed.map(({ jobId }) => jobId).sort()).toEqual([...model.current.keys()].sort());
  model.current.clear();
  // Workers of the old process may live on for a moment and write: their leases stay in everGiven.
  for (const held of model.held) held.splice(0);
  expect(real.queue.isPaused()).toBe(model.paused);
}

function retry(model: Model, real: Real, jobId: JobId | undefined): void {
  if (jobId === undefined) return;
  if (real.queue.retry(jobId) === 'not_ended') return;
  model.ended.delete(jobId);
  model.once.delete(jobId);
}

const slot = fc.nat({ max: SLOTS - 1 });
const pick = fc.nat({ max: 50 });
const OUTCOMES = {
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
} as const satisfies Record<string, FinishOutcome>;
const outcome = fc.constantFrom(...(Object.keys(OUTCOMES) as (keyof typeof OUTCOMES)[]));
/** Small differences are drift, which leases stand by their length; only jumps are corrected. */
const jump = fc.constantFrom(-86_400_000, -3_600_000, -31_000, 31_000, 3_600_000, 86_400_000);

/** Every command of the simulation. */
export const commands: fc.Arbitrary<Command>[] = [
  fc
    .tuple(fc.integer({ min: -100, max: 100 }), fc.constantFrom(0, 0, 0, 500, 60_000), fc.nat({ max: 3 }))
    .map(([priority, delayMs, max]) =>
      command(`enqueue(priority ${priority}, in ${delayMs} ms, ${max} retries)`, (model, real) => {
        const job = real.job({ priority, runAt: real.clock.now() + delayMs, max });
        model.jobs.push(...real.queue.enqueue([job]));
      }),
    ),
  fc
    .tuple(slot, fc.integer({ min: 1, max: 3 }))
    .map(([worker, slots]) => command(`claim(w${worker}, ${slots})`, (m, r) => claim(m, r, worker, slots))),
  slot.map((worker) => command(`beat(w${worker})`, (m, r) => beat(m, r, worker))),
  fc.tuple(slot, pick, outcome).map(([worker, index, how]) =>
    command(`finish(w${worker}, ${index}, ${how})`, (model, real) => {
      const lease = pickFrom(model.held[worker] ?? [], index);
      if (lease !== undefined) finish(model, real, lease, OUTCOMES[how]);
    }),
  ),
  fc.tuple(pick, outcome).map(([index, how]) =>
    command(`zombieFinish(${index}, ${how})`, (model, real) => {
      const lease = pickFrom(model.everGiven, index);
      if (lease !== undefined && !isCurrent(model, lease)) finish(model, real, lease, OUTCOMES[how]);
    }),
  ),
  fc.tuple(slot, pick, fc.nat({ max: 3 }), fc.nat({ max: 9 })).map(([worker, index, seq, chance]) =>
    command(`record(w${worker}, ${index}, ${seq}${chance === 0 ? ', once' : ''})`, (model, real) => {
      const lease = pickFrom(model.held[worker] ?? [], index);
      if (lease !== undefined) record(model, real, lease, seq, chance === 0);
    }),
  ),
  pick.map((index) =>
    command(`zombieRecord(${index})`, (model, real) => {
      const lease = pickFrom(model.everGiven, index);
      if (lease !== undefined && !isCurrent(model, lease)) record(model, real, lease, 9, true);
    }),
  ),
  slot.map((worker) => command(`workerCrash(w${worker})`, (m, r) => workerCrash(m, r, worker))),
  fc
    .constantFrom(400, 4000, 20_000, 31_000)
    .map((ms) => command(`passes(${ms} ms)`, (_model, real) => real.clock.advance(ms))),
  jump.map((ms) => command(`clockJump(${ms} ms)`, (_model, real) => jumpClock(real, ms))),
  fc.constant(command('sweep()', sweep)),
  fc.constant(command('mainCrash()', mainCrash)),
  pick.map((index) =>
    command(`cancel(${index})`, (model, real) => {
      const jobId = pickFrom(model.jobs, index);
      if (jobId !== undefined) real.queue.cancel(jobId);
    }),
  ),
  pick.map((index) => command(`retry(${index})`, (m, r) => retry(m, r, pickFrom(m.jobs, index)))),
  pick.map((index) =>
    command(`runNow(${index})`, (model, real) => {
      const jobId = pickFrom(model.jobs, index);
      if (jobId !== undefined) real.queue.runNow(jobId);
    }),
  ),
  fc.boolean().map((paused) =>
    command(`setPaused(${paused})`, (model, real) => {
      real.queue.setPaused(paused);
      model.paused = paused;
    }),
  ),
];

/** The jump is noticed at the next call, as it is in the app. */
function jumpClock(real: Real, ms: number): void {
  real.clock.jump(ms);
  real.queue.counts();
}

/** 8. When no more faults come, every job comes to its end. */
export function drain(model: Model, real: Real): void {
  real.queue.setPaused(false);
  model.paused = false;
  for (const jobId of model.jobs) retryWhenParked(model, real, jobId);
  for (let round = 0; round < 200; round++) {
    real.clock.advance(60_000);
    sweep(model, real);
    claim(model, real, 0, 3);
    for (const lease of [...(model.held[0] ?? [])]) finish(model, real, lease, OUTCOMES.completed);
    for (const jobId of model.jobs) retryWhenParked(model, real, jobId);
    if (unfinished(real) === 0) break;
    real.clock.advance(86_400_000);
  }
  expect(unfinished(real)).toBe(0);
  checkInvariants(model, real);
}

function retryWhenParked(model: Model, real: Real, jobId: JobId): void {
  const state = real.db.prepare<[JobId], string>('SELECT state FROM job WHERE id = ?').pluck().get(jobId);
  if (state === 'parked') retry(model, real, jobId);
}

function unfinished(real: Real): number {
  const counts = real.queue.counts();
  const ended = counts.completed + counts.completed_with_failed_rows + counts.failed + counts.cancelled;
  return counts.all - ended;
}
