import { handleCall } from '../../electron/main/ipc/handle-call.ts';
import { StreamHub, type StreamPeer } from '../../electron/main/ipc/stream-hub.ts';
import { type Clock, systemClock } from '../../shared/clock.ts';
import type { CallHandlers, Contract, StreamHandlers } from '../../shared/ipc/define.ts';
import type { BatchMessage, Bridge } from '../../shared/ipc/envelope.ts';

export interface LoopbackOptions<C extends Contract> {
  readonly contract: C;
  readonly calls: CallHandlers<C>;
  readonly streams: StreamHandlers<C>;
  readonly clock?: Pick<Clock, 'setTimer'>;
  readonly onBug?: (name: string, error: unknown) => void;
}

/** A window without Electron. */
export interface LoopbackWindow {
  /** The bridge of the page that is shown now; the one of a page before a reload is dead. */
  readonly bridge: Bridge;
  reload(): void;
  close(): void;
}

/**
 * Main's side of the contract in memory: the same code that runs in the app, each message copied as it is between
 * processes, and delivered later, in order.
 */
export class Loopback<C extends Contract> {
  readonly #options: LoopbackOptions<C>;
  readonly #hub: StreamHub<C>;
  #windows = 0;

  constructor(options: LoopbackOptions<C>) {
    const { contract, streams, clock = systemClock } = options;
    const onBug = options.onBug === undefined ? {} : { onBug: options.onBug };
    this.#options = options;
    this.#hub = new StreamHub({ contract, handlers: streams, clock, checkItems: true, ...onBug });
  }

  /** How many subscriptions run. */
  get subscriptions(): number {
    return this.#hub.size;
  }

  /** Opens a window; one that is not trusted stands for a page that is not ours. */
  open({ trusted = true } = {}): LoopbackWindow {
    this.#windows += 1;
    const id = this.#windows;
    let page = new Page();
    const peer: StreamPeer = {
      id,
      isGone: () => page.gone,
      send: (message) => page.deliver(message),
    };
    const leave = (): void => {
      page.gone = true;
      this.#hub.endAll(id);
    };
    const bridgeOf = (from: Page): Bridge => this.#bridge(from, peer, trusted);
    return {
      get bridge() {
        return bridgeOf(page);
      },
      reload() {
        leave();
        page = new Page();
      },
      close: leave,
    };
  }

  dispose(): void {
    this.#hub.dispose();
  }

  #bridge(page: Page, peer: StreamPeer, trusted: boolean): Bridge {
    const { contract, calls: handlers, onBug } = this.#options;
    const bug = onBug === undefined ? {} : { onBug };
    const hub = this.#hub;
    return {
      async call(sent) {
        const message: unknown = structuredClone(sent);
        return page.ask(() =>
          handleCall({ contract, handlers, trusted, message, checkOutput: true, ...bug }),
        );
      },
      stream(sent) {
        const message: unknown = structuredClone(sent);
        queueMicrotask(() => {
          if (!page.gone) hub.receive(peer, trusted, message);
        });
      },
      onBatch: (listener) => page.listen(listener),
    };
  }
}

/** One document: it hears nothing any more when it is gone. */
class Page {
  gone = false;
  readonly #listeners = new Set<(message: unknown) => void>();

  listen(listener: (message: unknown) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  deliver(sent: BatchMessage): void {
    const message: unknown = structuredClone(sent);
    queueMicrotask(() => {
      if (!this.gone) for (const listener of [...this.#listeners]) listener(message);
    });
  }

  /** The answer reaches the page only if it is still there; else its promise stays open, as the page's own would. */
  async ask(call: () => Promise<unknown>): Promise<unknown> {
    await Promise.resolve();
    const reply: unknown = structuredClone(await call());
    return this.gone ? new Promise(() => {}) : reply;
  }
}
