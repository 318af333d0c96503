import { expect, test } from 'vitest';
import {
  type EnqueueWish,
  mayTake,
  NO_WISH,
  readWish,
  takenInputs,
  type WishFaults,
} from '../../../../renderer/features/new-job/enqueue-wish.ts';
import { skippedSentence } from '../../../../renderer/features/new-job/skipped-words.ts';
import { JobId } from '../../../../shared/ids.ts';

const NOON = Date.parse('2025-11-24T12:00');

test.each([
  [{}, {}],
  [{ when: { kind: 'in', amount: '1.5', unit: 'h' } }, { runAt: NOON + 5_400_000 }],
  [{ when: { kind: 'at', at: '2025-11-24T12:05' } }, { runAt: NOON + 300_000 }],
  [{ key: ' {{row.sku}} ', keyMode: 'keep' }, { key: { text: '{{row.sku}}', mode: 'keep' } }],
  [
    { after: '#12, 15 12', needs: 'ended' },
    {
      after: [
        { jobId: 12, needs: 'ended', takes: {} },
        { jobId: 15, needs: 'ended', takes: {} },
      ],
    },
  ],
  [
    {
      after: '12',
      takes: [
        { input: 'url', expression: ' rows[0].url ' },
        { input: '', expression: '' },
      ],
    },
    { after: [{ jobId: 12, needs: 'completed', takes: { url: 'rows[0].url' } }] },
  ],
] as [Partial<EnqueueWish>, object][])('%o is sent as %o', (wish, extra) => {
  expect(readWish({ ...NO_WISH, ...wish }, NOON)).toEqual({ extra, faults: {} });
});

test.each([
  [{ when: { kind: 'in', amount: '', unit: 'min' } }, ['when']],
  [{ when: { kind: 'in', amount: '-1', unit: 'min' } }, ['when']],
  [{ when: { kind: 'at', at: '2025-11-24T12:00' } }, ['when']],
  [{ key: 'x'.repeat(201) }, ['key']],
  [{ after: '12, twelve' }, ['after']],
  [{ after: '0' }, ['after']],
  [{ after: Array.from({ length: 21 }, (_, at) => at + 1).join() }, ['after']],
  [{ after: '12', takes: [{ input: 'url', expression: '' }] }, ['takes']],
] as [Partial<EnqueueWish>, (keyof WishFaults)[]][])('%o has a fault at %j', (wish, parts) => {
  expect(Object.keys(readWish({ ...NO_WISH, ...wish }, NOON).faults)).toEqual(parts);
});

test('results are taken of one job only', () => {
  const takes = [{ input: 'url', expression: 'result.url' }];
  expect([mayTake('12'), mayTake('12 13'), mayTake('')]).toEqual([true, false, false]);
  expect([...takenInputs({ ...NO_WISH, after: '12', takes })]).toEqual(['url']);
  expect([...takenInputs({ ...NO_WISH, after: '12 13', takes })]).toEqual([]);
});

const ids = (...numbers: number[]) => numbers.map((one) => JobId.parse(one));

test.each([
  [[], [12], 'pending', '#12 is already waiting: nothing was queued.'],
  [[], [12], 'processing', '#12 is running already: nothing was queued.'],
  [[], [12], undefined, '#12 stands already: nothing was queued.'],
  [[13, 14], [12], 'pending', '#12 is already waiting: the other 2 were queued.'],
  [[13], [12], 'pending', '#12 is already waiting: the other job was queued.'],
  [
    [13],
    [12, 14],
    undefined,
    '1 of 3 were queued: 2 jobs with the same names wait, run or are parked already.',
  ],
] as const)('%j queued and %j skipped (%s): %s', (queued, skipped, state, sentence) => {
  const states = new Map(state === undefined ? [] : [[JobId.parse(12), state]]);
  expect(skippedSentence({ queued: ids(...queued), skipped: ids(...skipped) }, states)).toBe(sentence);
});
