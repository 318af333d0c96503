import { AppError } from '../../../shared/errors.ts';
import type { ResultsLook } from '../../../shared/ipc/results-calls.ts';
import type { Random } from '../../../shared/random.ts';
import { Look } from './look.ts';
import { type LookDeps, readLook } from './read-look.ts';

/** Looks that are held: going back to one costs nothing. */
const MOST = 3;

/** The looks that the window has lately asked for. A newer one ends those that are still being read: nobody waits for them. */
export class Looks {
  readonly #deps: Omit<LookDeps, 'seed' | 'check'>;
  readonly #random: Random;
  /** The newest last. */
  readonly #held = new Map<string, Promise<Look>>();
  #newest = '';

  constructor(deps: Omit<LookDeps, 'seed' | 'check'>, random: Random) {
    this.#deps = deps;
    this.#random = random;
  }

  /** Gives what the look found, reading it if it is not held. Rejects with AppError `conflict` when a newer one came meanwhile. */
  get(look: ResultsLook): Promise<Look> {
    const { show: _, ...reads } = look;
    const key = JSON.stringify(reads);
    this.#newest = key;
    const held = this.#held.get(key) ?? this.#read(look, key);
    this.#held.delete(key);
    this.#held.set(key, held);
    for (const old of this.#held.keys()) {
      if (this.#held.size <= MOST) break;
      this.#held.delete(old);
    }
    return held;
  }

  #read(look: ResultsLook, key: string): Promise<Look> {
    const check = (): void => {
      if (this.#newest !== key) throw new AppError('conflict', 'Another look at the rows has begun.');
    };
    const reading = newLook({ ...this.#deps, check }, look, this.#random);
    reading.catch(() => {
      // What failed is read anew when it is asked for again.
      if (this.#held.get(key) === reading) this.#held.delete(key);
    });
    return reading;
  }
}

/** Reads what a look is for. */
export async function newLook(
  deps: Omit<LookDeps, 'seed'>,
  look: ResultsLook,
  random: Random,
): Promise<Look> {
  const seed = Math.floor(random.next() * 2 ** 32);
  return new Look(await readLook({ ...deps, seed }, look), look.sort);
}
