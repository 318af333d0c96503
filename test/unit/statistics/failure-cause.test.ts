import { expect, test } from 'vitest';
import { causeOf } from '../../../shared/statistics/failure-cause.ts';

const error = (message: string) => ({ category: 'TimeoutError' as const, message });

test('failures that differ in numbers, names and addresses alone have one cause', () => {
  const first = causeOf(error('Step 3: “Buy 2” was not visible after 10.5 s on https://shop.example/a?b=1.'));
  const second = causeOf(error('Step 12: “Search” was not visible after 30 s on https://other.example/'));
  expect(first).toBe(second);
});

test('another sentence or another category is another cause', () => {
  expect(causeOf(error('The page did not load.'))).not.toBe(causeOf(error('The element is covered.')));
  expect(causeOf(error('The page did not load.'))).not.toBe(
    causeOf({ category: 'NetworkError', message: 'The page did not load.' }),
  );
});

test('a sentence without end is cut', () => {
  expect(causeOf(error('x'.repeat(1_000_000))).length).toBeLessThanOrEqual(300);
});
