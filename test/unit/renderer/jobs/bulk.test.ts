import { beforeEach, describe, expect, test } from 'vitest';
import { createJobsStore, type JobsStore } from '../../../../renderer/features/jobs/store.ts';
import type { BulkProgress } from '../../../../shared/job/demands.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeBridge } from './fake-bridge.ts';
import { makeCounts, makeJob, makePending } from './make-job.ts';

let bridge: FakeBridge;
let said: string[];
let jobs: JobsStore;
/** What was offered to be undone. */
const undos: (() => void)[] = [];
let stop: () => void;

beforeEach(() => {
  bridge = new FakeBridge();
  said = [];
  const announce = (sentence: string): void => void said.push(sentence);
  const clock = new FakeClock(100_000);
  const deleted = (_jobs: number, undo: () => void): void => void undos.push(undo);
  undos.length = 0;
  jobs = createJobsStore({ client: bridge.client, clock, announce, deleted, settled: () => undefined });
  stop = jobs.start();
});

const state = () => jobs.store.getState();
const actions = () => state().actions;
const selected = () => [...state().selection.ids].sort((a, b) => a - b);
const id = (value: number) => makeJob(value).id;

async function load(list: readonly unknown[], hasMore = false): Promise<void> {
  bridge.take('jobs.find').answer({
    jobs: list,
    now: 100_000,
    looked: 0,
    isCut: false,
    next: hasMore ? { part: 0, key: 0, id: 1 } : null,
  });
  await bridge.settle();
}

function failed(...numbers: number[]) {
  return numbers.map((one) => makeJob(one, { state: 'failed' }));
}

async function showFailed(...numbers: number[]): Promise<void> {
  await load([]);
  actions().showState('failed');
  await load(failed(...numbers));
}

function progress(change: Partial<BulkProgress> = {}): BulkProgress {
  return {
    id: 7,
    action: { kind: 'retry' },
    state: 'running',
    seen: 1,
    changed: 1,
    total: 2,
    message: '',
    ...change,
  };
}

describe('the selection on the page', () => {
  test('survives every change of its jobs, and holds them in the list', async () => {
    await showFailed(3, 2, 1);
    actions().toggleSelected(id(2));
    bridge.push('jobs.changed', [makeJob(2, { rev: 9 }), makeJob(4, { state: 'failed' })]);
    expect(selected()).toEqual([2]);
    expect(state().list.order).toEqual([3, 2, 1]);
    expect(state().list.waiting).toEqual([4]);
    actions().clearSelection();
    expect(state().list.order).toEqual([4, 3, 1]);
  });

  test('new jobs can be let in without letting the selection go', async () => {
    await load([makeJob(1)]);
    actions().toggleSelected(id(1));
    bridge.push('jobs.changed', [makeJob(2)]);
    actions().letNewIn();
    expect(state().list.order).toEqual([2, 1]);
    expect(selected()).toEqual([1]);
  });

  test('ends with another filter: nothing out of sight stays selected', async () => {
    await load([makeJob(2), makeJob(1)]);
    actions().selectShown();
    actions().showState('failed');
    expect(selected()).toEqual([]);
    await load(failed(1));
    actions().selectShown();
    actions().search('shop');
    expect(selected()).toEqual([]);
  });

  test('offers everything that matches by the number that was counted when it began', async () => {
    await load([makeJob(2), makeJob(1)], true);
    actions().selectShown();
    const asked = bridge.take('jobs.count');
    expect(asked.input).toEqual({ terms: [] });
    asked.answer({ jobs: 4203, upTo: 2 });
    await bridge.settle();
    actions().selectAllMatching();
    expect(state().selection.all).toEqual({ jobs: 4203, upTo: 2 });
    const done = actions().runBulk({ kind: 'cancel' });
    expect(bridge.take('bulk.start').input).toEqual({
      action: { kind: 'cancel' },
      target: { kind: 'filter', filter: { terms: [] }, upTo: 2 },
    });
    void done;
  });

  test('a count that comes after the filter changed is dropped', async () => {
    await load([makeJob(1)], true);
    actions().selectShown();
    const old = bridge.take('jobs.count');
    actions().search('shop');
    old.answer({ jobs: 9, upTo: 1 });
    await bridge.settle();
    expect(state().matching).toBeNull();
  });
});

