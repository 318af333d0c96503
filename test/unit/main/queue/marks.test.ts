import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listJobs } from '../../../../electron/database/queries.ts';
import { Deletions } from '../../../../electron/main/services/deletions.ts';
import { systemClock } from '../../../../shared/clock.ts';
import type { JobId } from '../../../../shared/ids.ts';
import { claimOne, type QueueBench, queueBench } from '../../../support/queue-bench.ts';

let bench: QueueBench;
beforeEach(() => {
  bench = queueBench();
});
afterEach(() => bench.dispose());

function shown(): JobId[] {
  return listJobs(bench.db, { limit: 100 }, bench.clock.now()).jobs.map(({ id }) => id);
}

function tagsIn(): unknown[] {
  return bench.db.prepare('SELECT tag, job_id FROM job_tag ORDER BY tag, job_id').all();
}

function completed(): JobId {
  bench.add();
  const lease = claimOne(bench);
  bench.queue.complete(lease, {}, 0);
  return lease.jobId;
}

describe('tags of jobs', () => {
  it('are there from the start, and stand in the job and beside it alike', () => {
    const id = bench.add({ tags: ['books', 'nightly'] });
    expect(listJobs(bench.db, { limit: 1 }, 0).jobs[0]?.tags).toEqual(['books', 'nightly']);
    expect(tagsIn()).toEqual([
      { tag: 'books', job_id: id },
      { tag: 'nightly', job_id: id },
    ]);
  });

  it('are added and taken away, for jobs in every state', () => {
    const [waiting, ended] = [completed(), bench.add({ tags: ['old'] })];
    const action = { kind: 'tag', add: ['new'], remove: ['old'] } as const;
    expect(bench.queue.applyToMany([waiting, ended], { ...action, add: ['new'], remove: ['old'] })).toBe(2);
    expect(bench.queue.applyToMany([waiting, ended], { ...action, add: ['new'], remove: ['old'] })).toBe(0);
    expect(tagsIn()).toEqual([
      { tag: 'new', job_id: waiting },
      { tag: 'new', job_id: ended },
    ]);
  });

  it('go with their job', () => {
    bench.add({ tags: ['old'] });
    bench.db.prepare('DELETE FROM job').run();
    expect(tagsIn()).toEqual([]);
  });
});

describe('deleting jobs', () => {
  it('takes ended ones from the list and the counts, and leaves the others', () => {
    const [ended, waiting] = [completed(), bench.add()];
    expect(bench.queue.applyToMany([ended, waiting], { kind: 'delete', batch: 5 })).toBe(1);
    expect(shown()).toEqual([waiting]);
    expect(bench.queue.counts()).toMatchObject({ all: 1, completed: 0, pending: 1 });
    expect(bench.queue.applyToMany([ended], { kind: 'retry' })).toBe(0);
  });

  it('is told, and survives a restart', () => {
    const gone: JobId[] = [];
    bench.publisher.on('jobsDeleted', (ids) => gone.push(...ids));
    const id = completed();
    bench.queue.applyToMany([id], { kind: 'delete', batch: 5 });
    expect(gone).toEqual([id]);
    bench = bench.reopen();
    expect(shown()).toEqual([]);
    expect(bench.queue.counts()).toMatchObject({ all: 0, completed: 0 });
  });

  it('can be undone as long as nothing was removed, and no longer', () => {
    const [first, second] = [completed(), completed()];
    bench.queue.applyToMany([first], { kind: 'delete', batch: 5 });
    bench.clock.advance(10_000);
    bench.queue.applyToMany([second], { kind: 'delete', batch: 6 });
    expect(bench.queue.undelete(5, 10)).toBe(1);
    expect(shown()).toEqual([first]);
    expect(bench.queue.counts()).toMatchObject({ all: 1, completed: 1 });
    bench.clock.advance(15_000);
    expect(bench.queue.undelete(6, 10)).toBe(0);
  });

  it('removes files, rows, logs and the job when that time is over, and nothing before', async () => {
    const artifacts = join(bench.file, '..', 'artifacts');
    const id = bench.add();
    const lease = claimOne(bench);
    const lines = Array.from({ length: 1200 }, (_, seq) => ({
      seq,
      at: 1,
      level: 'INFO' as const,
      step: null,
      message: 'm',
      metadata: null,
    }));
    bench.queue.record(lease, {
      stepsTotal: 1,
      steps: [],
      lines,
      rows: [{ dataset: 'd', seq: 0, data: {} }],
      artifacts: [],
      once: null,
    });
    bench.queue.complete(lease, {}, 0);
    mkdirSync(join(artifacts, String(id), '1'), { recursive: true });
    writeFileSync(join(artifacts, String(id), '1', 'a.png'), 'x');
    bench.queue.applyToMany([id], { kind: 'delete', batch: 5 });

    const clock = { ...systemClock, now: () => bench.clock.now() };
    const errors: unknown[] = [];
    const deletions = new Deletions({
      db: bench.db,
      clock,
      artifacts,
      onError: (error) => errors.push(error),
    });
    expect(await deletions.removeDue()).toBe(0);
    expect(existsSync(join(artifacts, String(id)))).toBe(true);
    bench.clock.advance(15_000);
    expect(await deletions.removeDue()).toBe(1);
    expect(errors).toEqual([]);
    expect(existsSync(join(artifacts, String(id)))).toBe(false);
    for (const table of ['job', 'job_log', 'result_row', 'ended_attempt', 'job_deletion']) {
      expect([table, bench.db.prepare(`SELECT count(*) FROM ${table}`).pluck().get()]).toEqual([table, 0]);
    }
    bench = bench.reopen();
    expect(bench.queue.counts().all).toBe(0);
  });
});
