import { type Clock, type Disposable, sleep } from '../../shared/clock.ts';

/** A running browser, as the pool needs to know it. */
export interface PooledBrowser {
  /** Asks it to close; resolves when it has. */
  close(): Promise<void>;
  /** Ends its process at once; may be called when it is gone. */
  kill(): void;
  /** Calls back once when it is gone, for whatever reason. */
  onGone(listener: () => void): void;
  /** What it keeps in memory now, with all its processes; null where that cannot be known. */
  residentBytes(): Promise<number | null>;
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
/** Nor does one that keeps more than this in memory when a job leaves it. */
export const MAX_BYTES = 3 * 1024 ** 3;
/** Looking at the memory costs a little; more often than this tells nothing new. */
export const WEIGH_MS = 10_000;
/** A browser that nobody has used for so long is closed. */
export const IDLE_MS = 60_000;
/** A browser that takes longer to close is killed. */
export const CLOSE_MS = 5_000;

interface Entry<B> {
  readonly key: string;
  readonly launched: Promise<B>;
  browser: B | null;
  contexts: number;
  users: number;
  /** Takes no more users; closes when the last one leaves. */
  retired: boolean;
  idleTimer: Disposable | null;
  /** Monotonic time of the last look at its memory. */
  weighedAt: number;
}

/**
 * One browser a kind, started when the first job needs it; it ends when it is idle, has made many contexts or has grown. A browser is `launching`, `open`, `retired`, or gone;
 * retired ones are closed when their last user has left.
 */
export class BrowserPool<B extends PooledBrowser, K = string> {
  readonly #launch: (kind: K) => Promise<B>;
  readonly #keyOf: (kind: K) => string;
  readonly #clock: Clock;
  readonly #entries = new Set<Entry<B>>();
  #closing = false;

  /** @param keyOf browsers of kinds with equal keys serve each other's jobs */
  constructor(launch: (kind: K) => Promise<B>, clock: Clock, keyOf: (kind: K) => string = String) {
    this.#launch = launch;
    this.#keyOf = keyOf;
    this.#clock = clock;
  }

  /** How many browsers are running or starting. */
  get size(): number {
    return this.#entries.size;
  }

  /** A browser of this kind for one context; starts one when none is open. */
  async acquire(kind: K): Promise<BrowserUse<B>> {
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

  #openEntry(kind: K): Entry<B> | undefined {
    const key = this.#keyOf(kind);
    return [...this.#entries].find((entry) => entry.key === key && !entry.retired);
  }

  #start(kind: K): Entry<B> {
    const entry: Entry<B> = {
      key: this.#keyOf(kind),
      launched: this.#launch(kind),
      browser: null,
      contexts: 0,
      users: 0,
      retired: false,
      idleTimer: null,
      weighedAt: this.#clock.monotonic(),
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
      void this.#weigh(entry, browser);
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

  /** Retires a browser that has grown too large. */
  async #weigh(entry: Entry<B>, browser: B): Promise<void> {
    const now = this.#clock.monotonic();
    if (entry.retired || now - entry.weighedAt < WEIGH_MS) return;
    entry.weighedAt = now;
    const bytes = await browser.residentBytes().catch(() => null);
    if (bytes === null || bytes <= MAX_BYTES || entry.retired) return;
    entry.retired = true;
    entry.idleTimer?.dispose();
    this.#leave(entry);
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
