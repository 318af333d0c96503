import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listJobs } from '../../../../../electron/database/queries.ts';
import { BulkService } from '../../../../../electron/main/services/bulk/bulk-service.ts';
import type { BulkDeps } from '../../../../../electron/main/services/bulk/operation.ts';
import { AppError } from '../../../../../shared/errors.ts';
import { JobId } from '../../../../../shared/ids.ts';
import type { BulkTarget } from '../../../../../shared/ipc/contract.ts';
import { type BulkAction, BulkProgress } from '../../../../../shared/job/demands.ts';
import { claimOne, LOGIN_ERROR, type QueueBench, queueBench } from '../../../../support/queue-bench.ts';

let bench: QueueBench;
let service: BulkService;
let told: BulkProgress[];
/** The jobs of each portion, in order. */
let portions: JobId[][];
/** What one portion takes, ms of the bench's clock. */
let portionMs: number;
/** Runs after each portion. */
let afterPortion: () => void;

beforeEach(() => {
  bench = queueBench();
  told = [];
  portions = [];
  portionMs = 0;
  afterPortion = () => undefined;
  service = serviceWith({});
});
afterEach(() => {
  service.dispose();
  bench.dispose();
});

/** The service over the real queue and list; `changes` puts something else in their place. */
function serviceWith(changes: Partial<BulkDeps>): BulkService {
  const { db, clock, queue } = bench;
  const made = new BulkService({
    clock,
    apply(ids, action) {
      portions.push([...ids]);
      const changed = queue.applyToMany(ids, action);
      clock.standStill(portionMs);
      afterPortion();
      return changed;
    },
    find: (filter) => Promise.resolve(listJobs(db, filter, clock.now())),
    count: (filter) => Promise.resolve(listJobs(db, { ...filter, limit: 500 }, clock.now()).jobs.length),
    ...changes,
  });
  made.onProgress((progress) => void told.push(BulkProgress.parse(progress)));
  return made;
}

function addMany(count: number): JobId[] {
  return bench.queue.enqueue(Array.from({ length: count }, () => bench.newJob())).ids;
}

/** Lets everything go on until nothing waits any more. */
async function settle(): Promise<void> {
  for (let turn = 0; bench.clock.pending > 0 || turn < 3; turn += 1) await bench.clock.advanceAsync(1);
}

function states(): string[] {
  return bench.db.prepare<[], string>('SELECT state FROM job ORDER BY id').pluck().all();
}

function last(): BulkProgress | undefined {
  return told.at(-1);
}

const CANCEL: BulkAction = { kind: 'cancel' };

describe('a bulk operation on named jobs', () => {
  it('does it to each of them once, newest first, and counts those that it changed', async () => {
    const ids = addMany(3);
    bench.queue.cancel(JobId.parse(2));
    const unknown = JobId.parse(99);
    const id = service.start({
      action: CANCEL,
      target: { kind: 'ids', ids: [...ids, JobId.parse(1), unknown] },
    });
    expect(portions).toEqual([]);
    await settle();
    expect(portions).toEqual([[99, 3, 2, 1]]);
    expect(states()).toEqual(['cancelled', 'cancelled', 'cancelled']);
    expect(last()).toEqual({
      id,
      action: CANCEL,
      state: 'done',
      seen: 4,
      changed: 2,
      total: 4,
      message: '',
    });
  });

  it('leaves other jobs alone', async () => {
    const [, second] = addMany(3);
    if (second === undefined) throw new Error('three were queued');
    service.start({ action: { kind: 'setPriority', priority: 7 }, target: { kind: 'ids', ids: [second] } });
    await settle();
    const priorities = bench.db.prepare<[], number>('SELECT priority FROM job ORDER BY id').pluck().all();
    expect(priorities).toEqual([0, 7, 0]);
  });
});

