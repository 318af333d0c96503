import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakePage } from '../../support/fake-page.ts';
import { FakeSession } from '../../support/fake-session.ts';
import { settle } from '../../support/settle.ts';
import { click, failing, type GivenSteps, setUpSteps } from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-steps-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUp = (given: Omit<GivenSteps, 'folder'>) => setUpSteps({ ...given, folder });

test('steps run in order, with their values put in, and each is told when it begins and ends', async () => {
  const page = new FakePage();
  page.values = { 'css #x': '12' };
  const { end, steps, results } = await setUp({
    page,
    inputs: { name: 'Ada' },
    row: { n: '3' },
    more: { inputs: { name: { type: 'text' } } },
    steps: [
      { action: 'extract', target: [{ css: '#x' }], as: 'price', transform: 'number' },
      { action: 'fill', target: [{ label: '{{input.name}}' }], value: '{{var.price * row.n}}' },
    ],
  }).finish();
  expect(end).toBe('done');
  expect(page.done).toEqual(['read text css #x', 'fill label "Ada" = 36']);
  expect(results).toEqual({ price: 12 });
  expect(steps.map(({ seq, path, title, state, candidate }) => [seq, path, title, state, candidate])).toEqual(
    [
      [0, '1', 'Extract price from css #x', 'done', 0],
      [1, '2', 'Fill “Ada” with “36”', 'done', 0],
    ],
  );
});

describe('a step that fails', () => {
  test('keeps its own error when its page cannot be looked at', async () => {
    vi.spyOn(FakeSession.prototype, 'lookAtFailure').mockRejectedValue(new Error('a bug of ours'));
    const { end, lines } = await setUp({ steps: [click('#a')], page: failing({ '#a': 1 }) }).finish();
    expect(end).toMatchObject({ error: { message: '#a is not there.', step: '1' } });
    expect(lines).toContain('WARN 1: The failure could not be looked at: a bug of ours.');
  });

  test('ends the attempt with its place, the address and a picture', async () => {
    const { end, steps, page, session } = await setUp({
      page: failing({ '#b': 1 }),
      steps: [click('#a'), click('#b'), click('#c')],
    }).finish();
    expect(end).toMatchObject({
      error: { category: 'TimeoutError', message: '#b is not there.', step: '2', url: 'http://shop.test/' },
    });
    expect(page.done.length).toBe(1);
    expect(steps.map(({ state }) => state)).toEqual(['done', 'failed']);
    expect([session.done, readdirSync(folder)]).toEqual([
      ['screenshot'],
      ['failure-step-2.html', 'failure-step-2.png'],
    ]);
  });

  test('takes no picture when the flow wants none', async () => {
    const { session } = await setUp({
      page: failing({ '#a': 1 }),
      more: { artifacts: { screenshots: 'never' } },
      steps: [click('#a')],
    }).finish();
    expect(session.done).toEqual([]);
  });

  test('goes on when it says “continue”, and when a check is soft', async () => {
    const { end, steps } = await setUp({
      page: failing({ '#a': 1 }),
      steps: [click('#a', { onError: 'continue' }), { action: 'assert', url: 'shop.test', soft: true }],
    }).finish();
    expect([end, steps.map(({ state }) => state)]).toEqual(['done', ['failed', 'done']]);
  });

  test('is tried again as often as it says, each try on record', async () => {
    const twice = { steps: [click('#a', { onError: { retry: 2 } })] };
    const good = await setUp({ ...twice, page: failing({ '#a': 2 }) }).finish();
    expect([good.end, good.steps.map(({ path, state }) => [path, state])]).toEqual([
      'done',
      [
        ['1', 'failed'],
        ['1', 'failed'],
        ['1', 'done'],
      ],
    ]);
    const bad = await setUp({ ...twice, page: failing({ '#a': 3 }) }).finish();
    expect([bad.end, bad.steps.length]).toMatchObject([{ error: { step: '1' } }, 3]);
  });

  test('goes on at another step when it says so', async () => {
    const { end, page } = await setUp({
      page: failing({ '#a': 1 }),
      steps: [click('#a', { onError: { goto: 'end' } }), click('#b'), click('#c', { id: 'end' })],
    }).finish();
    expect([end, page.done]).toEqual(['done', ['click left 1 css #c']]);
  });

  test('does not go round for ever', async () => {
    const { end } = await setUp({
      page: failing({ '#a': Number.POSITIVE_INFINITY }),
      more: { artifacts: { screenshots: 'never' } },
      steps: [click('#a', { id: 'a', onError: { goto: 'a' } })],
    }).finish();
    expect(end).toMatchObject({
      error: { message: expect.stringContaining('sent the job back 1000 times') },
    });
  });

  test('names a value that is not there and the nearest', async () => {
    const { end, steps } = await setUp({
      row: { price: '1' },
      steps: [{ action: 'goto', url: 'http://a.test/{{row.prise}}' }],
    }).finish();
    expect(end).toMatchObject({
      error: {
        message: '{{row.prise}} has no value: there is price.',
        mend: expect.stringContaining('“price”'),
      },
    });
    expect(steps[0]?.title).toBe('Open http://a.test/{{row.prise}}');
  });
});

