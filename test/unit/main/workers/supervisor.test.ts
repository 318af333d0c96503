import { existsSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { settle } from '../../../support/settle.ts';
import { beat } from '../../../support/worker-messages.ts';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
beforeEach(() => {
  bench = workersBench();
});
afterEach(() => bench.dispose());

/** Both workers are up. */
function started(): [FakeWorkerProcess, FakeWorkerProcess] {
  bench.supervisor.start();
  return [bench.up(1), bench.up(2)];
}

describe('the start of a worker', () => {
  it('gives each worker its settings and its own temporary folder', () => {
    const [first, second] = started();
    for (const worker of [first, second]) {
      expect(worker.all('init')).toMatchObject([{ settings: { slot: worker.slot, concurrency: 5 } }]);
      expect(existsSync(worker.temporaryDir)).toBe(true);
    }
    expect(first.temporaryDir).not.toBe(second.temporaryDir);
    expect(bench.supervisor.list().map(({ slot, state }) => [slot, state])).toEqual([
      [1, 'idle'],
      [2, 'idle'],
    ]);
  });

  it('tries again later when a process cannot be started at all', async () => {
    bench.workers.refusal = new Error('no memory');
    bench.supervisor.start();
    expect(bench.notes.join()).toContain('no memory');
    bench.workers.refusal = null;
    await bench.clock.advanceAsync(1_000);
    expect(bench.workers.all.map(({ slot }) => slot)).toEqual([1, 2]);
  });

  it('starts each worker once, however often it is told to', () => {
    bench.supervisor.start();
    bench.supervisor.start();
    expect(bench.workers.all).toHaveLength(2);
  });
});

describe('the death of a worker', () => {
  it('returns its jobs at once and fills its slot with a new worker', async () => {
    const [first] = started();
    const id = bench.add();
    await bench.ask(first);
    first.die(139);
    expect(bench.facts(id)).toEqual({ state: 'pending', crashes: 1, attempt: 1 });
    expect(bench.detail(id).attempts.map(({ outcome }) => outcome)).toEqual(['worker_died']);
    const successor = bench.up(1);
    expect(successor).not.toBe(first);
    expect(bench.supervisor.list().find(({ slot }) => slot === 1)?.restarts).toBe(1);
    expect((await bench.ask(successor)).map(({ jobId, attempt }) => [jobId, attempt])).toEqual([[id, 2]]);
  });

  it('ends its browsers and removes its folder', async () => {
    const [first] = started();
    const token = 'a'.repeat(32);
    first.say({ kind: 'browserStarting', browser: token, profileDir: first.temporaryDir });
    bench.processes.push({ pid: 77, commandLine: `/bin/chromium --runwright-browser=${token}` });
    first.die(1);
    await expect.poll(() => existsSync(first.temporaryDir)).toBe(false);
    expect(bench.killed).toEqual([77]);
    expect(bench.ledger.openOnes()).toEqual([]);
  });

  it('is answered with new starts within the budget; over it the slot waits and says so', async () => {
    bench.supervisor.start();
    for (let death = 1; death <= 6; death++) {
      bench.workers.of(1).comeUp();
      bench.workers.of(1).die(1);
    }
    expect(bench.workers.all.filter(({ slot }) => slot === 1)).toHaveLength(6);
    expect(bench.notes.at(-1)).toMatch(/W1 workers ended 6 times within a minute; next start in 60 s/);
    await bench.clock.advanceAsync(60_000);
    expect(bench.workers.all.filter(({ slot }) => slot === 1)).toHaveLength(7);
  });

  it('does not count against a job that it was never given', async () => {
    const ready: (() => void)[] = [];
    bench.dispose();
    bench = workersBench({ hold: (go) => void ready.push(go) });
    const [first] = started();
    const id = bench.add();
    await bench.ask(first);
    first.die(1);
    expect(bench.facts(id)).toEqual({ state: 'pending', crashes: 0, attempt: 0 });
    for (const go of ready) go();
    await settle();
    expect(bench.facts(id).state).toBe('pending');
    expect(bench.notes.filter((note) => note.startsWith('ERROR'))).toEqual([]);
  });
});

describe('a worker that cannot be trusted or heard', () => {
  it('is ended after a message outside the protocol, and nothing that it says afterwards counts', async () => {
    const [first] = started();
    const id = bench.add();
    const [job] = await bench.ask(first);
    if (job === undefined) throw new Error('no job was given');
    first.sayAnything({ kind: 'finished', jobId: 'DROP TABLE' });
    expect(first.kills).toBe(1);
    const { jobId, epoch } = job;
    first.say({ kind: 'finished', jobId, epoch, result: { kind: 'completed', result: {}, failedRows: 0 } });
    expect(bench.facts(id).state).toBe('processing');
    await settle();
    expect(bench.facts(id)).toMatchObject({ state: 'pending', crashes: 1 });
  });

  it('is ended when main cannot take its message in, for its job would wait for the answer for ever', async () => {
    const [first] = started();
    bench.add();
    const [job] = await bench.ask(first);
    if (job === undefined) throw new Error('no job was given');
    bench.db.exec('ALTER TABLE job_log RENAME TO gone');
    const { jobId, epoch } = job;
    const line = { seq: 0, at: 1, level: 'INFO', step: null, message: 'x', metadata: null } as const;
    const parts = { stepsTotal: 1, steps: [], lines: [line], rows: [], artifacts: [], once: null };
    first.say({ kind: 'data', jobId, epoch, batch: 0, ...parts });
    expect(first.kills).toBe(1);
    expect(bench.notes.join()).toContain('could not be taken in');
  });

  it('is ended after deadMs without a sign of life', async () => {
    const [first, second] = started();
    await bench.clock.advanceAsync(29_000);
    second.say(beat());
    await bench.clock.advanceAsync(2_000);
    expect([first.kills, second.kills]).toEqual([1, 0]);
  });

  it('may take half a minute to load, however short the heartbeats are', async () => {
    bench.dispose();
    bench = workersBench({ settings: { deadMs: 3_000 } });
    bench.supervisor.start();
    const loading = bench.workers.of(1);
    loading.comeUp();
    const ready = bench.up(2);
    await bench.clock.advanceAsync(5_000);
    expect([loading.kills, ready.kills]).toEqual([0, 1]);
    await bench.clock.advanceAsync(26_000);
    expect(loading.kills).toBe(1);
  });

  it('is not blamed for the time in which main itself stood still', async () => {
    const [first] = started();
    const standstill = 120_000;
    // One late tick instead of 120: the timers of a stopped process come due all at once.
    bench.clock.standStill(standstill);
    await bench.clock.advanceAsync(1_000);
    expect(first.kills).toBe(0);
    await bench.clock.advanceAsync(31_000);
    expect(first.kills).toBe(1);
  });
});

describe('a cancel', () => {
  it('is passed on, and a job that stops in time keeps its worker', async () => {
    const [first] = started();
    const id = bench.add();
    const [job] = await bench.ask(first);
    if (job === undefined) throw new Error('no job was given');
    bench.queue.cancel(id);
    const { jobId, epoch } = job;
    expect(first.all('cancel')).toEqual([{ kind: 'cancel', jobId, epoch }]);
    first.say({ kind: 'finished', jobId, epoch, result: { kind: 'cancelled' } });
    await bench.clock.advanceAsync(10_000);
    expect(first.kills).toBe(0);
    expect(bench.facts(id).state).toBe('cancelled');
  });

  it('ends the worker of a job that resists, says so, and gives its neighbours back uncounted', async () => {
    const [first] = started();
    const [resisting, neighbour] = [bench.add(), bench.add()];
    await bench.ask(first);
    bench.queue.cancel(resisting);
    bench.queue.cancel(resisting);
    await bench.clock.advanceAsync(4_999);
    expect(first.kills).toBe(0);
    await bench.clock.advanceAsync(1);
    expect(first.isGone).toBe(true);
    expect(bench.facts(resisting)).toMatchObject({ state: 'cancelled' });
    const stages = bench.detail(resisting).events.filter(({ kind }) => kind === 'cancel_stage');
    expect(stages.map(({ detail }) => detail)).toEqual([
      'The worker was ended 5000 ms after the request, because the job did not stop.',
    ]);
    expect(bench.facts(neighbour)).toEqual({ state: 'pending', crashes: 0, attempt: 0 });
  });

  it('that ends workers on purpose does not use up the restart budget', async () => {
    bench.supervisor.start();
    for (let round = 1; round <= 6; round++) {
      const worker = bench.up(1);
      const id = bench.add();
      await bench.ask(worker);
      bench.queue.cancel(id);
      await bench.clock.advanceAsync(5_000);
    }
    bench.up(1);
    expect(bench.supervisor.list().map(({ slot }) => slot)).toContain(1);
  });

  it('before the worker was given the job ends it at once', async () => {
    const ready: (() => void)[] = [];
    bench.dispose();
    bench = workersBench({ hold: (go) => void ready.push(go) });
    const [first] = started();
    const id = bench.add();
    await bench.ask(first);
    bench.queue.cancel(id);
    expect(bench.facts(id).state).toBe('cancelled');
    for (const go of ready) go();
    await bench.clock.advanceAsync(10_000);
    expect(first.all('jobs').flatMap(({ jobs }) => jobs)).toEqual([]);
    expect(first.kills).toBe(0);
  });
});

it('a nudge reaches the least busy worker first, and none that is ending', async () => {
  const [first, second] = started();
  bench.add();
  await bench.ask(first, 1);
  const order: number[] = [];
  for (const worker of [first, second]) worker.heard.push = () => order.push(worker.slot);
  bench.add();
  expect(order).toEqual([2, 1]);
});
