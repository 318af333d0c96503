import { describe, expect, test } from 'vitest';
import { fitOf, MOST_NAMED } from '../../../../renderer/features/jobs/bulk-fit.ts';
import { bulkSentence } from '../../../../renderer/features/jobs/bulk-words.ts';
import { NO_SELECTION, type Selection } from '../../../../renderer/features/jobs/selection.ts';
import { JobId } from '../../../../shared/ids.ts';
import type { BulkProgress } from '../../../../shared/job/demands.ts';
import type { JobSummary } from '../../../../shared/job/schema.ts';
import { makeJob, makePending } from './make-job.ts';

const NOW = Date.parse('2025-11-24T12:00');

function progress(change: Partial<BulkProgress>): BulkProgress {
  return {
    id: 1,
    action: { kind: 'retry' },
    state: 'done',
    seen: 4203,
    changed: 4200,
    total: 4203,
    message: '',
    ...change,
  };
}

describe('what a bulk operation came to', () => {
  test.each([
    [{}, 'Retried 4,200 of 4,203; 3 did not fit.'],
    [{ changed: 4203 }, 'Retried 4,203 jobs.'],
    [{ changed: 1, total: 1 }, 'Retried 1 job.'],
    [{ state: 'running', seen: 120 }, 'Retrying 4,203 jobs: 120 of 4,203'],
    [{ state: 'stopped', changed: 12 }, 'Stopped: retried 12 of 4,203; the others stay as they were.'],
    [
      { state: 'failed', changed: 12, message: 'The disk is full.' },
      'Retried 12 of 4,203, then it failed: The disk is full.',
    ],
    [{ action: { kind: 'cancel' }, changed: 4203 }, 'Cancelled 4,203 jobs.'],
    [
      { action: { kind: 'setPriority', priority: 5 }, changed: 4203 },
      'Set the priority of 4,203 jobs to +5.',
    ],
    [
      { action: { kind: 'snooze', until: Date.parse('2025-11-25T08:00') }, changed: 2, total: 2 },
      'Snoozed 2 jobs until tomorrow 08:00.',
    ],
    [
      { action: { kind: 'snooze', until: NOW + 900_000 }, changed: 2, total: 2 },
      'Snoozed 2 jobs until 12:15:00.',
    ],
  ] as const)('%o reads “%s”', (change, sentence) => {
    expect(bulkSentence(progress(change), NOW)).toBe(sentence);
  });
});

describe('for which of the selected jobs an action is meant', () => {
  const jobs = [
    makeJob(1, { state: 'failed' }),
    makeJob(2),
    makePending(3),
    makePending(4, { runAt: NOW + 9000 }),
    makeJob(5, { state: 'processing', beatAt: NOW }),
  ];
  const byId = new Map<JobId, JobSummary>(jobs.map((job) => [job.id, job]));
  const all: Selection = { ...NO_SELECTION, ids: new Set(byId.keys()) };

  test.each([
    ['cancel', [3, 4, 5]],
    ['retry', [1, 2]],
    ['runNow', [4]],
    ['setPriority', [3, 4]],
    ['snooze', [3, 4]],
  ] as const)('%s: %j', (kind, fitting) => {
    expect(fitOf(kind, all, byId, NOW)).toEqual({ count: fitting.length, ids: fitting, off: null });
  });

  test('an action that fits none of them says why', () => {
    const ended: Selection = { ...NO_SELECTION, ids: new Set([JobId.parse(2)]) };
    expect(fitOf('cancel', ended, byId, NOW).off).toBe('Cancel is off: every selected job has ended.');
  });

  test('a ticked job that is not read at this moment is meant, main decides', () => {
    const far: Selection = { ...NO_SELECTION, ids: new Set([JobId.parse(99)]) };
    expect(fitOf('retry', far, byId, NOW).ids).toEqual([99]);
  });

  test('everything that matches is meant as a whole', () => {
    const matching: Selection = { ...NO_SELECTION, all: { jobs: 70_000, upTo: JobId.parse(5) } };
    expect(fitOf('retry', matching, byId, NOW)).toEqual({ count: 70_000, ids: null, off: null });
  });

  test('more rows than can be named are refused, with the way out', () => {
    const ids = Array.from({ length: MOST_NAMED + 1 }, (_, at) => JobId.parse(1000 + at));
    const many: Selection = { ...NO_SELECTION, ids: new Set(ids) };
    expect(fitOf('retry', many, byId, NOW).off).toMatch(/select all that match/);
  });
});
