import type { Clock } from '../../../shared/clock.ts';

/** Work that goes on after its cause is over. The end of the app waits for it, but not for ever. */
export class Cleanups {
  readonly #clock: Clock;
  readonly #onError: (error: unknown) => void;
  readonly #open = new Set<Promise<void>>();

  /** @param onError hears of work that failed; the other work goes on */
  constructor(clock: Clock, onError: (error: unknown) => void) {
    this.#clock = clock;
    this.#onError = onError;
  }

  add(work: Promise<void>): void {
    const safe = work.catch(this.#onError);
    this.#open.add(safe);
    void safe.finally(() => this.#open.delete(safe));
  }

  /** Waits up to `ms` milliseconds until nothing is left; false when something still is. */
  async settled(ms: number): Promise<boolean> {
    const late = Promise.withResolvers<boolean>();
    const timer = this.#clock.setTimer(ms, () => late.resolve(false));
    const all = Promise.all(this.#open).then(() => true);
    const inTime = await Promise.race([all, late.promise]);
    timer.dispose();
    return inTime;
  }
}
