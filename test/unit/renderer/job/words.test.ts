import { describe, expect, it } from 'vitest';
import { jobActions, whyLine } from '../../../../renderer/features/job/job-actions.ts';
import { summaryLine } from '../../../../renderer/features/job/summary-line.ts';
import { makeJob, makePending } from '../jobs/make-job.ts';
import { makeError } from './make-detail.ts';

describe('the line beside the state', () => {
  it('says of a running job the step under way, the attempt, the worker and the rows', () => {
    const job = makeJob(1, {
      state: 'processing',
      attempt: 2,
      stepsDone: 2,
      stepsTotal: 8,
      stepTitle: 'Click “Next”',
    });
    expect(summaryLine(job, null)).toBe('step 3 of 8, Click “Next” · attempt 2 of 4 on W1 · 3 rows kept');
  });

  it('says of a waiting job what it waits for', () => {
    expect(summaryLine(makePending(1, { rowCount: 0 }), null)).toBe(
      'takes the next free worker · not started',
    );
    const retried = makeJob(1, { state: 'pending', error: makeError('NetworkError'), rowCount: 0 });
    expect(summaryLine(retried, 'in 4 s')).toMatch(/^in 4 s, NetworkError · /);
  });

  it('says of a held job what holds it, also when it is due later', () => {
    const held = makePending(1, { waitsFor: 'site:shop.example', rowCount: 0 });
    expect(summaryLine(held, 'in 4 s')).toBe('waits for its turn on shop.example · not started');
  });

  it('counts failed rows', () => {
    expect(summaryLine(makeJob(1, { rowCount: 1, failedRows: 1 }), null)).toContain('1 row kept, 1 failed');
  });
});

describe('what can be done with a job', () => {
  const table = [
    { of: 'running', job: makeJob(1, { state: 'processing' }), can: ['cancel', 'exportRows'] },
    {
      of: 'being cancelled',
      job: makeJob(1, { state: 'processing', cancelAskedAt: 1 }),
      can: ['exportRows'],
    },
    { of: 'due', job: makePending(1, { rowCount: 0 }), can: ['cancel', 'change'] },
    { of: 'later', job: makePending(1, { runAt: 9000, rowCount: 0 }), can: ['cancel', 'runNow', 'change'] },
    {
      of: 'held by other jobs',
      job: makePending(1, { waitsFor: 'jobs', rowCount: 0 }),
      can: ['cancel', 'runNow', 'change'],
    },
    {
      of: 'held by its paused flow',
      job: makePending(1, { waitsFor: 'paused:1', rowCount: 0 }),
      can: ['cancel', 'change'],
    },
    { of: 'completed', job: makeJob(1), can: ['retry', 'exportRows'] },
    { of: 'parked', job: makeJob(1, { state: 'parked', rowCount: 0 }), can: ['cancel', 'retry'] },
  ] as const;

  it.each(table)('$of: $can', ({ job, can }) => {
    const allowed = Object.entries(jobActions(job, 5000)).filter(([, why]) => why === null);
    expect(allowed.map(([name]) => name)).toEqual(can);
  });

  it.each(table)('says a whole sentence for what is off ($of)', ({ job }) => {
    for (const why of Object.values(jobActions(job, 5000)))
      if (why !== null) expect(why).toMatch(/^[A-Z].*\.$/);
    expect(whyLine(job, 5000)).toMatch(/\.$/);
  });

  it('says what Run now gives up, and why it is of no use', () => {
    expect(whyLine(makePending(1, { waitsFor: 'jobs' }), 5000)).toContain(
      'Run now will not wait for the other jobs.',
    );
    expect(whyLine(makePending(1, { waitsFor: 'paused:1' }), 5000)).toContain(
      'Run now is off: its flow is paused.',
    );
  });
});
