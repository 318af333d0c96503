import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { JobQueue, Reclaimed } from './queue.ts';

export interface SweeperDeps {
  readonly queue: Pick<JobQueue, 'reclaimExpired' | 'promoteDue' | 'extendLeases'>;
  readonly clock: Clock;
  readonly sweepMs: number;
  /** Hears of jobs whose lease ran out: their worker is hung, not gone. */
  readonly onReclaimed?: (jobs: readonly Reclaimed[]) => void;
  /** Hears of a sweep that failed (a full disk); the next one comes as usual. */
  readonly onError: (error: unknown) => void;
}

/** Above this, the app itself stood still (sleep, a stopped process): heartbeats wait unread, so no lease is judged. */
const STANDSTILL_MS = 5000;

/**
 * The queue's watch: takes back jobs whose lease ran out, and wakes jobs whose time has come, at the very moment for the next one.
 * It decides alone that a lease is over.
 */
export class Sweeper {
  readonly #deps: SweeperDeps;
  #repeating: Disposable | undefined;
  #alarm: Disposable | undefined;
  #sweptAt = 0;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  /** Starts the watch; a second call changes nothing. */
  start(): void {
    if (this.#repeating !== undefined) return;
    this.#sweptAt = this.#deps.clock.monotonic();
    this.#repeating = setRepeating(this.#deps.clock, this.#deps.sweepMs, () => this.sweep());
  }

  /** Ends the watch; safe to call at any moment and twice. */
  stop(): void {
    this.#repeating?.dispose();
    this.#alarm?.dispose();
    this.#repeating = undefined;
    this.#alarm = undefined;
  }

  /** One round, also between two rounds of the watch. */
  sweep(): void {
    try {
      this.#coverStandstill();
      const reclaimed = this.#deps.queue.reclaimExpired();
      if (reclaimed.length > 0) this.#deps.onReclaimed?.(reclaimed);
      this.#promote();
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  #coverStandstill(): void {
    const now = this.#deps.clock.monotonic();
    const missedMs = now - this.#sweptAt - this.#deps.sweepMs;
    this.#sweptAt = now;
    if (missedMs > STANDSTILL_MS) this.#deps.queue.extendLeases(Math.round(missedMs));
  }

  /** A job that comes due before the next round gets a timer of its own: a retry after 1 s starts after 1 s. */
  #promote(): void {
    this.#alarm?.dispose();
    this.#alarm = undefined;
    const next = this.#deps.queue.promoteDue();
    if (next === null || this.#repeating === undefined) return;
    const waitMs = Math.max(1, next - this.#deps.clock.now());
    if (waitMs >= this.#deps.sweepMs) return;
    this.#alarm = this.#deps.clock.setTimer(waitMs, () => this.sweep());
  }
}
