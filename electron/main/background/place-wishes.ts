import type { WantedPlace } from '../../../shared/notices/notice.ts';

/** Where the window is asked to go from outside. A wish that comes before its page listens waits for it; only the last one counts. */
export class PlaceWishes {
  readonly #readers = new Set<(place: WantedPlace) => void>();
  #waiting: WantedPlace | null = null;

  want(place: WantedPlace): void {
    if (this.#readers.size === 0) this.#waiting = place;
    for (const read of this.#readers) read(place);
  }

  /** Hears of every wish from now on, and of the one that waits. */
  follow(read: (place: WantedPlace) => void): () => void {
    this.#readers.add(read);
    if (this.#waiting !== null) read(this.#waiting);
    this.#waiting = null;
    return () => void this.#readers.delete(read);
  }
}
