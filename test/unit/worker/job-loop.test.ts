import { expect, test } from 'vitest';
import { JobLoop } from '../../../electron/worker/job-loop.ts';
import type { RunningJob } from '../../../electron/worker/run-job.ts';
import { LeaseEpoch } from '../../../shared/ids.ts';
import type { ClaimedJob, FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { claimedJob } from '../../support/fake-main.ts';
import { settle } from '../../support/settle.ts';

/** A loop whose jobs run until the test ends them. */
function setUp(concurrency = 2) {
  const clock = new FakeClock();
  const sent: FromWorker[] = [];
  const running = new Map<number, { end: () => void; stops: string[]; acks: number[] }>();
  const start = (job: ClaimedJob): RunningJob => {
    const stops: string[] = [];
    const acks: number[] = [];
    const ended = new Promise<void>((end) => running.set(job.jobId, { end, stops, acks }));
    const { jobId, epoch } = job;
    const live = (): void => undefined;
    return {
      jobId,
      epoch,
      ended,
      live,
      acked: (batch) => acks.push(batch),
      stop: (kind) => stops.push(kind),
    };
  };
  const loop = new JobLoop({ send: (message) => sent.push(message), clock, start });
  loop.open({ concurrency, pollMs: 1000 });
  return { clock, sent, loop, running, asks: () => sent.flatMap((m) => (m.kind === 'ask' ? [m.slots] : [])) };
}

function job(): ClaimedJob {
  return claimedJob({ flow: null, artifactsDir: '/nowhere' });
}

test('it asks for its free slots once, and not again before the answer', () => {
  const { loop, clock, asks } = setUp();
  loop.nudge();
  clock.advance(3000);
  expect(asks()).toEqual([2]);
  loop.jobs([]);
  expect(asks()).toEqual([2]);
  loop.nudge();
  expect(asks()).toEqual([2, 2]);
});

test('it polls as a backstop, and asks again when an answer never comes', () => {
  const { loop, clock, asks } = setUp();
  loop.jobs([]);
  clock.advance(1000);
  expect(asks()).toEqual([2, 2]);
  clock.advance(9_000);
  expect(asks().length).toBe(2);
  clock.advance(1_000);
  expect(asks().length).toBe(3);
});

test('it asks for what is left after each start and after each end', async () => {
  const { loop, running, asks } = setUp(3);
  const [a, b] = [job(), job()];
  loop.jobs([a]);
  expect(asks()).toEqual([3, 2]);
  loop.jobs([b]);
  loop.jobs([]);
  running.get(a.jobId)?.end();
  await settle();
  expect(asks()).toEqual([3, 2, 1, 2]);
  expect(loop.leases).toEqual([{ jobId: b.jobId, epoch: b.epoch }]);
});

test('it never runs more than its slots: what comes beyond is given back', () => {
  const { loop, sent } = setUp(1);
  const [a, b] = [job(), job()];
  loop.jobs([a, b]);
  expect(loop.leases.map(({ jobId }) => jobId)).toEqual([a.jobId]);
  expect(sent.at(-1)).toEqual({
    kind: 'finished',
    jobId: b.jobId,
    epoch: b.epoch,
    result: { kind: 'released' },
  });
});

test('messages reach the attempt that they name, and no other epoch of it', () => {
  const { loop, running } = setUp();
  const a = job();
  loop.jobs([a]);
  const { jobId, epoch } = a;
  const other = LeaseEpoch.parse(epoch + 1);
  loop.cancel({ kind: 'cancel', jobId, epoch: other });
  loop.acked({ kind: 'ack', jobId, epoch: other, batch: 9 });
  expect(running.get(jobId)).toMatchObject({ acks: [], stops: [] });
  loop.acked({ kind: 'ack', jobId, epoch, batch: 3 });
  loop.cancel({ kind: 'cancel', jobId, epoch });
  loop.leaseLost({ kind: 'leaseLost', jobId, epoch });
  expect(running.get(jobId)).toMatchObject({ acks: [3], stops: ['cancel', 'leaseLost'] });
});

test('closed, it asks no more, gives back what still comes, and is empty when its jobs end', async () => {
  const { loop, running, clock, sent, asks } = setUp();
  const [a, b] = [job(), job()];
  loop.jobs([a]);
  loop.close();
  const before = asks().length;
  loop.nudge();
  clock.advance(60_000);
  loop.jobs([b]);
  expect(sent.at(-1)).toMatchObject({ kind: 'finished', jobId: b.jobId, result: { kind: 'released' } });
  let empty = false;
  const done = loop.empty().then(() => {
    empty = true;
  });
  await settle();
  expect(empty).toBe(false);
  running.get(a.jobId)?.end();
  await done;
  expect([asks().length, clock.pending]).toEqual([before, 0]);
});

test('releasing tells every running job to give itself back', () => {
  const { loop, running } = setUp();
  const [a, b] = [job(), job()];
  loop.jobs([a, b]);
  loop.releaseAll();
  expect([...running.values()].map(({ stops }) => stops)).toEqual([['release'], ['release']]);
});

test('resized up it asks for more at once, resized down it finishes what runs and takes nothing in its place', async () => {
  const { loop, running, asks } = setUp(1);
  const [a, b, c] = [job(), job(), job()];
  loop.jobs([a]);
  loop.resize(3);
  expect(asks()).toEqual([1, 2]);
  loop.jobs([b, c]);
  loop.resize(1);
  expect([...running.values()].map(({ stops }) => stops)).toEqual([[], [], []]);
  running.get(a.jobId)?.end();
  running.get(b.jobId)?.end();
  await settle();
  expect(asks()).toEqual([1, 2]);
  running.get(c.jobId)?.end();
  await settle();
  expect(asks()).toEqual([1, 2, 1]);
});

test('resized down it gives back what comes beyond', () => {
  const { loop, sent } = setUp(2);
  loop.resize(1);
  const [a, b] = [job(), job()];
  loop.jobs([a, b]);
  expect(loop.leases.map(({ jobId }) => jobId)).toEqual([a.jobId]);
  expect(sent.at(-1)).toMatchObject({ kind: 'finished', jobId: b.jobId, result: { kind: 'released' } });
});
