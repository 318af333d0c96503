import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Outbox, type OutboxBatch } from '../../../electron/worker/outbox.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakePage } from '../../support/fake-page.ts';
import {
  click,
  failing,
  type GivenSteps,
  NO_PICTURES,
  press,
  pressed,
  set,
  setUpSteps,
} from '../../support/steps-bench.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-rows-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (steps: unknown[], given: Partial<GivenSteps> = {}) =>
  setUpSteps({ more: NO_PICTURES, ...given, steps, folder }).finish();
const ends = (batches: readonly OutboxBatch[]) => batches.flatMap(({ rowEnds = [] }) => rowEnds);

test('runs the whole flow for each row, with fresh variables, and keeps each row’s values', async () => {
  const steps = [
    press('{{row.key}}'),
    { action: 'if', condition: '{{var.seen}}', then: [press('x')] },
    set('seen', '{{row.key}}'),
  ];
  const { page, batches, end, results } = await run(steps, {
    rows: [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
  });
  expect([end, pressed(page)]).toEqual(['done', ['a', 'b', 'c']]);
  expect(ends(batches)).toEqual(
    ['a', 'b', 'c'].map((key, at) => ({ number: at + 1, state: 'done', error: null, result: { seen: key } })),
  );
  expect(results).toEqual({ seen: 'c' });
});

test('a row that fails is told with its error, and the next ones run', async () => {
  const { batches, end, steps } = await run([click('#{{row.id}}'), press('z')], {
    rows: [{ id: 'a' }, { id: 'b' }, { id: 'c' }],
    page: failing({ '#b': 1 }),
  });
  expect(end).toBe('done');
  expect(ends(batches).map(({ number, state, error }) => [number, state, error?.message])).toEqual([
    [1, 'done', undefined],
    [2, 'failed', '#b is not there.'],
    [3, 'done', undefined],
  ]);
  expect(steps.map(({ path, state }) => `${path} ${state}`)).toEqual([
    '1 done',
    '2 done',
    '1 failed',
    '1 done',
    '2 done',
  ]);
});

test('a failure of the browser itself ends the attempt, and the row is not told to have ended', async () => {
  const page = new FakePage();
  page.before = (verb) => {
    if (verb === 'press b') throw new ActionFailure('BrowserError', 'The browser is gone.', 'Retry.');
  };
  const { batches, end } = await run([press('{{row.key}}')], {
    page,
    rows: [{ key: 'a' }, { key: 'b' }, { key: 'c' }],
  });
  expect(end).toMatchObject({ error: { category: 'BrowserError' } });
  expect(ends(batches).map(({ number }) => number)).toEqual([1]);
});

test('a failed row whose once step began says that it may have happened', async () => {
  const steps = [click('#pay', { once: true }), click('#thanks')];
  const { batches } = await run(steps, { rows: [{ id: 1 }], page: failing({ '#thanks': 1 }) });
  expect(ends(batches)[0]?.error?.message).toBe(
    'Step 1 runs only once, and it may have happened: #thanks is not there.',
  );
});

test('the end of a row waits until everything that it brought has gone', async () => {
  const batches: OutboxBatch[] = [];
  const outbox = new Outbox(new FakeClock(), (batch) => batches.push(batch));
  outbox.beginOwnRow(1);
  void outbox.rows(
    'd',
    Array.from({ length: 1500 }, (_, n) => ({ n })),
  );
  outbox.endOwnRow(
    { number: 1, state: 'done', error: null, result: null },
    { step: 0, state: { url: '', variables: {}, secret: [] }, secret: false },
  );
  outbox.beginOwnRow(2);
  void outbox.rows('d', [{ n: 'next' }]);
  expect(batches.map(({ rows, rowEnds, checkpoint }) => [rows.length, rowEnds, checkpoint])).toEqual([
    [1000, undefined, undefined],
  ]);
  outbox.acked(0);
  expect(batches[1]).toMatchObject({ rowEnds: [{ number: 1 }], checkpoint: { kept: 1500 } });
  expect(batches[1]?.rows.map(({ origin }) => origin).at(-1)).toBe(2);
  expect(batches[1]?.rows).toHaveLength(501);
});

test('writes a checkpoint after each step of the flow itself but the last', async () => {
  const { batches } = await run([
    set('a', 1),
    { action: 'repeat', times: 2, steps: [set('b', '{{var.turn}}')] },
    press('z'),
  ]);
  const newest = batches.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [checkpoint])).at(-1);
  expect(newest).toMatchObject({
    step: 2,
    kept: 0,
    secret: false,
    state: { variables: { a: 1, b: 2 }, secret: [] },
  });
});

test('goes on behind the steps that were done before, which are on record as skipped', async () => {
  const { page, steps } = await run([press('a'), press('b'), press('c')], { stepsBefore: 2 });
  expect(pressed(page)).toEqual(['c']);
  expect(steps.map(({ path, state }) => `${path} ${state}`)).toEqual(['1 skipped', '2 skipped', '3 done']);
});

test('a checkpoint with a secret among its values says so', async () => {
  const { batches } = await run([set('made', 'x{{input.pin}}'), press('z')], {
    more: { ...NO_PICTURES, inputs: { pin: { type: 'text', secret: true } } },
    inputs: { pin: '4711' },
  });
  const newest = batches.flatMap(({ checkpoint }) => (checkpoint === undefined ? [] : [checkpoint])).at(-1);
  expect(newest).toMatchObject({ secret: true, state: { variables: { made: 'x4711' }, secret: ['made'] } });
});
