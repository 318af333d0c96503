import { type Clock, type Disposable, setRepeating } from '../../shared/clock.ts';
import type { Pace } from '../../shared/job/pace.ts';
import { type Load, nextPace, type PaceState, UNHELD } from './pace.ts';

/** How often a worker looks whether there is room for its jobs. */
export const LOOK_MS = 2_000;

export interface PacerDeps {
  readonly clock: Clock;
  /** What there was to spare since the last call. */
  readonly load: () => Load;
  readonly running: () => number;
  readonly limit: () => number;
  /** It holds itself back differently from now on; null = not at all. */
  readonly changed: (pace: Pace | null) => void;
}

/** Lets a worker ask for fewer jobs while the computer has no room for more. */
export class Pacer {
  readonly #deps: PacerDeps;
  #state: PaceState = UNHELD;
  #timer: Disposable | null = null;

  constructor(deps: PacerDeps) {
    this.#deps = deps;
  }

  get pace(): Pace | null {
    return this.#state.held;
  }

  start(): void {
    this.stop();
    this.#deps.load();
    this.#timer = setRepeating(this.#deps.clock, LOOK_MS, () => this.#look());
  }

  stop(): void {
    this.#timer?.dispose();
    this.#timer = null;
  }

  #look(): void {
    const { load, running, limit, changed } = this.#deps;
    const before = this.#state.held;
    this.#state = nextPace(this.#state, load(), running(), limit());
    const { held } = this.#state;
    if (held?.jobs !== before?.jobs || held?.why !== before?.why) changed(held);
  }
}
