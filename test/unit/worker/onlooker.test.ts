import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type AfterFailure, NOBODY, type Onlooker } from '../../../electron/worker/live/onlooker.ts';
import { parseStep } from '../../../shared/flow/parse-step.ts';
import type { RunOptions } from '../../../shared/live/run-options.ts';
import { FakePage } from '../../support/fake-page.ts';
import {
  click,
  failing,
  type GivenSteps,
  NO_PICTURES,
  press,
  pressed,
  setUpSteps,
} from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-onlooker-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (steps: unknown[], given: Partial<GivenSteps> = {}) =>
  setUpSteps({ more: NO_PICTURES, ...given, steps, folder }).finish();

/** A person who does these things with failures, one after another, and then gives up. */
function mender(...choices: AfterFailure[]) {
  const failures: string[] = [];
  const stops: string[] = [];
  const onlooker: Onlooker = {
    ...NOBODY,
    before: async (path) => void stops.push(path),
    failed: async ({ path, step, whyNoRetry }) => {
      failures.push(
        `${path} ${step === null ? 'fixed' : 'mendable'} ${whyNoRetry === null ? '' : 'once'}`.trim(),
      );
      return choices.shift() ?? { kind: 'giveUp' };
    },
  };
  return { onlooker, failures, stops };
}

describe('where a job begins', () => {
  const steps = [press('a'), press('b'), press('c')];
  const keys = async (options: RunOptions): Promise<string[]> =>
    pressed((await run(steps, { options })).page);

  test('from a step on, or that step alone', async () => {
    expect(await keys({})).toEqual(['a', 'b', 'c']);
    expect(await keys({ from: '2' })).toEqual(['b', 'c']);
    expect(await keys({ only: '2' })).toEqual(['b']);
  });

  test('the steps keep their numbers, and what is left out is said', async () => {
    const { steps: told, lines } = await run(steps, { options: { from: '3' } });
    const last = new Map(told.map(({ path, state }) => [path, state]));
    expect([...last]).toEqual([
      ['1', 'skipped'],
      ['2', 'skipped'],
      ['3', 'done'],
    ]);
    expect(lines[0]).toBe('INFO null: Begins at step 3, as the job says: what comes before it is left out.');
  });

  test('a jump back may lead before the beginning', async () => {
    const { page } = await run(
      [press('a'), { ...press('b'), id: 'again' }, click('#x', { onError: { goto: 'again' } })],
      { options: { from: '3' }, page: failing({ '#x': 1 }) },
    );
    expect(pressed(page)).toEqual(['b']);
  });

  test('of a job with rows, every row begins there', async () => {
    const { page, lines } = await run(steps, { options: { from: '3' }, rows: [{ a: '1' }, { a: '2' }] });
    expect(pressed(page)).toEqual(['c', 'c']);
    expect(lines.filter((line) => line.includes('Begins at step 3'))).toHaveLength(1);
  });

  test('a step that is not there is a failure with a sentence', async () => {
    const { end } = await run(steps, { options: { from: '9' } });
    expect(end).toMatchObject({ message: 'The job is to begin at step 9, but the flow has 3 steps.' });
  });
});

describe('a person at the failures', () => {
  test('is asked before each step, and inside of steps too', async () => {
    const { onlooker, stops } = mender();
    await run([press('a'), { action: 'repeat', times: 2, steps: [press('b')] }], { onlooker });
    expect(stops).toEqual(['1', '2', '2.1', '2.1']);
  });

  test('has a step tried again, as it is or changed, or left out', async () => {
    const parsed = parseStep({ action: 'click', target: [{ css: '#right' }] });
    const changed = parsed.ok ? parsed.step : null;
    const { onlooker, failures } = mender({ kind: 'retry', step: null }, { kind: 'retry', step: changed });
    const { end, page } = await run([click('#wrong'), press('z')], {
      onlooker,
      page: failing({ '#wrong': 9 }),
    });
    expect(end).toBe('done');
    expect(failures).toEqual(['1 mendable', '1 mendable']);
    expect(page.done).toEqual([expect.stringContaining('#right'), 'press z']);
    const skipped = await run([click('#x'), press('z')], {
      onlooker: mender({ kind: 'skip' }).onlooker,
      page: failing({ '#x': 1 }),
    });
    expect(skipped.end).toBe('done');
    expect(pressed(skipped.page)).toEqual(['z']);
  });

  test('is not asked about a failure that the flow itself goes on after', async () => {
    const { onlooker, failures } = mender();
    const { end } = await run(
      [
        click('#a', { onError: 'continue' }),
        { action: 'try', steps: [click('#b')], onError: [press('b')] },
        { action: 'if', condition: '{{true}}', then: [click('#c')], onError: 'continue' },
        click('#d', { onError: { retry: 1 } }),
      ],
      { onlooker, page: failing({ '#a': 1, '#b': 1, '#c': 1, '#d': 1 }) },
    );
    expect(end).toBe('done');
    expect(failures).toEqual([]);
  });

  test('is asked once about a failure inside, where it happened, and not again further out', async () => {
    const { onlooker, failures } = mender();
    const { end } = await run([{ action: 'repeat', times: 2, steps: [click('#x')] }], {
      onlooker,
      page: failing({ '#x': 9 }),
    });
    expect(end).toMatchObject({ error: { step: '1.1' } });
    expect(failures).toEqual(['1.1 mendable']);
  });

  test('cannot have a step that runs once tried again', async () => {
    const { onlooker, failures } = mender({ kind: 'skip' });
    await run([click('#pay', { once: true })], { onlooker, page: failing({ '#pay': 1 }) });
    expect(failures).toEqual(['1 mendable once']);
  });
});

test('an answer becomes a variable; a secret one is hidden in results and titles', async () => {
  const onlooker: Onlooker = { ...NOBODY, ask: async (_step, { secret }) => (secret ? 's3cret' : 'open') };
  const { page, results, steps } = await run(
    [
      { action: 'ask', question: 'Which code?', as: 'code', secret: true },
      { action: 'ask', question: 'Which word?', as: 'word' },
      { action: 'fill', target: [{ css: '#x' }], value: '{{var.code}} {{var.word}}' },
    ],
    { onlooker, page: new FakePage() },
  );
  expect(page.done).toEqual(['fill css #x = s3cret open']);
  expect(results).toEqual({ code: '•••', word: 'open' });
  expect(steps.at(-1)?.title).toBe('Fill css #x with “••• open”');
});
