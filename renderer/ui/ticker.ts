import { type Clock, type Disposable, systemClock } from '../../shared/clock.ts';

/** One beat a second for everything on the screen that counts time. */
export interface Ticker {
  now(): number;
  subscribe(listener: () => void): () => void;
}

const BEAT_MS = 1000;

/** A ticker that runs only while somebody listens; beats fall just after the full second, so counters move together. */
export function createTicker(clock: Clock): Ticker {
  const listeners = new Set<() => void>();
  let timer: Disposable | null = null;

  const arm = (): void => {
    const wait = BEAT_MS - (clock.now() % BEAT_MS);
    timer = clock.setTimer(wait, () => {
      arm();
      for (const listener of [...listeners]) listener();
    });
  };

  return {
    now: () => clock.now(),
    subscribe(listener) {
      listeners.add(listener);
      if (timer === null) arm();
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        timer?.dispose();
        timer = null;
      };
    },
  };
}

/** The window's own ticker. */
export const ticker = createTicker(systemClock);
