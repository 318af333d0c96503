import { expect, test } from 'vitest';
import { BrowserPool, CLOSE_MS, type PooledBrowser } from '../../../electron/worker/browser-pool.ts';
import { startJob } from '../../../electron/worker/run-job.ts';
import { JobId, LeaseEpoch } from '../../../shared/ids.ts';
import type { ClaimedJob, FromWorker } from '../../../shared/ipc/worker-protocol.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { settle } from '../../support/settle.ts';

const JOB: ClaimedJob = {
  jobId: JobId.parse(1),
  epoch: LeaseEpoch.parse(1),
  attempt: 1,
  flow: { runwright: 1, name: 'x', steps: [{ action: 'goto', url: 'https://example.com' }] },
  inputs: {},
  secrets: [],
  row: null,
  env: {},
  headed: false,
  profile: null,
  artifactsDir: '/nowhere',
};

test('a pool that is closed while a browser starts does not wait for it for ever', async () => {
  const clock = new FakeClock();
  const pool = new BrowserPool<PooledBrowser>(() => new Promise(() => undefined), clock);
  void pool.acquire('headless');
  let closed = false;
  void pool.close().then(() => {
    closed = true;
  });
  await clock.advanceAsync(CLOSE_MS - 1);
  expect(closed).toBe(false);
  await clock.advanceAsync(1);
  await settle();
  expect(closed).toBe(true);
});

test('a job that has ended and is stopped while main does not answer ends all the same', async () => {
  const clock = new FakeClock();
  const sent: FromWorker[] = [];
  const openSession = () => Promise.reject(new Error('net::ERR_CONNECTION_REFUSED'));
  const job = startJob(JOB, { send: (message) => sent.push(message), openSession, clock });
  let ended = false;
  void job.ended.then(() => {
    ended = true;
  });
  await clock.advanceAsync(60_000);
  expect(ended).toBe(false);
  job.stop('release');
  await clock.advanceAsync(2_000);
  await settle();
  expect(ended).toBe(true);
  expect(sent.at(-1)).toMatchObject({ kind: 'finished', result: { kind: 'failed' } });
});
