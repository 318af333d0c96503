import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getDetail, getSummary, listEvents } from '../../../../electron/database/queries.ts';
import { type JobId, JobId as JobIdSchema } from '../../../../shared/ids.ts';
import type { Needs } from '../../../../shared/job/dependency.ts';
import {
  claimOne,
  LOGIN_ERROR,
  NETWORK_ERROR,
  type QueueBench,
  queueBench,
} from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

function addAfter(jobIds: readonly JobId[], needs: Needs = 'completed', runAt = bench.clock.now()): JobId {
  return bench.add({ runAt, after: jobIds.map((jobId) => ({ jobId, needs, takes: {} })) });
}

function stateOf(id: JobId): string {
  return getSummary(bench.db, id).state;
}

function claimed(): JobId[] {
  return bench.queue.claim(bench.workerA, 10).map(({ jobId }) => jobId);
}

describe('a job that comes after another', () => {
  it('is not claimed before that one completes, and at once then', () => {
    const first = bench.add();
    const second = addAfter([first]);
    const claim = claimOne(bench);
    expect(claimed()).toEqual([]);
    expect(getSummary(bench.db, second).waitsFor).toBe('jobs');
    bench.queue.complete(claim, {}, 0);
    expect(claimed()).toEqual([second]);
  });

  it('waits while the other one is retried', () => {
    const first = bench.add();
    addAfter([first]);
    bench.queue.fail(claimOne(bench), NETWORK_ERROR);
    expect(stateOf(first)).toBe('pending');
    expect(claimed()).toEqual([]);
  });

  it('is cancelled with the reason when the other fails, and so is what needed it', () => {
    const first = bench.add();
    const second = addAfter([first]);
    const third = addAfter([second]);
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    expect([stateOf(second), stateOf(third)]).toEqual(['cancelled', 'cancelled']);
    expect(getSummary(bench.db, second).error?.message).toBe(
      `Job #${first}, which it needed to complete, ended failed.`,
    );
    expect(listEvents(bench.db, third).at(-1)).toMatchObject({ kind: 'cancelled' });
    expect(bench.queue.counts()).toMatchObject({ pending: 0, cancelled: 2, failed: 1 });
  });

  it('waits again when a person retries what it needed, and so does what needed it', () => {
    const first = bench.add();
    const second = addAfter([first]);
    const third = addAfter([second]);
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    bench.queue.retry(first);
    expect([stateOf(second), stateOf(third)]).toEqual(['pending', 'pending']);
    expect(getSummary(bench.db, second).error).toBeNull();
    bench.queue.complete(claimOne(bench), {}, 0);
    const claim = claimOne(bench);
    expect(claim.jobId).toBe(second);
    bench.queue.complete(claim, {}, 0);
    expect(claimed()).toEqual([third]);
  });

  it('stays cancelled when a person cancelled it, whatever is retried', () => {
    const first = bench.add();
    const second = addAfter([first]);
    bench.queue.cancel(second);
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    bench.queue.retry(first);
    expect(stateOf(second)).toBe('cancelled');
  });

  it('starts whatever happens when it only needs the other to end', () => {
    const first = bench.add();
    const second = addAfter([first], 'ended');
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    expect(claimed()).toEqual([second]);
  });

  it('waits for all of several', () => {
    const [one, two] = [bench.add(), bench.add()];
    const last = addAfter([one, two]);
    bench.queue.complete(claimOne(bench), {}, 0);
    const claim = claimOne(bench);
    expect(claimed()).toEqual([]);
    bench.queue.complete(claim, {}, 0);
    expect(claimed()).toEqual([last]);
  });

  it('comes back only when all that it fell with are retried', () => {
    const [one, two] = [bench.add(), bench.add()];
    const last = addAfter([one, two]);
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    bench.queue.retry(one);
    expect(stateOf(last)).toBe('cancelled');
    bench.queue.retry(two);
    expect(stateOf(last)).toBe('pending');
  });

  it('waits for its time too when that is later', () => {
    const first = bench.add();
    const second = addAfter([first], 'completed', bench.clock.now() + 60_000);
    bench.queue.complete(claimOne(bench), {}, 0);
    expect(getSummary(bench.db, second).waitsFor).toBe('time');
    expect(bench.queue.counts()).toMatchObject({ pending: 0, scheduled: 1 });
    bench.clock.advance(60_000);
    expect(claimed()).toEqual([second]);
  });

  it('runs without it when a person says so', () => {
    const first = bench.add({ runAt: bench.clock.now() + 60_000 });
    const second = addAfter([first]);
    expect(bench.queue.runNow(second)).toBe(true);
    expect(claimed()).toEqual([second]);
    expect(getDetail(bench.db, second).after).toEqual([
      { jobId: first, needs: 'completed', state: 'met', takes: {} },
    ]);
    expect(listEvents(bench.db, second).find(({ kind }) => kind === 'run_now')?.detail).toContain(
      'Without the jobs',
    );
  });

  it('goes on after a restart', () => {
    const first = bench.add();
    const second = addAfter([first]);
    bench = bench.reopen();
    expect(bench.queue.counts().pending).toBe(2);
    bench.queue.complete(claimOne(bench), {}, 0);
    expect(claimed()).toEqual([second]);
  });

  it('is known to the one before it', () => {
    const first = bench.add();
    const second = addAfter([first]);
    expect(getDetail(bench.db, first).before).toEqual([second]);
  });
});

