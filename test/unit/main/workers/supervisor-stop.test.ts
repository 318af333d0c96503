import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { settle } from '../../../support/settle.ts';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
beforeEach(() => {
  // These workers do not beat: here nobody is to be ended for his silence.
  bench = workersBench({ settings: { deadMs: 600_000 } });
});
afterEach(() => bench.dispose());

function started(): [FakeWorkerProcess, FakeWorkerProcess] {
  bench.supervisor.start();
  return [bench.up(1), bench.up(2)];
}

/** Begins a stop; `ended` says whether it has settled. */
function stopping(graceMs: number): { ended: boolean; promise: Promise<void> } {
  const stop = { ended: false, promise: bench.supervisor.stop(graceMs) };
  void stop.promise.then(() => {
    stop.ended = true;
  });
  return stop;
}

/** Lets what is due happen, also on the disk. */
async function untilEnded(stop: { ended: boolean }): Promise<void> {
  await expect.poll(() => stop.ended).toBe(true);
}

it('lets running jobs finish and settles when every worker is gone', async () => {
  const [first, second] = started();
  const id = bench.add();
  const [job] = await bench.ask(first);
  if (job === undefined) throw new Error('no job was given');
  const stop = stopping(60_000);
  expect([first.all('drain'), second.all('drain')].map(({ length }) => length)).toEqual([1, 1]);
  second.die(0);
  const { jobId, epoch } = job;
  first.say({ kind: 'finished', jobId, epoch, result: { kind: 'completed', result: {}, failedRows: 0 } });
  await settle();
  expect(stop.ended).toBe(false);
  first.die(0);
  await untilEnded(stop);
  expect(bench.facts(id).state).toBe('completed');
});

it('is never taken for a crash: nothing is started anew and no job is blamed', async () => {
  const [first, second] = started();
  const id = bench.add();
  await bench.ask(first);
  const stop = stopping(60_000);
  first.die(1);
  second.die(1);
  await untilEnded(stop);
  expect(bench.workers.all).toHaveLength(2);
  expect(bench.facts(id)).toEqual({ state: 'pending', crashes: 0, attempt: 0 });
  expect(bench.registry.history(2).map(({ endReason }) => endReason)).toEqual(['stopped', 'stopped']);
});

it('says stop when the grace is over, and ends at last whoever does not go; its jobs are given back', async () => {
  const [first, second] = started();
  const id = bench.add();
  await bench.ask(first);
  const stop = stopping(60_000);
  second.die(0);
  await bench.clock.advanceAsync(59_999);
  expect(first.all('stop')).toEqual([]);
  await bench.clock.advanceAsync(1);
  expect(first.all('stop')).toHaveLength(1);
  await bench.clock.advanceAsync(4_999);
  expect(first.kills).toBe(0);
  await bench.clock.advanceAsync(1);
  expect(first.kills).toBe(1);
  await untilEnded(stop);
  expect(bench.facts(id)).toEqual({ state: 'pending', crashes: 0, attempt: 0 });
});

it('settles also when a process cannot be ended, and gives its jobs back', async () => {
  const [first, second] = started();
  first.mortal = false;
  const id = bench.add();
  await bench.ask(first);
  const stop = stopping(1_000);
  second.die(0);
  await bench.clock.advanceAsync(1_000 + 5_000 + 5_000);
  await untilEnded(stop);
  expect(bench.notes.join()).toContain('cannot be ended');
  expect(bench.facts(id)).toMatchObject({ state: 'pending', crashes: 0 });
});

it('does not wait for ever for a cleanup that hangs', async () => {
  const [first, second] = started();
  first.say({ kind: 'browserStarting', browser: 'b'.repeat(32), profileDir: '/tmp' });
  bench.hangReaper();
  const stop = stopping(60_000);
  first.die(0);
  second.die(0);
  await settle();
  expect(stop.ended).toBe(false);
  await bench.clock.advanceAsync(5_000);
  await untilEnded(stop);
  expect(bench.notes.join()).toContain('not all cleaned up');
});

it('called twice waits for the same end and asks nobody twice', async () => {
  const [first, second] = started();
  const [one, two] = [stopping(60_000), stopping(1)];
  expect(first.all('drain')).toHaveLength(1);
  first.die(0);
  second.die(0);
  await Promise.all([untilEnded(one), untilEnded(two)]);
});

it('ends a worker that is still starting as soon as it can be ended, and does not give it work', async () => {
  bench.supervisor.start();
  const second = bench.up(2);
  const stop = stopping(60_000);
  second.die(0);
  const first = bench.workers.of(1);
  await settle();
  expect(stop.ended).toBe(false);
  first.comeUp();
  await settle();
  expect(first.isGone).toBe(true);
  await untilEnded(stop);
  expect(first.heard).toEqual([]);
});

it('does not wait for a worker that never comes up', async () => {
  bench.supervisor.start();
  const stop = stopping(60_000);
  await bench.clock.advanceAsync(5_000);
  await untilEnded(stop);
});

it('gives no job to a worker that asked before it heard of the end', async () => {
  const [first] = started();
  const id = bench.add();
  stopping(60_000);
  expect(await bench.ask(first)).toEqual([]);
  expect(bench.facts(id).state).toBe('pending');
  expect(bench.detail(id).attempts).toEqual([]);
});

it('gives back a job that is being made ready, whether its worker is still there or not', async () => {
  const ready: (() => void)[] = [];
  bench.dispose();
  bench = workersBench({ hold: (go) => void ready.push(go) });
  const [first, second] = started();
  const [a, b] = [bench.add(), bench.add()];
  await bench.ask(first, 1);
  await bench.ask(second, 1);
  const stop = stopping(60_000);
  first.die(0);
  for (const go of ready) go();
  await settle();
  expect(second.all('jobs').flatMap(({ jobs }) => jobs)).toEqual([]);
  second.die(0);
  await untilEnded(stop);
  for (const id of [a, b]) expect(bench.facts(id)).toEqual({ state: 'pending', crashes: 0, attempt: 0 });
});

it('before any start starts nothing, and a start after it neither', async () => {
  const stop = stopping(60_000);
  await untilEnded(stop);
  bench.supervisor.start();
  expect(bench.workers.all).toEqual([]);
});
