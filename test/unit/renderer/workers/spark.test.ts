import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { METRICS, type Metric } from '../../../../renderer/features/workers/metrics.ts';
import { HOUR_MS, newestSample, withSamples } from '../../../../renderer/features/workers/samples.ts';
import { COLUMNS, sparkOf, sparkPath, sparkWords } from '../../../../renderer/features/workers/spark.ts';
import { Sparkline } from '../../../../renderer/features/workers/sparkline.tsx';
import { invariant } from '../../../../shared/assert.ts';
import { WorkerId } from '../../../../shared/ids.ts';
import { makeSample } from './make-worker.ts';

const MINUTE = 60_000;
/** A full minute. */
const NOW = HOUR_MS * 1000;

function metric(name: string): Metric {
  const found = METRICS.find((one) => one.name === name);
  invariant(found !== undefined, `${name} is a metric`);
  return found;
}
const cpu = metric('CPU');

test('a sample that is read twice is kept once, and what is too old goes', () => {
  const first = withSamples(new Map(), [makeSample(1, 10), makeSample(1, 20), makeSample(2, 15)], 0);
  const next = withSamples(first, [makeSample(1, 20), makeSample(1, 30)], 15);
  expect(next.get(1)?.map(({ at }) => at)).toEqual([20, 30]);
  expect(next.get(2)?.map(({ at }) => at)).toEqual([15]);
  expect(newestSample(next)).toBe(30);
});

test('two lives in one slot follow one another, in the order of their times', () => {
  const later = makeSample(1, 50, { workerId: WorkerId.parse(9) });
  const book = withSamples(withSamples(new Map(), [later], 0), [makeSample(1, 40)], 0);
  expect(book.get(1)?.map(({ workerId }) => workerId)).toEqual([1, 9]);
});

test('there is no newest sample of nothing', () => {
  expect(newestSample(new Map())).toBeNull();
});

test('each minute shows its highest value, the last one at the right edge', () => {
  const { columns, range } = sparkOf(
    [
      makeSample(1, NOW - 2 * MINUTE + 1, { cpu: 0.2 }),
      makeSample(1, NOW - 2 * MINUTE + 2, { cpu: 0.7 }),
      makeSample(1, NOW - 1, { cpu: 0.1 }),
    ],
    cpu,
    NOW,
  );
  expect(columns).toHaveLength(COLUMNS);
  expect(columns.slice(-3)).toEqual([null, 0.7, 0.1]);
  expect(range).toEqual({ min: 0.1, max: 0.7 });
});

test('what is older than the hour or comes from a clock that was ahead is left out', () => {
  const { columns, range } = sparkOf(
    [makeSample(1, NOW - HOUR_MS - 1), makeSample(1, NOW + MINUTE)],
    cpu,
    NOW,
  );
  expect(columns.every((value) => value === null)).toBe(true);
  expect(range).toBeNull();
});

test('the picture stands still within a minute', () => {
  const samples = [makeSample(1, NOW + 1, { cpu: 1 })];
  expect(sparkOf(samples, cpu, NOW + 2).columns).toEqual(sparkOf(samples, cpu, NOW + MINUTE).columns);
});

test('the line breaks where nothing was heard, a minute alone is a dot, and nothing leaves the picture', () => {
  expect(sparkPath([0, 1, null, 5, null], 2, 40, 10)).toBe('M0 10L10 5M30 0h0.01');
  expect(sparkPath([null, null], 1, 40, 10)).toBe('');
});

test('the words say lowest, highest and now; without samples they say so', () => {
  const spark = sparkOf(
    [makeSample(1, NOW - 1, { cpu: 0.02 }), makeSample(1, NOW - 2, { cpu: 0.97 })],
    cpu,
    NOW,
  );
  expect(sparkWords(cpu, spark, 0.34)).toBe('CPU over the last hour: lowest 2 %, highest 97 %, now 34 %');
  expect(sparkWords(cpu, sparkOf([], cpu, NOW), 0)).toBe(
    'CPU: now 0 %; nothing was measured in the last hour',
  );
});

test.each([
  ['CPU', 1.25, '125 %'],
  ['Memory', 412_000_000, '412 MB'],
  ['Event-loop delay', 4.26, '4.3 ms'],
  ['Event-loop delay', 1234.4, '1,234 ms'],
])('%s of %d reads %s', (name, value, words) => {
  expect(metric(name).format(value)).toBe(words);
});

test('the picture is one image with its words as its name', () => {
  const markup = renderToStaticMarkup(
    createElement(Sparkline, { columns: [0, 1], top: 1, label: 'CPU: now 1 %' }),
  );
  expect(markup).toMatch(/^<svg role="img" aria-label="CPU: now 1 %"/);
  expect(markup).toContain('d="M0 18L118 0"');
});
