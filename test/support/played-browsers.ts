import type { Browser, BrowserContextOptions } from 'playwright-core';
import type { LaunchedBrowser, LaunchOptions } from '../../electron/worker/browser/launch.ts';
import type { BrowserLedger } from '../../electron/worker/browser-ledger.ts';

/** One context of a played browser. */
export interface PlayedContext {
  readonly browser: PlayedBrowser;
  readonly options: BrowserContextOptions;
  /** What was done to its page, in order: `goto https://…`, `click css=#go`. */
  readonly done: string[];
  isClosed: boolean;
}

/** One started browser. */
export interface PlayedBrowser {
  readonly kind: 'headless' | 'headed';
  readonly pid: number;
  isGone: boolean;
}

/** What a page answers: nothing (200), a status, or what it throws. It may take its time. */
export type Visit = (url: string) => number | undefined | Promise<number | undefined>;

/** Browsers without browsers: they open, load and close at once, and write down what was done to them. */
export class PlayedBrowsers {
  readonly browsers: PlayedBrowser[] = [];
  /** Those that jobs had, in the order in which they began. */
  readonly contexts: PlayedContext[] = [];
  /** What happens when a page is opened. */
  visit: Visit = () => undefined;
  /** The text of every element. */
  text = 'Emma';

  /** The browsers that run. */
  get alive(): PlayedBrowser[] {
    return this.browsers.filter(({ isGone }) => !isGone);
  }

  readonly launch = async (options: LaunchOptions, ledger: BrowserLedger): Promise<LaunchedBrowser> => {
    const token = await ledger.announce();
    const kind = options.headless ? 'headless' : 'headed';
    const browser: PlayedBrowser = { kind, pid: 5000 + this.browsers.length, isGone: false };
    this.browsers.push(browser);
    ledger.started(token, browser.pid);
    const gone = Promise.withResolvers<void>();
    const end = (): void => {
      if (browser.isGone) return;
      browser.isGone = true;
      ledger.closed(token);
      gone.resolve();
    };
    return {
      playwright: this.#played(browser),
      close: async () => end(),
      kill: end,
      onGone: (listener) => void gone.promise.then(listener),
      residentBytes: async () => null,
    };
  };

  #played(browser: PlayedBrowser): Browser {
    const newContext = async (options: BrowserContextOptions): Promise<object> => {
      const context: PlayedContext = { browser, options, done: [], isClosed: false };
      return this.#contextObject(context);
    };
    // Playwright's own types name hundreds of members; a job that opens pages and reads texts needs these.
    return { newContext } as unknown as Browser;
  }

  #contextObject(context: PlayedContext): object {
    const played = {
      // A job that begins sets its own times; a spare that waits is nobody's context yet.
      setDefaultTimeout: () => void this.contexts.push(context),
      setDefaultNavigationTimeout: () => undefined,
      on: () => undefined,
      pages: () => [],
      tracing: {
        start: async () => undefined,
        startChunk: async () => undefined,
        stop: async () => undefined,
      },
      newPage: async () => this.#pageObject(context, played),
      close: async () => {
        context.isClosed = true;
      },
    };
    return played;
  }

  #pageObject(context: PlayedContext, contextObject: object): object {
    let address = 'about:blank';
    return {
      context: () => contextObject,
      on: () => undefined,
      once: () => undefined,
      isClosed: () => false,
      video: () => null,
      url: () => address,
      title: async () => 'Shop',
      viewportSize: () => ({ width: 1280, height: 720 }),
      evaluate: async () => '<html></html>',
      ariaSnapshot: async () => '- document',
      goto: async (url: string) => {
        context.done.push(`goto ${url}`);
        const status = (await this.visit(url)) ?? 200;
        address = url;
        return { status: () => status, url: () => url };
      },
      screenshot: async () => {
        context.done.push('screenshot');
        return new Uint8Array([1, 2, 3]);
      },
      locator: (selector: string) => ({
        click: async () => void context.done.push(`click ${selector}`),
        fill: async (value: string) => void context.done.push(`fill ${selector} = ${value}`),
        waitFor: async () => undefined,
        evaluateAll: async () => {
          context.done.push(`read ${selector}`);
          return { rows: [[this.text]], used: [] };
        },
      }),
    };
  }
}
