import type { Clock } from '../../../../shared/clock.ts';

interface Timer {
  readonly ms: number;
  readonly fn: () => void;
}

/** A clock whose timers run only by hand. */
export class HandClock implements Clock {
  readonly timers = new Set<Timer>();
  #onChange: () => void = () => {};

  now(): number {
    return 0;
  }

  monotonic(): number {
    return 0;
  }

  setTimer(ms: number, fn: () => void): { dispose(): void } {
    const timer = { ms, fn };
    this.timers.add(timer);
    this.#onChange();
    return {
      dispose: () => {
        this.timers.delete(timer);
        this.#onChange();
      },
    };
  }

  /** Waits until a timer is set, without time passing. */
  async whenSet(): Promise<Timer> {
    for (;;) {
      const [timer] = this.timers;
      if (timer !== undefined) return timer;
      await this.#change();
    }
  }

  /** Waits until every timer was disposed. */
  async whenEmpty(): Promise<void> {
    while (this.timers.size > 0) await this.#change();
  }

  #change(): Promise<void> {
    return new Promise((resolve) => {
      this.#onChange = resolve;
    });
  }
}
