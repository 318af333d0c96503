import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { IDLE_MS } from '../../../electron/worker/browser-pool.ts';
import { AppBench, PAGE } from './app-bench.ts';

let app: AppBench;
beforeEach(async () => {
  app = new AppBench({ workers: 1 });
  await app.start();
});
afterEach(() => app.dispose());

const HEADED = { browser: { headless: false } };

/** What was done in each context, in the order of the contexts. */
function done(): (readonly string[])[] {
  return app.browsers.contexts.map((context) => context.done);
}

describe('a job', () => {
  it('takes a browser of its flow’s kind from the pool', async () => {
    await app.ended(app.run([PAGE]));
    await app.ended(app.run([PAGE], HEADED));
    await app.ended(app.run([PAGE]));
    await app.ended(app.run([PAGE], HEADED));
    expect(app.browsers.browsers.map(({ kind }) => kind)).toEqual(['headless', 'headed']);
    expect(app.browsers.contexts.map(({ browser }) => browser.kind)).toEqual([
      'headless',
      'headed',
      'headless',
      'headed',
    ]);
  });

  it('has a context of its own with the viewport of its flow', async () => {
    await app.ended(app.run([PAGE], { browser: { viewport: { width: 390, height: 844 } } }));
    await app.ended(app.run([PAGE]));
    expect(app.browsers.contexts.map(({ options }) => options.viewport)).toEqual([
      { width: 390, height: 844 },
      { width: 1280, height: 720 },
    ]);
  });

  it('executes each action in sequence, the next one when the one before is done', async () => {
    const page = Promise.withResolvers<undefined>();
    app.browsers.visit = () => page.promise;
    const id = app.run([
      PAGE,
      { action: 'fill', target: [{ css: '#topic' }], value: 'poetry' },
      { action: 'click', target: [{ css: '#go' }] },
      { action: 'extract', target: [{ css: 'h1' }], as: 'title' },
    ]);
    await app.pass(5000);
    expect(done()).toEqual([['goto https://shop.example/']]);
    page.resolve(undefined);
    const { steps } = await app.ended(id);
    expect(done()).toEqual([
      ['goto https://shop.example/', 'fill css=#topic = poetry', 'click css=#go', 'read css=h1'],
    ]);
    expect(steps.map(({ path, action, state }) => `${path} ${action} ${state}`)).toEqual([
      '1 goto done',
      '2 fill done',
      '3 click done',
      '4 extract done',
    ]);
  });

  it('collects its artifacts and its results', async () => {
    app.browsers.text = 'Emma';
    const id = app.run([
      PAGE,
      { action: 'screenshot', name: 'shop' },
      { action: 'extract', target: [{ css: 'h1' }], as: 'title' },
    ]);
    const { artifacts, result } = await app.ended(id);
    expect(result).toEqual({ title: 'Emma' });
    expect(artifacts).toMatchObject([{ kind: 'screenshot', name: 'shop.png', bytes: 3, step: '2' }]);
    const file = join(app.artifacts, artifacts[0]?.path ?? '');
    expect([...readFileSync(file)]).toEqual([1, 2, 3]);
  });

  it('keeps a picture of the page on which it failed', async () => {
    const id = app.run([PAGE, { action: 'goto', url: 'ftp://shop.example/' }]);
    const { job, artifacts } = await app.ended(id);
    expect(job.state).toBe('failed');
    expect(artifacts.map(({ name }) => name)).toEqual(['failure-step-2.png', 'failure-step-2.html']);
    expect(existsSync(join(app.artifacts, artifacts[0]?.path ?? ''))).toBe(true);
  });

  it.each([
    ['completed', undefined],
    ['failed', 401],
  ])('gives its browser back to the pool when it has %s', async (state, status) => {
    app.browsers.visit = () => status;
    const { job } = await app.ended(app.run([PAGE], { artifacts: { screenshots: 'never', trace: 'never' } }));
    expect(job.state).toBe(state);
    expect(app.browsers.contexts.map(({ isClosed }) => isClosed)).toEqual([true]);
    // Nobody uses it any more: it waits for the next job, and is closed when none comes.
    expect(app.browsers.alive).toHaveLength(1);
    await app.pass(IDLE_MS);
    expect(app.browsers.alive).toHaveLength(0);
    expect(app.ledger.openOnes()).toEqual([]);
  });
});
