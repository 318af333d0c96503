import { expect, test } from 'vitest';
import { aroundHit } from '../../../../renderer/features/jobs/around-hit.ts';
import { parseLogQuery } from '../../../../renderer/features/jobs/log-query.ts';
import { createLogSearchStore } from '../../../../renderer/features/jobs/log-search-store.ts';
import { JobId } from '../../../../shared/ids.ts';
import { makeLines } from '../job/make-detail.ts';
import { FakeBridge } from './fake-bridge.ts';

test.each([
  ['log:"timed out"', { text: 'timed out', jobId: null }],
  ['log:"timed o', { text: 'timed o', jobId: null }],
  ['LOG: timed out ', { text: 'timed out', jobId: null }],
  ['log:timeout #12', { text: 'timeout', jobId: 12 }],
  ['#12 log:"a #3 b"', { text: 'a #3 b', jobId: 12 }],
  ['log:', { text: '', jobId: null }],
  ['catalog:books', null],
  ['shop', null],
  ['#12', null],
])('%j is a search in the logs for %o', (typed, query) => {
  expect(parseLogQuery(typed)).toEqual(query);
});

test('a hit far in its line is brought to the front, one near the beginning leaves the line whole', () => {
  const line = `${'a'.repeat(100)} Gone away`;
  expect(aroundHit(line, 'gone')).toBe(`…${'a'.repeat(23)} Gone away`);
  expect(aroundHit('It is gone', 'gone')).toBe('It is gone');
  expect(aroundHit(line, 'elsewhere')).toBe(line);
});

const hit = { jobId: 5, flowName: 'Shop', line: makeLines(1, 2)[0] };

test('hits are shown with the time they took, and whether there are more', async () => {
  const bridge = new FakeBridge();
  const search = createLogSearchStore(bridge.client);
  const done = search.look({ text: 'gone', jobId: JobId.parse(5) });
  const asked = bridge.take('logs.search');
  expect(asked.input).toEqual({ text: 'gone', jobId: 5, limit: 100 });
  asked.answer({ hits: [hit], complete: false, tookMs: 41 });
  await done;
  expect(search.store.getState()).toMatchObject({
    phase: 'found',
    text: 'gone',
    hits: [{ jobId: 5 }],
    isComplete: false,
    tookMs: 41,
  });
});

test('an answer to an older question is dropped, and too few letters ask nothing', async () => {
  const bridge = new FakeBridge();
  const search = createLogSearchStore(bridge.client);
  const first = search.look({ text: 'go', jobId: null });
  const second = search.look({ text: 'gone', jobId: null });
  const old = bridge.take('logs.search');
  bridge.take('logs.search').answer({ hits: [], complete: true, tookMs: 1 });
  old.answer({ hits: [hit], complete: true, tookMs: 1 });
  await Promise.all([first, second]);
  expect(search.store.getState().hits).toEqual([]);
  await search.look({ text: 'g', jobId: null });
  expect(search.store.getState().phase).toBe('short');
  expect(bridge.asked).toEqual([]);
});

test('a search that fails says why', async () => {
  const bridge = new FakeBridge();
  const search = createLogSearchStore(bridge.client);
  const done = search.look({ text: 'gone', jobId: null });
  bridge.take('logs.search').refuse('The reader is not there.');
  await done;
  expect(search.store.getState()).toMatchObject({ phase: 'failed', message: 'The reader is not there.' });
});
