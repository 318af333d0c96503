import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { LogLevel } from '../../../shared/job/schema.ts';
import type { Worker } from './worker.ts';

export interface SilenceWatchDeps {
  readonly clock: Clock;
  /** The workers that live now. */
  readonly workers: () => Iterable<Worker>;
  /** Ends a worker at once. */
  readonly condemn: (worker: Worker) => void;
  /** Without a sign of life for this long, a worker is ended. */
  readonly deadMs: () => number;
  readonly note: (level: LogLevel, source: string, message: string) => void;
}

/** How often the signs of life are looked at. */
const WATCH_MS = 1_000;
/** A worker that is still loading may be silent this long, however short a heartbeat is: a busy machine needs seconds for it. */
const START_MS = 30_000;
/** Above this, the machine or main stood still: what the workers said meanwhile is still unread. */
const STANDSTILL_MS = 5_000;

/**
 * Ends workers that give no sign of life. From `hold` to `resume` nobody is judged; then, and when main itself stood still,
 * everybody has the full time again.
 */
export class SilenceWatch {
  readonly #deps: SilenceWatchDeps;
  #repeating: Disposable | undefined;
  #watchedAt = 0;
  #held = false;

  constructor(deps: SilenceWatchDeps) {
    this.#deps = deps;
  }

  start(): void {
    if (this.#repeating !== undefined) return;
    this.#watchedAt = this.#deps.clock.monotonic();
    this.#repeating = setRepeating(this.#deps.clock, WATCH_MS, () => this.#look());
  }

  stop(): void {
    this.#repeating?.dispose();
  }

  hold(): void {
    this.#held = true;
  }

  resume(): void {
    this.#held = false;
    this.#watchedAt = this.#deps.clock.monotonic();
    this.#spare();
  }

  #look(): void {
    const now = this.#deps.clock.monotonic();
    const stoodStillMs = now - this.#watchedAt - WATCH_MS;
    this.#watchedAt = now;
    if (stoodStillMs > STANDSTILL_MS) return this.#spare();
    if (this.#held) return;
    for (const worker of this.#deps.workers()) this.#judge(worker, now);
  }

  #spare(): void {
    for (const worker of this.#deps.workers()) worker.seenAt = this.#watchedAt;
  }

  #judge(worker: Worker, now: number): void {
    const { deadMs, note, condemn } = this.#deps;
    const limitMs = worker.ready ? deadMs() : Math.max(START_MS, deadMs());
    if (worker.phase === 'condemned' || now - worker.seenAt <= limitMs) return;
    note('ERROR', `W${worker.slot}`, `no sign of life for ${limitMs} ms: ended`);
    condemn(worker);
  }
}
