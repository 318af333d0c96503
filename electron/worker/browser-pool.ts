import { type Clock, type Disposable, sleep } from '../../shared/clock.ts';

/** A running browser, as the pool needs to know it. */
export interface PooledBrowser {
  /** Asks it to close; resolves when it has. */
  close(): Promise<void>;
  /** Ends its process at once; may be called when it is gone. */
  kill(): void;
  /** Calls back once when it is gone, for whatever reason. */
  onGone(listener: () => void): void;
}

/** The use of one browser for one context. */
export interface BrowserUse<B> {
  readonly browser: B;
  /** False when the browser is to make no more contexts. */
  takesMore(): boolean;
  /** The context is closed. May be called twice. */
  release(): void;
  /** The context did not close: the browser is ended, whoever else uses it. */
  discard(): void;
}

/** A browser that made so many contexts makes no more: browsers grow with use. */
export const MAX_CONTEXTS = 100;
/** A browser that nobody has used for so long is closed. */
export const IDLE_MS = 60_000;
/** A browser that takes longer to close is killed. */
export const CLOSE_MS = 5_000;

interface Entry<B> {
  readonly kind: string;
  readonly launched: Promise<B>;
  browser: B | null;
  contexts: number;
  users: number;
  /** Takes no more users; closes when the last one leaves. */
  retired: boolean;
  idleTimer: Disposable | null;
}

/**
 * One browser a kind, started when the first job needs it. A browser is `launching`, `open`, `retired`, or gone;
 * retired ones are closed when their last user has left.
 */
export class BrowserPool<B extends PooledBrowser> {
  readonly #launch: (kind: string) => Promise<B>;
  readonly #clock: Clock;
  readonly #entries = new Set<Entry<B>>();
  #closing = false;

  constructor(launch: (kind: string) => Promise<B>, clock: Clock) {
    this.#launch = launch;
    this.#clock = clock;
  }

  /** How many browsers are running or starting. */
  get size(): number {
    return this.#entries.size;
  }

  /** A browser of this kind for one context; starts one when none is open. */
  async acquire(kind: string): Promise<BrowserUse<B>> {
    if (this.#closing) throw new Error('browserType.launch: the worker is ending.');
    const entry = this.#openEntry(kind) ?? this.#start(kind);
    entry.idleTimer?.dispose();
    entry.idleTimer = null;
    entry.users++;
    entry.contexts++;
    if (entry.contexts >= MAX_CONTEXTS) entry.retired = true;
    try {
      const browser = await entry.launched;
      return this.#grant(entry, browser);
    } catch (error) {
      entry.users--;
      throw error;
    }
  }

  /** Closes every browser, in use or not; resolves when all are gone. */
  async close(): Promise<void> {
    this.#closing = true;
    await Promise.all([...this.#entries].map((entry) => this.#end(entry)));
  }

  /** Ends every browser's process at once, for an exit that cannot wait. */
  killAll(): void {
    for (const { browser } of this.#entries) browser?.kill();
  }

  #openEntry(kind: string): Entry<B> | undefined {
    return [...this.#entries].find((entry) => entry.kind === kind && !entry.retired);
  }

  #start(kind: string): Entry<B> {
    const entry: Entry<B> = {
      kind,
      launched: this.#launch(kind),
      browser: null,
      contexts: 0,
      users: 0,
      retired: false,
      idleTimer: null,
    };
    this.#entries.add(entry);
    const gone = (): void => {
      entry.retired = true;
      entry.idleTimer?.dispose();
      this.#entries.delete(entry);
    };
    entry.launched.then((browser) => {
      entry.browser = browser;
      browser.onGone(gone);
    }, gone);
    return entry;
  }

  #grant(entry: Entry<B>, browser: B): BrowserUse<B> {
    let used = true;
    const release = (): void => {
      if (!used) return;
      used = false;
      entry.users--;
      this.#leave(entry);
    };
    const discard = (): void => {
      entry.retired = true;
      browser.kill();
      release();
    };
    const takesMore = (): boolean => !entry.retired && !this.#closing;
    return { browser, takesMore, release, discard };
  }

  #leave(entry: Entry<B>): void {
    if (entry.users > 0 || !this.#entries.has(entry)) return;
    if (entry.retired || this.#closing) void this.#end(entry);
    else entry.idleTimer = this.#clock.setTimer(IDLE_MS, () => void this.#end(entry));
  }

  /** Asks, waits, kills. One that is still starting gets the same time; main knows it and ends it when it does not come. */
  async #end(entry: Entry<B>): Promise<void> {
    entry.retired = true;
    entry.idleTimer?.dispose();
    const closed = new AbortController();
    const slow = sleep(this.#clock, CLOSE_MS, closed.signal).then(
      () => entry.browser?.kill(),
      () => undefined,
    );
    await Promise.race([closeWhenLaunched(entry), slow]);
    closed.abort();
    this.#entries.delete(entry);
  }
}

async function closeWhenLaunched(entry: Entry<PooledBrowser>): Promise<void> {
  const browser = await entry.launched.catch(() => null);
  await browser?.close().catch(() => browser.kill());
}
