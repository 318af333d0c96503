import { expect, test } from 'vitest';
import { createInputSender } from '../../../../renderer/features/live/input-sender.ts';
import { createLiveStore } from '../../../../renderer/features/live/store.ts';
import { createWallStore } from '../../../../renderer/features/live/wall-store.ts';
import { JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import type { LiveInput } from '../../../../shared/live/live-input.ts';
import type { LiveState } from '../../../../shared/live/live-state.ts';
import { FakeBridge } from '../jobs/fake-bridge.ts';
import { makeJob } from '../jobs/make-job.ts';

const jobId = JobId.parse(7);
const epoch = LeaseEpoch.parse(1);
const RUNNING: LiveState = {
  phase: 'running',
  taken: false,
  since: 1,
  step: null,
  title: '',
  question: null,
  held: null,
};
const move = (x: number): LiveInput => ({ kind: 'move', x, y: 0 });
const key: LiveInput = { kind: 'keyDown', key: 'a' };

test('one batch of input is on its way at a time, and of moves that follow each other only the last goes along', async () => {
  const sent: LiveInput[][] = [];
  const ends: (() => void)[] = [];
  const sender = createInputSender((events) => {
    sent.push(events);
    return new Promise<void>((resolve) => ends.push(resolve));
  });
  sender.push(move(0.1));
  for (const event of [move(0.2), move(0.3), key, move(0.4), move(0.5)]) sender.push(event);
  expect(sent).toEqual([[move(0.1)]]);
  ends[0]?.();
  await new Promise((resolve) => setImmediate(resolve));
  expect(sent[1]).toEqual([move(0.3), key, move(0.5)]);
});

test('the states are followed, and a job that begins to ask is told once', async () => {
  const bridge = new FakeBridge();
  const told: number[] = [];
  const live = createLiveStore(bridge.client, (id) => void told.push(id));
  const end = live.start();
  const asking: LiveState = { ...RUNNING, phase: 'asking', step: '2' };
  bridge.push('live.changed', [{ jobId, epoch, state: RUNNING }]);
  bridge.push('live.changed', [{ jobId, epoch, state: asking }]);
  bridge.push('live.changed', [{ jobId, epoch, state: { ...asking, taken: true } }]);
  await bridge.settle();
  expect(live.store.getState().jobs.get(jobId)).toMatchObject({ phase: 'asking', taken: true });
  expect(told).toEqual([7]);
  bridge.push('live.changed', [{ jobId, epoch, state: null }]);
  await bridge.settle();
  expect(live.store.getState().jobs.size).toBe(0);
  end();
  expect(bridge.open).toBe(0);
});

test('a wish that was refused comes back as a sentence', async () => {
  const bridge = new FakeBridge();
  const live = createLiveStore(bridge.client, () => undefined);
  const done = live.wish(jobId, { kind: 'pause' });
  bridge.take('live.wish').answer({ done: true });
  expect(await done).toBeNull();
  const refused = live.wish(jobId, { kind: 'pause' });
  bridge.take('live.wish').refuse('Job #7 does not run now.');
  expect(await refused).toBe('Job #7 does not run now.');
});

test('the wall shows the running jobs by number: new ones come, ended ones go, and an older answer changes nothing', async () => {
  const bridge = new FakeBridge();
  const wall = createWallStore(bridge.client);
  wall.start();
  const running = (id: number, rev: number, stepTitle = '') =>
    makeJob(id, { rev, state: 'processing', stepTitle });
  bridge.push('jobs.changed', [running(9, 5, 'newer')]);
  bridge.take('jobs.list').answer({ jobs: [running(9, 4, 'older'), running(3, 1)], now: 1, hasMore: false });
  await bridge.settle();
  expect(wall.store.getState().jobs?.map(({ id, stepTitle }) => [id, stepTitle])).toEqual([
    [3, ''],
    [9, 'newer'],
  ]);
  bridge.push('jobs.changed', [makeJob(9, { rev: 6, state: 'completed' })]);
  await bridge.settle();
  expect(wall.store.getState().jobs?.map(({ id }) => id)).toEqual([3]);
});
