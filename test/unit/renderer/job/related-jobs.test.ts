import { expect, test } from 'vitest';
import { createRelatedJobs } from '../../../../renderer/features/job/related-jobs.ts';
import { AppError } from '../../../../shared/errors.ts';
import { makeJob } from '../jobs/make-job.ts';
import { AnsweringBridge } from './answering-bridge.ts';
import { makeDetail } from './make-detail.ts';

test('related jobs are read once each and followed; strangers and late news change nothing', async () => {
  const bridge = new AnsweringBridge({
    'jobs.get': (input) => {
      if (JSON.stringify(input) === '{"id":9}') throw new AppError('not_found', 'Gone.');
      return makeDetail({ job: makeJob(1, { rev: 4, state: 'processing' }) });
    },
  });
  const related = createRelatedJobs(bridge.client, [makeJob(1).id, makeJob(9).id]);
  const end = related.start();
  await bridge.settle();
  await bridge.push('jobs.changed', [makeJob(1, { rev: 3, state: 'pending' }), makeJob(2)]);
  expect([...related.store.getState().values()]).toMatchObject([{ id: 1, state: 'processing' }]);
  await bridge.push('jobs.changed', [makeJob(1, { rev: 5 })]);
  expect([...related.store.getState().values()]).toMatchObject([{ id: 1, state: 'completed' }]);
  expect(bridge.count('jobs.get')).toBe(2);
  end();
  expect(bridge.open).toEqual([]);
});
