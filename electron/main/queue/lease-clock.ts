import type { Clock } from '../../../shared/clock.ts';

/** A difference below this is drift or a busy machine; above it, somebody set the clock or the machine slept. */
const JUMP_MS = 5000;

/**
 * The wall clock for leases, with an eye on jumps. Leases are stored as wall-clock times, because they outlive the process;
 * whether time really passed is known by the monotonic clock alone. When the two drift apart, the leases are moved along
 * before anybody looks at them: a sleep or a new time setting neither ends live work nor revives dead work.
 */
export class LeaseClock {
  readonly #clock: Clock;
  readonly #onJump: (jumpMs: number) => void;
  #wall: number;
  #monotonic: number;

  /** @param onJump moves the stored leases; the jump is negative when the clock was set back */
  constructor(clock: Clock, onJump: (jumpMs: number) => void) {
    this.#clock = clock;
    this.#onJump = onJump;
    this.#wall = clock.now();
    this.#monotonic = clock.monotonic();
  }

  /** Epoch milliseconds; every stored lease fits this time when it returns. */
  now(): number {
    const wall = this.#clock.now();
    const monotonic = this.#clock.monotonic();
    const jumpMs = Math.round(wall - this.#wall - (monotonic - this.#monotonic));
    // A jump that could not be written down (a full disk) is found again at the next look.
    if (Math.abs(jumpMs) > JUMP_MS) this.#onJump(jumpMs);
    this.#wall = wall;
    this.#monotonic = monotonic;
    return wall;
  }
}
