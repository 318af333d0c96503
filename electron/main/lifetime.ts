/**
 * Why the app still runs: each open window and each command under way holds it. When the last one lets go, the app
 * ends. A hold that is let go twice counts once.
 */
export class Lifetime {
  readonly #onEnd: () => void;
  readonly #holds = new Set<symbol>();

  constructor(onEnd: () => void) {
    this.#onEnd = onEnd;
  }

  /** Keeps the app alive until the function given back is called. */
  hold(): () => void {
    const key = Symbol('hold');
    this.#holds.add(key);
    return () => {
      if (this.#holds.delete(key) && this.#holds.size === 0) this.#onEnd();
    };
  }
}
