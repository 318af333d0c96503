import { AppError, fromWire, type WireError } from '../../shared/errors.ts';
import type { Batch, Client, Contract } from '../../shared/ipc/define.ts';
import { BatchMessage, type Bridge, Reply } from '../../shared/ipc/envelope.ts';
import { type Random, systemRandom } from '../../shared/random.ts';

export interface ClientOptions {
  readonly random?: Random;
  /** Hears of every subscription as it begins. */
  readonly onStreamBegin?: (stream: string) => void;
  /** Hears of a subscription that ended with an error, and of a batch that could not be applied. */
  readonly onStreamError?: (stream: string, error: AppError) => void;
}

interface Reader {
  readonly name: string;
  readonly onBatch: (batch: Batch<unknown>) => void | Promise<void>;
}

/**
 * The contract as the page sees it, over the preload's bridge. Calls reject with an AppError only.
 * Envelopes are always read with their schema. What stands in them is not: main is the more trusted side, and main
 * parses its own output in development and tests.
 */
export function createClient<C extends Contract>(bridge: Bridge, options: ClientOptions = {}): Client<C> {
  const subscriptions = new Subscriptions(bridge, options);
  const untyped: Untyped = {
    call: (name, input) => callBridge(bridge, name, input),
    subscribe: (name, input, onBatch) => subscriptions.add(name, input, onBatch),
  };
  // The one place where the page takes main's word for the types of the contract.
  return untyped as Client<C>;
}

/** The client before the contract's types are laid over it. */
interface Untyped {
  call(name: string, input: unknown): Promise<unknown>;
  subscribe(name: string, input: unknown, onBatch: Reader['onBatch']): () => void;
}

async function callBridge(bridge: Bridge, name: string, input: unknown): Promise<unknown> {
  const reply = Reply.safeParse(await invoke(bridge, name, input));
  if (!reply.success) throw new AppError('internal', `The answer to ${name} is no answer.`);
  if (!reply.data.ok) throw fromWire(reply.data.error);
  return reply.data.value;
}

/** Rejects only when the message could not be carried: main is gone, or the input cannot be copied. */
async function invoke(bridge: Bridge, name: string, input: unknown): Promise<unknown> {
  try {
    return await bridge.call({ name, input });
  } catch (error) {
    throw new AppError('unavailable', `The app did not answer ${name}.`, [], { cause: error });
  }
}

/** All subscriptions of this page: one listener on the bridge, told apart by number. */
class Subscriptions {
  readonly #bridge: Bridge;
  readonly #options: ClientOptions;
  readonly #readers = new Map<number, Reader>();
  #nextId: number;

  constructor(bridge: Bridge, options: ClientOptions) {
    this.#bridge = bridge;
    this.#options = options;
    // Begins anywhere, so that a batch on its way to the page before a reload finds no reader after it.
    this.#nextId = 1 + Math.floor((options.random ?? systemRandom).next() * 2 ** 40);
    bridge.onBatch((message) => void this.#receive(message));
  }

  add(name: string, input: unknown, onBatch: Reader['onBatch']): () => void {
    const id = this.#nextId;
    this.#nextId += 1;
    this.#readers.set(id, { name, onBatch });
    this.#options.onStreamBegin?.(name);
    this.#bridge.stream({ kind: 'subscribe', id, name, input });
    return () => {
      if (this.#readers.delete(id)) this.#bridge.stream({ kind: 'unsubscribe', id });
    };
  }

  async #receive(message: unknown): Promise<void> {
    const parsed = BatchMessage.safeParse(message);
    if (!parsed.success) return;
    const reader = this.#readers.get(parsed.data.id);
    if (reader === undefined) return;
    if (parsed.data.kind === 'error') return this.#ended(parsed.data.id, reader, parsed.data.error);
    await this.#apply(reader, parsed.data);
    // Only now the next batch may come; none is wanted when the reader left meanwhile.
    if (this.#readers.has(parsed.data.id)) this.#bridge.stream({ kind: 'ack', id: parsed.data.id });
  }

  async #apply({ name, onBatch }: Reader, { items, gap }: Batch<unknown>): Promise<void> {
    try {
      await onBatch({ items, gap });
    } catch (error) {
      // Acknowledged all the same: one batch that a screen cannot show must not silence its stream.
      const sentence = `A batch of ${name} could not be applied.`;
      this.#options.onStreamError?.(name, new AppError('internal', sentence, [], { cause: error }));
    }
  }

  #ended(id: number, { name }: Reader, error: WireError): void {
    this.#readers.delete(id);
    this.#options.onStreamError?.(name, fromWire(error));
  }
}
