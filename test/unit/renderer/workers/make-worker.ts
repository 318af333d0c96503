import { WorkerId } from '../../../../shared/ids.ts';
import type { PoolHealth, WorkerSample } from '../../../../shared/job/pool.ts';
import type { WorkerSummary } from '../../../../shared/job/schema.ts';

/** A worker that is heard and has nothing to do; its slot is its number. */
export function makeWorker(id: number, change: Partial<WorkerSummary> = {}): WorkerSummary {
  return {
    id: WorkerId.parse(id),
    slot: id,
    pid: 1,
    state: 'idle',
    startedAt: 0,
    beatAt: 1000,
    currentJobs: [],
    concurrency: 5,
    draining: false,
    browsers: 0,
    rssBytes: 0,
    cpu: 0,
    loopDelayMs: 0,
    jobsDone: 0,
    jobsFailed: 0,
    restarts: 0,
    ...change,
  };
}

/** A pool in which all is well. */
export function makePool(change: Partial<PoolHealth> = {}): PoolHealth {
  return {
    workers: 2,
    jobsPerWorker: 5,
    state: 'ok',
    reason: '',
    nextStartAt: null,
    drained: [],
    ...change,
  };
}

export function makeFleet(...workers: WorkerSummary[]) {
  return { workers, browsersAlive: 1, browsersExpected: 1, pool: makePool() };
}

/** What the worker in that slot needed at that time. */
export function makeSample(slot: number, at: number, change: Partial<WorkerSample> = {}): WorkerSample {
  return {
    workerId: WorkerId.parse(slot),
    slot,
    at,
    cpu: 0,
    rssBytes: 0,
    loopDelayMs: 0,
    jobs: 0,
    browsers: 0,
    jobsDone: 0,
    jobsFailed: 0,
    ...change,
  };
}
