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
    { of: 'due', job: makePending(1, { rowCount: 0 }), can: ['cancel'] },
    { of: 'later', job: makePending(1, { runAt: 9000, rowCount: 0 }), can: ['cancel', 'runNow'] },
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
});