describe('a bulk operation', () => {
  async function start(): Promise<void> {
    await showFailed(2, 1);
    actions().selectShown();
    const done = actions().runBulk({ kind: 'retry' });
    bridge.take('bulk.start').answer({ id: 7 });
    await done;
  }

  test('names the ticked jobs that it fits, and lets the selection go', async () => {
    await load([makeJob(3), ...failed(2), makeJob(1, { state: 'processing', beatAt: 100_000 })]);
    actions().selectShown();
    const done = actions().runBulk({ kind: 'cancel' });
    expect(selected()).toEqual([]);
    const asked = bridge.take('bulk.start');
    expect(asked.input).toEqual({ action: { kind: 'cancel' }, target: { kind: 'ids', ids: [1] } });
    asked.refuse('Main is busy.');
    await done;
    expect(state().fault).toEqual({ title: 'The jobs could not be changed', detail: 'Main is busy.' });
  });

  test('that fits no selected job asks nothing and keeps the selection', async () => {
    await load([makeJob(1)]);
    actions().selectShown();
    await actions().runBulk({ kind: 'cancel' });
    expect(bridge.asked.filter(({ name }) => name === 'bulk.start')).toEqual([]);
    expect(selected()).toEqual([1]);
  });

  test('is followed to its end, which is read aloud', async () => {
    await start();
    expect(state().bulks).toMatchObject([{ id: 7, state: 'running', seen: 0, total: 2 }]);
    bridge.push('bulk.progress', [progress()]);
    expect(state().bulks).toMatchObject([{ seen: 1 }]);
    bridge.push('bulk.progress', [progress({ state: 'done', seen: 2, changed: 2 })]);
    expect(said).toContain('Retried 2 jobs.');
    actions().dismissBulk(7);
    expect(state().bulks).toEqual([]);
  });

  test('that ended before the answer to its start is told all the same', async () => {
    await showFailed(1);
    actions().selectShown();
    const done = actions().runBulk({ kind: 'retry' });
    bridge.push('bulk.progress', [progress({ state: 'done', seen: 1, total: 1 })]);
    expect(state().bulks).toEqual([]);
    bridge.take('bulk.start').answer({ id: 7 });
    await done;
    expect(state().bulks).toMatchObject([{ id: 7, state: 'done' }]);
    expect(said).toEqual(['Retried 1 job.']);
  });

  test('of another window is shown while it runs', async () => {
    await load([]);
    bridge.push('bulk.progress', [progress({ id: 3 })]);
    expect(state().bulks).toMatchObject([{ id: 3 }]);
  });

  test('is stopped by its number', async () => {
    await start();
    void actions().stopBulk(7);
    expect(bridge.take('bulk.stop').input).toEqual({ id: 7 });
  });

  test('the next one takes the sentence of the last one away', async () => {
    await start();
    bridge.push('bulk.progress', [progress({ state: 'done', seen: 2, changed: 2 })]);
    actions().selectShown();
    const done = actions().runBulk({ kind: 'retry' });
    bridge.take('bulk.start').answer({ id: 8 });
    await done;
    expect(state().bulks.map(({ id: number }) => number)).toEqual([8]);
  });

  test('every failed job is retried in one step, as far as the search lets it through', async () => {
    await load([]);
    actions().showState('failed');
    await load(failed(2));
    actions().search('shop');
    await load(failed(2));
    const done = actions().retryAllFailed();
    const counted = bridge.take('jobs.count');
    expect(counted.input).toEqual({ states: ['failed'], terms: [{ on: 'flow', not: false, text: 'shop' }] });
    counted.answer({ jobs: 18, upTo: 90 });
    await bridge.settle();
    const asked = bridge.take('bulk.start');
    expect(asked.input).toEqual({
      action: { kind: 'retry' },
      target: {
        kind: 'filter',
        filter: { states: ['failed'], terms: [{ on: 'flow', not: false, text: 'shop' }] },
        upTo: 90,
      },
    });
    asked.answer({ id: 7 });
    await done;
    expect(state().bulks).toMatchObject([{ total: 18 }]);
  });

  test('of no failed job is not begun', async () => {
    await showFailed(1);
    const done = actions().retryAllFailed();
    bridge.take('jobs.count').answer({ jobs: 0, upTo: 90 });
    await done;
    expect(said).toEqual(['No failed job is left']);
    expect(() => bridge.take('bulk.start')).toThrow();
  });

  test('stopped with the page, it hears nothing more', async () => {
    bridge.push('jobs.countsChanged', [makeCounts()]);
    stop();
    expect(bridge.open).toBe(0);
  });
});

describe('a search in the logs', () => {
  test('stands in the place of the list, which is not asked for', async () => {
    await load([makeJob(1)]);
    actions().selectShown();
    actions().search('log:"timed out" #1');
    expect(state().logSearch).toEqual({
      typed: 'log:"timed out" #1',
      query: { text: 'timed out', jobId: 1 },
    });
    expect(state()).toMatchObject({ current: null, filter: { text: '' } });
    expect(selected()).toEqual([]);
    expect(() => bridge.take('jobs.find')).toThrow();
  });

  test('that means the same keeps its value; another search or a chip ends it', async () => {
    await load([]);
    actions().search('log:gone');
    const { logSearch } = state();
    actions().search('log:"gone"');
    expect(state().logSearch?.query).toBe(logSearch?.query);
    actions().showState(null);
    expect(state().logSearch).toBeNull();
    actions().search('log:gone');
    actions().search('');
    expect(state().logSearch).toBeNull();
  });
});

describe('deleting', () => {
  test('takes the selected jobs that have ended, and what was deleted together can be had back', async () => {
    await load([makeJob(3), makePending(2), makeJob(1)]);
    actions().selectShown();
    const done = actions().deleteSelected();
    const asked = bridge.take('bulk.start');
    expect(asked.input).toMatchObject({ action: { kind: 'delete' }, target: { kind: 'ids', ids: [3, 1] } });
    asked.answer({ id: 1 });
    await done;
    bridge.push('jobs.deleted', [{ ids: [3, 1] }]);
    await bridge.settle();
    expect(state().list.order).toEqual([2]);
    undos[0]?.();
    expect(bridge.take('jobs.undelete').input).toEqual({ batch: 100_000 });
  });
});
