import type { PoolSize } from '../../../shared/job/pool.ts';

/** Which slots are to have a worker: 1 … `workers`, without those that were drained to stay empty. */
export class Slots {
  #size: PoolSize;
  readonly #drained = new Set<number>();

  constructor(size: PoolSize) {
    this.#size = size;
  }

  get size(): PoolSize {
    return this.#size;
  }

  /** The slots that are to stay empty, in order. */
  get drained(): number[] {
    return [...this.#drained].sort((a, b) => a - b);
  }

  /** The slots that are to have a worker, in order. */
  get wanted(): number[] {
    return Array.from({ length: this.#size.workers }, (_, index) => index + 1).filter((slot) =>
      this.isWanted(slot),
    );
  }

  /** True for a slot that belongs to the pool, whether it is drained or not. */
  has(slot: number): boolean {
    return slot >= 1 && slot <= this.#size.workers;
  }

  isWanted(slot: number): boolean {
    return this.has(slot) && !this.#drained.has(slot);
  }

  /** From now on there are so many. A slot that falls away is not drained any more when it comes back. */
  resize(size: PoolSize): void {
    this.#size = size;
    for (const slot of this.#drained) if (!this.has(slot)) this.#drained.delete(slot);
  }

  /** The slot is to stay empty. False = it was to already. */
  keepEmpty(slot: number): boolean {
    if (this.#drained.has(slot)) return false;
    this.#drained.add(slot);
    return true;
  }

  /** The slot is to have a worker again. */
  want(slot: number): void {
    this.#drained.delete(slot);
  }

  /** Every slot is to have a worker again. */
  wantAll(): void {
    this.#drained.clear();
  }
}
