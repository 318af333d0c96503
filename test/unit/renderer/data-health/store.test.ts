import { expect, test } from 'vitest';
import { createDataHealthStore } from '../../../../renderer/features/data-health/store.ts';
import { FakeBridge } from '../jobs/fake-bridge.ts';

const FULL = { state: 'disk_full', message: 'There is no room on the disk: the queue waits.' } as const;
const WELL = { state: 'ok', message: '' } as const;

function start() {
  const bridge = new FakeBridge();
  const faults: string[] = [];
  const health = createDataHealthStore(bridge.client, (title) => void faults.push(title));
  const stop = health.start();
  return { bridge, faults, stop, now: () => health.store.getState().health };
}

test('it is unknown until read, and then follows main', async () => {
  const { bridge, now, stop } = start();
  expect(now()).toBeNull();
  bridge.take('data.health').answer(FULL);
  await bridge.settle();
  expect(now()).toEqual(FULL);
  bridge.push('data.healthChanged', [WELL]);
  expect(now()).toEqual(WELL);
  stop();
  expect(bridge.open).toBe(0);
});

test('an answer that is older than what was heard is dropped', async () => {
  const { bridge, now } = start();
  const read = bridge.take('data.health');
  bridge.push('data.healthChanged', [FULL]);
  read.answer(WELL);
  await bridge.settle();
  expect(now()).toEqual(FULL);
});

test('it says when it cannot be read', async () => {
  const { bridge, faults, now } = start();
  bridge.take('data.health').refuse('no');
  await bridge.settle();
  expect([now(), faults]).toEqual([null, ['The state of the data file could not be read']]);
});
