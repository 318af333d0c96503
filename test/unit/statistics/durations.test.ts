import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  BUCKETS,
  bucketOf,
  durationQuantile,
  noDurations,
} from '../../../shared/statistics/duration-buckets.ts';

function countsOf(durations: readonly number[]): number[] {
  const counts = noDurations();
  for (const ms of durations) counts[bucketOf(ms)] = (counts[bucketOf(ms)] ?? 0) + 1;
  return counts;
}

test('of no jobs there is no quantile', () => {
  expect(durationQuantile(countsOf([]), 0.5)).toBeNull();
});

test('a quantile from buckets is at most 10 % off the exact one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 1_000_000_000 }), { minLength: 1, maxLength: 50 }),
      fc.constantFrom(0.5, 0.95, 1),
      (durations, share) => {
        const exact =
          durations.toSorted((a, b) => a - b)[Math.ceil(durations.length * share) - 1] ?? Number.NaN;
        const told = durationQuantile(countsOf(durations), share) ?? Number.NaN;
        expect(Math.abs(told / exact - 1)).toBeLessThan(0.1);
      },
    ),
  );
});

test('a job that ran for a month or for no time at all is counted too', () => {
  expect(bucketOf(Number.MAX_SAFE_INTEGER)).toBe(BUCKETS - 1);
  expect(bucketOf(0)).toBe(0);
  expect(bucketOf(-5)).toBe(0);
});
