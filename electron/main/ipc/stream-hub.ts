import type * as z from 'zod';
import type { Clock } from '../../../shared/clock.ts';
import { AppError, toWire } from '../../../shared/errors.ts';
import type { Contract, Sink, StreamHandlers, StreamSpec } from '../../../shared/ipc/define.ts';
import { type BatchMessage, StreamMessage } from '../../../shared/ipc/envelope.ts';
import { parseAs } from './parse.ts';
import { Subscription } from './subscription.ts';

/** A window as the hub sees it. */
export interface StreamPeer {
  /** Never used again for another window. */
  readonly id: number;
  isGone(): boolean;
  send(message: BatchMessage): void;
}

export interface StreamHubOptions<C extends Contract> {
  readonly contract: C;
  readonly handlers: StreamHandlers<C>;
  readonly clock: Pick<Clock, 'setTimer'>;
  /** Parse every item as well: in development and tests. A wrong one ends its subscription. */
  readonly checkItems: boolean;
  /** Hears of every error that is a bug of ours, with its stack, which the window never gets. */
  readonly onBug?: (name: string, error: unknown) => void;
  /** Gives an error as the window is to hear it: a sentence for what is no bug of ours. */
  readonly explain?: (error: unknown) => unknown;
}

interface Subscribe {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
}

/**
 * The subscriptions of all windows: window → subscription, in nested maps, never by prefix.
 * A window that navigates, reloads or closes loses all of its own; nothing is sent to a window that is gone.
 */
export class StreamHub<C extends Contract> {
  readonly #options: StreamHubOptions<C>;
  readonly #windows = new Map<number, Map<number, Subscription>>();

  constructor(options: StreamHubOptions<C>) {
    this.#options = options;
  }

  /** How many subscriptions run. */
  get size(): number {
    return [...this.#windows.values()].reduce((sum, window) => sum + window.size, 0);
  }

  /**
   * Takes a window's message, unread. One from an untrusted sender, or that is no message at all, gets no answer:
   * an answer goes to the window's main frame, which may not be who asked.
   */
  receive(peer: StreamPeer, trusted: boolean, message: unknown): void {
    const parsed = StreamMessage.safeParse(message);
    if (!trusted || !parsed.success) return;
    switch (parsed.data.kind) {
      case 'subscribe':
        return this.#subscribe(peer, parsed.data);
      case 'ack':
        return this.#windows.get(peer.id)?.get(parsed.data.id)?.acknowledge();
      case 'unsubscribe':
        return this.#end(peer.id, parsed.data.id);
    }
  }

  /** Ends every subscription of one window. */
  endAll(windowId: number): void {
    for (const id of [...(this.#windows.get(windowId)?.keys() ?? [])]) this.#end(windowId, id);
  }

  /** Ends every subscription; may be called twice. */
  dispose(): void {
    for (const windowId of [...this.#windows.keys()]) this.endAll(windowId);
  }

  /** Free number → known name → input parsed → kept → started. */
  #subscribe(peer: StreamPeer, { id, name, input }: Subscribe): void {
    const { contract, handlers } = this.#options;
    // No answer either: it would end the subscription that has the number.
    if (this.#windows.get(peer.id)?.has(id)) return;
    try {
      const { spec, start } = findStream(contract, handlers, name);
      const parsed = parseAs(spec.input, input, 'invalid_input', `The input of ${name} is not valid.`);
      const subscription = this.#create(peer, id, name, spec);
      // Kept before it starts: what a source pushes at once may already end it.
      this.#keep(peer.id, id, subscription);
      subscription.start((sink) => start(parsed, sink));
    } catch (error) {
      this.#fail(peer, id, name, error);
    }
  }

  #create(peer: StreamPeer, id: number, name: string, spec: StreamSpec<z.ZodType, z.ZodType>): Subscription {
    return new Subscription({
      name,
      spec,
      setTimer: (ms, fn) => this.#options.clock.setTimer(ms, fn),
      checkItems: this.#options.checkItems,
      send: (items, gap) => {
        if (peer.isGone()) this.endAll(peer.id);
        else peer.send({ kind: 'batch', id, items, gap });
      },
      onBroken: (error) => this.#fail(peer, id, name, error),
    });
  }

  #keep(windowId: number, id: number, subscription: Subscription): void {
    const window = this.#windows.get(windowId) ?? new Map<number, Subscription>();
    this.#windows.set(windowId, window.set(id, subscription));
  }

  #end(windowId: number, id: number): void {
    const window = this.#windows.get(windowId);
    const subscription = window?.get(id);
    window?.delete(id);
    if (window?.size === 0) this.#windows.delete(windowId);
    try {
      subscription?.end();
    } catch (error) {
      // One source that cannot stop must not keep the others of its window alive.
      this.#options.onBug?.(`end of subscription ${id}`, error);
    }
  }

  /** Ends the subscription with an error that its window hears of. */
  #fail(peer: StreamPeer, id: number, name: string, thrown: unknown): void {
    const { explain } = this.#options;
    const error = explain === undefined ? thrown : explain(thrown);
    const wire = toWire(error);
    this.#end(peer.id, id);
    if (wire.code === 'internal') this.#options.onBug?.(name, error);
    if (!peer.isGone()) peer.send({ kind: 'error', id, error: wire });
  }
}

/**
 * A function that takes the parsed input of its own schema. Written as a method, because the compiler cannot follow
 * that the schema and the function found under one name belong together.
 */
interface Stream {
  start(input: unknown, sink: Sink<unknown>): () => void;
}

interface FoundStream extends Stream {
  readonly spec: StreamSpec<z.ZodType, z.ZodType>;
}

function findStream(
  contract: Contract,
  handlers: Readonly<Record<string, Stream['start']>>,
  name: string,
): FoundStream {
  // hasOwn: `constructor` and its kind are names that every object answers to.
  const spec = Object.hasOwn(contract, name) ? contract[name] : undefined;
  const start = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
  if (spec?.kind === 'stream' && start !== undefined) return { spec, start };
  throw new AppError('not_found', `There is no stream ${name}.`);
}
