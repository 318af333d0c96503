import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import type { FakeWorkerProcess } from '../../../support/fake-worker-process.ts';
import { data, finished, profileState } from '../../../support/worker-messages.ts';
import { type WorkersBench, workersBench } from '../../../support/workers-bench.ts';

let bench: WorkersBench;
let worker: FakeWorkerProcess;
beforeEach(() => {
  bench = workersBench({ settings: { workers: 2 } });
  bench.supervisor.start();
  worker = bench.up(1);
});
afterEach(() => bench.dispose());

/** A state that is told from others by the value of its one entry. */
function state(value: string) {
  return {
    cookies: [],
    origins: [{ origin: 'https://shop.example', localStorage: [{ name: 'user', value }] }],
  };
}

async function given(profile: string | undefined, to: FakeWorkerProcess = worker): Promise<ClaimedJob> {
  bench.add({ profile });
  return nextOf(to);
}

async function nextOf(to: FakeWorkerProcess): Promise<ClaimedJob> {
  const [job] = await bench.ask(to, 1);
  if (job === undefined) throw new Error('no job was given');
  return job;
}

it('the state of an attempt is in its profile before its end lets the next job have it', async () => {
  const [first, second] = [bench.add({ profile: 'shop' }), bench.add({ profile: 'shop' })];
  const job = await nextOf(worker);
  expect(job).toMatchObject({ jobId: first, profile: { name: 'shop' } });
  const order: string[] = [];
  bench.publisher.on('countsChanged', () => order.push(JSON.stringify(bench.profiles.get('shop'))));
  worker.say(profileState(job, state('Ada')), finished(job), { kind: 'ask', slots: 1 });
  expect(bench.profiles).toEqual(new Map([['shop', state('Ada')]]));
  expect(bench.facts(first).state).toBe('completed');
  expect(bench.facts(second).state).toBe('processing');
  expect(new Set(order)).toEqual(new Set([JSON.stringify(state('Ada'))]));
});

it('the state of a stale attempt is dropped, whoever runs the job now', async () => {
  const stale = await given('shop');
  bench.queue.reclaimWorker(
    bench.supervisor.list()[0]?.id ?? bench.workerA,
    'lease_expired',
    'No heartbeat.',
  );
  const other = bench.up(2);
  const fresh = await nextOf(other);
  expect(fresh).toMatchObject({ jobId: stale.jobId, epoch: stale.epoch + 1 });
  worker.say(profileState(stale, state('stale')));
  expect(bench.profiles).toEqual(new Map());
  expect(bench.notes.at(-1)).toContain(`a late profile state of job #${stale.jobId} was dropped`);
  worker.say(profileState(fresh, state('of the wrong worker')));
  expect(bench.profiles).toEqual(new Map());
  other.say(profileState(fresh, state('fresh')), finished(fresh));
  worker.say(profileState(stale, state('stale')));
  expect(bench.profiles).toEqual(new Map([['shop', state('fresh')]]));
});

it('the state of an attempt that is to be cancelled, or has ended, is dropped', async () => {
  const cancelled = await given('shop');
  bench.queue.cancel(cancelled.jobId);
  worker.say(profileState(cancelled, state('cancelled')), finished(cancelled));
  expect(bench.facts(cancelled.jobId).state).toBe('cancelled');
  const ended = await given('shop');
  worker.say(finished(ended), profileState(ended, state('ended')));
  expect(bench.profiles).toEqual(new Map());
});

it('a job without a profile can leave its state nowhere', async () => {
  const job = await given(undefined);
  expect(job.profile).toBeNull();
  worker.say(profileState(job, state('nobody')));
  expect(bench.profiles).toEqual(new Map());
});

it('a state that cannot be kept is told, and takes nothing from the job or its worker', async () => {
  bench.profiles.set('shop', new Error('The disk is full.'));
  const job = await given('shop');
  worker.say(profileState(job, state('Ada')), finished(job));
  expect(bench.facts(job.jobId).state).toBe('completed');
  expect(bench.notes.at(-1)).toBe(
    `ERROR W1 the profile “shop” of job #${job.jobId} was not saved: The disk is full.`,
  );
  expect(worker.kills).toBe(0);
});

it('nothing of a state is told, kept in the data file or shown, also when it is outside the protocol', async () => {
  const job = await given('shop');
  worker.say(data(job), profileState(job, state('s3cr3t')), finished(job));
  const other = await given('shop');
  const cookie = { name: 's3cr3t', value: 's3cr3t', domain: 's3cr3t', sameSite: 's3cr3t' };
  worker.sayAnything({
    ...profileState(other, state('s3cr3t')),
    state: { cookies: [cookie], origins: ['s3cr3t'] },
  });
  expect(worker.kills).toBe(1);
  expect(bench.notes.join()).toContain('outside the protocol');
  const shown = JSON.stringify([bench.notes, bench.detail(job.jobId), bench.detail(other.jobId)]);
  expect(shown).not.toContain('s3cr3t');
});
