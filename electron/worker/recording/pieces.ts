import { rm } from 'node:fs/promises';

/** A part of a recording that is complete. */
export interface Piece {
  /** What it is to be called. */
  readonly name: string;
  /** Where it is, absolute. */
  readonly file: string;
}

/** The newest pieces of a recording of which nobody knows yet whether it stays. */
export class Pieces {
  readonly #max: number;
  #kept: Piece[] = [];
  #dropped = 0;

  /** @param max older ones are removed */
  constructor(max: number) {
    this.#max = max;
  }

  /** How many were removed. */
  get dropped(): number {
    return this.#dropped;
  }

  async add(piece: Piece): Promise<void> {
    this.#kept.push(piece);
    const old = this.#kept.splice(0, Math.max(0, this.#kept.length - this.#max));
    this.#dropped += old.length;
    for (const { file } of old) await rm(file, { force: true });
  }

  /** Takes all that are left, oldest first. */
  take(): Piece[] {
    return this.#kept.splice(0);
  }
}
