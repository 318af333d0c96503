import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TurnRecord } from '../../../electron/worker/walk/turn-record.ts';
import { FakePage } from '../../support/fake-page.ts';
import { settle } from '../../support/settle.ts';
import { click, failing, type GivenSteps, NO_PICTURES, setUpSteps } from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-loops-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const setUp = (given: Omit<GivenSteps, 'folder'>) => setUpSteps({ ...given, folder });

describe('a stop from outside', () => {
  /** Stops the job when this verb is about to be done. */
  function stoppingAt(verb: string, stop: () => void): FakePage {
    const page = new FakePage();
    page.before = (each) => {
      if (each === verb) stop();
    };
    return page;
  }

  test('takes effect in the middle of a turn: no step, no handler and no clean-up runs after it', async () => {
    const reason = new Error('stop');
    const page = stoppingAt('press 2', () => running.stop.abort(reason));
    const running = setUp({
      page,
      steps: [
        {
          action: 'try',
          steps: [
            { action: 'repeat', times: 5, steps: [{ action: 'press', key: '{{var.turn}}' }, click('#a')] },
          ],
          onError: [click('#handler')],
          always: [click('#always')],
        },
      ],
    });
    const { end, steps } = await running.finish();
    expect(end).toBe(reason);
    expect(page.done.filter((verb) => !verb.startsWith('press'))).toEqual(['click left 1 css #a']);
    expect(steps.map(({ path, state }) => `${path} ${state}`)).toEqual([
      '1 cancelled',
      '1.1 cancelled',
      '1.1.1 done',
      '1.1.2 done',
      '1.1.1 cancelled',
    ]);
  });

  test('takes effect between two turns of a loop that waits for nothing', async () => {
    const running = setUp({
      steps: [
        {
          action: 'repeat',
          times: 100_000,
          steps: [{ action: 'setVariable', name: 'n', value: '{{var.turn}}' }],
        },
      ],
    });
    // While time passes, the loop stands still now and then, and everything else gets its turn.
    running.clock.standStill(11);
    await settle();
    const reason = new Error('stop');
    running.stop.abort(reason);
    const { end, results } = await running.finish();
    expect(end).toBe(reason);
    expect(Number(results.n ?? 0)).toBeLessThan(100);
  });
});

describe('once inside loops', () => {
  test('runs in every turn, each announced by its path and turn before it runs', async () => {
    const running = setUp({
      steps: [
        {
          action: 'repeat',
          times: 2,
          steps: [{ action: 'repeat', times: 2, steps: [click('#pay{{var.turn}}', { once: true })] }],
        },
      ],
    });
    const { end, batches, page } = await running.finish();
    expect([end, page.done.length]).toEqual(['done', 4]);
    expect(batches.flatMap(({ once }) => once ?? [])).toEqual([
      '1.1.1 (turn 1, 1)',
      '1.1.1 (turn 1, 2)',
      '1.1.1 (turn 2, 1)',
      '1.1.1 (turn 2, 2)',
    ]);
  });

  test('waits for main in every turn', async () => {
    const running = setUp({
      mute: true,
      steps: [{ action: 'repeat', times: 2, steps: [click('#pay', { once: true })] }],
    });
    await settle();
    expect(running.page.done).toEqual([]);
    running.outbox.acked(0);
    await settle();
    expect(running.page.done).toHaveLength(1);
    expect(running.batches.at(-1)?.once).toBe('1.1 (turn 2)');
    running.outbox.acked(1);
    await running.run;
    expect(running.page.done).toHaveLength(2);
  });

  test('never runs twice for the same turn, also when its loop is tried again', async () => {
    const { end, page } = await setUp({
      page: failing({ '#b': 1 }),
      more: NO_PICTURES,
      steps: [
        {
          action: 'forEach',
          in: ['x', 'y'],
          onError: { retry: 2 },
          steps: [click('#pay', { once: true }), click('#b')],
        },
      ],
    }).finish();
    expect(end).toMatchObject({
      error: { step: '1.1', message: expect.stringContaining('already been run in this attempt') },
    });
    expect(page.done).toEqual(['click left 1 css #pay']);
  });
});

