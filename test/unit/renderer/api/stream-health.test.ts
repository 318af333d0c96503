import { expect, it } from 'vitest';
import { createStreamHealth } from '../../../../renderer/api/stream-health.ts';
import { AppError } from '../../../../shared/errors.ts';

const lost = new AppError('internal', 'The queue is gone.');

it('keeps of a broken stream the first error, until it is subscribed to again', () => {
  const { store, began, failed } = createStreamHealth();
  failed('jobs.changed', lost);
  failed('jobs.changed', new AppError('internal', 'What followed.'));
  failed('workers.changed', lost);
  expect(store.getState().broken).toEqual([
    { name: 'jobs.changed', error: lost },
    { name: 'workers.changed', error: lost },
  ]);

  began('jobs.changed');
  began('queue.changed');
  expect(store.getState().broken).toEqual([{ name: 'workers.changed', error: lost }]);
});