it('starts at once when what it comes after has completed already', () => {
  const first = bench.add();
  bench.queue.complete(claimOne(bench), {}, 0);
  const second = addAfter([first]);
  expect(claimed()).toEqual([second]);
});

it('is refused, with nothing queued, when what it needs has failed already or is not there', () => {
  const first = bench.add();
  bench.queue.fail(claimOne(bench), LOGIN_ERROR);
  expect(() => addAfter([first])).toThrow(`Job #${first} has ended failed`);
  expect(() => addAfter([JobIdSchema.parse(first + 5)])).toThrow(`There is no job #${first + 5}`);
  expect(bench.queue.counts().all).toBe(1);
});

describe('a key that marks jobs as the same work', () => {
  const key = (mode: 'skip' | 'replace' | 'keep') => ({ text: 'orders', mode });

  it.each(['waits', 'runs'])('skip: queues nothing while one %s, and gives its number', (how) => {
    const first = bench.add({ key: key('skip') });
    if (how === 'runs') claimOne(bench);
    expect(bench.queue.enqueue([bench.newJob({ key: key('skip') })])).toEqual({
      ids: [first],
      skipped: [first],
    });
    expect(bench.queue.counts().all).toBe(1);
  });

  it('skip: queues a new one when the first has ended', () => {
    const first = bench.add({ key: key('skip') });
    bench.queue.complete(claimOne(bench), {}, 0);
    const { ids, skipped } = bench.queue.enqueue([bench.newJob({ key: key('skip') })]);
    expect(skipped).toEqual([]);
    expect(ids).not.toEqual([first]);
  });

  it('skip: holds within one enqueue too', () => {
    const jobs = [bench.newJob({ key: key('skip') }), bench.newJob({ key: key('skip') })];
    const { ids, skipped } = bench.queue.enqueue(jobs);
    expect(new Set(ids).size).toBe(1);
    expect(skipped).toHaveLength(1);
  });

  it('replace: cancels those that wait, and says by which job', () => {
    const first = bench.add({ key: key('keep') });
    const second = bench.add({ key: key('replace') });
    expect([stateOf(first), stateOf(second)]).toEqual(['cancelled', 'pending']);
    expect(listEvents(bench.db, first).at(-1)?.detail).toBe(`Replaced by job #${second}.`);
  });

  it('replace: lets one that runs go on, and starts only after it, whatever happens', () => {
    const first = bench.add({ key: key('keep') });
    const claim = claimOne(bench);
    const second = bench.add({ key: key('replace') });
    expect(stateOf(first)).toBe('processing');
    expect(claimed()).toEqual([]);
    bench.queue.fail(claim, LOGIN_ERROR);
    expect(claimed()).toEqual([second]);
  });

  it('replace: takes those that came after each other away for good', () => {
    const first = bench.add({ key: key('keep') });
    const second = bench.add({ key: key('keep'), after: [{ jobId: first, needs: 'completed', takes: {} }] });
    bench.add({ key: key('replace') });
    bench.queue.retry(first);
    expect(stateOf(second)).toBe('cancelled');
  });

  it('replace: may come after the very job that runs', () => {
    const first = bench.add({ key: key('keep') });
    claimOne(bench);
    const second = bench.add({
      key: key('replace'),
      after: [{ jobId: first, needs: 'completed', takes: {} }],
    });
    expect(getDetail(bench.db, second).after).toEqual([
      { jobId: first, needs: 'completed', state: 'open', takes: {} },
    ]);
  });

  it('keep: lets both stand', () => {
    bench.add({ key: key('keep') });
    bench.add({ key: key('keep') });
    expect(bench.queue.counts().pending).toBe(2);
  });
});
