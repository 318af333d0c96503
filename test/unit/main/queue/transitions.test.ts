import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listDependencies, listEvents } from '../../../../electron/database/queries.ts';
import type { Lease } from '../../../../electron/main/queue/queue.ts';
import type { JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import { JobId as JobIdSchema, LeaseEpoch as LeaseEpochSchema } from '../../../../shared/ids.ts';
import { type JobState, type Operation, TRANSITIONS } from '../../../../shared/job/state.ts';
import {
  claimOne,
  LOGIN_ERROR,
  NETWORK_ERROR,
  type QueueBench,
  queueBench,
} from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

/** Brings one job to a named standing, by the ways that lead there. */
const SEEDS = {
  pending: () => bench.add(),
  scheduled: () => bench.add({ runAt: bench.clock.now() + 60_000 }),
  'waiting for a job'() {
    const before = bench.add({ runAt: bench.clock.now() + 60_000 });
    return bench.add({ after: [{ jobId: before, needs: 'completed', takes: {} }] });
  },
  'held at a gate'() {
    const id = bench.add();
    bench.queue.setFlowLimits(bench.newJob().flowId, { paused: true });
    bench.queue.claim(bench.workerB, 2);
    return id;
  },
  retrying() {
    const id = this.processing();
    bench.queue.fail(leaseOf(id), NETWORK_ERROR);
    return id;
  },
  processing() {
    const id = bench.add({ profile: 'shop' });
    claimOne(bench);
    return id;
  },
  'processing, cancel asked'() {
    const id = this.processing();
    bench.queue.cancel(id);
    return id;
  },
  'processing, once begun'() {
    const id = this.processing();
    beginOnce(id);
    return id;
  },
  'processing, two crashes before'() {
    const id = this.processing();
    bench.queue.reclaimWorker(bench.workerA, 'worker_died', '');
    claimOne(bench);
    bench.queue.reclaimWorker(bench.workerA, 'worker_died', '');
    claimOne(bench);
    return id;
  },
  parked() {
    const id = this['processing, once begun']();
    bench.queue.release(leaseOf(id));
    return id;
  },
  completed() {
    const id = this.processing();
    bench.queue.complete(leaseOf(id), {}, 0);
    return id;
  },
  failed() {
    const id = this.processing();
    bench.queue.fail(leaseOf(id), LOGIN_ERROR);
    return id;
  },
  cancelled() {
    const id = this.pending();
    bench.queue.cancel(id);
    return id;
  },
};
type Seed = keyof typeof SEEDS;

const ACTS = {
  claim: () => bench.queue.claim(bench.workerB, 1),
  complete: (id: JobId) => bench.queue.complete(leaseOf(id), {}, 0),
  'fail, to be retried': (id: JobId) => bench.queue.fail(leaseOf(id), NETWORK_ERROR),
  'fail, for good': (id: JobId) => bench.queue.fail(leaseOf(id), LOGIN_ERROR),
  confirmCancel: (id: JobId) => bench.queue.confirmCancel(leaseOf(id)),
  release: (id: JobId) => bench.queue.release(leaseOf(id)),
  needLogin: (id: JobId) => bench.queue.needLogin(leaseOf(id), 'Nobody is signed in.'),
  'reclaim, worker died': () => bench.queue.reclaimWorker(bench.workerA, 'worker_died', ''),
  'reclaim, app restarted': () => bench.queue.reclaimAll(),
  cancel: (id: JobId) => bench.queue.cancel(id),
  retry: (id: JobId) => bench.queue.retry(id),
  runNow: (id: JobId) => bench.queue.runNow(id),
  edit: (id: JobId) => bench.queue.edit(id, { priority: 7 }),
  snooze: (id: JobId) => bench.queue.snooze(id, bench.clock.now() + 3_600_000),
  'cancel the job before it': (id: JobId) =>
    listDependencies(bench.db, id).map(({ jobId }) => bench.queue.cancel(jobId)),
};
type Act = keyof typeof ACTS;

/** The edges of TRANSITIONS that an act may take. */
const OPERATIONS: Record<Act, readonly Operation[]> = {
  claim: ['claim'],
  complete: ['complete'],
  'fail, to be retried': ['fail'],
  'fail, for good': ['fail'],
  confirmCancel: ['confirmCancel'],
  release: ['release'],
  needLogin: ['needLogin'],
  'reclaim, worker died': ['reclaim'],
  'reclaim, app restarted': ['reclaim'],
  cancel: ['cancelWaiting', 'askCancel'],
  retry: ['retry'],
  runNow: ['runNow'],
  edit: ['edit'],
  snooze: ['snooze'],
  'cancel the job before it': ['dropDependent'],
};

/** Where each act takes each standing; what is not named stays exactly as it is. */
const EDGES: Record<Act, Partial<Record<Seed, JobState>>> = {
  claim: { pending: 'processing' },
  complete: {
    processing: 'completed',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'completed',
    'processing, two crashes before': 'completed',
  },
  'fail, to be retried': {
    processing: 'pending',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'parked',
    'processing, two crashes before': 'pending',
  },
  'fail, for good': {
    processing: 'failed',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'failed',
    'processing, two crashes before': 'failed',
  },
  confirmCancel: {
    processing: 'cancelled',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'cancelled',
    'processing, two crashes before': 'cancelled',
  },
  release: {
    processing: 'pending',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'parked',
    'processing, two crashes before': 'pending',
  },
  needLogin: {
    processing: 'pending',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'parked',
    'processing, two crashes before': 'pending',
  },
  'reclaim, worker died': {
    processing: 'pending',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'parked',
    'processing, two crashes before': 'failed',
  },
  'reclaim, app restarted': {
    processing: 'pending',
    'processing, cancel asked': 'cancelled',
    'processing, once begun': 'parked',
    'processing, two crashes before': 'pending',
  },
  cancel: {
    pending: 'cancelled',
    scheduled: 'cancelled',
    'waiting for a job': 'cancelled',
    'held at a gate': 'cancelled',
    retrying: 'cancelled',
    parked: 'cancelled',
    processing: 'processing',
    'processing, cancel asked': 'processing',
    'processing, once begun': 'processing',
    'processing, two crashes before': 'processing',
  },
  retry: { parked: 'pending', completed: 'pending', failed: 'pending', cancelled: 'pending' },
  runNow: { scheduled: 'pending', retrying: 'pending', 'waiting for a job': 'pending' },
  edit: {
    pending: 'pending',
    scheduled: 'pending',
    'waiting for a job': 'pending',
    'held at a gate': 'pending',
    retrying: 'pending',
  },
  snooze: {
    pending: 'pending',
    scheduled: 'pending',
    'waiting for a job': 'pending',
    'held at a gate': 'pending',
    retrying: 'pending',
  },
  'cancel the job before it': { 'waiting for a job': 'cancelled' },
};

const seeds = Object.keys(SEEDS) as Seed[];
const acts = Object.keys(ACTS) as Act[];

describe.each(acts)('%s', (act) => {
  it.each(seeds)('takes a job that is %s along its edge, or nowhere', (seed) => {
    const id = SEEDS[seed]();
    const before = rowOf(id);
    ACTS[act](id);
    const after = rowOf(id);
    const expected = EDGES[act][seed];
    if (expected === undefined) {
      expect(after).toEqual(before);
      return;
    }
    expect(after.state).toBe(expected);
    expect(after.rev).toBeGreaterThan(before.rev);
    expect(lastEvent(id)?.to).toBe(expected);
    if (seed !== 'processing, cancel asked' || act !== 'cancel') expect(lastEvent(id)?.rev).toBe(after.rev);
    expect(isEdge(act, before.state, expected)).toBe(true);
  });
});

it('every edge of the table of transitions is taken by some act', () => {
  const taken = new Set<string>();
  for (const act of acts) {
    for (const to of Object.values(EDGES[act]))
      for (const name of OPERATIONS[act]) taken.add(`${name} ${to}`);
  }
  const named = Object.entries(TRANSITIONS).flatMap(([name, { to }]) =>
    to.map((state) => `${name} ${state}`),
  );
  expect(named.filter((edge) => !taken.has(edge))).toEqual([]);
});

function isEdge(act: Act, from: JobState, to: JobState): boolean {
  return OPERATIONS[act].some((name) => {
    const edge: { from: readonly JobState[]; to: readonly JobState[] } = TRANSITIONS[name];
    return edge.from.includes(from) && edge.to.includes(to);
  });
}

function leaseOf(jobId: JobId): Lease {
  return { jobId, epoch: LeaseEpochSchema.parse(Math.max(1, rowOf(jobId).lease_epoch)) };
}

function beginOnce(id: JobId): void {
  const data = { stepsTotal: 3, steps: [], lines: [], rows: [], artifacts: [], once: '2' };
  bench.queue.record(leaseOf(id), data);
}

function rowOf(id: JobId): { state: JobState; rev: number; lease_epoch: LeaseEpoch } {
  const row = bench.db
    .prepare<[JobId], { state: JobState; rev: number; lease_epoch: LeaseEpoch }>(
      'SELECT * FROM job WHERE id = ?',
    )
    .get(JobIdSchema.parse(id));
  if (row === undefined) throw new Error(`no job ${id}`);
  return row;
}

function lastEvent(id: JobId): { to: JobState; rev: number } | undefined {
  const last = listEvents(bench.db, id).at(-1);
  return last === undefined ? undefined : { to: last.to, rev: last.id };
}
