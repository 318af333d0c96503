import type { Disposable } from '../../../shared/clock.ts';
import type { Overflow } from '../../../shared/ipc/define.ts';
import { type WaitingItems, waitingItems } from './overflow.ts';

/** Most items of one batch. */
export const BATCH_ITEMS = 500;
/** Most characters of one batch, written as JSON; a single larger item goes alone. */
export const BATCH_CHARS = 64 * 1024;
/** How long the first item after a quiet time waits for company. */
export const FIRST_ITEM_MS = 16;

export interface OutboxOptions {
  readonly overflow: Overflow;
  readonly setTimer: (ms: number, fn: () => void) => Disposable;
  /** Sends one batch; `gap` counts the items that were dropped before its first one. */
  readonly send: (items: unknown[], gap: number) => void;
}

/**
 * The items of one subscription on their way out, with credit. It is in one of three states:
 * quiet (nothing waits), filling (the timer runs), sent (one batch is on its way and unacknowledged).
 * quiet → filling with the first item; filling → sent when the timer runs out; sent → sent with an
 * acknowledgement while items wait, else → quiet. So there is never more than one batch under way,
 * and a slow reader slows nothing but itself.
 */
export class Outbox {
  readonly #waiting: WaitingItems;
  readonly #options: OutboxOptions;
  #state: 'quiet' | 'filling' | 'sent' | 'closed' = 'quiet';
  #timer: Disposable | null = null;

  constructor(options: OutboxOptions) {
    this.#options = options;
    this.#waiting = waitingItems(options.overflow);
  }

  /** How many items wait. */
  get waiting(): number {
    return this.#waiting.size;
  }

  /** Takes an item; `key` is what `latest-by-key` compares. After `close` it is dropped. */
  push(key: string, item: unknown): void {
    if (this.#state === 'closed') return;
    this.#waiting.push(key, item);
    if (this.#state !== 'quiet') return;
    this.#state = 'filling';
    this.#timer = this.#options.setTimer(FIRST_ITEM_MS, () => this.#send());
  }

  /** The reader has applied the batch under way. One that answers no batch changes nothing. */
  acknowledge(): void {
    if (this.#state !== 'sent') return;
    if (this.#waiting.size > 0) this.#send();
    else this.#state = 'quiet';
  }

  /** Sends nothing more; may be called twice. */
  close(): void {
    this.#state = 'closed';
    this.#timer?.dispose();
    this.#timer = null;
  }

  #send(): void {
    if (this.#state === 'closed') return;
    this.#state = 'sent';
    const { items, gap } = this.#waiting.take(batchLimit());
    this.#options.send(items, gap);
  }
}

/** Says yes as long as the items asked about fit into one batch. */
function batchLimit(): (item: unknown) => boolean {
  let count = 0;
  let chars = 0;
  return (item) => {
    count += 1;
    chars += sizeOf(item);
    return count <= BATCH_ITEMS && chars <= BATCH_CHARS;
  };
}

/** A picture counts by its bytes: writing it as JSON would cost more than sending it. */
function sizeOf(item: unknown): number {
  const jpeg = typeof item === 'object' && item !== null && 'jpeg' in item ? item.jpeg : undefined;
  return jpeg instanceof Uint8Array ? jpeg.byteLength : (JSON.stringify(item)?.length ?? 0);
}
