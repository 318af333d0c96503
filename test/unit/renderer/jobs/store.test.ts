import { beforeEach, describe, expect, test } from 'vitest';
import { createJobsStore, type JobsStore } from '../../../../renderer/features/jobs/store.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeBridge } from './fake-bridge.ts';
import { makeCounts, makeJob, makePending } from './make-job.ts';

let bridge: FakeBridge;
let clock: FakeClock;
let said: string[];
let jobs: JobsStore;
let stop: () => void;

beforeEach(async () => {
  bridge = new FakeBridge();
  clock = new FakeClock(100_000);
  said = [];
  const announce = (sentence: string): void => void said.push(sentence);
  const deleted = (): void => undefined;
  jobs = createJobsStore({ client: bridge.client, clock, announce, deleted, settled: () => undefined });
  stop = jobs.start();
});

const state = () => jobs.store.getState();
const actions = () => state().actions;

async function load(list: readonly unknown[], hasMore = false): Promise<void> {
  bridge.take('jobs.find').answer({
    jobs: list,
    now: clock.now(),
    looked: 0,
    isCut: false,
    next: hasMore ? { part: 0, key: 0, id: 1 } : null,
  });
  await bridge.settle();
}

describe('the store of jobs', () => {
  test('reads the list and follows it', async () => {
    await load([makeJob(1)]);
    bridge.push('jobs.changed', [makeJob(2)]);
    expect(state().list.order).toEqual([2, 1]);
    expect(state().phase).toBe('ready');
  });

  test('what changed while the list was being read is not lost', async () => {
    bridge.push('jobs.changed', [makeJob(1, { rev: 9, rowCount: 42 })]);
    await load([makeJob(1, { rev: 2 })]);
    expect(state().list.byId.get(makeJob(1).id)?.rowCount).toBe(42);
  });

  test('an answer to an older question is dropped', async () => {
    const old = bridge.take('jobs.find');
    actions().search('shop');
    await load([makeJob(5)]);
    old.answer({ jobs: [makeJob(1)], now: 0, looked: 0, isCut: false, next: null });
    await bridge.settle();
    expect(state().list.order).toEqual([5]);
  });

  test('choosing a state asks main for that state and forgets the keyboard’s place', async () => {
    await load([makeJob(1)]);
    actions().move(1);
    actions().showState('failed');
    expect(bridge.take('jobs.find').input).toEqual({
      states: ['failed'],
      terms: [],
      sort: 'newest',
      limit: 200,
    });
    expect(state().current).toBeNull();
  });

  test('the same filter again asks nothing', async () => {
    await load([]);
    actions().search('  ');
    actions().showState(null);
    expect(bridge.asked.filter((asked) => asked.name === 'jobs.find')).toEqual([]);
  });

  test('a list that could not be read says why, and can be read again', async () => {
    bridge.take('jobs.find').refuse('The file is locked.');
    await bridge.settle();
    expect(state()).toMatchObject({ phase: 'failed', loadError: 'The file is locked.' });
    actions().reload();
    await load([makeJob(1)]);
    expect(state()).toMatchObject({ phase: 'ready', loadError: null });
  });

  test('older jobs are read below the last one, once at a time', async () => {
    await load([makeJob(9), makeJob(8)], true);
    actions().loadMore();
    actions().loadMore();
    const asked = bridge.take('jobs.find');
    expect(asked.input).toEqual({
      terms: [],
      sort: 'newest',
      from: { part: 0, key: 0, id: 1 },
      limit: 200,
    });
    expect(() => bridge.take('jobs.find')).toThrow();
    asked.answer({ jobs: [makeJob(7)], now: 0, looked: 0, isCut: false, next: null });
    await bridge.settle();
    expect(state().list).toMatchObject({ order: [9, 8, 7], hasMore: false });
    expect(state().loadingMore).toBe(false);
  });

  test('a gap in the stream means: read again', async () => {
    await load([]);
    bridge.push('jobs.changed', [], 3);
    await load([makeJob(4)]);
    expect(state().list.order).toEqual([4]);
  });

  test('frozen, nothing changes; taken back, the newest form comes in at once', async () => {
    await load([makeJob(1)]);
    actions().setFrozen(true);
    bridge.push('jobs.changed', [makeJob(1, { rev: 2, rowCount: 8 })]);
    bridge.push('jobs.countsChanged', [makeCounts({ all: 5 })]);
    expect(state().list.byId.get(makeJob(1).id)?.rowCount).toBe(3);
    expect(state().counts).toBeNull();
    actions().setFrozen(false);
    expect(state().list.byId.get(makeJob(1).id)?.rowCount).toBe(8);
    expect(state().counts?.all).toBe(5);
  });

  test('counts that were read never overwrite counts that were heard since', async () => {
    const read = bridge.take('jobs.counts');
    bridge.push('jobs.countsChanged', [makeCounts({ all: 7 })]);
    read.answer(makeCounts({ all: 1 }));
    await bridge.settle();
    expect(state().counts?.all).toBe(7);
  });

  test('a pending job leaves "Scheduled" within a second of being due', async () => {
    await load([]);
    actions().showState('scheduled');
    await load([makePending(1, { runAt: 105_000 })]);
    clock.advance(4000);
    expect(state().list.order).toEqual([1]);
    clock.advance(2000);
    expect(state().list.order).toEqual([]);
  });

  test('the keyboard’s place enters at the top, moves, and stays within the list', async () => {
    await load([makeJob(3), makeJob(2), makeJob(1)]);
    const places = [1, 1, 9, -1, Number.NEGATIVE_INFINITY].map((by) => {
      actions().move(by);
      return state().current;
    });
    expect(places).toEqual([3, 2, 1, 2, 3]);
  });

  test('the end of a job that was retried here is read aloud, once', async () => {
    await load([makeJob(1, { state: 'failed' })]);
    const done = actions().retry(makeJob(1).id);
    bridge.take('jobs.retry').answer({ outcome: 'queued' });
    await done;
    bridge.push('jobs.changed', [makePending(1, { rev: 2 })]);
    bridge.push('jobs.changed', [makeJob(1, { rev: 3 }), makeJob(1, { rev: 4 }), makeJob(2)]);
    expect(said).toEqual(['Job #1 is queued again', 'Job #1: Completed']);
  });

  test('an action that fails is shown above the list until it is closed', async () => {
    await load([makeJob(1)]);
    const done = actions().cancel(makeJob(1).id);
    bridge.take('jobs.cancel').refuse('The database is busy.');
    await done;
    expect(state().fault).toEqual({
      title: 'Job #1 could not be cancelled',
      detail: 'The database is busy.',
    });
    actions().dismissFault();
    expect(state().fault).toBeNull();
  });

  test('stopped, it hears nothing more and leaves no timer', async () => {
    const late = bridge.take('jobs.find');
    stop();
    late.answer({ jobs: [makeJob(1)], now: 0, looked: 0, isCut: false, next: null });
    await bridge.settle();
    expect(bridge.open).toBe(0);
    expect(clock.pending).toBe(0);
    expect(state().list.order).toEqual([]);
  });
});
