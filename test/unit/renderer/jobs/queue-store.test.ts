import { expect, test } from 'vitest';
import { createQueueStore } from '../../../../renderer/features/jobs/queue-store.ts';
import { FakeBridge } from './fake-bridge.ts';

function start() {
  const bridge = new FakeBridge();
  const faults: string[] = [];
  const queue = createQueueStore(bridge.client, (title) => void faults.push(title));
  const stop = queue.start();
  return { bridge, faults, queue, stop };
}

test('it is unknown until read, and then follows main', async () => {
  const { bridge, queue, stop } = start();
  expect(queue.store.getState().paused).toBeNull();
  bridge.take('queue.get').answer({ paused: false });
  await bridge.settle();
  expect(queue.store.getState().paused).toBe(false);
  bridge.push('queue.changed', [{ paused: true }]);
  expect(queue.store.getState().paused).toBe(true);
  stop();
  expect(bridge.open).toBe(0);
});

test('an answer that is older than what was heard is dropped', async () => {
  const { bridge, queue } = start();
  const read = bridge.take('queue.get');
  bridge.push('queue.changed', [{ paused: true }]);
  read.answer({ paused: false });
  await bridge.settle();
  expect(queue.store.getState().paused).toBe(true);
});

test('a switch that could not be turned stays and says so', async () => {
  const { bridge, faults, queue } = start();
  const done = queue.store.getState().setPaused(true);
  bridge.take('queue.setPaused').refuse('no');
  await done;
  expect(queue.store.getState().paused).toBeNull();
  expect(faults).toEqual(['The queue could not be paused']);
});
