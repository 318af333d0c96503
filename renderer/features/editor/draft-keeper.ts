import type { Clock, Disposable } from '../../../shared/clock.ts';

/** How the draft stands: `waiting` = there are changes that are not kept yet. */
export type Kept =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'kept'; readonly at: number }
  | { readonly kind: 'failed'; readonly message: string };

/** So long after the last change a draft is kept, milliseconds. */
export const KEEP_AFTER_MS = 500;
/** What could not be kept is tried again so much later, milliseconds. */
const TRY_AGAIN_MS = 5000;

interface KeeperDeps {
  readonly clock: Clock;
  /** Keeps the text as it is now. Gives when it was kept, epoch milliseconds. */
  readonly put: () => Promise<number>;
  readonly tell: (kept: Kept) => void;
  /** The sentence of an error. */
  readonly sentence: (error: unknown) => string;
}

/** Keeps a draft while it is written: soon after each change, one at a time, and again when that failed. */
export class DraftKeeper {
  readonly #deps: KeeperDeps;
  #timer: Disposable | null = null;
  #isChanged = false;
  #running: Promise<void> | null = null;
  #isOver = false;

  constructor(deps: KeeperDeps) {
    this.#deps = deps;
  }

  /** The draft was changed. */
  changed(): void {
    this.#isChanged = true;
    this.#deps.tell({ kind: 'waiting' });
    if (this.#isOver) void this.flush();
    else this.#arm(KEEP_AFTER_MS);
  }

  /** What was changed needs not be kept any more. */
  forget(): void {
    this.#isChanged = false;
    this.#timer?.dispose();
  }

  /** Keeps what is not kept yet, now. Resolves when all is kept or could not be. */
  async flush(): Promise<void> {
    this.#timer?.dispose();
    while (this.#running !== null) await this.#running;
    if (!this.#isChanged) return;
    this.#running = this.#put();
    await this.#running;
  }

  /** Begins, or goes on after `end`. */
  begin(): void {
    this.#isOver = false;
  }

  /** Keeps what is left. What is still changed from now on is kept at once. */
  end(): void {
    this.#isOver = true;
    void this.flush();
  }

  #arm(ms: number): void {
    this.#timer?.dispose();
    this.#timer = this.#deps.clock.setTimer(ms, () => void this.flush());
  }

  async #put(): Promise<void> {
    this.#isChanged = false;
    try {
      const at = await this.#deps.put();
      if (!this.#isChanged) this.#deps.tell({ kind: 'kept', at });
    } catch (error) {
      this.#isChanged = true;
      this.#deps.tell({ kind: 'failed', message: this.#deps.sentence(error) });
      if (!this.#isOver) this.#arm(TRY_AGAIN_MS);
    } finally {
      this.#running = null;
    }
  }
}
