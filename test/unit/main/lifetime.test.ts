import { expect, it } from 'vitest';
import { Lifetime } from '../../../electron/main/lifetime.ts';

function counted(): { lifetime: Lifetime; ends: () => number } {
  let ends = 0;
  const lifetime = new Lifetime(() => {
    ends += 1;
  });
  return { lifetime, ends: () => ends };
}

it('ends when the last hold is let go, and not before', () => {
  const { lifetime, ends } = counted();
  const [a, b] = [lifetime.hold(), lifetime.hold()];
  a();
  expect(ends()).toBe(0);
  b();
  expect(ends()).toBe(1);
});

it('counts a hold that is let go twice once', () => {
  const { lifetime, ends } = counted();
  const [a, b] = [lifetime.hold(), lifetime.hold()];
  a();
  a();
  expect(ends()).toBe(0);
  b();
  b();
  expect(ends()).toBe(1);
});

it('goes on when a new hold comes before the last one is let go', () => {
  const { lifetime, ends } = counted();
  const window = lifetime.hold();
  const command = lifetime.hold();
  window();
  const again = lifetime.hold();
  command();
  expect(ends()).toBe(0);
  again();
  expect(ends()).toBe(1);
});
