import { EventEmitter } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PowerWatch } from '../../../../electron/main/power/power-watch.ts';
import { Sweeper } from '../../../../electron/main/queue/sweeper.ts';
import type { JobId } from '../../../../shared/ids.ts';
import type { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { beat } from '../../../support/worker-messages.ts';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

const NIGHT_MS = 8 * 60 * 60 * 1000;

let bench: WorkersBench;
let worker: FakeWorkerProcess;
let monitor: EventEmitter;
let watch: PowerWatch;
let sweeper: Sweeper;
let reclaimed: JobId[];
let job: ClaimedJob;

beforeEach(async () => {
  bench = workersBench({ settings: { workers: 1 } });
  const { clock, queue, supervisor } = bench;
  monitor = new EventEmitter();
  reclaimed = [];
  sweeper = new Sweeper({
    queue,
    clock,
    sweepMs: 1_000,
    leaseMs: 30_000,
    onReclaimed: (jobs) => {
      reclaimed.push(...jobs.map(({ jobId }) => jobId));
      supervisor.leasesEnded(jobs);
    },
    onError: (error) => expect.unreachable(String(error)),
  });
  const note = (level: string, source: string, message: string): void => {
    bench.notes.push(`${level} ${source} ${message}`);
  };
  watch = new PowerWatch({ monitor, clock, judges: [sweeper, supervisor], note });
  watch.start();
  watch.start();
  supervisor.start();
  sweeper.start();
  worker = bench.up(1);
  bench.add();
  const [given] = await bench.ask(worker);
  if (given === undefined) throw new Error('no job was given');
  job = given;
});
afterEach(() => {
  watch.stop();
  sweeper.stop();
  bench.dispose();
});

function expectNobodyJudged(): void {
  expect(reclaimed).toEqual([]);
  expect(worker.kills).toBe(0);
  expect(bench.facts(job.jobId)).toEqual({ state: 'processing', crashes: 0, attempt: 1 });
}

/** How the machine's clocks and timers behave while it sleeps. */
const SLEEPS: [string, () => void][] = [
  ['the monotonic clock stands still', () => bench.clock.jump(NIGHT_MS)],
  ['the monotonic clock runs on and timers come late', () => bench.clock.standStill(NIGHT_MS)],
];

describe.each(SLEEPS)('a sleep in which %s', (_how, sleep) => {
  it('judges nobody, and gives everybody a whole lease afterwards', () => {
    bench.clock.advance(29_500);
    monitor.emit('suspend');
    bench.clock.advance(400);
    sleep();
    bench.clock.advance(300);
    monitor.emit('resume');
    bench.clock.advance(29_000);
    expectNobodyJudged();
    worker.say(beat([job]));
    bench.clock.advance(29_000);
    expectNobodyJudged();
  });

  it('takes back the work of a worker that does not come back, a lease after it', async () => {
    bench.clock.advance(29_500);
    monitor.emit('suspend');
    sleep();
    monitor.emit('resume');
    await bench.clock.advanceAsync(32_000);
    expect(bench.facts(job.jobId).state).toBe('pending');
    expect(worker.kills).toBe(1);
  });

  it('keeps a lease that a heartbeat renewed before the resume was told no longer than others', async () => {
    monitor.emit('suspend');
    sleep();
    worker.say(beat([job]));
    monitor.emit('resume');
    await bench.clock.advanceAsync(32_000);
    expect(bench.facts(job.jobId).state).toBe('pending');
  });

  it('is survived also when nobody tells of it', () => {
    bench.clock.advance(10_000);
    sleep();
    bench.clock.advance(1_000);
    worker.say(beat([job]));
    bench.clock.advance(29_000);
    expectNobodyJudged();
  });
});

it('timers that come late at the end of a sleep judge nobody, whether resume is told before them or after', () => {
  bench.clock.advance(29_500);
  bench.clock.standStill(NIGHT_MS);
  bench.clock.advance(20_000);
  expectNobodyJudged();
  monitor.emit('resume');
  bench.clock.advance(29_000);
  expectNobodyJudged();
});

it('a machine that wakes for a moment now and then judges nobody in its sleep', () => {
  bench.clock.advance(25_000);
  monitor.emit('suspend');
  for (let wake = 0; wake < 6; wake++) {
    bench.clock.advance(4_000);
    bench.clock.jump(15 * 60_000);
  }
  expectNobodyJudged();
  monitor.emit('resume');
  bench.clock.advance(29_000);
  expectNobodyJudged();
});

it('a sleep that was called off holds nothing for ever: after a minute everybody is judged again', async () => {
  monitor.emit('suspend');
  await bench.clock.advanceAsync(59_000);
  expectNobodyJudged();
  await bench.clock.advanceAsync(1_000 + 32_000);
  expect(bench.facts(job.jobId).state).toBe('pending');
  expect(bench.notes.join()).toContain('the machine is awake');
});

it('jobs that come due are woken while judging is held', () => {
  const later = bench.add({ runAt: bench.clock.now() + 5_000 });
  const waits = bench.db.prepare<[JobId], string | null>('SELECT waits_for FROM job WHERE id = ?').pluck();
  expect(waits.get(later)).toBe('time');
  monitor.emit('suspend');
  bench.clock.advance(6_000);
  expect(waits.get(later)).toBe(null);
});

it('after its stop the watch hears nothing and leaves no timer behind', async () => {
  monitor.emit('suspend');
  watch.stop();
  watch.stop();
  const before = bench.notes.length;
  monitor.emit('suspend');
  monitor.emit('resume');
  watch.start();
  expect(bench.notes).toHaveLength(before);
  sweeper.stop();
  const stopped = bench.supervisor.stop(0);
  worker.die(0);
  await stopped;
  expect(bench.clock.pending).toBe(0);
});
