import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../shared/ids.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
beforeEach(async () => {
  app = new AppBench();
  await app.start();
});
afterEach(() => app.dispose());

const TITLE = { action: 'extract', target: [{ css: 'h1' }], as: 'title' };
const PLAIN = { artifacts: { screenshots: 'never', trace: 'never' } };

/** Columns of a job as they stand in the file. */
function columns(id: JobId): { error: string | null; result: string | null } {
  const row = app.bench.db
    .prepare<[JobId], { error: string | null; result: string | null }>(
      'SELECT error, result FROM job WHERE id = ?',
    )
    .get(id);
  return row ?? { error: null, result: null };
}

/** Queues a job two seconds before the workers may take it; its page takes three seconds. */
async function watched(end: () => number | undefined): Promise<{ id: JobId; startAt: number }> {
  const { queue, clock } = app.bench;
  const page = Promise.withResolvers<number | undefined>();
  app.browsers.visit = () => page.promise;
  queue.setPaused(true);
  const id = app.run([PAGE, TITLE], PLAIN);
  await app.pass(2000);
  expect(app.detail(id).job).toMatchObject({ state: 'pending', startedAt: null, completedAt: null });
  queue.setPaused(false);
  const startAt = clock.now();
  await app.pass(3000);
  expect(app.detail(id).job).toMatchObject({ state: 'processing', startedAt: startAt, completedAt: null });
  page.resolve(end());
  await app.quiet();
  await app.pass(100);
  return { id, startAt };
}

describe('a job', () => {
  it('goes PENDING → PROCESSING → COMPLETED, with startedAt and completedAt', async () => {
    const { id, startAt } = await watched(() => undefined);
    const { job, events } = app.detail(id);
    expect(job).toMatchObject({ state: 'completed', createdAt: startAt - 2000, startedAt: startAt });
    expect((job.completedAt ?? 0) - startAt).toBeGreaterThanOrEqual(3000);
    expect((job.completedAt ?? 0) - startAt).toBeLessThanOrEqual(3100);
    expect(events.map(({ to }) => to)).toEqual(['pending', 'processing', 'completed']);
  });

  it('goes PENDING → PROCESSING → FAILED, with startedAt and completedAt', async () => {
    const { id, startAt } = await watched(() => 403);
    const { job, events } = app.detail(id);
    expect(job).toMatchObject({ state: 'failed', startedAt: startAt });
    expect((job.completedAt ?? 0) - startAt).toBeGreaterThanOrEqual(3000);
    expect(events.map(({ to, at }) => [to, at])).toEqual([
      ['pending', job.createdAt],
      ['processing', startAt],
      ['failed', job.completedAt],
    ]);
  });

  it('that failed keeps its error message', async () => {
    app.browsers.visit = () => 401;
    const id = app.run([PAGE], PLAIN);
    await app.ended(id);
    const message = 'https://shop.example/ answered with 401: it wants a sign-in, or refuses this one.';
    expect(app.detail(id).job.error?.message).toBe(message);
    expect(JSON.parse(columns(id).error ?? '')).toMatchObject({ category: 'AuthenticationError', message });
    expect(columns(id).result).toBeNull();
  });

  it('that completed keeps its result as JSON', async () => {
    app.browsers.text = '{"so": "it says"} – “Emma”';
    const id = app.run([PAGE, TITLE], PLAIN);
    await app.ended(id);
    expect(JSON.parse(columns(id).result ?? '')).toEqual({ title: app.browsers.text });
    expect(app.detail(id).result).toEqual({ title: app.browsers.text });
    expect(columns(id).error).toBeNull();
  });

  it('never goes back after its end, whatever its worker still says', async () => {
    const id = app.run([PAGE, TITLE], PLAIN);
    const before = await app.ended(id);
    const epoch = before.attempts[0]?.epoch;
    if (epoch === undefined) throw new Error('it was tried');
    const lease = { jobId: id, epoch };
    const error = { category: 'NetworkError', message: 'late', mend: 'none' } as const;
    expect(app.bench.queue.fail(lease, error)).toBe(false);
    expect(app.bench.queue.complete(lease, { title: 'another' }, 0)).toBe(false);
    expect(app.detail(id)).toEqual(before);
  });
});
