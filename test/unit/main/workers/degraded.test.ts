import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
beforeEach(() => {
  bench = workersBench({ settings: { workers: 1, deadMs: 600_000 } });
  bench.supervisor.start();
});
afterEach(() => bench.dispose());

function crash(times: number, code = 139): void {
  for (let n = 0; n < times; n++) {
    bench.workers.of(1).comeUp();
    bench.workers.of(1).die(code);
  }
}

it('is well as long as the budget lasts', () => {
  crash(5);
  expect(bench.supervisor.health()).toEqual({
    workers: 1,
    jobsPerWorker: 5,
    state: 'ok',
    reason: '',
    nextStartAt: null,
    drained: [],
  });
});

it('is degraded when the budget is used up, and says why and when the next worker comes', () => {
  const from = bench.clock.now();
  crash(5);
  bench.clock.advance(10_000);
  const told = bench.changes();
  crash(1, 7);
  expect(bench.supervisor.health()).toMatchObject({
    state: 'degraded',
    reason: 'Workers ended 6 times within a minute, the last time with: exit code 7.',
    nextStartAt: from + 60_000,
  });
  expect(bench.changes()).toBeGreaterThan(told);
});

it('says the time of the next start also after the clock was set', () => {
  crash(6);
  bench.clock.jump(-3_600_000);
  expect(bench.supervisor.health().nextStartAt).toBe(bench.clock.now() + 60_000);
});

it('is well again when a worker has run for a minute', () => {
  crash(6);
  bench.clock.advance(60_000);
  bench.up(1);
  expect(bench.supervisor.health()).toMatchObject({ state: 'degraded', nextStartAt: null });
  bench.clock.advance(59_999);
  expect(bench.supervisor.health().state).toBe('degraded');
  const told = bench.changes();
  bench.clock.advance(1);
  expect(bench.supervisor.health()).toMatchObject({ state: 'ok', reason: '' });
  expect(bench.changes()).toBe(told + 1);
});

it('stays degraded while workers go on to crash, however slowly', () => {
  crash(6);
  bench.clock.advance(60_000);
  for (let minute = 0; minute < 5; minute++) {
    bench.clock.advance(59_000);
    crash(1);
    expect(bench.supervisor.health().state).toBe('degraded');
  }
});

it('can be started by hand: at once, with a fresh budget, and it is well', () => {
  crash(6);
  const before = bench.workers.all.length;
  expect(bench.supervisor.startMissing()).toMatchObject({ state: 'ok', nextStartAt: null });
  expect(bench.workers.all).toHaveLength(before + 1);
  crash(5);
  expect(bench.supervisor.health().state).toBe('ok');
  crash(1);
  expect(bench.supervisor.health().state).toBe('degraded');
});

it('does not start what is not wanted any more when the wait is over', () => {
  crash(6);
  bench.supervisor.drain(1, 'stay');
  const before = bench.workers.all.length;
  bench.clock.advance(60_000);
  expect(bench.workers.all).toHaveLength(before);
  expect(bench.supervisor.health()).toMatchObject({ state: 'ok', nextStartAt: null, drained: [1] });
});

it('holds back the slot that waits and not the ones that are new', () => {
  crash(6);
  bench.supervisor.configure({ workers: 2, jobsPerWorker: 5 });
  expect(bench.workers.all.filter(({ slot }) => slot === 1)).toHaveLength(6);
  bench.up(2);
  expect(bench.supervisor.health().state).toBe('degraded');
});

it('counts a process that cannot be started at all', async () => {
  bench.workers.refusal = new Error('no memory');
  crash(1);
  await bench.clock.advanceAsync(10_000);
  expect(bench.supervisor.health()).toMatchObject({
    state: 'degraded',
    reason: expect.stringContaining('could not be started: Error: no memory'),
  });
  bench.workers.refusal = null;
  bench.supervisor.startMissing();
  bench.up(1);
  expect(bench.supervisor.health().state).toBe('ok');
});

it('starts nothing after a stop and leaves no timer behind', async () => {
  crash(6);
  const before = bench.workers.all.length;
  await bench.supervisor.stop(0);
  await bench.clock.advanceAsync(120_000);
  expect(bench.workers.all).toHaveLength(before);
  expect(bench.clock.pending).toBe(0);
});
