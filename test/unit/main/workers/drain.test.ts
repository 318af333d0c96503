import { afterEach, beforeEach, expect, it } from 'vitest';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { finished } from '../../../support/worker-messages.ts';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
beforeEach(() => {
  bench = workersBench({ settings: { deadMs: 600_000 } });
});
afterEach(() => bench.dispose());

function started(): [FakeWorkerProcess, FakeWorkerProcess] {
  bench.supervisor.start();
  return [bench.up(1), bench.up(2)];
}

it('finishes what the worker has, gives it nothing new, and replaces it when it is gone', async () => {
  const [first] = started();
  const id = bench.add();
  const [job] = await bench.ask(first);
  if (job === undefined) throw new Error('no job was given');
  expect(bench.supervisor.drain(1, 'restart')).toBe(true);
  expect(first.all('drain')).toHaveLength(1);
  expect(bench.supervisor.list()[0]).toMatchObject({ draining: true, currentJobs: [id] });
  bench.add();
  expect(await bench.ask(first)).toEqual([]);
  first.say(finished(job));
  first.die(0);
  const successor = bench.up(1);
  expect(successor).not.toBe(first);
  expect(await bench.ask(successor)).toHaveLength(1);
  expect(bench.supervisor.list()[0]).toMatchObject({ draining: false, restarts: 1 });
  expect(bench.supervisor.health()).toMatchObject({ state: 'ok', drained: [] });
});

it('to stay empty leaves the slot empty until what is missing is started', async () => {
  const [first] = started();
  expect(bench.supervisor.drain(1, 'stay')).toBe(true);
  expect(bench.supervisor.health().drained).toEqual([1]);
  first.die(0);
  await bench.clock.advanceAsync(120_000);
  expect(bench.supervisor.list().map(({ slot }) => slot)).toEqual([2]);
  expect(bench.supervisor.startMissing()).toMatchObject({ state: 'ok', drained: [] });
  bench.up(1);
  expect(bench.supervisor.list().map(({ slot }) => slot)).toEqual([1, 2]);
});

it('costs no restart budget, however often it is asked for', () => {
  bench.supervisor.start();
  for (let round = 1; round <= 8; round++) {
    const worker = bench.up(1);
    bench.supervisor.drain(1, 'restart');
    worker.die(0);
  }
  bench.up(1);
  expect(bench.supervisor.health().state).toBe('ok');
  expect(bench.notes.filter((note) => /^(WARN|ERROR)/.test(note))).toEqual([]);
});

it('of a worker that dies over a job is a crash: the job counts it, and the slot has a new worker', async () => {
  const [first] = started();
  const id = bench.add();
  await bench.ask(first);
  bench.supervisor.drain(1, 'restart');
  first.die(139);
  expect(bench.facts(id)).toMatchObject({ state: 'pending', crashes: 1 });
  expect(bench.registry.history(2)).toMatchObject([{ slot: 2 }, { slot: 1, endReason: 'exit code 139' }]);
  bench.up(1);
});

it('asked for twice tells the worker once, and the last word counts', () => {
  const [first] = started();
  bench.supervisor.drain(1, 'stay');
  expect(bench.supervisor.drain(1, 'restart')).toBe(true);
  expect(first.all('drain')).toHaveLength(1);
  first.die(0);
  bench.up(1);
  expect(bench.supervisor.health().drained).toEqual([]);
});

it('started again while its worker still finishes, the slot has a new one afterwards', () => {
  const [first] = started();
  bench.supervisor.drain(1, 'stay');
  bench.supervisor.startMissing();
  expect(bench.workers.all).toHaveLength(2);
  first.die(0);
  bench.up(1);
});

it('has nothing to do in a slot that is empty, that there is not, or after a stop', async () => {
  const [first, second] = started();
  bench.supervisor.drain(1, 'stay');
  first.die(0);
  expect(bench.supervisor.drain(1, 'stay')).toBe(false);
  expect(bench.supervisor.drain(1, 'restart')).toBe(false);
  expect(bench.supervisor.health().drained).toEqual([1]);
  expect(bench.supervisor.drain(0, 'stay')).toBe(false);
  expect(bench.supervisor.drain(3, 'restart')).toBe(false);
  const stopped = bench.supervisor.stop(0);
  expect(bench.supervisor.drain(2, 'stay')).toBe(false);
  expect(bench.supervisor.startMissing().drained).toEqual([1]);
  second.die(0);
  await stopped;
  expect(bench.workers.all).toHaveLength(2);
});

it('is forgotten for a slot that falls away and comes back', () => {
  const [, second] = started();
  bench.supervisor.drain(2, 'stay');
  second.die(0);
  bench.supervisor.configure({ workers: 1, jobsPerWorker: 5 });
  bench.supervisor.configure({ workers: 2, jobsPerWorker: 5 });
  bench.up(2);
  expect(bench.supervisor.health().drained).toEqual([]);
});
