import type { Clock, Disposable } from '../../shared/clock.ts';

/** The clock as one process sees it: when the process ends, none of its timers runs any more. */
export class ProcessClock implements Clock {
  readonly #clock: Clock;
  readonly #timers = new Set<Disposable>();
  #ended = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  now(): number {
    return this.#clock.now();
  }

  monotonic(): number {
    return this.#clock.monotonic();
  }

  setTimer(ms: number, fn: () => void): Disposable {
    if (this.#ended) return { dispose: () => undefined };
    const timer = this.#clock.setTimer(ms, () => {
      this.#timers.delete(timer);
      fn();
    });
    this.#timers.add(timer);
    return {
      dispose: () => {
        this.#timers.delete(timer);
        timer.dispose();
      },
    };
  }

  /** The process is gone. */
  end(): void {
    this.#ended = true;
    for (const timer of this.#timers) timer.dispose();
    this.#timers.clear();
  }
}
