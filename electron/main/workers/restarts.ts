import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { PoolHealth } from '../../../shared/job/pool.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import { RestartBudget } from './restart-budget.ts';

export interface RestartsDeps {
  readonly clock: Clock;
  /** Puts a new worker into the slot. */
  readonly start: (slot: number) => void;
  readonly note: (level: LogLevel, source: string, message: string) => void;
  /** The pool became degraded, or is no more. */
  readonly changed: () => void;
}

const RESTARTS = 5;
const WINDOW_MS = 60_000;
/** A process that cannot even be started is tried again after this. */
const REFUSED_MS = 1_000;

interface Wait {
  readonly timer: Disposable;
  /** Monotonic milliseconds. */
  readonly dueAt: number;
}

/**
 * Gives slots whose worker has crashed a new one, within the restart budget. Beyond it the slots wait, and the pool is degraded:
 * from the first slot that waits for the budget, until none waits and the last one started has run for a whole window of time in
 * which none has crashed.
 */
export class Restarts {
  readonly #deps: RestartsDeps;
  readonly #budget = new RestartBudget(RESTARTS, WINDOW_MS);
  readonly #waits = new Map<number, Wait>();
  /** When workers crashed within the last window, monotonic milliseconds. */
  #crashes: number[] = [];
  /** The sentence about a degraded pool; null = it is not degraded. */
  #degraded: string | null = null;
  #recovery: Disposable | undefined;
  /** The last crash or start after one, monotonic milliseconds. */
  #unrestAt = 0;

  constructor(deps: RestartsDeps) {
    this.#deps = deps;
  }

  health(): Pick<PoolHealth, 'state' | 'reason' | 'nextStartAt'> {
    if (this.#degraded === null) return { state: 'ok', reason: '', nextStartAt: null };
    const { clock } = this.#deps;
    const waitMs = Math.min(...[...this.#waits.values()].map(({ dueAt }) => dueAt)) - clock.monotonic();
    const nextStartAt = Number.isFinite(waitMs) ? Math.round(clock.now() + Math.max(0, waitMs)) : null;
    return { state: 'degraded', reason: this.#degraded, nextStartAt };
  }

  isWaiting(slot: number): boolean {
    return this.#waits.has(slot);
  }

  /** The worker of a slot ended and was not to: a new one comes at once, or when the budget allows it. */
  crashed(slot: number, reason: string): void {
    this.#count();
    this.#startOrWait(slot, reason);
  }

  /** The process of a slot could not be started at all: it is tried again a little later. */
  refused(slot: number, reason: string): void {
    this.#count();
    this.#wait(slot, REFUSED_MS, () => this.#startOrWait(slot, reason));
  }

  /** The slot needs no worker any more: nothing is started for it. */
  forget(slot: number): void {
    this.#waits.get(slot)?.timer.dispose();
    this.#waits.delete(slot);
    this.#review();
  }

  /** Somebody decided to try again: the budget is fresh, nothing waits, and the pool is not degraded. */
  renew(): void {
    this.#budget.renew();
    this.#crashes = [];
    this.dispose();
    this.#recover();
  }

  /** Starts nothing any more. */
  dispose(): void {
    for (const { timer } of this.#waits.values()) timer.dispose();
    this.#waits.clear();
    this.#recovery?.dispose();
  }

  #count(): void {
    const now = this.#deps.clock.monotonic();
    this.#crashes = [...this.#crashes.filter((at) => now - at < WINDOW_MS), now];
    this.#unrestAt = now;
    this.#review();
  }

  #startOrWait(slot: number, reason: string): void {
    const now = this.#deps.clock.monotonic();
    const waitMs = this.#budget.take(now);
    if (waitMs === 0) {
      this.#unrestAt = now;
      return this.#deps.start(slot);
    }
    const ended = `workers ended ${this.#crashes.length} times within a minute`;
    const seconds = Math.ceil(waitMs / 1000);
    this.#deps.note('ERROR', `W${slot}`, `${ended}; next start in ${seconds} s`);
    this.#wait(slot, waitMs, () => this.#startOrWait(slot, reason));
    this.#degraded = `${sentence(ended)}, the last time with: ${reason}.`;
    this.#deps.changed();
  }

  #wait(slot: number, ms: number, act: () => void): void {
    const { clock } = this.#deps;
    this.#waits.get(slot)?.timer.dispose();
    const timer = clock.setTimer(ms, () => {
      this.#waits.delete(slot);
      act();
      this.#review();
    });
    this.#waits.set(slot, { timer, dueAt: clock.monotonic() + ms });
  }

  /** Looks whether a degraded pool is well again, now and when it can be so next. */
  #review(): void {
    this.#recovery?.dispose();
    if (this.#degraded === null || this.#waits.size > 0) return;
    const { clock } = this.#deps;
    const leftMs = this.#unrestAt + WINDOW_MS - clock.monotonic();
    if (leftMs <= 0) return this.#recover();
    this.#recovery = clock.setTimer(leftMs, () => this.#review());
  }

  #recover(): void {
    if (this.#degraded === null) return;
    this.#degraded = null;
    this.#deps.note('INFO', 'supervisor', 'the workers are well again');
    this.#deps.changed();
  }
}

function sentence(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}
