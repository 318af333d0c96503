import { readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ProfileStore } from '../../../../electron/main/profiles/profile-store.ts';
import type { Claim } from '../../../../electron/main/queue/queue.ts';
import { claimPreparer } from '../../../../electron/main/services/claim-preparer.ts';
import { jobDetail, maskSealed } from '../../../../electron/main/services/job-detail.ts';
import { EnqueueInput } from '../../../../shared/ipc/contract.ts';
import { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import { type ServicesBench, servicesBench } from './services-bench.ts';

let bench: ServicesBench;
let asked: number;
let profiles: ProfileStore;
beforeEach(() => {
  bench = servicesBench();
  asked = 0;
  profiles = new ProfileStore(dirname(bench.file), bench.vault);
});
afterEach(() => bench.dispose());

function prepare(claim: Claim): Promise<ClaimedJob> {
  const { db, vault } = bench;
  return claimPreparer({
    db,
    vault,
    profiles,
    artifacts: '/data/artifacts',
    practiceUrl: async () => {
      asked += 1;
      return 'http://127.0.0.1:4000';
    },
  })(claim);
}

/** Queues and claims one job of a flow. */
function claimOf(parts: Record<string, unknown>, inputs: Record<string, string> = {}): Claim {
  const flowId = bench.save(parts);
  bench.jobs.enqueue({ flowId, inputs, priority: 0, after: [] });
  const [claim] = bench.queue.claim(bench.workerA, 1);
  if (claim === undefined) throw new Error('nothing was claimable');
  return claim;
}

const SECRET = { inputs: { user: { type: 'text' }, password: { type: 'text', secret: true } } };

it('opens the secrets for the worker and names every value that nothing may show', async () => {
  const job = await prepare(claimOf(SECRET, { user: 'robin', password: 's3cret' }));
  expect(job.inputs).toEqual({ user: 'robin', password: 's3cret' });
  expect(job.secrets).toEqual(['s3cret']);
  expect(ClaimedJob.parse(job)).toEqual(job);
});

const PROFILE = { browser: { profile: 'shop' } };
const SIGNED_IN = {
  cookies: [],
  origins: [{ origin: 'https://shop.example', localStorage: [{ name: 'user', value: 'Ada' }] }],
};

it('gives a job its profile: its name alone as long as nothing is kept in it, then the state of the last time', async () => {
  expect((await prepare(claimOf({}))).profile).toBeNull();
  const first = claimOf(PROFILE);
  expect((await prepare(first)).profile).toEqual({ name: 'shop', state: null });
  bench.queue.complete(first, {}, 0);
  profiles.save('shop', SIGNED_IN);
  const job = await prepare(claimOf(PROFILE));
  expect(job.profile).toEqual({ name: 'shop', state: SIGNED_IN });
  expect(ClaimedJob.parse(job)).toEqual(job);
});

it('fails with one sentence when the kept state of the profile is damaged', async () => {
  profiles.save('shop', SIGNED_IN);
  const folder = dirname(bench.file);
  const [file] = readdirSync(folder).filter((each) => each.endsWith('.profile'));
  writeFileSync(join(folder, String(file)), 'x');
  await expect(prepare(claimOf(PROFILE))).rejects.toThrow('The profile “shop” cannot be read');
});

it('a person sees the name of the profile, and nothing of what is kept in it', async () => {
  profiles.save('shop', SIGNED_IN);
  const claim = claimOf(PROFILE);
  await prepare(claim);
  const detail = jobDetail(bench.db, claim.jobId);
  expect(detail.profile).toBe('shop');
  expect(JSON.stringify(detail)).not.toContain('shop.example');
});

it('starts the practice site only for a flow that speaks of it', async () => {
  expect((await prepare(claimOf({ name: 'elsewhere' }))).env).toEqual({});
  expect(asked).toBe(0);
  const steps = [{ action: 'goto', url: '{{env.practice}}/books' }];
  expect((await prepare(claimOf({ name: 'shop', steps }))).env).toEqual({
    practice: 'http://127.0.0.1:4000',
  });
  expect(asked).toBe(1);
});

it('gives the worker how the steps are run, in every attempt, and nothing for a job that does not say', async () => {
  const flowId = bench.save({});
  const run = { from: '1', breakpoints: ['1'], holdMinutes: 5 };
  const ids = bench.jobs.enqueue(EnqueueInput.parse({ flowId, run })).ids;
  bench.jobs.enqueue(EnqueueInput.parse({ flowId }));
  const [first, other] = bench.queue.claim(bench.workerA, 2);
  if (first === undefined || other === undefined) throw new Error('nothing was claimable');
  expect(first.jobId).toBe(ids[0]);
  expect((await prepare(first)).run).toEqual(run);
  expect((await prepare(other)).run).toBeUndefined();
  bench.queue.release(first);
  const [again] = bench.queue.claim(bench.workerA, 1);
  if (again === undefined) throw new Error('nothing was claimable');
  expect((await prepare(again)).run).toEqual(run);
});

it('gives every attempt a folder of its own', async () => {
  const claim = claimOf({});
  const first = await prepare(claim);
  bench.queue.release(claim);
  const [again] = bench.queue.claim(bench.workerA, 1);
  if (again === undefined) throw new Error('nothing was claimable');
  const second = await prepare(again);
  expect(first.artifactsDir).toBe(join('/data/artifacts', String(claim.jobId), '1'));
  expect(second.artifactsDir).toBe(join('/data/artifacts', String(claim.jobId), '2'));
});

it('fails with one sentence when a secret was sealed with another key', async () => {
  const claim = claimOf(SECRET, { password: 's3cret' });
  const broken = { ...claim, inputs: { password: { $sealed: Buffer.alloc(40).toString('base64') } } };
  await expect(prepare(broken)).rejects.toThrow('A secret value cannot be read');
});

it('a person sees a mask in place of a secret, and not even its cipher', () => {
  const { jobId } = claimOf(SECRET, { user: 'robin', password: 's3cret' });
  const { inputs } = jobDetail(bench.db, jobId);
  expect(inputs).toEqual({ user: 'robin', password: '•••' });
  expect(maskSealed({ plain: 1, text: '$sealed', none: null })).toEqual({
    plain: 1,
    text: '$sealed',
    none: null,
  });
});
