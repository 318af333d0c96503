import type { Clock } from '../../../shared/clock.ts';

/** A clock that stands still until the test moves it. */
export function handClock(): Clock & { advance(ms: number): void; readonly timers: number } {
  const timers = new Set<{ at: number; fn: () => void }>();
  let now = 0;
  return {
    now: () => now,
    monotonic: () => now,
    setTimer(ms, fn) {
      const timer = { at: now + ms, fn };
      timers.add(timer);
      return { dispose: () => void timers.delete(timer) };
    },
    advance(ms) {
      const end = now + ms;
      for (;;) {
        const [next] = [...timers].filter((timer) => timer.at <= end).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        timers.delete(next);
        now = next.at;
        next.fn();
      }
      now = end;
    },
    get timers() {
      return timers.size;
    },
  };
}
