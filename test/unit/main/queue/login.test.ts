import { afterEach, beforeEach, expect, it } from 'vitest';
import { getDetail, getSummary } from '../../../../electron/database/queries.ts';
import type { Claim } from '../../../../electron/main/queue/queue.ts';
import { type JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import { claimOne, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

const LOOKS = { profile: 'shop', checksLogin: true } as const;
const REASON = 'Not signed in: at shop.example role link "Log out" is not there.';
const STATE = { bytes: 12, sites: ['shop.example'] };

const waitOf = (id: JobId): string | null => getSummary(bench.db, id).waitsFor;
const claimed = (): JobId[] => bench.queue.claim(bench.workerA, 10).map(({ jobId }) => jobId);

/** A job that looks finds nobody signed in. */
function needsLogin(): { id: JobId; lease: Claim } {
  const id = bench.add(LOOKS);
  const lease = claimOne(bench);
  expect(bench.queue.needLogin(lease, REASON)).toBe(true);
  return { id, lease };
}

/** A job that does not look signs in. */
function signIn(): void {
  bench.add({ profile: 'shop', priority: 100 });
  const lease = claimOne(bench);
  expect(bench.queue.profiles.kept(bench.workerA, lease, STATE)).toBe(true);
  expect(bench.queue.complete(lease, {}, 0)).toBe(true);
}

it('a job that finds nobody signed in waits, and neither an attempt nor a retry is used up', () => {
  const { id } = needsLogin();
  expect(getSummary(bench.db, id)).toMatchObject({
    state: 'pending',
    waitsFor: 'login:shop',
    attempt: 0,
    retryCount: 0,
    error: null,
  });
  const { attempts, events } = getDetail(bench.db, id);
  expect(attempts.map(({ outcome, error }) => [outcome, error])).toEqual([['released', null]]);
  expect(events.at(-1)).toMatchObject({ kind: 'released', to: 'pending', detail: REASON });
  expect(bench.queue.counts()).toMatchObject({ pending: 1, failed: 0, retrying: 0 });
});

it('the other jobs that look wait too, in the very claim that comes with that end; those that do not look go on', () => {
  const [first, second] = [bench.add(LOOKS), bench.add(LOOKS)];
  const [free, elsewhere] = [bench.add({ profile: 'shop' }), bench.add({ ...LOOKS, profile: 'bank' })];
  const lease = claimOne(bench);
  expect(lease.jobId).toBe(first);
  const { claims } = bench.queue.finishAndClaim(
    bench.workerA,
    lease,
    { kind: 'needsLogin', reason: REASON },
    10,
  );
  expect(claims.map(({ jobId }) => jobId)).toEqual([free, elsewhere]);
  expect([first, second].map(waitOf)).toEqual(['login:shop', 'login:shop']);
});

it('when a new state is kept they run by themselves, one after another', () => {
  const { id } = needsLogin();
  const second = bench.add(LOOKS);
  expect(claimed()).toEqual([]);
  let woken = 0;
  bench.publisher.on('wake', () => {
    woken += 1;
  });
  signIn();
  expect(woken).toBeGreaterThan(0);
  expect(claimed()).toEqual([id]);
  expect(waitOf(second)).toBe('profile:shop');
});

it('it is kept over a restart that a profile needs a login', () => {
  const { id } = needsLogin();
  bench = bench.reopen();
  expect(claimed()).toEqual([]);
  signIn();
  expect(claimed()).toEqual([id]);
});

it('an attempt that is not the present one neither needs a login nor keeps a state', () => {
  const { id, lease } = needsLogin();
  expect(bench.queue.needLogin(lease, REASON)).toBe(false);
  expect(bench.queue.profiles.kept(bench.workerA, lease, STATE)).toBe(false);
  signIn();
  const again = claimOne(bench);
  expect(again.jobId).toBe(id);
  const stale = { jobId: id, epoch: LeaseEpoch.parse(again.epoch - 1) };
  expect(bench.queue.needLogin(stale, REASON)).toBe(false);
  expect(bench.queue.profiles.kept(bench.workerA, stale, STATE)).toBe(false);
  expect(bench.queue.profiles.kept(bench.workerB, again, STATE)).toBe(false);
  bench.queue.cancel(id);
  expect(bench.queue.profiles.kept(bench.workerA, again, STATE)).toBe(false);
  expect(getSummary(bench.db, id).state).toBe('processing');
});

it('a cancel beats the wait for a login', () => {
  const id = bench.add(LOOKS);
  const lease = claimOne(bench);
  bench.queue.cancel(id);
  expect(bench.queue.needLogin(lease, REASON)).toBe(true);
  expect(getSummary(bench.db, id).state).toBe('cancelled');
});

it('a job without a profile has nothing to sign in to: it fails, instead of going round for ever', () => {
  const id = bench.add();
  expect(bench.queue.needLogin(claimOne(bench), REASON)).toBe(true);
  expect(getSummary(bench.db, id)).toMatchObject({
    state: 'failed',
    error: { category: 'AuthenticationError', message: REASON },
  });
});

it('a profile is removed when no job holds it, and what waited for its login looks again', () => {
  const { id } = needsLogin();
  bench.add({ profile: 'shop', priority: 100 });
  const holder = claimOne(bench);
  expect(bench.queue.profiles.remove('shop')).toBe(false);
  bench.queue.complete(holder, {}, 0);
  expect(bench.queue.profiles.remove('shop')).toBe(true);
  expect(bench.queue.profiles.remove('shop')).toBe(false);
  expect(claimed()).toEqual([id]);
});

it('a new profile has a name that no other one has', () => {
  expect(bench.queue.profiles.add('shop', 'https://shop.example')).toBe(true);
  expect(bench.queue.profiles.add('shop', 'https://other.example')).toBe(false);
});
