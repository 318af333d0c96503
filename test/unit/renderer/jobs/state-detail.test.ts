import { expect, test } from 'vitest';
import { jobCan } from '../../../../renderer/features/jobs/job-can.ts';
import { progressDetail, stateDetail } from '../../../../renderer/features/jobs/state-detail.ts';
import type { JobError } from '../../../../shared/job/error.ts';
import { makeJob, makePending } from './make-job.ts';

const NOW = 100_000;
const timeout: JobError = {
  category: 'TimeoutError',
  message: 'The button did not appear.',
  mend: 'Wait longer.',
};

test.each([
  ['a pending job', makePending(1), 'waits for a free place'],
  ['an urgent one', makePending(1, { priority: 5 }), 'next, high priority'],
  ['a scheduled job', makePending(1, { runAt: NOW + 240_000 }), 'in 4 min'],
  ['one whose flow is paused', makePending(1, { waitsFor: 'paused:1' }), 'its flow is paused'],
  [
    'one that waits for a profile, whenever it is due',
    makePending(1, { runAt: NOW + 9000, waitsFor: 'profile:work' }),
    'waits for the profile “work”, which another job holds',
  ],
  ['a running job', makeJob(1, { state: 'processing', beatAt: NOW }), ''],
  ['a parked job', makeJob(1, { state: 'parked', error: timeout }), 'The button did not appear.'],
  ['a retry', makePending(1, { attempt: 1, runAt: NOW + 3100, error: timeout }), 'in 4 s, TimeoutError'],
  ['a stalled job', makeJob(1, { state: 'processing', beatAt: NOW - 20_000 }), 'W1 last heard 20 s ago'],
  ['a job being cancelled', makeJob(1, { state: 'processing', cancelAskedAt: NOW - 2000 }), 'asked 2 s ago'],
  ['a second attempt', makeJob(1, { attempt: 2 }), 'attempt 2'],
  ['one bad row', makeJob(1, { failedRows: 1 }), '1 row failed'],
  ['a failure', makeJob(1, { state: 'failed', error: timeout, attempt: 4 }), 'TimeoutError, 4 attempts'],
  ['a failure at once', makeJob(1, { state: 'failed', error: timeout }), 'TimeoutError, not retried'],
  ['cancelled at work', makeJob(1, { state: 'cancelled', stepsDone: 2 }), 'at step 3 of 4'],
  [
    'cancelled with another',
    makePending(1, { state: 'cancelled', error: { ...timeout, message: 'Job #1 ended failed.' } }),
    'Job #1 ended failed.',
  ],
  ['cancelled in time', makePending(1, { state: 'cancelled' }), 'before it started'],
])('%s says under its state what the word leaves open', (_name, job, text) => {
  expect(stateDetail(job, NOW, false)).toBe(text);
});

test('a pending job says that the queue is paused', () => {
  expect(stateDetail(makePending(1), NOW, true)).toBe('the queue is paused');
  const held = makePending(1, { waitsFor: 'jobs' });
  expect(stateDetail(held, NOW, true)).toBe('waits for other jobs to end');
});

test('progress names the step under way, or why there is none', () => {
  expect(progressDetail(makePending(1))).toBe('not started');
  expect(progressDetail(makeJob(1))).toBe('all steps done');
  expect(progressDetail(makeJob(1, { state: 'failed' }))).toBe('Last step');
});

test('each action says when it can be done, and why not when it cannot', () => {
  expect(jobCan(makeJob(1), NOW)).toEqual({
    cancel: 'it has ended',
    retry: null,
    runNow: 'nothing to wait for',
    change: 'it does not wait',
  });
  expect(jobCan(makePending(1, { runAt: NOW + 1 }), NOW)).toEqual({
    cancel: null,
    retry: 'not ended yet',
    runNow: null,
    change: null,
  });
  expect(jobCan(makePending(1, { waitsFor: 'jobs' }), NOW).runNow).toBeNull();
  expect(jobCan(makePending(1, { waitsFor: 'paused:1' }), NOW).runNow).toBe('nothing to wait for');
  expect(jobCan(makeJob(1, { state: 'parked' }), NOW)).toMatchObject({ cancel: null, retry: null });
  expect(jobCan(makeJob(1, { state: 'processing', cancelAskedAt: 1 }), NOW).cancel).toBe('already asked');
});
