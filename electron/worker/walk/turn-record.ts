/** So many turns of one loop are on record in full, over all its runs in the attempt. */
export const FULL_TURNS = 500;
/** So many failures are on record beyond them. */
export const MAX_FAILURES = 500;
/** So often a line says how far the loop is then … */
const EVERY = 100;
/** … and so often when it runs for very long. */
const LONG = 100_000;
const LONG_EVERY = 10_000;

/** What becomes known of one turn. */
export interface TurnSays {
  /** Only failures of this turn are kept. */
  readonly quiet: boolean;
  /** A line for the log, or null. */
  readonly line: string | null;
}

/**
 * Bounds what loops put on record. It counts turns by the loop's place in the flow, because a short loop inside of a long one
 * makes many turns too.
 */
export class TurnRecord {
  readonly #turns = new Map<string, number>();
  readonly #failures = new Map<string, number>();

  /** A turn of the loop at this path begins. @param text `turn 3 of 10` */
  begin(path: string, text: string): TurnSays {
    const count = (this.#turns.get(path) ?? 0) + 1;
    this.#turns.set(path, count);
    if (count <= FULL_TURNS) return { quiet: false, line: `${capital(text)}.` };
    if (count === FULL_TURNS + 1) {
      const line = `${capital(text)}. From here on only failures are kept, and how far the loop is.`;
      return { quiet: true, line };
    }
    const every = count > LONG ? LONG_EVERY : EVERY;
    return { quiet: true, line: count % every === 0 ? `${capital(text)}${this.#failed(path)}.` : null };
  }

  /** A step failed in a quiet turn of the loop at this path. False = it is only counted. */
  keepsFailure(path: string): boolean {
    const count = (this.#failures.get(path) ?? 0) + 1;
    this.#failures.set(path, count);
    return count <= MAX_FAILURES;
  }

  #failed(path: string): string {
    const count = this.#failures.get(path) ?? 0;
    return count === 0 ? '' : `, ${count} ${count === 1 ? 'failure' : 'failures'} since turn ${FULL_TURNS}`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
