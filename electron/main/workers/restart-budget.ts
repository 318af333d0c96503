/** How often a worker may be started anew within a time, so that a worker that cannot start is no endless loop. */
export class RestartBudget {
  readonly #limit: number;
  readonly #withinMs: number;
  #starts: number[] = [];

  /** @param withinMs length of the window in milliseconds of the monotonic clock */
  constructor(limit: number, withinMs: number) {
    this.#limit = limit;
    this.#withinMs = withinMs;
  }

  /**
   * Asks for one more start.
   * @param now monotonic milliseconds
   * @returns 0 when it may start at once, else how many milliseconds to wait before asking again
   */
  take(now: number): number {
    this.#starts = this.#starts.filter((at) => now - at < this.#withinMs);
    const oldest = this.#starts[0];
    if (this.#starts.length >= this.#limit && oldest !== undefined) return oldest + this.#withinMs - now;
    this.#starts.push(now);
    return 0;
  }

  /** Forgets every start so far: somebody decided to try again. */
  renew(): void {
    this.#starts = [];
  }
}
