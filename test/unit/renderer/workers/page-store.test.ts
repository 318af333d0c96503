import { expect, test } from 'vitest';
import {
  createWorkersPageStore,
  REFRESH_MS,
  type SeenHost,
} from '../../../../renderer/features/workers/page-store.ts';
import { HOUR_MS } from '../../../../renderer/features/workers/samples.ts';
import type { PoolHealth } from '../../../../shared/job/pool.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeBridge } from '../jobs/fake-bridge.ts';
import { makePool, makeSample } from './make-worker.ts';

/** A document that can be hidden. */
function fakeHost() {
  const listeners = new Set<() => void>();
  let hidden = false;
  const host: SeenHost = {
    get hidden() {
      return hidden;
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
  };
  const setHidden = (value: boolean): void => {
    hidden = value;
    for (const listener of listeners) listener();
  };
  return { host, listeners, setHidden };
}

function open() {
  const bridge = new FakeBridge();
  const clock = new FakeClock();
  const said: string[] = [];
  const pools: PoolHealth[] = [];
  const page = createWorkersPageStore({
    client: bridge.client,
    clock,
    announce: (sentence) => said.push(sentence),
    onPool: (pool) => pools.push(pool),
  });
  return { bridge, clock, said, pools, page, state: () => page.store.getState() };
}

test('the history is read at once and every ten seconds, and no more after the end', async () => {
  const { bridge, clock, page } = open();
  const { host, listeners } = fakeHost();
  const end = page.follow(host);
  for (let turn = 0; turn < 3; turn += 1) {
    bridge.take('workers.history').answer({ samples: [], lives: [] });
    await bridge.settle();
    clock.advance(REFRESH_MS);
  }
  bridge.take('workers.history');
  end();
  end();
  clock.advance(10 * REFRESH_MS);
  expect(bridge.asked).toEqual([]);
  expect([clock.pending, listeners.size]).toEqual([0, 0]);
});

test('nothing is read while the window is hidden, and at once when it is seen again', async () => {
  const { bridge, clock, page } = open();
  const { host, setHidden } = fakeHost();
  page.follow(host);
  bridge.take('workers.history').answer({ samples: [], lives: [] });
  await bridge.settle();
  setHidden(true);
  setHidden(true);
  clock.advance(10 * REFRESH_MS);
  expect(bridge.asked).toEqual([]);
  setHidden(false);
  bridge.take('workers.history');
  expect(clock.pending).toBe(1);
});

test('an answer that takes longer than a turn is waited for', () => {
  const { bridge, clock, page } = open();
  page.follow(fakeHost().host);
  clock.advance(5 * REFRESH_MS);
  expect(bridge.asked).toHaveLength(1);
});

test('the first reading takes the whole hour, the next ones what is new with some overlap', async () => {
  const { bridge, clock, page, state } = open();
  const start = clock.now();
  const first = page.readHistory();
  const asked = bridge.take('workers.history');
  expect(asked.input).toEqual({ since: start - HOUR_MS });
  asked.answer({ samples: [makeSample(1, start - 5_000)], lives: [] });
  await first;
  clock.advance(REFRESH_MS);
  void page.readHistory();
  const next = bridge.take('workers.history');
  expect(next.input).toEqual({ since: start - 35_000 });
  next.answer({ samples: [makeSample(1, start - 5_000), makeSample(1, start + 5_000)], lives: [] });
  await bridge.settle();
  expect(
    state()
      .samples.get(1)
      ?.map(({ at }) => at),
  ).toEqual([start - 5_000, start + 5_000]);
  expect(state().readAt).toBe(start + REFRESH_MS);
});

test('a history that cannot be read says so in its place and keeps what it had', async () => {
  const { bridge, page, state } = open();
  void page.readHistory();
  bridge.take('workers.history').answer({ samples: [], lives: [] });
  await bridge.settle();
  void page.readHistory();
  bridge.take('workers.history').refuse('The reader is gone.');
  await bridge.settle();
  expect(state()).toMatchObject({ lives: [], historyError: { message: 'The reader is gone.' }, fault: null });
  void page.readHistory();
  bridge.take('workers.history').answer({ samples: [], lives: [] });
  await bridge.settle();
  expect(state().historyError).toBeNull();
});

test('a worker is drained only after it was asked whether that is meant', async () => {
  const { bridge, page, said, state } = open();
  await page.drain();
  expect(bridge.asked).toEqual([]);
  page.ask({ slot: 2, afterwards: 'stay' });
  const draining = page.drain();
  expect(state()).toMatchObject({ asking: null, isBusy: true });
  const call = bridge.take('workers.drain');
  expect(call.input).toEqual({ slot: 2, afterwards: 'stay' });
  call.answer({ draining: true });
  await draining;
  expect(said).toEqual(['W2 is draining']);
  expect(state().isBusy).toBe(false);
});

test('the chosen size is applied once, told to the fleet and then forgotten', async () => {
  const { bridge, page, pools, state } = open();
  const draft = { workers: 4, jobsPerWorker: 2 };
  page.setDraft(draft);
  const applying = page.apply();
  await page.apply();
  const call = bridge.take('workers.configure');
  expect(call.input).toEqual(draft);
  call.answer(makePool(draft));
  await applying;
  expect(pools).toEqual([makePool(draft)]);
  expect(state().draft).toBeNull();
  expect(bridge.asked).toEqual([]);
});

test('what was chosen while the size was applied stays chosen', async () => {
  const { bridge, page, state } = open();
  page.setDraft({ workers: 4, jobsPerWorker: 2 });
  const applying = page.apply();
  page.setDraft({ workers: 5, jobsPerWorker: 2 });
  bridge.take('workers.configure').answer(makePool());
  await applying;
  expect(state().draft).toEqual({ workers: 5, jobsPerWorker: 2 });
});

test('a size that was refused stays chosen, and the page says why until it is dismissed', async () => {
  const { bridge, page, pools, state } = open();
  page.setDraft({ workers: 4, jobsPerWorker: 2 });
  const applying = page.apply();
  bridge.take('workers.configure').refuse('The settings are read-only.');
  await applying;
  expect(state()).toMatchObject({
    draft: { workers: 4 },
    isBusy: false,
    fault: { title: 'The number of workers could not be changed', detail: 'The settings are read-only.' },
  });
  expect(pools).toEqual([]);
  page.dismissFault();
  expect(state().fault).toBeNull();
});

test('“Start now” starts what is missing and shows the pool as it is then', async () => {
  const { bridge, page, pools } = open();
  const starting = page.start();
  bridge.take('workers.start').answer(makePool());
  await starting;
  expect(pools).toEqual([makePool()]);
});
