import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { JobId } from '../../../shared/ids.ts';
import { AppBench, PAGE, VITALS } from './app-bench.ts';

let app: AppBench;
beforeEach(() => {
  app = new AppBench({ workers: 1 });
});
afterEach(() => app.dispose());

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const PLAIN = { artifacts: { screenshots: 'never', trace: 'never' } };

/** Pages that never answer. */
function hang(): void {
  app.browsers.visit = () => new Promise(() => undefined);
}

/** The jobs in the order in which they were started. */
function started(): string[] {
  return app.browsers.contexts.map((context) => context.done[0] ?? '');
}

describe('priorities', () => {
  function runAt(priority: number): JobId {
    return app.run([{ ...PAGE, url: `https://shop.example/${priority}` }], PLAIN, { priority });
  }

  beforeEach(() => {
    app.dispose();
    // One job after the other, so that their order shows.
    app = new AppBench({ workers: 1, jobsPerWorker: 1 });
  });

  it('let the more urgent job start first', async () => {
    for (const priority of [0, -5, 20, 5]) runAt(priority);
    await app.start();
    await app.pass(SECOND);
    expect(started()).toEqual([20, 5, 0, -5].map((priority) => `goto https://shop.example/${priority}`));
  });

  it('starve nobody: a point is worth a minute of waiting, not more', async () => {
    runAt(0);
    await app.pass(10 * MINUTE + 1);
    runAt(10);
    runAt(11);
    await app.start();
    await app.pass(SECOND);
    expect(started()).toEqual([11, 0, 10].map((priority) => `goto https://shop.example/${priority}`));
  });
});

describe('a cancel while the job is processing', () => {
  it('stops the action under way, closes the context and tells the time of each stage', async () => {
    hang();
    await app.start();
    const id = app.run([PAGE, { action: 'click', target: [{ css: '#buy' }] }], PLAIN);
    await app.quiet();
    expect(app.bench.queue.cancel(id)).toBe('asked');
    await app.quiet();
    const { job, events } = app.detail(id);
    expect(job.state).toBe('cancelled');
    expect(app.browsers.contexts).toMatchObject([{ done: ['goto https://shop.example/'], isClosed: true }]);
    expect(events.slice(2).map(({ kind, detail }) => [kind, detail])).toEqual([
      ['cancel_asked', ''],
      ['cancel_stage', 'The browser actions stopped 0 ms after the request.'],
      ['cancel_stage', 'The browser context was closed 0 ms after the request.'],
      ['cancelled', ''],
    ]);
    expect(app.worker(1).isGone).toBe(false);
  });

  it('ends the worker of a job that does not stop within five seconds, and the others go on', async () => {
    hang();
    await app.start();
    const [deaf, other] = [app.run([PAGE], PLAIN), app.run([PAGE], PLAIN)];
    await app.quiet();
    const first = app.worker(1);
    first.freeze();
    app.bench.queue.cancel(deaf);
    await app.pass(5 * SECOND - 1);
    expect([first.isGone, ...app.states([deaf])]).toEqual([false, 'processing']);
    await app.pass(1);
    expect([first.isGone, ...app.states([deaf])]).toEqual([true, 'cancelled']);
    expect(app.detail(deaf).events.at(-2)?.detail).toBe(
      'The worker was ended 5000 ms after the request, because the job did not stop.',
    );
    expect(app.detail(other).job).toMatchObject({ state: 'processing', attempt: 1 });
  });
});

describe('the health of the workers', () => {
  it('is measured at every heartbeat: processor, memory, delay, jobs, browsers; and kept', async () => {
    await app.start();
    await app.ended(app.run([PAGE], PLAIN));
    app.browsers.visit = () => 401;
    await app.ended(app.run([PAGE], PLAIN));
    hang();
    app.run([PAGE], PLAIN);
    await app.pass(20 * SECOND);
    const samples = app.samples.since(0);
    expect(samples.map(({ at }) => at - (samples[0]?.at ?? 0))).toEqual([0, 10_000, 20_000]);
    expect(samples.at(-1)).toEqual({
      ...VITALS,
      workerId: app.supervisor.list()[0]?.id,
      slot: 1,
      at: samples.at(-1)?.at,
      jobs: 1,
      browsers: 1,
      jobsDone: 1,
      jobsFailed: 1,
    });
    expect(app.supervisor.list()).toMatchObject([{ ...VITALS, jobsDone: 1, jobsFailed: 1, browsers: 1 }]);
  });

  it('is told of the workers as a whole: degraded when they end again and again', async () => {
    await app.start();
    expect(app.supervisor.health()).toMatchObject({ state: 'ok', workers: 1, jobsPerWorker: 5 });
    for (let death = 1; death <= 6; death++) {
      app.worker(1).die(139);
      await app.quiet();
    }
    expect(app.supervisor.health()).toMatchObject({ state: 'degraded' });
    await app.pass(3 * MINUTE);
    expect(app.supervisor.health()).toMatchObject({ state: 'ok', reason: '' });
  });
});

describe('a job', () => {
  it('goes the whole way: queued, claimed, run step by step, with its picture and its result', async () => {
    await app.start();
    const id = app.run(
      [
        { action: 'goto', url: 'https://shop.example/{{input.topic}}' },
        { action: 'extract', target: [{ css: 'h1' }], as: 'title' },
        { action: 'screenshot' },
      ],
      { inputs: { topic: { type: 'text', default: 'poetry' } } },
    );
    const { job, attempts, events, steps, artifacts, result } = await app.ended(id);
    expect(job).toMatchObject({ state: 'completed', stepsDone: 3, stepsTotal: 3, subtitle: 'topic poetry' });
    expect(app.browsers.contexts[0]?.done[0]).toBe('goto https://shop.example/poetry');
    expect([attempts.length, steps.length, artifacts.length, result]).toEqual([1, 3, 1, { title: 'Emma' }]);
    expect(events.map(({ kind }) => kind)).toEqual(['queued', 'claimed', 'completed']);
  });
});
