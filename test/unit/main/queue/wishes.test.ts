import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getDetail, getSummary, listAttempts, listEvents } from '../../../../electron/database/queries.ts';
import { type JobId, JobId as JobIdSchema } from '../../../../shared/ids.ts';
import { claimOne, LOGIN_ERROR, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

function lastDetail(id: JobId): string | undefined {
  return listEvents(bench.db, id).at(-1)?.detail;
}

describe('an edit', () => {
  it('changes the inputs of a waiting job, and the worker gets the new ones', () => {
    const id = bench.add();
    expect(bench.queue.edit(id, { inputs: { topic: 'prose' }, subtitle: 'prose' })).toBe(true);
    expect(getSummary(bench.db, id).subtitle).toBe('prose');
    expect(lastDetail(id)).toBe('The inputs were changed.');
    expect(claimOne(bench).inputs).toEqual({ topic: 'prose' });
  });

  it('changes nothing of a job that a worker has taken', () => {
    const id = bench.add();
    claimOne(bench);
    expect(bench.queue.edit(id, { inputs: { topic: 'prose' } })).toBe(false);
    expect(getDetail(bench.db, id).inputs).toEqual({ topic: 'poetry' });
  });

  it('moves the job in the queue when it changes the priority', () => {
    const [first, second] = [bench.add(), bench.add()];
    bench.queue.edit(second, { priority: 5 });
    expect(claimOne(bench).jobId).toBe(second);
    expect(claimOne(bench).jobId).toBe(first);
    expect(listEvents(bench.db, second).find(({ kind }) => kind === 'edited')?.detail).toBe(
      'The priority is 5 now.',
    );
  });
});

describe('a snooze', () => {
  it('lets a waiting job wait until then, and no longer', () => {
    const id = bench.add();
    const until = bench.clock.now() + 3_600_000;
    expect(bench.queue.snooze(id, until)).toBe(true);
    expect(bench.queue.claim(bench.workerA, 1)).toEqual([]);
    expect(bench.queue.counts()).toMatchObject({ pending: 0, scheduled: 1 });
    bench.clock.advance(3_600_000);
    expect(claimOne(bench).jobId).toBe(id);
  });

  it('does not touch a job that runs', () => {
    const id = bench.add();
    claimOne(bench);
    expect(bench.queue.snooze(id, bench.clock.now() + 1000)).toBe(false);
  });

  it('leaves a job that waits for another waiting for it', () => {
    const first = bench.add();
    const second = bench.add({ after: [{ jobId: first, needs: 'completed', takes: {} }] });
    bench.queue.snooze(second, bench.clock.now() + 1000);
    expect(getSummary(bench.db, second).waitsFor).toBe('jobs');
  });
});

describe('a retry with changed inputs', () => {
  it('runs with them, and keeps the attempts that were', () => {
    const id = bench.add();
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    expect(bench.queue.retry(id, { inputs: { topic: 'prose' } })).toBe('queued');
    expect(lastDetail(id)).toBe('With changed inputs.');
    const claim = claimOne(bench);
    expect(claim.inputs).toEqual({ topic: 'prose' });
    expect(listAttempts(bench.db, id).map(({ outcome }) => outcome)).toEqual(['failed', 'processing']);
  });

  it('keeps the inputs when none are given', () => {
    const id = bench.add();
    bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    bench.queue.retry(id);
    expect(claimOne(bench).inputs).toEqual({ topic: 'poetry' });
  });
});

describe('the same for many', () => {
  it('changes those that it fits, in one transaction, and says how many', () => {
    const ids = [bench.add(), bench.add(), bench.add()];
    claimOne(bench);
    expect(
      bench.queue.applyToMany([...ids, JobIdSchema.parse(999)], {
        kind: 'snooze',
        until: bench.clock.now() + 5000,
      }),
    ).toBe(2);
    expect(bench.queue.applyToMany(ids, { kind: 'runNow' })).toBe(2);
    expect(bench.queue.applyToMany(ids, { kind: 'setPriority', priority: 3 })).toBe(2);
    expect(bench.queue.applyToMany(ids, { kind: 'cancel' })).toBe(3);
    expect(bench.queue.applyToMany(ids, { kind: 'retry' })).toBe(2);
    expect(bench.queue.counts()).toMatchObject({ pending: 2, cancelling: 1 });
  });

  it('empties the failed ones back into the queue', () => {
    const ids = [bench.add(), bench.add()];
    for (const _ of ids) bench.queue.fail(claimOne(bench), LOGIN_ERROR);
    expect(bench.queue.counts().failed).toBe(2);
    expect(bench.queue.applyToMany(ids, { kind: 'retry' })).toBe(2);
    expect(bench.queue.counts()).toMatchObject({ failed: 0, pending: 2 });
  });
});
