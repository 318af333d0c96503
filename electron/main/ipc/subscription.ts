import type * as z from 'zod';
import type { Disposable } from '../../../shared/clock.ts';
import type { Sink, StreamSpec } from '../../../shared/ipc/define.ts';
import { Outbox } from './outbox.ts';
import { parseAs } from './parse.ts';

export interface SubscriptionOptions {
  readonly name: string;
  readonly spec: StreamSpec<z.ZodType, z.ZodType>;
  readonly setTimer: (ms: number, fn: () => void) => Disposable;
  /** Parse every item that the source gives. */
  readonly checkItems: boolean;
  readonly send: (items: unknown[], gap: number) => void;
  /** The source gave an item that breaks the contract. */
  readonly onBroken: (error: unknown) => void;
}

/** One running stream: a source that pushes, an outbox that sends, and an end that both survive. */
export class Subscription {
  readonly #options: SubscriptionOptions;
  readonly #outbox: Outbox;
  #stopSource: (() => void) | null = null;
  #ended = false;

  constructor(options: SubscriptionOptions) {
    const { spec, setTimer, send } = options;
    this.#options = options;
    this.#outbox = new Outbox({ overflow: spec.overflow, setTimer, send });
  }

  /** Starts the source; it may push at once, and even end this subscription before it has given its stop function. */
  start(source: (sink: Sink<unknown>) => () => void): void {
    const stop = source({ push: (key, item) => this.#push(key, item) });
    if (this.#ended) stop();
    else this.#stopSource = stop;
  }

  /** The reader has applied the batch under way. */
  acknowledge(): void {
    this.#outbox.acknowledge();
  }

  /** Stops the source and sends nothing more; may be called twice. */
  end(): void {
    this.#ended = true;
    this.#outbox.close();
    const stop = this.#stopSource;
    this.#stopSource = null;
    stop?.();
  }

  #push(key: string, item: unknown): void {
    if (this.#ended) return;
    const { checkItems, spec, name, onBroken } = this.#options;
    try {
      const sentence = `An item of ${name} breaks its contract.`;
      this.#outbox.push(key, checkItems ? parseAs(spec.item, item, 'internal', sentence) : item);
    } catch (error) {
      onBroken(error);
    }
  }
}
