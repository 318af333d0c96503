import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BulkService } from '../../../../electron/main/services/bulk/bulk-service.ts';
import { countJobs, findJobs } from '../../../../electron/main/services/find-jobs.ts';
import { bulkProgress } from '../../../../electron/main/window-api/bulk-progress.ts';
import { jobCalls } from '../../../../electron/main/window-api/calls/jobs.ts';
import { type FlowId, JobId } from '../../../../shared/ids.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import type { BulkProgress } from '../../../../shared/job/demands.ts';
import { inProcessReader } from '../../../support/in-process-reader.ts';
import { claimOne, LOGIN_ERROR } from '../../../support/queue-bench.ts';
import { type ServicesBench, servicesBench } from '../services/services-bench.ts';

let bench: ServicesBench;
let flowId: FlowId;
let asked: string[];
let bulk: BulkService;
let started: (readonly JobId[])[];
let calls: ReturnType<typeof jobCalls>;

beforeEach(() => {
  started = [];
  bench = servicesBench();
  const { db, queue, jobs, clock } = bench;
  const inProcess = inProcessReader(bench.file);
  const { reader } = inProcess;
  asked = inProcess.asked;
  bulk = new BulkService({
    clock,
    apply: (ids, action) => queue.applyToMany(ids, action),
    find: (filter) => findJobs({ db, queue, reader }, filter),
    count: (filter) => countJobs({ queue, reader }, filter),
  });
  calls = jobCalls({ db, queue, jobs, reader, bulk, noticeWatch: { started: (ids) => started.push(ids) } });
  flowId = bench.save({ inputs: { topic: { type: 'text', required: true } } });
});
afterEach(() => {
  bulk.dispose();
  bench.dispose();
});

async function enqueue(changes: Record<string, unknown> = {}): Promise<{ ids: JobId[]; skipped: JobId[] }> {
  return calls['jobs.enqueue'](EnqueueInput.parse({ flowId, inputs: { topic: 'poetry' }, ...changes }));
}

function fail(): void {
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
}

describe('queueing from the window', () => {
  it('tells which of the jobs stood already', async () => {
    const key = { text: 'daily', mode: 'skip' };
    expect(await enqueue({ key })).toEqual({ ids: [1], skipped: [] });
    expect(await enqueue({ key })).toEqual({ ids: [1], skipped: [1] });
  });
});

describe('changing a job from the window', () => {
  const id = JobId.parse(1);

  it('retries an ended job with changed inputs', async () => {
    await enqueue();
    expect(await calls['jobs.retry']({ id, inputs: { topic: 'prose' } })).toEqual({ outcome: 'not_ended' });
    fail();
    expect(await calls['jobs.retry']({ id, inputs: { topic: 'prose' } })).toEqual({ outcome: 'queued' });
    expect((await calls['jobs.get']({ id })).inputs).toEqual({ topic: 'prose' });
  });

  it('edits a job that waits, and says when it does not wait any more', async () => {
    await enqueue();
    expect(await calls['jobs.edit']({ id, inputs: { topic: 'prose' }, priority: 9 })).toEqual({
      edited: true,
    });
    const { job, inputs } = await calls['jobs.get']({ id });
    expect([inputs, job.priority]).toEqual([{ topic: 'prose' }, 9]);
    claimOne(bench);
    expect(await calls['jobs.edit']({ id, priority: 1 })).toEqual({ edited: false });
  });

  it('puts a waiting job off', async () => {
    await enqueue();
    const until = bench.clock.now() + 60_000;
    expect(await calls['jobs.snooze']({ id, until })).toEqual({ moved: true });
    expect((await calls['jobs.get']({ id })).job.runAt).toBe(until);
    expect(bench.queue.claim(bench.workerA, 1)).toEqual([]);
    expect(await calls['jobs.cancel']({ id })).toEqual({ outcome: 'cancelled' });
    expect(await calls['jobs.snooze']({ id, until })).toEqual({ moved: false });
  });
});

describe('counting the jobs that match', () => {
  it('asks nobody else when no text is given', async () => {
    expect(await calls['jobs.count']({})).toEqual({ jobs: 0, upTo: null });
    await enqueue();
    await enqueue();
    fail();
    expect(await calls['jobs.count']({})).toEqual({ jobs: 2, upTo: 2 });
    expect(await calls['jobs.count']({ states: ['failed', 'failed'], text: ' ' })).toEqual({
      jobs: 1,
      upTo: 2,
    });
    expect(asked).toEqual([]);
  });

  it('lets the reader look for a text', async () => {
    await enqueue();
    await enqueue();
    fail();
    expect(await calls['jobs.count']({ text: 'tes' })).toEqual({ jobs: 2, upTo: 2 });
    expect(await calls['jobs.count']({ text: 'tes', states: ['failed'] })).toEqual({ jobs: 1, upTo: 2 });
    expect(await calls['jobs.count']({ text: 'other' })).toEqual({ jobs: 0, upTo: 2 });
    expect(asked).toEqual(['countJobs', 'countJobs', 'countJobs']);
  });
});

describe('a bulk operation from the window', () => {
  /** Lets timers and the reader go on until no operation runs. */
  async function over(): Promise<void> {
    while (bulk.list().some(({ state }) => state === 'running')) {
      await bench.clock.advanceAsync(1);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  it.each([undefined, 'Test'])('retries all that match, with the text %s', async (text) => {
    for (let job = 0; job < 3; job += 1) await enqueue();
    fail();
    fail();
    const filter = { states: ['failed' as const], ...(text === undefined ? {} : { text }) };
    const { upTo } = await calls['jobs.count'](filter);
    if (upTo === null) throw new Error('there are jobs');
    const { id } = await calls['bulk.start']({
      action: { kind: 'retry' },
      target: { kind: 'filter', filter, upTo },
    });
    await over();
    expect(bulk.list()).toMatchObject([{ id, state: 'done', seen: 2, changed: 2, total: 2 }]);
    expect(bench.queue.counts()).toMatchObject({ failed: 0, pending: 3 });
    expect(await calls['bulk.stop']({ id })).toEqual({ stopped: false });
  });

  it('is told of in a stream, to a late subscriber as well', async () => {
    const { ids } = await enqueue();
    const told: [string, BulkProgress['state']][] = [];
    const subscribe = () =>
      bulkProgress(bulk)({}, { push: (key, { state }) => void told.push([key, state]) });
    const end = subscribe();
    const cancel = { action: { kind: 'cancel' as const }, target: { kind: 'ids' as const, ids } };
    await calls['bulk.start'](cancel);
    await over();
    expect(told).toEqual([
      ['1', 'running'],
      ['1', 'done'],
    ]);
    end();
    subscribe();
    expect(told.slice(2)).toEqual([['1', 'done']]);
    await calls['bulk.start'](cancel);
    await over();
    // Only the second subscription hears of the next one.
    expect(told.slice(3)).toEqual([
      ['2', 'running'],
      ['2', 'done'],
    ]);
  });
});