describe('a bulk operation on all that match', () => {
  it('walks over many pages and meets each job once, although the jobs leave the filter as it goes', async () => {
    const ids = addMany(450);
    service.start({
      action: CANCEL,
      target: { kind: 'filter', filter: { states: ['pending'] }, upTo: JobId.parse(450) },
    });
    await settle();
    expect(portions.flat()).toEqual([...ids].reverse());
    expect(Math.max(...portions.map((portion) => portion.length))).toBeLessThanOrEqual(200);
    expect(last()).toMatchObject({ state: 'done', seen: 450, changed: 450, total: 450 });
  });

  it('leaves jobs alone that are newer than it was told of, also those that come while it walks', async () => {
    addMany(60);
    afterPortion = () => {
      if (portions.length === 1) addMany(2);
    };
    service.start({
      action: CANCEL,
      target: { kind: 'filter', filter: { states: ['pending'] }, upTo: JobId.parse(55) },
    });
    await settle();
    expect(states().slice(0, 55)).toEqual(Array<string>(55).fill('cancelled'));
    expect(states().slice(55)).toEqual(Array<string>(7).fill('pending'));
    // Five of those that were counted are newer: what was seen is the total in the end.
    expect(last()).toMatchObject({ state: 'done', seen: 55, total: 55 });
  });

  it('meets a job once that comes back into the filter behind it', async () => {
    addMany(30);
    for (let job = 0; job < 30; job += 1) bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    // Each retried job fails again at once: it would be met for ever if the walk looked back.
    afterPortion = () => {
      for (const claim of bench.queue.claim(bench.workerA, 50)) bench.queue.fail(claim, LOGIN_ERROR);
    };
    service.start({
      action: { kind: 'retry' },
      target: { kind: 'filter', filter: { states: ['failed'] }, upTo: JobId.parse(30) },
    });
    await settle();
    expect(portions.flat()).toHaveLength(30);
    expect(last()).toMatchObject({ state: 'done', seen: 30, changed: 30 });
    expect(states()).toEqual(Array<string>(30).fill('failed'));
  });

  it('gives the text of the filter to the search and reads on below the last job of each page', async () => {
    const asked: unknown[] = [];
    const ids = addMany(3);
    service = serviceWith({
      find(filter) {
        asked.push(filter);
        const jobs = ids.filter((id) => id < (filter.before ?? 0)).slice(-2);
        return Promise.resolve({
          jobs: jobs.reverse().map((id) => ({ id })),
          hasMore: jobs.includes(JobId.parse(2)),
        });
      },
      count: () => Promise.resolve(3),
    });
    service.start({
      action: CANCEL,
      target: { kind: 'filter', filter: { text: 'books' }, upTo: JobId.parse(3) },
    });
    await settle();
    expect(asked).toEqual([
      { text: 'books', before: 4, limit: 200 },
      { text: 'books', before: 2, limit: 200 },
    ]);
    expect(portions.flat()).toEqual([3, 2, 1]);
  });

  it('is done at once when nothing matches', async () => {
    service.start({ action: CANCEL, target: { kind: 'filter', filter: {}, upTo: JobId.parse(9) } });
    await settle();
    expect(portions).toEqual([]);
    expect(last()).toMatchObject({ state: 'done', seen: 0, changed: 0, total: 0 });
  });
});

describe('while a bulk operation goes on', () => {
  it('main is free between two portions, and portions are small when jobs are dear', async () => {
    const ids = addMany(100);
    portionMs = 10;
    let turns = 0;
    const tick = (): void => {
      turns += 1;
      if (turns < 1000) bench.clock.setTimer(0, tick);
    };
    service.start({ action: CANCEL, target: { kind: 'ids', ids } });
    tick();
    const seenAt: number[] = [];
    afterPortion = () => void seenAt.push(turns);
    await settle();
    expect(portions.map((portion) => portion.length).slice(0, 4)).toEqual([25, 5, 1, 1]);
    // Somebody else had a turn between any two portions.
    expect(seenAt.every((turn, index) => index === 0 || turn > (seenAt[index - 1] ?? 0))).toBe(true);
  });

  it('progress is told at the start, at most every 100 ms, and at the end', async () => {
    const ids = addMany(100);
    portionMs = 30;
    const times: number[] = [];
    service.onProgress(() => void times.push(bench.clock.monotonic()));
    service.start({ action: CANCEL, target: { kind: 'ids', ids } });
    await settle();
    expect(told[0]).toMatchObject({ state: 'running', seen: 0 });
    const between = times.slice(1, -1).map((time, index) => time - (times[index] ?? 0));
    expect(between.length).toBeGreaterThan(5);
    expect(Math.min(...between)).toBeGreaterThanOrEqual(100);
    expect(last()).toMatchObject({ state: 'done', seen: 100 });
  });

  it('another one can go on beside it', async () => {
    const ids = addMany(4);
    const first = service.start({ action: CANCEL, target: { kind: 'ids', ids: ids.slice(0, 2) } });
    const second = service.start({
      action: { kind: 'setPriority', priority: 3 },
      target: { kind: 'ids', ids: ids.slice(2) },
    });
    expect(second).not.toBe(first);
    await settle();
    expect(service.list().map(({ id, state, changed }) => [id, state, changed])).toEqual([
      [first, 'done', 2],
      [second, 'done', 2],
    ]);
  });
});