test('a step whose page never answers is ended a second after its time', async () => {
  const page = new FakePage();
  page.before = () => new Promise(() => undefined);
  const running = setUp({ page, steps: [click('#a', { timeout: 5000 })] });
  await settle();
  running.clock.advance(5_999);
  await settle();
  expect(running.batches.flatMap(({ steps }) => steps).map(({ state }) => state)).toEqual(['running']);
  running.clock.advance(1);
  expect(await running.finish()).toMatchObject({
    end: { error: { category: 'TimeoutError', message: 'The step did not come to its end within 5 s.' } },
  });
});

test('stopped, it starts nothing more and marks the step under way as cancelled', async () => {
  const page = new FakePage();
  page.before = (verb) => (verb.endsWith('#b') ? new Promise(() => undefined) : undefined);
  const running = setUp({ page, steps: [click('#a'), click('#b'), click('#c')] });
  await settle();
  const reason = new Error('stop');
  running.stop.abort(reason);
  const { end, steps } = await running.finish();
  expect([end, page.done, steps.map(({ state }) => state)]).toEqual([
    reason,
    ['click left 1 css #a'],
    ['done', 'cancelled'],
  ]);
});

describe('once', () => {
  test('the step runs only after main has it on disk that it will', async () => {
    const running = setUp({ mute: true, steps: [click('#pay', { once: true })] });
    await settle();
    expect(running.batches.map(({ once }) => once)).toEqual(['1']);
    expect(running.page.done).toEqual([]);
    running.outbox.acked(0);
    await running.run;
    expect(running.page.done).toEqual(['click left 1 css #pay']);
  });

  test('the step never runs twice in one attempt', async () => {
    const { end, page } = await setUp({
      page: failing({ '#check': 1 }),
      steps: [click('#pay', { id: 'pay', once: true }), click('#check', { onError: { goto: 'pay' } })],
    }).finish();
    expect(end).toMatchObject({ error: { step: '1', message: expect.stringContaining('already been run') } });
    expect(page.done).toEqual(['click left 1 css #pay']);
  });
});

test('a secret never enters a title, a line or an error, not even changed', async () => {
  const page = new FakePage();
  page.before = (verb) => {
    if (verb.startsWith('fill')) throw new Error(`could not fill ${verb}`);
  };
  const { end, steps, lines } = await setUp({
    page,
    inputs: { pin: 'hunter2' },
    more: { inputs: { pin: { type: 'text', secret: true } } },
    steps: [{ action: 'fill', target: [{ label: 'PIN' }], value: '{{upper(secret.pin)}}{{input.pin}}' }],
  }).finish();
  const told = JSON.stringify([end, steps, lines]);
  expect(told).toContain('Fill “PIN” with “••••••”');
  expect(told).not.toMatch(/hunter2/i);
});
