import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Sweeper } from '../../../../electron/main/queue/sweeper.ts';
import { WorkerSamples } from '../../../../electron/main/registry/worker-samples.ts';
import { workersNow } from '../../../../electron/main/window-api/workers-now.ts';
import type { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { NETWORK_ERROR } from '../../../support/queue-bench.ts';
import { beat, data, finished } from '../../../support/worker-messages.ts';
import { preparedJob, type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
let worker: FakeWorkerProcess;
beforeEach(() => begin(workersBench({ settings: { workers: 1 } })));
afterEach(() => bench.dispose());

function begin(fresh: WorkersBench): void {
  bench = fresh;
  bench.supervisor.start();
  worker = bench.up(1);
}

async function onlyJob(): Promise<ClaimedJob> {
  const [job] = await bench.ask(worker);
  if (job === undefined) throw new Error('no job was given');
  return job;
}

describe('a question for jobs', () => {
  it('is answered with as many as are asked for, and never with more than the worker may run', async () => {
    for (let n = 0; n < 8; n++) bench.add();
    expect(await bench.ask(worker, 2)).toHaveLength(2);
    expect(await bench.ask(worker, 100)).toHaveLength(3);
    expect(await bench.ask(worker, 100)).toHaveLength(0);
    expect(worker.all('jobs')).toHaveLength(3);
  });

  it('leaves out a job that cannot be made ready: it fails with the reason, and the others go on', async () => {
    bench.dispose();
    begin(
      workersBench({
        settings: { workers: 1 },
        prepare: async (claim) => {
          if (claim.inputs.topic === 'locked') throw new Error('The key store is locked.');
          return preparedJob(claim);
        },
      }),
    );
    const [good, bad, other] = [bench.add(), bench.add({ inputs: { topic: 'locked' } }), bench.add()];
    const given = await bench.ask(worker);
    expect(given.map(({ jobId }) => jobId).sort()).toEqual([good, other]);
    const { attempts, job } = bench.detail(bad);
    expect(attempts[0]?.error ?? job.error).toMatchObject({
      category: 'UnknownError',
      message: 'The key store is locked.',
    });
    expect(bench.supervisor.list()[0]?.currentJobs).toEqual([good, other]);
  });
});

describe('what an attempt reports', () => {
  it('is kept and acknowledged with the number of its batch', async () => {
    bench.add();
    const job = await onlyJob();
    worker.say(data(job, { batch: 7, rows: [{ dataset: 'books', seq: 0, data: { title: 'Emma' } }] }));
    expect(worker.all('ack')).toEqual([{ kind: 'ack', jobId: job.jobId, epoch: job.epoch, batch: 7 }]);
    expect(bench.detail(job.jobId).datasets).toMatchObject([{ name: 'books', rows: 1 }]);
  });

  it.each(['../out.png', 'a/b.png', '..', '.', 'C:\\x.png', '/etc/passwd'])(
    'names no file outside of its folder: %s is dropped, the rest is kept',
    async (file) => {
      bench.add();
      const job = await onlyJob();
      const artifact = { kind: 'screenshot', name: 'n', bytes: 1, step: null, at: 1 } as const;
      worker.say(
        data(job, {
          artifacts: [
            { ...artifact, file },
            { ...artifact, file: 'ok.png' },
          ],
        }),
      );
      const { artifacts } = bench.detail(job.jobId);
      expect(artifacts.map(({ path }) => path)).toEqual([`${job.jobId}/${job.epoch}/ok.png`]);
    },
  );

  it('changes nothing when it is stale, and the worker hears that the lease is lost', async () => {
    const id = bench.add();
    const job = await onlyJob();
    bench.queue.release(job);
    const before = bench.detail(id);
    worker.say(data(job, { rows: [{ dataset: 'books', seq: 0, data: { title: 'late' } }] }));
    worker.say(finished(job));
    expect(bench.detail(id)).toEqual(before);
    const lost = { kind: 'leaseLost', jobId: job.jobId, epoch: job.epoch };
    expect(worker.all('leaseLost')).toEqual([lost, lost]);
    expect(worker.all('ack')).toEqual([]);
    expect(bench.notes.at(-1)).toContain('late result');
    expect(bench.supervisor.list()[0]).toMatchObject({ jobsDone: 0, currentJobs: [] });
  });

  it('of an earlier attempt does not take the same worker’s new lease away', async () => {
    const id = bench.add();
    const first = await onlyJob();
    bench.queue.release(first);
    const second = await onlyJob();
    worker.say(finished(first));
    expect(bench.supervisor.list()[0]?.currentJobs).toEqual([id]);
    bench.queue.cancel(id);
    expect(worker.all('cancel')).toEqual([{ kind: 'cancel', jobId: id, epoch: second.epoch }]);
    worker.say(finished(second));
    expect(bench.facts(id).state).toBe('cancelled');
  });

  it('is counted for its worker', async () => {
    bench.add();
    bench.add();
    const [a, b] = await bench.ask(worker);
    if (a === undefined || b === undefined) throw new Error('two jobs were expected');
    worker.say(finished(a));
    const error = { ...NETWORK_ERROR, step: '1' };
    worker.say({ kind: 'finished', jobId: b.jobId, epoch: b.epoch, result: { kind: 'failed', error } });
    expect(bench.supervisor.list()[0]).toMatchObject({ jobsDone: 1, jobsFailed: 1, state: 'idle' });
    expect(bench.facts(b.jobId).state).toBe('pending');
  });

  it('tells the stages of a cancel to the timeline', async () => {
    const id = bench.add();
    const { jobId, epoch } = await onlyJob();
    bench.queue.cancel(id);
    worker.say({ kind: 'cancelStage', jobId, epoch, stage: 'actions_stopped', afterMs: 12 });
    worker.say({ kind: 'finished', jobId, epoch, result: { kind: 'cancelled' } });
    expect(bench.detail(id).events.map(({ kind }) => kind)).toEqual([
      'queued',
      'claimed',
      'cancel_asked',
      'cancel_stage',
      'cancelled',
    ]);
  });
});

describe('a beat', () => {
  it('renews the leases that it names', async () => {
    const id = bench.add();
    const job = await onlyJob();
    bench.clock.advance(20_000);
    worker.say(beat([job], { rssBytes: 5, cpu: 0.5, loopDelayMs: 2 }));
    bench.clock.advance(20_000);
    expect(bench.queue.reclaimExpired()).toEqual([]);
    bench.clock.advance(10_001);
    expect(bench.queue.reclaimExpired()).toMatchObject([{ jobId: id, to: 'pending' }]);
  });

  it('repeats a cancel that the worker may have missed', async () => {
    const id = bench.add();
    const job = await onlyJob();
    bench.queue.cancel(id);
    worker.say(beat([job], { rssBytes: 5, cpu: 0.5, loopDelayMs: 2 }));
    expect(worker.all('cancel')).toHaveLength(2);
  });

  it('leaves a sample of what the worker needs', async () => {
    bench.add();
    const job = await onlyJob();
    const workerId = bench.supervisor.list()[0]?.id;
    worker.say(beat([job], { rssBytes: 5, cpu: 0.5, loopDelayMs: 2, browsers: 1 }));
    const at = bench.clock.now();
    const needs = { cpu: 0.5, rssBytes: 5, loopDelayMs: 2, jobs: 1, browsers: 1, jobsDone: 0, jobsFailed: 0 };
    expect(new WorkerSamples(bench.db, bench.clock).since(0)).toEqual([{ workerId, slot: 1, at, ...needs }]);
  });

  it('is told which leases are lost', async () => {
    bench.add();
    const job = await onlyJob();
    bench.queue.release(job);
    worker.say(beat([job], { rssBytes: 5, cpu: 0.5, loopDelayMs: 2 }));
    expect(worker.all('leaseLost')).toHaveLength(1);
    expect(bench.supervisor.list()[0]).toMatchObject({
      currentJobs: [],
      rssBytes: 5,
      cpu: 0.5,
      loopDelayMs: 2,
    });
  });
});

it('a lease that ran out frees the slot of its worker, which is told at once', async () => {
  const id = bench.add();
  const job = await onlyJob();
  const { queue, clock, supervisor } = bench;
  const sweeper = new Sweeper({
    queue,
    clock,
    sweepMs: 1_000,
    onReclaimed: (leases) => supervisor.leasesEnded(leases),
    onError: (error) => expect.unreachable(String(error)),
  });
  sweeper.start();
  clock.advance(10_000);
  worker.say(beat());
  clock.advance(21_000);
  sweeper.stop();
  expect(worker.all('leaseLost')).toEqual([{ kind: 'leaseLost', jobId: id, epoch: job.epoch }]);
  expect(supervisor.list()[0]?.currentJobs).toEqual([]);
  expect(await bench.ask(worker, 5)).toMatchObject([{ jobId: id, epoch: job.epoch + 1 }]);
});

it('the browsers in the ledger are always those that the worker has', () => {
  const counts = () => {
    const { browsersAlive, browsersExpected } = workersNow(bench);
    return [browsersAlive, browsersExpected];
  };
  const [one, two] = ['1'.repeat(32), '2'.repeat(32)];
  expect(counts()).toEqual([0, 0]);
  worker.say({ kind: 'browserStarting', browser: one, profileDir: '/p' });
  worker.say({ kind: 'browserStarting', browser: two, profileDir: '/p' });
  expect(worker.all('browserAllowed').map(({ browser }) => browser)).toEqual([one, two]);
  expect(counts()).toEqual([2, 2]);
  worker.say({ kind: 'browserStarted', browser: one, pid: 42 });
  expect(bench.ledger.openOnes().find(({ token }) => token === one)?.pid).toBe(42);
  worker.say({ kind: 'browserClosed', browser: two });
  worker.say({ kind: 'browserClosed', browser: two });
  expect(counts()).toEqual([1, 1]);
});