describe('a long loop', () => {
  test('is on record in full for 500 turns, then only its failures and how far it is', async () => {
    const { end, steps, lines } = await setUp({
      page: failing({ '#700': 1 }),
      more: NO_PICTURES,
      steps: [
        {
          action: 'repeat',
          times: 1000,
          steps: [{ action: 'log', message: 'here' }, click('#{{var.turn}}', { onError: 'continue' })],
        },
        { action: 'log', message: 'behind' },
      ],
    }).finish();
    expect(end).toBe('done');
    expect(steps.filter(({ path }) => path === '1.1')).toHaveLength(500);
    const clicks = steps.filter(({ path }) => path === '1.2');
    expect(clicks).toHaveLength(501);
    expect(clicks.at(-1)).toMatchObject({ state: 'failed', title: 'Click css #700 (turn 700 of 1000)' });
    expect(steps.map(({ seq }) => seq)).toEqual(steps.map((_, at) => at));
    expect(lines.filter((line) => line.includes(': here'))).toHaveLength(500);
    expect(
      lines.slice(lines.indexOf('INFO 1: Turn 500 of 1000.')).filter((line) => !line.startsWith('DEBUG')),
    ).toEqual([
      'INFO 1: Turn 500 of 1000.',
      'INFO 1.1: Log “here” (turn 500 of 1000)',
      'INFO 1.1: here',
      'INFO 1.2: Click css #500 (turn 500 of 1000)',
      'INFO 1: Turn 501 of 1000. From here on only failures are kept, and how far the loop is.',
      'INFO 1: Turn 600 of 1000.',
      'INFO 1: Turn 700 of 1000.',
      'ERROR 1.2: Turn 700 of 1000: #700 is not there.',
      'INFO 1: Turn 800 of 1000, 1 failure since turn 500.',
      'INFO 1: Turn 900 of 1000, 1 failure since turn 500.',
      'INFO 1: Turn 1000 of 1000, 1 failure since turn 500.',
      'INFO 2: Log “behind”',
      'INFO 2: behind',
    ]);
  });

  test('counts the turns of a loop inside a loop over all its runs', async () => {
    const { steps } = await setUp({
      steps: [
        {
          action: 'repeat',
          times: 100,
          steps: [{ action: 'repeat', times: 100, steps: [{ action: 'continue' }] }],
        },
      ],
    }).finish();
    expect(steps.filter(({ path }) => path === '1.1.1')).toHaveLength(500);
    expect(steps.filter(({ path }) => path === '1.1')).toHaveLength(100);
  });

  test('keeps no more than 500 failures beyond its first turns', async () => {
    const { steps, lines } = await setUp({
      page: failing({ '#a': Number.POSITIVE_INFINITY }),
      more: NO_PICTURES,
      steps: [{ action: 'repeat', times: 1500, steps: [click('#a', { onError: 'continue' })] }],
    }).finish();
    expect(steps.filter(({ path }) => path === '1.1')).toHaveLength(1000);
    expect(lines.at(-2)).toBe('INFO 1: Turn 1500 of 1500, 999 failures since turn 500.');
  });

  test('of 100,000 turns sends few records, and waits while main is behind', async () => {
    const running = setUp({
      steps: [
        {
          action: 'repeat',
          times: 100_000,
          steps: [{ action: 'setVariable', name: 'n', value: '{{var.index}}' }],
        },
      ],
    });
    const { end, batches, steps } = await running.finish();
    expect(end).toBe('done');
    expect(steps.length).toBe(501);
    expect(batches.flatMap(({ lines }) => lines).length).toBeLessThan(3500);
    expect(Math.max(...batches.map((batch) => batch.steps.length))).toBeLessThanOrEqual(500);
  });

  test('stands still while main does not take its records', async () => {
    const running = setUp({
      mute: true,
      steps: [{ action: 'repeat', times: 400, steps: [click('#a'), click('#b'), click('#c')] }],
    });
    for (let round = 0; round < 20; round++) await settle();
    const before = running.page.done.length;
    for (let round = 0; round < 20; round++) await settle();
    expect(running.page.done.length).toBe(before);
    expect(before).toBeLessThan(1200);
    running.stop.abort(new Error('stop'));
    await expect(running.run).rejects.toThrow('stop');
  });

  test('of more than 100,000 turns says how far it is every 10,000', () => {
    const record = new TurnRecord();
    const lines = Array.from({ length: 120_000 }, (_, at) => record.begin('1', `turn ${at + 1}`).line);
    expect(lines.slice(100_000).filter((line) => line !== null)).toEqual(['Turn 110000.', 'Turn 120000.']);
  });
});
