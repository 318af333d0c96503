import type { Piece } from './pieces.ts';

/** A piece ends at the next step that opens a page after so many steps … */
const STEPS = 200;
/** … or so many bytes, which is about what 200 steps with a film strip weigh … */
const BYTES = 16 * 1024 ** 2;
/** … and at any step when it is so many times as much. */
const HARD = 2;
/** Looking at the disk costs a little; between two looks nothing is written that matters. */
const LOOK_EVERY = 10;

/** These steps load a page: a piece that begins with one of them shows it whole. */
const OPENS = new Set(['goto', 'back', 'forward', 'reload']);

/** Says when a long trace is cut, and what its pieces are called. */
export class TracePieces {
  #number = 1;
  #steps = 0;
  #bytes = 0;
  #first: string | null = null;
  #last = '';

  /**
   * A step is about to begin.
   * @param bytes looks what the present piece weighs; null = nobody knows
   * @returns whether the piece ends before it
   */
  async endsBefore(action: string, bytes: () => Promise<number | null>): Promise<boolean> {
    if (this.#steps > 0 && this.#steps % LOOK_EVERY === 0) this.#bytes = (await bytes()) ?? 0;
    const fill = Math.max(this.#steps / STEPS, this.#bytes / BYTES);
    return fill >= HARD || (fill >= 1 && OPENS.has(action));
  }

  /** The step of this path is part of the present piece. */
  begins(path: string): void {
    this.#steps++;
    this.#first ??= path;
    this.#last = path;
  }

  /** The present piece ends here. Gives its name: of the one and only `trace.zip`. */
  end(): Piece['name'] {
    const number = this.#number++;
    this.#steps = 0;
    this.#bytes = 0;
    const first = this.#first ?? this.#last;
    this.#first = null;
    return `trace-${String(number).padStart(3, '0')}-steps-${first}-to-${this.#last}.zip`;
  }

  /** How many pieces have ended. */
  get ended(): number {
    return this.#number - 1;
  }
}
