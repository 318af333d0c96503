import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../../../electron/database/open.ts';
import { prepareNamed } from '../../../electron/database/statement.ts';
import { Publisher } from '../../../electron/main/queue/publisher.ts';
import { JobQueue } from '../../../electron/main/queue/queue.ts';
import { SQL } from '../../../electron/main/queue/sql.ts';
import type { JobId } from '../../../shared/ids.ts';
import { SeededRandom } from '../../support/seeded-random.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
beforeEach(() => {
  app = new AppBench();
});
afterEach(() => app.dispose());

/** Pages that do not answer before `answer` is called with their number. */
function heldPages(): { answer: (visit: number) => void; visits: () => number } {
  const answers: (() => void)[] = [];
  app.browsers.visit = () => {
    const held = Promise.withResolvers<undefined>();
    answers.push(() => held.resolve(undefined));
    return held.promise;
  };
  return { answer: (visit) => answers[visit]?.(), visits: () => answers.length };
}

function runMany(count: number): JobId[] {
  return Array.from({ length: count }, () => app.run([PAGE]));
}

function statesOf(ids: readonly JobId[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const state of app.states(ids)) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}

describe('a worker that has nothing to do', () => {
  it('polls every second as a backstop', async () => {
    await app.start();
    for (const process of app.processes) process.deafTo.add('nudge');
    const asks = (): number => app.worker(1).told.filter(({ kind }) => kind === 'ask').length;
    expect(asks()).toBe(1);
    await app.pass(5000);
    expect(asks()).toBe(6);
    const id = app.run([PAGE]);
    await app.pass(999);
    expect(app.states([id])).toEqual(['pending']);
    await app.pass(1);
    expect(app.detail(id).attempts).toHaveLength(1);
  });

  it('asks at once when a nudge says that there is something', async () => {
    await app.start();
    const now = app.bench.clock.now();
    const id = app.run([PAGE]);
    await app.quiet();
    expect(app.bench.clock.now()).toBe(now);
    expect(app.detail(id).job).toMatchObject({ startedAt: now, createdAt: now });
  });
});

describe('a claim', () => {
  it('never gives two workers the same job', async () => {
    heldPages();
    app.bench.queue.setPaused(true);
    await app.start();
    const ids = runMany(8);
    // Both ask in the same moment, for more than there is.
    app.bench.queue.setPaused(false);
    await app.quiet();
    const held = app.supervisor.list().map(({ currentJobs }) => currentJobs);
    expect(held.map(({ length }) => length).sort()).toEqual([3, 5]);
    expect(held.flat().sort()).toEqual(ids);
    for (const id of ids) expect(app.detail(id).attempts).toHaveLength(1);
  });

  it('never gives a job twice, not even through two connections to the file', () => {
    const { file, clock, queue, workerA, workerB } = app.bench;
    const ids = runMany(40);
    const db = openDatabase(file);
    const publisher = new Publisher((error) => expect.unreachable(String(error)));
    const other = new JobQueue({ db, clock, random: new SeededRandom(), publisher });
    const given: JobId[] = [];
    for (let turn = 0; turn < 20; turn++) {
      const claims = turn % 2 === 0 ? queue.claim(workerA, 3) : other.claim(workerB, 3);
      given.push(...claims.map(({ jobId }) => jobId));
    }
    db.close();
    expect(given.sort((a, b) => a - b)).toEqual(ids);
  });

  it('makes the job PROCESSING in the very statement that finds it', () => {
    const { db, clock, workerA } = app.bench;
    const [first, second] = runMany(2);
    const claim = prepareNamed<{ id: JobId }>(db, SQL.claimOne);
    const values = { workerId: workerA, now: clock.now(), leaseMs: app.settings.leaseMs };
    const stateOf = db.prepare<[JobId | undefined], string>('SELECT state FROM job WHERE id = ?').pluck();
    // No transaction and nothing else around it.
    expect(claim.get(values)?.id).toBe(first);
    expect([stateOf.get(first), stateOf.get(second)]).toEqual(['processing', 'pending']);
    expect(claim.get(values)?.id).toBe(second);
    expect(claim.get(values)).toBeUndefined();
  });
});

describe('a worker with much to do', () => {
  it('runs at most 5 jobs at once', async () => {
    const pages = heldPages();
    await app.start();
    const ids = runMany(13);
    await app.quiet();
    expect(statesOf(ids)).toEqual({ processing: 10, pending: 3 });
    expect(app.supervisor.list().map(({ currentJobs }) => currentJobs.length)).toEqual([5, 5]);
    expect(pages.visits()).toBe(10);
    await app.pass(5000);
    expect(pages.visits()).toBe(10);
    pages.answer(0);
    await app.pass(100);
    expect(statesOf(ids)).toEqual({ completed: 1, processing: 10, pending: 2 });
  });

  it('is not given more than its five slots, whatever it asks for', async () => {
    heldPages();
    await app.start();
    runMany(20);
    await app.quiet();
    const asked = app.processes
      .flatMap(({ told }) => told)
      .flatMap((message) => (message.kind === 'ask' ? [message.slots] : []));
    expect(Math.max(...asked)).toBe(5);
    expect(app.bench.queue.counts()).toMatchObject({ processing: 10, pending: 10 });
  });
});
