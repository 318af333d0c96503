import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../shared/ids.ts';
import type { WorkerLife } from '../../../shared/job/pool.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
beforeEach(() => {
  app = new AppBench();
});
afterEach(() => app.dispose());

const SECOND = 1000;

function lives(): WorkerLife[] {
  return app.bench.registry.list();
}

/** The job goes on opening its page until the returned function is called. */
function slowPages(): () => void {
  const answer = Promise.withResolvers<undefined>();
  app.browsers.visit = () => answer.promise;
  return () => answer.resolve(undefined);
}

/** Starts the app with one worker that runs two jobs. */
async function oneBusyWorker(): Promise<JobId[]> {
  app.dispose();
  app = new AppBench({ workers: 1 });
  slowPages();
  await app.start();
  const ids = [app.run([PAGE]), app.run([PAGE])];
  await app.quiet();
  return ids;
}

describe('a worker', () => {
  it('registers itself when it starts, with its number and its process', async () => {
    expect(lives()).toEqual([]);
    await app.start();
    const [first, second] = lives();
    expect(first).toMatchObject({ slot: 1, pid: 1001, startedAt: app.bench.clock.now(), endedAt: null });
    expect(second).toMatchObject({ slot: 2, pid: 1002 });
    expect(app.supervisor.list().map(({ id }) => id)).toEqual([first?.id, second?.id]);
  });

  it('is a new worker, with a new number, each time it starts', async () => {
    await app.start();
    const before = lives().map(({ id }) => id);
    app.worker(1).die(139);
    await app.quiet();
    expect(lives().map(({ slot }) => slot)).toEqual([1, 2]);
    expect(before).not.toContain(lives()[0]?.id);
  });

  it('updates its heartbeat every 10 seconds', async () => {
    await app.start();
    const startedAt = app.bench.clock.now();
    const beats = new Set<number | null>();
    for (let second = 0; second < 35; second++) {
      for (const { beatAt } of lives()) beats.add(beatAt);
      await app.pass(SECOND);
    }
    expect([...beats].map((at) => (at ?? 0) - startedAt)).toEqual([0, 10_000, 20_000, 30_000]);
  });

  it('beats from its start to its end, and not longer', async () => {
    await app.start();
    const first = app.worker(1);
    const beats = () => first.told.filter(({ kind }) => kind === 'beat').length;
    expect([beats(), first.told[0]?.kind]).toEqual([1, 'ready']);
    app.supervisor.drain(1, 'stay');
    await app.quiet();
    expect(first.isGone).toBe(true);
    await app.pass(60 * SECOND);
    expect(beats()).toBe(1);
    expect(lives().map(({ slot }) => slot)).toEqual([2]);
  });

  it('counts as healthy for 30 seconds after its last heartbeat, and as dead after them', async () => {
    await app.start();
    const [silent, other] = [app.worker(1), app.worker(2)];
    await app.pass(10 * SECOND);
    expect(lives().map(({ beatAt }) => beatAt)).toEqual(Array(2).fill(app.bench.clock.now()));
    silent.freeze();
    await app.pass(30 * SECOND);
    expect([silent.isGone, other.isGone]).toEqual([false, false]);
    await app.pass(2 * SECOND);
    expect([silent.isGone, other.isGone]).toEqual([true, false]);
    expect(app.worker(1)).not.toBe(silent);
  });

  it('whose heartbeat is older than 30 seconds is dead: its jobs are pending again', async () => {
    const ids = await oneBusyWorker();
    expect(app.states(ids)).toEqual(['processing', 'processing']);
    // Whoever comes in its place is to find them pending, and not to take them at once.
    app.bench.queue.setPaused(true);
    app.worker(1).freeze();
    await app.pass(30 * SECOND);
    expect(app.states(ids)).toEqual(['processing', 'processing']);
    await app.pass(2 * SECOND);
    expect(app.states(ids)).toEqual(['pending', 'pending']);
    for (const id of ids) {
      const [attempt] = app.detail(id).attempts;
      expect(['worker_died', 'lease_expired']).toContain(attempt?.outcome);
      expect(app.detail(id).events.map(({ kind }) => kind)).toEqual(['queued', 'claimed', 'reclaimed']);
    }
  });

  it('that dies loses its jobs at once: another one takes them', async () => {
    await app.start();
    const answer = slowPages();
    const id = app.run([PAGE]);
    await app.quiet();
    const slot = app.detail(id).job.workerSlot ?? 0;
    app.worker(slot).die(139);
    answer();
    const { job, attempts } = await app.ended(id);
    expect([job.state, ...attempts.map(({ outcome }) => outcome)]).toEqual([
      'completed',
      'worker_died',
      'completed',
    ]);
  });

  it('is starting, idle, busy and offline in turn', async () => {
    app.dispose();
    app = new AppBench({ workers: 1 });
    const answer = slowPages();
    const states = (): string[] => [lives()[0]?.state ?? 'gone', app.supervisor.list()[0]?.state ?? 'gone'];
    app.supervisor.start();
    await Promise.resolve();
    expect(states()).toEqual(['starting', 'starting']);
    await app.quiet();
    expect(states()).toEqual(['idle', 'idle']);
    const id = app.run([PAGE]);
    await app.pass(10 * SECOND);
    expect(states()).toEqual(['busy', 'busy']);
    answer();
    await app.ended(id);
    await app.pass(10 * SECOND);
    expect(states()).toEqual(['idle', 'idle']);
    const last = lives()[0]?.id;
    app.supervisor.drain(1, 'stay');
    await app.quiet();
    expect(states()).toEqual(['gone', 'gone']);
    expect(app.bench.registry.history(1)).toMatchObject([{ id: last, state: 'offline' }]);
  });

  it('is shown with the jobs that it has now', async () => {
    const ids = await oneBusyWorker();
    expect(app.supervisor.list()[0]).toMatchObject({ slot: 1, currentJobs: ids });
    for (const id of ids) expect(app.detail(id).job.workerSlot).toBe(1);
  });

  it('remembers the jobs that it runs, and every heartbeat names them', async () => {
    const ids = await oneBusyWorker();
    await app.pass(10 * SECOND);
    const beats = app.worker(1).told.flatMap((message) => (message.kind === 'beat' ? [message.jobs] : []));
    expect(beats.map((jobs) => jobs.map(({ jobId }) => jobId))).toEqual([[], ids]);
  });
});
