import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../shared/ids.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
let answers: (() => void)[];
beforeEach(async () => {
  app = new AppBench();
  answers = [];
  app.browsers.visit = () => {
    const page = Promise.withResolvers<undefined>();
    answers.push(() => page.resolve(undefined));
    return page.promise;
  };
  await app.start();
});
afterEach(() => app.dispose());

const SECOND = 1000;
/** Its pages may take longer than a quit. */
const PATIENT = {
  artifacts: { screenshots: 'never', trace: 'never' },
  timeouts: { navigation: 600 * SECOND },
};

/** So many jobs whose pages have not answered yet. */
async function running(count: number): Promise<JobId[]> {
  const ids = Array.from({ length: count }, () => app.run([PAGE], PATIENT));
  await app.quiet();
  expect(app.states(ids)).toEqual(ids.map(() => 'processing'));
  return ids;
}

/** Lets what ends on the disk end too. */
function untilEnded(quit: { readonly ended: boolean }): Promise<void> {
  return expect.poll(() => quit.ended).toBe(true);
}

describe('at quit the app', () => {
  it('stops claiming at once', async () => {
    const [job] = await running(1);
    const quit = app.quit();
    const late = app.run([PAGE], PATIENT);
    await app.pass(5 * SECOND);
    expect([quit.ended, ...app.states([late])]).toEqual([false, 'pending']);
    expect(app.detail(late).attempts).toEqual([]);
    answers[0]?.();
    await app.pass(SECOND);
    expect(app.states([job ?? late])).toEqual(['completed']);
    await untilEnded(quit);
  });

  it('waits for active jobs, and no longer than for them', async () => {
    const ids = await running(3);
    const quit = app.quit();
    await app.pass(59 * SECOND);
    expect(app.states(ids)).toEqual(ids.map(() => 'processing'));
    for (const answer of answers) answer();
    await app.pass(SECOND);
    await untilEnded(quit);
    expect(app.states(ids)).toEqual(ids.map(() => 'completed'));
  });

  it('waits up to 60 seconds, then stops what still runs', async () => {
    const ids = await running(3);
    const quit = app.quit();
    await app.pass(60 * SECOND - 1);
    expect(app.states(ids)).toEqual(ids.map(() => 'processing'));
    await app.pass(SECOND);
    expect(app.states(ids)).toEqual(ids.map(() => 'pending'));
    await untilEnded(quit);
  });

  it('gives back what is left, and its attempt with it', async () => {
    const [id] = await running(1);
    if (id === undefined) throw new Error('one job runs');
    const quit = app.quit();
    await app.pass(61 * SECOND);
    await untilEnded(quit);
    expect(app.detail(id).job).toMatchObject({ state: 'pending', attempt: 0, retryCount: 0, waitsFor: null });
    expect(app.detail(id).attempts.map(({ outcome }) => outcome)).toEqual(['released']);
    const [again] = app.bench.queue.claim(app.bench.workerA, 1);
    expect(again).toMatchObject({ jobId: id, attempt: 1, epoch: 2 });
  });

  it('closes every browser, those of idle workers too', async () => {
    await running(8);
    app.run([PAGE], { ...PATIENT, browser: { headless: false } });
    await app.quiet();
    expect(app.browsers.alive.length).toBeGreaterThanOrEqual(3);
    const quit = app.quit();
    await app.pass(61 * SECOND);
    await untilEnded(quit);
    expect(app.browsers.alive).toEqual([]);
    expect(app.ledger.openOnes()).toEqual([]);
    expect(app.browsers.contexts.every(({ isClosed }) => isClosed)).toBe(true);
  });

  it('leaves every worker stopped and offline', async () => {
    await running(1);
    const quit = app.quit();
    await app.pass(61 * SECOND);
    await untilEnded(quit);
    expect(app.processes.map(({ isGone }) => isGone)).toEqual([true, true]);
    expect(app.bench.registry.list()).toEqual([]);
    expect(app.bench.registry.history(2)).toMatchObject([
      { state: 'offline', endReason: 'stopped' },
      { state: 'offline', endReason: 'stopped' },
    ]);
  });
});
