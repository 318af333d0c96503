import type { Overflow } from '../../../shared/ipc/define.ts';

/** Most items that an `append` stream keeps for a reader that does not keep up. */
export const APPEND_LIMIT = 5_000;

/** What was taken, in order, and how many items were dropped before the first of them. */
export interface Taken {
  readonly items: unknown[];
  readonly gap: number;
}

/** Items that wait for their reader; what happens when they become too many is the queue's own rule. */
export interface WaitingItems {
  readonly size: number;
  push(key: string, item: unknown): void;
  /** Takes items off the front while `fits` says yes; the first one always comes along. */
  take(fits: (item: unknown) => boolean): Taken;
}

/** The waiting items of a stream with this overflow rule. */
export function waitingItems(overflow: Overflow): WaitingItems {
  return overflow === 'append' ? new AppendItems() : new LatestItems();
}

/**
 * `latest-by-key`: a newer item replaces the older one of its key and keeps its place,
 * so that a key that changes all the time cannot push the others back for ever.
 */
class LatestItems implements WaitingItems {
  readonly #items = new Map<string, unknown>();

  get size(): number {
    return this.#items.size;
  }

  push(key: string, item: unknown): void {
    this.#items.set(key, item);
  }

  take(fits: (item: unknown) => boolean): Taken {
    const items: unknown[] = [];
    for (const [key, item] of this.#items) {
      if (!fits(item) && items.length > 0) break;
      items.push(item);
      this.#items.delete(key);
    }
    return { items, gap: 0 };
  }
}

/** `append`: keeps the newest items and counts the dropped ones; they are always older than all that is kept. */
class AppendItems implements WaitingItems {
  #items: unknown[] = [];
  /** Items before this place are gone; moving it is cheaper than shifting the array for every dropped item. */
  #start = 0;
  #dropped = 0;

  get size(): number {
    return this.#items.length - this.#start;
  }

  push(_key: string, item: unknown): void {
    this.#items.push(item);
    if (this.size <= APPEND_LIMIT) return;
    this.#start += 1;
    this.#dropped += 1;
    if (this.#start > APPEND_LIMIT) this.#compact();
  }

  take(fits: (item: unknown) => boolean): Taken {
    const first = this.#start;
    while (this.#start < this.#items.length) {
      if (!fits(this.#items[this.#start]) && this.#start > first) break;
      this.#start += 1;
    }
    const taken = { items: this.#items.slice(first, this.#start), gap: this.#dropped };
    this.#dropped = 0;
    this.#compact();
    return taken;
  }

  #compact(): void {
    this.#items = this.#items.slice(this.#start);
    this.#start = 0;
  }
}
