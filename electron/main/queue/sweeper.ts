import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { JobQueue, Reclaimed } from './queue.ts';

export interface SweeperDeps {
  readonly queue: Pick<JobQueue, 'reclaimExpired' | 'promoteDue'>;
  readonly clock: Clock;
  readonly sweepMs: number;
  /** What workers get for a heartbeat after the machine or the app stood still; 30 s when it is not given. */
  readonly leaseMs?: number;
  /** Hears of jobs whose lease ran out: their worker is hung, not gone. */
  readonly onReclaimed?: (jobs: readonly Reclaimed[]) => void;
  /** Hears of a sweep that failed (a full disk); the next one comes as usual. */
  readonly onError: (error: unknown) => void;
}

/** Above this, the app itself stood still (sleep, a stopped process): heartbeats wait unread, so no lease is judged. */
const STANDSTILL_MS = 5000;
const LEASE_MS = 30_000;

/**
 * The queue's watch: takes back jobs whose lease ran out, and wakes jobs whose time has come, at the very moment for the next one.
 * It decides alone that a lease is over. From `hold` to `resume`, and for a whole lease after that or after a standstill, it decides
 * that of none: whoever lives gives a heartbeat in that time.
 */
export class Sweeper {
  readonly #deps: SweeperDeps;
  #repeating: Disposable | undefined;
  #alarm: Disposable | undefined;
  #sweptAt = 0;
  #held = false;
  /** Monotonic time before which no lease is judged. */
  #judgesFrom = 0;

  constructor(deps: SweeperDeps) {
    this.#deps = deps;
  }

  /** Starts the watch; a second call changes nothing. */
  start(): void {
    if (this.#repeating !== undefined) return;
    this.#sweptAt = this.#deps.clock.monotonic();
    this.#repeating = setRepeating(this.#deps.clock, this.#deps.sweepMs, () => this.sweep());
  }

  /** The times are others from now on. */
  retune(): void {
    if (this.#repeating === undefined) return;
    this.#repeating.dispose();
    this.#repeating = undefined;
    this.start();
  }

  /** Ends the watch; safe to call at any moment and twice. */
  stop(): void {
    this.#repeating?.dispose();
    this.#alarm?.dispose();
    this.#repeating = undefined;
    this.#alarm = undefined;
  }

  /** From now on no lease is judged: the machine goes to sleep. Waiting jobs go on to be woken. */
  hold(): void {
    this.#held = true;
  }

  /** The machine is awake: every lease has its full time for a heartbeat, also without a `hold` before. */
  resume(): void {
    this.#held = false;
    this.#sweptAt = this.#deps.clock.monotonic();
    this.#spare();
  }

  /** One round, also between two rounds of the watch. */
  sweep(): void {
    try {
      if (this.#judges()) this.#reclaim();
      this.#promote();
    } catch (error) {
      this.#deps.onError(error);
    }
  }

  #judges(): boolean {
    const now = this.#deps.clock.monotonic();
    const missedMs = now - this.#sweptAt - this.#deps.sweepMs;
    this.#sweptAt = now;
    if (missedMs > STANDSTILL_MS) this.#spare();
    return !this.#held && now >= this.#judgesFrom;
  }

  #spare(): void {
    this.#judgesFrom = this.#deps.clock.monotonic() + (this.#deps.leaseMs ?? LEASE_MS);
  }

  #reclaim(): void {
    const reclaimed = this.#deps.queue.reclaimExpired();
    if (reclaimed.length > 0) this.#deps.onReclaimed?.(reclaimed);
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
