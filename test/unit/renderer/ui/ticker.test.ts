import { expect, test } from 'vitest';
import { createTicker } from '../../../../renderer/ui/ticker.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

test('it beats on the full second while somebody listens, and rests else', () => {
  const clock = new FakeClock(10_300);
  const ticker = createTicker(clock);
  expect(clock.pending).toBe(0);
  const beats: number[] = [];
  const end = ticker.subscribe(() => void beats.push(clock.now()));
  const endOther = ticker.subscribe(() => undefined);
  clock.advance(2000);
  expect(beats).toEqual([11_000, 12_000]);
  end();
  clock.advance(1000);
  expect(beats).toHaveLength(2);
  endOther();
  expect(clock.pending).toBe(0);
});

test('a listener may leave while it is being told', () => {
  const clock = new FakeClock(0);
  const ticker = createTicker(clock);
  const end = ticker.subscribe(() => end());
  clock.advance(5000);
  expect(clock.pending).toBe(0);
});