describe('a bulk operation that is stopped', () => {
  it('touches nothing more, and tells how far it came', async () => {
    const ids = addMany(100);
    const id = service.start({ action: CANCEL, target: { kind: 'ids', ids } });
    afterPortion = () => {
      if (portions.length === 1) bench.clock.setTimer(0, () => void service.stop(id));
    };
    await settle();
    const { length } = portions.flat();
    expect(length).toBeLessThan(100);
    expect(last()).toMatchObject({ state: 'stopped', seen: length, changed: length, total: 100 });
    expect(states().filter((state) => state === 'pending')).toHaveLength(100 - length);
    expect(service.stop(id)).toBe(false);
  });

  it('before its first portion, or while jobs are counted or read, touches nothing at all', async () => {
    const ids = addMany(5);
    const early = service.start({ action: CANCEL, target: { kind: 'ids', ids } });
    expect(service.stop(early)).toBe(true);
    await settle();

    const target: BulkTarget = { kind: 'filter', filter: {}, upTo: JobId.parse(5) };
    service = serviceWith({
      count: () => {
        service.stop(1);
        return Promise.resolve(5);
      },
    });
    service.start({ action: CANCEL, target });
    await settle();

    service = serviceWith({
      find: (asked) => {
        service.stop(1);
        return Promise.resolve(listJobs(bench.db, asked, bench.clock.now()));
      },
    });
    service.start({ action: CANCEL, target });
    await settle();

    expect(portions).toEqual([]);
    expect(told.filter(({ state }) => state !== 'running').map(({ state }) => state)).toEqual([
      'stopped',
      'stopped',
      'stopped',
    ]);
  });

  it('by the end of the app touches nothing more and leaves no timer', async () => {
    service.start({ action: CANCEL, target: { kind: 'ids', ids: addMany(100) } });
    afterPortion = () => {
      if (portions.length === 1) bench.clock.setTimer(0, () => service.dispose());
    };
    await settle();
    const { length } = portions;
    service.dispose();
    await bench.clock.advanceAsync(1000);
    expect(portions).toHaveLength(length);
    expect(bench.clock.pending).toBe(0);
  });

  it('is not known when there is no such operation', () => {
    expect(service.stop(7)).toBe(false);
  });
});

describe('a bulk operation that goes wrong', () => {
  it('ends as failed with one sentence, and what was changed stays changed', async () => {
    const ids = addMany(100);
    service = serviceWith({
      apply(some, action) {
        portions.push([...some]);
        if (portions.length === 2) throw new AppError('unavailable', 'The disk is full.');
        return bench.queue.applyToMany(some, action);
      },
    });
    service.start({ action: CANCEL, target: { kind: 'ids', ids } });
    await settle();
    expect(last()).toMatchObject({ state: 'failed', message: 'The disk is full.', seen: 25, changed: 25 });
    expect(states().filter((state) => state === 'cancelled')).toHaveLength(25);
  });

  it('says of a fault of ours that it is one', async () => {
    service = serviceWith({ count: () => Promise.reject(new Error('x is not a function')) });
    service.start({ action: CANCEL, target: { kind: 'filter', filter: {}, upTo: JobId.parse(1) } });
    await settle();
    expect(last()).toMatchObject({
      state: 'failed',
      message: 'Something went wrong inside Runwright: x is not a function',
    });
  });
});

describe('who asks late', () => {
  it('hears of those that run and of the last 20 that are over', async () => {
    const ids = addMany(1);
    for (let n = 0; n < 25; n += 1) {
      service.start({ action: CANCEL, target: { kind: 'ids', ids } });
      await settle();
    }
    const running = service.start({ action: CANCEL, target: { kind: 'ids', ids } });
    expect(service.list().map(({ id }) => id)).toEqual(Array.from({ length: 21 }, (_, index) => index + 6));
    expect(service.list().at(-1)).toMatchObject({ id: running, state: 'running' });
  });

  it('hears nothing more once it does not listen', async () => {
    const heard: BulkProgress[] = [];
    const listening = service.onProgress((progress) => void heard.push(progress));
    listening.dispose();
    service.start({ action: CANCEL, target: { kind: 'ids', ids: addMany(1) } });
    await settle();
    expect(heard).toEqual([]);
    expect(told).not.toEqual([]);
  });
});
