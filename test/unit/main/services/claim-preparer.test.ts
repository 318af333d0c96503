import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Claim } from '../../../../electron/main/queue/queue.ts';
import { claimPreparer } from '../../../../electron/main/services/claim-preparer.ts';
import { jobDetail, maskSealed } from '../../../../electron/main/services/job-detail.ts';
import { ClaimedJob } from '../../../../shared/ipc/worker-protocol.ts';
import { type ServicesBench, servicesBench } from './services-bench.ts';

let bench: ServicesBench;
let asked: number;
beforeEach(() => {
  bench = servicesBench();
  asked = 0;
});
afterEach(() => bench.dispose());

function prepare(claim: Claim): Promise<ClaimedJob> {
  const { db, vault } = bench;
  return claimPreparer({
    db,
    vault,
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

it('starts the practice site only for a flow that speaks of it', async () => {
  expect((await prepare(claimOf({ name: 'elsewhere' }))).env).toEqual({});
  expect(asked).toBe(0);
  const steps = [{ action: 'goto', url: '{{env.practice}}/books' }];
  expect((await prepare(claimOf({ name: 'shop', steps }))).env).toEqual({
    practice: 'http://127.0.0.1:4000',
  });
  expect(asked).toBe(1);
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
