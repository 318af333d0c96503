import type { Clock, Disposable } from '../../../shared/clock.ts';

/** The time of one attempt as a whole. It stands still while a person has the job. */
export class JobDeadline implements Disposable {
  readonly #clock: Clock;
  readonly #onOver: () => void;
  readonly #limitMs: number;
  #leftMs: number;
  #runsSince = 0;
  #timer: Disposable | null = null;

  /** Begins at once. @param limitMs milliseconds; undefined = no limit */
  constructor(clock: Clock, limitMs: number | undefined, onOver: () => void) {
    this.#clock = clock;
    this.#onOver = onOver;
    this.#limitMs = limitMs ?? Number.POSITIVE_INFINITY;
    this.#leftMs = this.#limitMs;
    this.goOn();
  }

  /** Stands still; what is left stays left. May be called twice. */
  hold(): void {
    if (this.#timer === null) return;
    this.dispose();
    this.#leftMs -= this.#clock.monotonic() - this.#runsSince;
  }

  /** Runs again. May be called twice. */
  goOn(): void {
    if (this.#timer !== null || this.#leftMs === Number.POSITIVE_INFINITY) return;
    this.#runsSince = this.#clock.monotonic();
    this.#timer = this.#clock.setTimer(Math.max(0, this.#leftMs), this.#onOver);
  }

  /** All of the time is left again, from now on. */
  renew(): void {
    this.dispose();
    this.#leftMs = this.#limitMs;
    this.goOn();
  }

  dispose(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }
}
