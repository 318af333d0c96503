/** What a portion may hold main up. */
const MOST_MS = 4;
/** A portion never holds more jobs than this. */
export const MOST_JOBS = 200;
/** Before anything was measured: few enough for a slow machine. */
const FIRST = 25;

/** How many jobs the next portion holds: as many as main can do without being held up, by what the last one took. */
export class Pace {
  #jobs = FIRST;

  get jobs(): number {
    return this.#jobs;
  }

  /** A portion of `jobs` jobs took so long. */
  took(jobs: number, ms: number): void {
    if (ms > MOST_MS) this.#jobs = Math.max(1, Math.floor((jobs * MOST_MS) / (2 * ms)));
    else if (ms < MOST_MS / 2 && jobs >= this.#jobs) this.#jobs = Math.min(MOST_JOBS, this.#jobs * 2);
  }
}
