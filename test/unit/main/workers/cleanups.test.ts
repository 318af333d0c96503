import { expect, it } from 'vitest';
import { Cleanups } from '../../../../electron/main/workers/cleanups.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

it('waits for what goes on, and for no longer than it is told', async () => {
  const clock = new FakeClock();
  const cleanups = new Cleanups(clock, (error) => expect.unreachable(String(error)));
  expect(await cleanups.settled(1_000)).toBe(true);
  const work = Promise.withResolvers<void>();
  cleanups.add(work.promise);
  const first = cleanups.settled(1_000);
  await clock.advanceAsync(1_000);
  expect(await first).toBe(false);
  const second = cleanups.settled(1_000);
  work.resolve();
  expect(await second).toBe(true);
  expect(clock.pending).toBe(0);
});

it('tells of work that failed and goes on', async () => {
  const errors: unknown[] = [];
  const cleanups = new Cleanups(new FakeClock(), (error) => errors.push(error));
  const failure = new Error('the folder is in use');
  cleanups.add(Promise.reject(failure));
  expect(await cleanups.settled(1_000)).toBe(true);
  expect(errors).toEqual([failure]);
});
