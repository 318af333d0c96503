import { expect, test } from 'vitest';
import { beatHealth, workerHealth } from '../../../../renderer/features/workers/health.ts';
import {
  BEATS_KEPT,
  createWorkersStore,
  NO_WORKERS,
  withFleet,
} from '../../../../renderer/features/workers/store.ts';
import { WorkerId } from '../../../../shared/ids.ts';
import { FakeBridge } from '../jobs/fake-bridge.ts';
import { makeFleet as fleet, makePool, makeWorker as worker } from './make-worker.ts';

test.each([
  [0, 'alive'],
  [14_000, 'alive'],
  [14_001, 'late'],
  [30_000, 'late'],
  [30_001, 'dead'],
] as const)('a heartbeat %i ms old is %s', (age, health) => {
  expect(beatHealth(age)).toBe(health);
});

test('a worker that was never heard is starting; one that is off is off, however fresh its beat', () => {
  expect(workerHealth(worker(1, { beatAt: null }), 9e9)).toBe('starting');
  expect(workerHealth(worker(1, { state: 'offline' }), 1000)).toBe('offline');
});

test('each new heartbeat is kept once, the oldest go, and a worker that is gone takes its own along', () => {
  let state = NO_WORKERS;
  for (let beat = 1; beat <= 15; beat += 1) {
    state = withFleet(state, fleet(worker(2), worker(1, { beatAt: beat })));
    state = withFleet(state, fleet(worker(2), worker(1, { beatAt: beat })));
  }
  expect(state.beats.get(WorkerId.parse(1))).toEqual(Array.from({ length: BEATS_KEPT }, (_, i) => i + 5));
  expect(state.workers?.map((one) => one.slot)).toEqual([1, 2]);
  expect([...withFleet(state, fleet(worker(2))).beats.keys()]).toEqual([2]);
});

test('the state of the pool comes with the fleet', () => {
  const pool = makePool({ state: 'degraded', reason: 'Workers end too often.', nextStartAt: 5000 });
  expect(withFleet(NO_WORKERS, { ...fleet(), pool }).pool).toEqual(pool);
});

test('a picture of the fleet that is older than what was heard is dropped', async () => {
  const bridge = new FakeBridge();
  const workers = createWorkersStore(bridge.client, () => undefined);
  const stop = workers.start();
  bridge.push('workers.changed', [fleet(worker(2))]);
  bridge.take('workers.list').answer(fleet(worker(1)));
  await bridge.settle();
  expect(workers.store.getState().workers?.map((one) => one.slot)).toEqual([2]);
  stop();
  expect(bridge.open).toBe(0);
});
