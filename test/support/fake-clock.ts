import type { Clock, Disposable } from '../../shared/clock.ts';

interface Timer {
  readonly due: number;
  readonly order: number;
  readonly fn: () => void;
}

/** A clock that stands still until it is told to go on: timers run in the order of their due time. */
export class FakeClock implements Clock {
  #now: number;
  /** How far the wall clock was set away from the time that passed. */
  #jumped = 0;
  #started = 0;
  readonly #timers = new Set<Timer>();

  constructor(now = 1_700_000_000_000) {
    this.#now = now;
  }

  /** How many timers wait. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now + this.#jumped;
  }

  monotonic(): number {
    return this.#now;
  }

  setTimer(ms: number, fn: () => void): Disposable {
    this.#started += 1;
    const timer = { due: this.#now + ms, order: this.#started, fn };
    this.#timers.add(timer);
    return { dispose: () => this.#timers.delete(timer) };
  }

  /** Lets `ms` pass and runs every timer that comes due, also those set meanwhile. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.due);
      timer.fn();
    }
    this.#now = end;
  }

  /**
   * As `advance`, and lets promises go on between two timers, as the machine's clock would.
   * @param between what is waited for before each timer and at the end
   */
  async advanceAsync(ms: number, between: () => Promise<void> = settle): Promise<void> {
    const end = this.#now + ms;
    await between();
    for (let timer = this.#next(end); timer !== undefined; timer = this.#next(end)) {
      this.#timers.delete(timer);
      this.#now = Math.max(this.#now, timer.due);
      timer.fn();
      await between();
    }
    this.#now = end;
  }

  /** Lets `ms` pass in which no timer runs, as when the process is stopped; those that came due run at the next `advance`. */
  standStill(ms: number): void {
    this.#now += ms;
  }

  /** Sets the wall clock forward or (negative) back while no time passes. */
  jump(ms: number): void {
    this.#jumped += ms;
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) {
      if (timer.due <= end && (next === undefined || isBefore(timer, next))) next = timer;
    }
    return next;
  }
}

function isBefore(a: Timer, b: Timer): boolean {
  return a.due === b.due ? a.order < b.order : a.due < b.due;
}

/** Lets every promise that can go on do so. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
}
