import { afterEach, beforeEach, describe, expect, it } from 'vitest';
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

function slots(): number[] {
  return bench.supervisor.list().map(({ slot }) => slot);
}

describe('the number of workers', () => {
  it('grows at once', () => {
    started();
    expect(bench.supervisor.configure({ workers: 4, jobsPerWorker: 5 })).toMatchObject({
      workers: 4,
      state: 'ok',
    });
    bench.up(3);
    bench.up(4);
    expect(slots()).toEqual([1, 2, 3, 4]);
    expect(bench.workers.of(1).all('drain')).toEqual([]);
  });

  it('shrinks from the highest slot: what runs there is finished, nothing new is taken, nothing comes in its place', async () => {
    const [first, second] = started();
    const id = bench.add();
    const [job] = await bench.ask(second, 1);
    if (job === undefined) throw new Error('no job was given');
    bench.supervisor.configure({ workers: 1, jobsPerWorker: 5 });
    expect([first.all('drain').length, second.all('drain').length]).toEqual([0, 1]);
    expect(bench.supervisor.list()[1]).toMatchObject({ slot: 2, draining: true, currentJobs: [id] });
    bench.add();
    expect(await bench.ask(second, 5)).toEqual([]);
    second.say(finished(job));
    second.die(0);
    await bench.clock.advanceAsync(120_000);
    expect(slots()).toEqual([1]);
    expect(bench.facts(id).state).toBe('completed');
    expect(bench.workers.all).toHaveLength(2);
    expect(bench.registry.history(1)).toMatchObject([{ slot: 2, endReason: 'drained' }]);
  });

  it('that shrinks ends a process that has not come up yet', async () => {
    bench.supervisor.start();
    bench.up(1);
    bench.supervisor.configure({ workers: 1, jobsPerWorker: 5 });
    const second = bench.workers.of(2);
    second.comeUp();
    await bench.clock.advanceAsync(1_000);
    expect(second.isGone).toBe(true);
    expect(second.heard).toEqual([]);
    expect(bench.workers.all).toHaveLength(2);
  });

  it('that grows again while a surplus worker still finishes gives its slot a new one afterwards', () => {
    const [, second] = started();
    bench.supervisor.configure({ workers: 1, jobsPerWorker: 5 });
    bench.supervisor.configure({ workers: 2, jobsPerWorker: 5 });
    expect(bench.workers.all).toHaveLength(2);
    second.die(0);
    expect(bench.up(2)).not.toBe(second);
  });

  it('is known before the start, and changes nothing after a stop', async () => {
    bench.supervisor.configure({ workers: 1, jobsPerWorker: 3 });
    expect(bench.workers.all).toEqual([]);
    bench.supervisor.start();
    expect(bench.up(1).all('init')).toMatchObject([{ settings: { concurrency: 3 } }]);
    const stopped = bench.supervisor.stop(0);
    expect(bench.supervisor.configure({ workers: 9, jobsPerWorker: 9 })).toMatchObject({ workers: 1 });
    bench.workers.of(1).die(0);
    await stopped;
    expect(bench.workers.all).toHaveLength(1);
  });
});

describe('how many jobs a worker runs at once', () => {
  it('is told to the live workers, and new ones begin with it', () => {
    const [first] = started();
    bench.supervisor.configure({ workers: 3, jobsPerWorker: 8 });
    expect(first.all('resize')).toEqual([{ kind: 'resize', concurrency: 8 }]);
    expect(bench.up(3).all('init')).toMatchObject([{ settings: { concurrency: 8 } }]);
    expect(bench.supervisor.list().map(({ concurrency }) => concurrency)).toEqual([8, 8, 8]);
    bench.supervisor.configure({ workers: 3, jobsPerWorker: 8 });
    expect(first.all('resize')).toHaveLength(1);
  });

  it('lowered while it is busy lets what runs finish and gives nothing in between', async () => {
    const [first] = started();
    for (let n = 0; n < 6; n++) bench.add();
    const running = await bench.ask(first, 4);
    expect(running).toHaveLength(4);
    bench.supervisor.configure({ workers: 2, jobsPerWorker: 2 });
    expect(first.all('leaseLost')).toEqual([]);
    expect(await bench.ask(first, 4)).toEqual([]);
    const [a, b, c] = running;
    if (a === undefined || b === undefined || c === undefined) throw new Error('four jobs were expected');
    first.say(finished(a), finished(b));
    expect(await bench.ask(first, 4)).toEqual([]);
    first.say(finished(c));
    expect(await bench.ask(first, 4)).toHaveLength(1);
    expect(bench.supervisor.list()[0]).toMatchObject({ concurrency: 2, jobsDone: 3 });
  });

  it('raised lets it take more', async () => {
    const [first] = started();
    for (let n = 0; n < 7; n++) bench.add();
    expect(await bench.ask(first, 7)).toHaveLength(5);
    bench.supervisor.configure({ workers: 2, jobsPerWorker: 7 });
    expect(await bench.ask(first, 2)).toHaveLength(2);
  });
});
