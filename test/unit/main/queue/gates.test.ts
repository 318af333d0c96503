import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getSummary, listEvents } from '../../../../electron/database/queries.ts';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import type { NewJob } from '../../../../electron/main/queue/queue.ts';
import { FlowId, type JobId, type LeaseEpoch } from '../../../../shared/ids.ts';
import { displayState } from '../../../../shared/job/state.ts';
import { NETWORK_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

function flowId(): FlowId {
  return bench.newJob().flowId;
}

/** What a job waits for, as it is stored. */
function waitOf(id: JobId): string | null {
  return getSummary(bench.db, id).waitsFor;
}

function claimed(slots = 10): JobId[] {
  return bench.queue.claim(bench.workerA, slots).map(({ jobId }) => jobId);
}

/** Ends the running job well. */
function complete(id: JobId): void {
  const { epoch } =
    bench.db
      .prepare<[JobId], { epoch: LeaseEpoch }>('SELECT lease_epoch AS epoch FROM job WHERE id = ?')
      .get(id) ?? never();
  expect(bench.queue.complete({ jobId: id, epoch }, {}, 0)).toBe(true);
}

function otherFlow(): Pick<NewJob, 'flowId' | 'flowVersionId'> {
  const saved = new FlowStore(bench.db, bench.clock).save({ name: 'Other', steps: [{ action: 'reload' }] });
  return { flowId: saved.summary.id, flowVersionId: saved.versionId };
}

describe('a paused flow', () => {
  it('starts no job, while other flows go on, and goes on where it stopped', () => {
    const [first, second] = [bench.add(), bench.add()];
    const other = bench.add(otherFlow());
    bench.queue.setFlowLimits(flowId(), { paused: true });
    expect(claimed()).toEqual([other]);
    expect([waitOf(first), waitOf(second)]).toEqual([`paused:${flowId()}`, `paused:${flowId()}`]);
    bench.queue.setFlowLimits(flowId(), { paused: false });
    expect(claimed()).toEqual([first, second]);
    expect(waitOf(first)).toBeNull();
  });

  it('lets what runs go on', () => {
    const id = bench.add();
    expect(claimed()).toEqual([id]);
    bench.queue.setFlowLimits(flowId(), { paused: true });
    complete(id);
    expect(getSummary(bench.db, id).state).toBe('completed');
  });

  it('stays paused over a restart', () => {
    bench.queue.setFlowLimits(flowId(), { paused: true });
    bench.add();
    bench = bench.reopen();
    expect(claimed()).toEqual([]);
  });

  it('wakes the workers when it goes on', () => {
    bench.add();
    bench.queue.setFlowLimits(flowId(), { paused: true });
    claimed();
    let woken = 0;
    bench.publisher.on('wake', () => {
      woken += 1;
    });
    bench.queue.setFlowLimits(flowId(), { paused: false });
    expect(woken).toBeGreaterThan(0);
  });

  it('is not found when there is no such flow', () => {
    expect(() => bench.queue.setFlowLimits(FlowId.parse(99), { paused: true })).toThrow(
      'no flow with the number 99',
    );
  });

  it('holds thousands of jobs back in short portions, and none of them is walked over twice', () => {
    const jobs = Array.from({ length: 1000 }, () => bench.newJob());
    bench.queue.enqueue(jobs);
    const other = bench.add(otherFlow());
    bench.queue.setFlowLimits(flowId(), { paused: true });
    let rounds = 0;
    let found: JobId[] = [];
    while (found.length === 0 && rounds < 50) {
      found = claimed(1);
      rounds += 1;
    }
    expect(found).toEqual([other]);
    expect(rounds).toBe(11);
    expect(bench.queue.counts().pending).toBe(1000);
  });
});

describe('a flow with a limit', () => {
  it('never has more jobs running, and fills a free place at once with the most urgent one', () => {
    const ids = [bench.add(), bench.add(), bench.add(), bench.add({ priority: 50 })];
    bench.queue.setFlowLimits(flowId(), { maxRunning: 2 });
    expect(claimed()).toEqual([ids[3], ids[0]]);
    complete(ids[0] ?? never());
    expect(claimed()).toEqual([ids[1]]);
    expect(waitOf(ids[2] ?? never())).toBe(`limit:${flowId()}`);
  });

  it('takes up more at once when the limit is raised or lifted', () => {
    const ids = [bench.add(), bench.add(), bench.add()];
    bench.queue.setFlowLimits(flowId(), { maxRunning: 1 });
    expect(claimed()).toEqual([ids[0]]);
    bench.queue.setFlowLimits(flowId(), { maxRunning: 2 });
    expect(claimed()).toEqual([ids[1]]);
    bench.queue.setFlowLimits(flowId(), { maxRunning: null });
    expect(claimed()).toEqual([ids[2]]);
  });

  it('counts what still runs after a worker died', () => {
    const ids = [bench.add(), bench.add()];
    bench.queue.setFlowLimits(flowId(), { maxRunning: 1 });
    expect(claimed()).toEqual([ids[0]]);
    bench.queue.reclaimWorker(bench.workerA, 'worker_died', '');
    expect(bench.queue.claim(bench.workerB, 5).map(({ jobId }) => jobId)).toEqual([ids[0]]);
  });
});

describe('a profile', () => {
  it('is held by one job at a time; the next one waits for it by name and takes no slot', () => {
    const [first, second] = [bench.add({ profile: 'shop' }), bench.add({ profile: 'shop' })];
    const free = bench.add();
    expect(claimed()).toEqual([first, free]);
    expect(waitOf(second)).toBe('profile:shop');
    complete(first);
    expect(claimed()).toEqual([second]);
  });

  it.each([
    ['fails for good', (id: JobId) => bench.queue.cancel(id)],
    ['is taken from a dead worker and retried later', (_id: JobId) => bench.queue.reclaimAll()],
  ])('is free again when its job %s', (_how, end) => {
    const [first, second] = [bench.add({ profile: 'shop' }), bench.add({ profile: 'shop', priority: -5 })];
    const [claim] = bench.queue.claim(bench.workerA, 2);
    end(first);
    if (claim !== undefined) bench.queue.confirmCancel(claim);
    const next = claimed();
    expect(next).toHaveLength(1);
    expect([first, second]).toContain(next[0]);
  });

  it('is still held after a restart only by what runs', () => {
    const [first, second] = [bench.add({ profile: 'shop' }), bench.add({ profile: 'shop' })];
    expect(claimed()).toEqual([first]);
    bench = bench.reopen();
    bench.queue.reclaimAll();
    expect(claimed()).toEqual([first]);
    expect(waitOf(second)).toBe('profile:shop');
  });

  it('is free while its job waits to be retried', () => {
    const [first, second] = [bench.add({ profile: 'shop' }), bench.add({ profile: 'shop' })];
    const [claim] = bench.queue.claim(bench.workerA, 5);
    if (claim === undefined) throw new Error('nothing was claimed');
    bench.queue.fail(claim, NETWORK_ERROR);
    expect(getSummary(bench.db, first).state).toBe('pending');
    expect(claimed()).toEqual([second]);
  });
});

describe('a site', () => {
  const site = 'shop.example.com';

  it('has no more jobs at once than its rule says', () => {
    bench.queue.setSiteRule({ site, maxRunning: 1, delayMs: 0 });
    const [first, second] = [bench.add({ site }), bench.add({ site })];
    const elsewhere = bench.add({ site: 'example.org' });
    expect(claimed()).toEqual([first, elsewhere]);
    expect(waitOf(second)).toBe(`site:${site}`);
    complete(first);
    expect(claimed()).toEqual([second]);
  });

  it('has its jobs start with the delay between them, each at its very time', () => {
    bench.queue.setSiteRule({ site, maxRunning: null, delayMs: 2000 });
    const ids = [bench.add({ site }), bench.add({ site }), bench.add({ site })];
    expect(claimed()).toEqual([ids[0]]);
    expect(bench.queue.promoteDue()).toBe(bench.clock.now() + 2000);
    bench.clock.advance(1999);
    bench.queue.promoteDue();
    expect(claimed()).toEqual([]);
    bench.clock.advance(1);
    bench.queue.promoteDue();
    expect(claimed()).toEqual([ids[1]]);
    bench.clock.advance(2000);
    bench.queue.promoteDue();
    expect(claimed()).toEqual([ids[2]]);
  });

  it('is not shut for hours by a clock that was set back', () => {
    bench.queue.setSiteRule({ site, maxRunning: null, delayMs: 60_000 });
    const ids = [bench.add({ site }), bench.add({ site })];
    expect(claimed()).toEqual([ids[0]]);
    bench.clock.jump(-86_400_000);
    bench.queue.counts();
    bench.queue.promoteDue();
    expect(claimed()).toEqual([ids[1]]);
  });

  it('keeps the time of its last start over a restart', () => {
    bench.queue.setSiteRule({ site, maxRunning: null, delayMs: 60_000 });
    const ids = [bench.add({ site }), bench.add({ site })];
    expect(claimed()).toEqual([ids[0]]);
    bench = bench.reopen();
    expect(claimed()).toEqual([]);
    expect(waitOf(ids[1] ?? never())).toBe(`site:${site}`);
  });

  it('is free again when its rule is removed', () => {
    bench.queue.setSiteRule({ site, maxRunning: 1, delayMs: 0 });
    const ids = [bench.add({ site }), bench.add({ site })];
    expect(claimed()).toEqual([ids[0]]);
    bench.queue.removeSiteRule(site);
    expect(bench.queue.siteRules()).toEqual([]);
    expect(claimed()).toEqual([ids[1]]);
  });
});

it('waits at one gate after the other when a job has several', () => {
  bench.queue.setFlowLimits(flowId(), { maxRunning: 1 });
  const [first, second] = [bench.add({ profile: 'a' }), bench.add({ profile: 'b' })];
  const holder = bench.add({ ...otherFlow(), profile: 'b', priority: 10 });
  expect(claimed()).toEqual([holder, first]);
  expect(waitOf(second)).toBe(`limit:${flowId()}`);
  complete(first);
  expect(claimed()).toEqual([]);
  expect(waitOf(second)).toBe('profile:b');
  complete(holder);
  expect(claimed()).toEqual([second]);
});

it('shows a held job as pending, with what it waits for, and writes nothing into its history', () => {
  bench.queue.setFlowLimits(flowId(), { paused: true });
  const id = bench.add();
  claimed();
  const job = getSummary(bench.db, id);
  expect(displayState(job, bench.clock.now())).toBe('pending');
  expect(listEvents(bench.db, id).map(({ kind }) => kind)).toEqual(['queued']);
  expect(bench.queue.counts().pending).toBe(1);
  expect(bench.reopen().queue.counts().pending).toBe(1);
});

it('keeps a held job’s place: priority counts among those that wait at a gate', () => {
  bench.queue.setFlowLimits(flowId(), { maxRunning: 1 });
  const ids = [bench.add(), bench.add(), bench.add()];
  expect(claimed()).toEqual([ids[0]]);
  bench.queue.edit(ids[2] ?? never(), { priority: 90 });
  complete(ids[0] ?? never());
  expect(claimed()).toEqual([ids[2]]);
});

function never(): never {
  throw new Error('there is one');
}
