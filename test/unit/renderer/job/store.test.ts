import { describe, expect, it } from 'vitest';
import { createJobStore, REREAD_MS } from '../../../../renderer/features/job/store.ts';
import { AppError } from '../../../../shared/errors.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { JobDetail } from '../../../../shared/job/schema.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { makeJob } from '../jobs/make-job.ts';
import { AnsweringBridge } from './answering-bridge.ts';
import { makeDetail } from './make-detail.ts';

function start(answers: ConstructorParameters<typeof AnsweringBridge>[0] = {}) {
  let detail: JobDetail = makeDetail();
  const bridge = new AnsweringBridge({ 'jobs.get': () => detail, ...answers });
  const clock = new FakeClock();
  const job = createJobStore(bridge.client, JobId.parse(1), clock);
  const running = job.start();
  const set = (next: JobDetail): void => {
    detail = next;
  };
  return { bridge, clock, job, running, set, state: () => job.store.getState() };
}

describe('the store of one job', () => {
  it('reads the job at once and again on activity, but not more often than every 150 ms', async () => {
    const { bridge, clock, job, state, set } = start();
    await bridge.settle();
    expect(state().detail).toEqual(makeDetail());
    set(makeDetail({ inputs: { page: 2 } }));
    for (let n = 0; n < 20; n += 1) await bridge.push('job.activity', [{ part: 'detail', rev: n }]);
    expect(bridge.count('jobs.get')).toBe(1);
    clock.advance(REREAD_MS);
    await bridge.settle();
    expect(bridge.count('jobs.get')).toBe(2);
    expect(job.store.getState().detail?.inputs).toEqual({ page: 2 });
    clock.advance(REREAD_MS * 5);
    await bridge.settle();
    expect(bridge.count('jobs.get')).toBe(2);
  });

  it('takes a newer header at once and never an older one back', async () => {
    const { bridge, clock, state } = start();
    await bridge.settle();
    await bridge.push('jobs.changed', [makeJob(1, { rev: 5, stepsDone: 2 }), makeJob(2, { rev: 9 })]);
    await bridge.push('jobs.changed', [makeJob(1, { rev: 4, stepsDone: 1 })]);
    expect(state().detail?.job).toMatchObject({ id: 1, rev: 5, stepsDone: 2 });
    // The read that follows still brings revision 1.
    await bridge.push('job.activity', [{ part: 'detail', rev: 1 }]);
    clock.advance(REREAD_MS);
    await bridge.settle();
    expect(bridge.count('jobs.get')).toBe(2);
    expect(state().detail?.job.rev).toBe(5);
  });

  it('tells the rows’ table when rows were added', async () => {
    const { bridge, state } = start();
    await bridge.settle();
    await bridge.push('job.activity', [{ part: 'detail', rev: 1 }]);
    expect(state().rowsRev).toBe(0);
    await bridge.push('job.activity', [{ part: 'rows', rev: 2 }]);
    expect(state().rowsRev).toBe(1);
  });

  it('keeps what was read when a later read fails', async () => {
    const { bridge, job, state } = start();
    await bridge.settle();
    const before = state().detail;
    const broken = new AnsweringBridge({
      'jobs.get': () => {
        throw new AppError('not_found', 'There is no job #1.');
      },
    });
    const other = createJobStore(broken.client, JobId.parse(1), new FakeClock());
    other.store.setState({ detail: before });
    await other.reload();
    expect(other.store.getState()).toMatchObject({ detail: before, loadError: { code: 'not_found' } });
    await job.reload();
    expect(state().loadError).toBeNull();
  });

  it('leaves no subscription and no timer behind', async () => {
    const { bridge, clock, running } = start();
    await bridge.settle();
    await bridge.push('job.activity', [{ part: 'detail', rev: 1 }]);
    running.dispose();
    running.dispose();
    clock.advance(10_000);
    await bridge.settle();
    expect(bridge.open).toEqual([]);
    expect(clock.pending).toBe(0);
    expect(bridge.count('jobs.get')).toBe(1);
  });

  it.each([
    ['cancel', 'jobs.cancel', { outcome: 'already_ended' }, 'Nothing to cancel: the job had just ended.'],
    ['cancel', 'jobs.cancel', { outcome: 'asked' }, null],
    ['retry', 'jobs.retry', { outcome: 'not_ended' }, 'Not retried: the job has not ended yet.'],
    ['retry', 'jobs.retry', { outcome: 'queued' }, null],
    ['runNow', 'jobs.runNow', { moved: false }, 'Not moved: the job was no longer waiting.'],
  ] as const)('%s that is answered %s %o says %s', async (action, name, answer, sentence) => {
    const { job, state } = start({ [name]: () => answer });
    await job[action]();
    expect(state()).toMatchObject({ actionError: sentence, busy: null });
  });

  it('says where the rows were saved, and nothing when the person thought better of it', async () => {
    let path: string | null = '/home/me/books.csv';
    const { job, state } = start({ 'rows.export': () => ({ path, rows: 64 }) });
    await job.exportRows('books', 'csv');
    expect(state().exportNote).toEqual({ kind: 'saved', path: '/home/me/books.csv', rows: 64 });
    path = null;
    await job.exportRows('books', 'json');
    expect(state().exportNote).toBeNull();
  });

  it('says why the rows could not be saved', async () => {
    const { job, state } = start({
      'rows.export': () => {
        throw new AppError('unavailable', 'The disk is full.');
      },
    });
    await job.exportRows('books', 'csv');
    expect(state().exportNote).toEqual({
      kind: 'failed',
      error: { code: 'unavailable', message: 'The disk is full.' },
    });
  });
});
