import { type BrowserContext, type BrowserContextOptions, devices } from 'playwright-core';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { type Clock, sleep } from '../../../shared/clock.ts';
import { nearest } from '../../../shared/flow/nearest.ts';
import type { BrowserSettings } from '../../../shared/flow/schema.ts';
import { ProfileState } from '../../../shared/job/profile-state.ts';
import type { BrowserPool, BrowserUse } from '../browser-pool.ts';
import type {
  BrowserSession,
  FailureLook,
  FailureSight,
  OpenSession,
  SessionOptions,
  StepLimits,
} from '../session.ts';
import { abortable } from '../stopped.ts';
import { Browsing } from './browsing.ts';
import { lookAtFailure } from './failure/look.ts';
import { takePicture } from './failure/picture.ts';
import { Recently } from './failure/recently.ts';
import type { LaunchedBrowser } from './launch.ts';
import { PlaywrightPagePort } from './page-port.ts';
import { watchContext } from './watch-context.ts';

/** A context that takes longer to close is taken away with its browser. */
const CLOSE_MS = 3_000;
const SCREENSHOT_MS = 5_000;
/** A browser that takes longer to make a page hangs: Playwright itself would wait for ever. */
const OPEN_MS = 30_000;
/** A trace that takes longer to write is not kept. */
const TRACE_MS = 30_000;
/** A state that takes longer to read is not kept: each site that was visited is asked for its own. */
const STATE_MS = 30_000;
const DEFAULT_VIEWPORT = { width: 1280, height: 720 };

/** Opens sessions in the browsers of the pool: one fresh context each. */
export function sessionOpener(
  pool: BrowserPool<LaunchedBrowser>,
  kindOf: (headed: boolean) => string,
  clock: Clock,
): OpenSession {
  return async (options) => {
    const contextOptions = toContextOptions(options.browser, options.profileState);
    const use = await useFor(pool.acquire(kindOf(options.headed)), options.signal);
    try {
      return await openIn(use, contextOptions, options, clock);
    } catch (error) {
      use.release();
      throw error;
    }
  };
}

/** A browser that comes after the stop is given back at once. */
async function useFor(
  acquired: Promise<BrowserUse<LaunchedBrowser>>,
  signal: AbortSignal,
): Promise<BrowserUse<LaunchedBrowser>> {
  try {
    return await abortable(signal, acquired);
  } catch (error) {
    acquired.then(
      (late) => late.release(),
      () => undefined,
    );
    throw error;
  }
}

async function openIn(
  use: BrowserUse<LaunchedBrowser>,
  contextOptions: BrowserContextOptions,
  options: SessionOptions,
  clock: Clock,
): Promise<BrowserSession> {
  const opening = use.browser.playwright.newContext(contextOptions);
  const hung = new AbortController();
  const limit = clock.setTimer(OPEN_MS, () => hung.abort(browserHangs()));
  const signal = AbortSignal.any([options.signal, hung.signal]);
  try {
    const context = await abortable(signal, opening);
    context.setDefaultTimeout(options.timeouts.step);
    context.setDefaultNavigationTimeout(options.timeouts.navigation);
    if (options.trace) await abortable(signal, context.tracing.start({ snapshots: true, screenshots: true }));
    const page = await abortable(signal, context.newPage());
    watchContext(context, page, options.log);
    return new PlaywrightSession(use, context, new Browsing(context, page, options.log), clock);
  } catch (error) {
    if (hung.signal.aborted) use.discard();
    opening
      .then(
        (context) => context.close(),
        () => undefined,
      )
      .catch(() => undefined);
    throw error;
  } finally {
    limit.dispose();
  }
}

function browserHangs(): ActionFailure {
  return new ActionFailure(
    'BrowserError',
    `The browser did not open a page within ${OPEN_MS / 1000} s.`,
    'Close what else keeps the computer busy, then retry the job.',
  );
}

class PlaywrightSession implements BrowserSession {
  readonly #use: BrowserUse<LaunchedBrowser>;
  readonly #context: BrowserContext;
  readonly #browsing: Browsing;
  readonly #clock: Clock;
  readonly #recently: Recently;
  #closing: Promise<void> | null = null;

  constructor(use: BrowserUse<LaunchedBrowser>, context: BrowserContext, browsing: Browsing, clock: Clock) {
    this.#use = use;
    this.#context = context;
    this.#browsing = browsing;
    this.#clock = clock;
    this.#recently = new Recently(context, clock);
  }

  pagePort(limits: StepLimits): PlaywrightPagePort {
    return new PlaywrightPagePort(this.#browsing, limits, this.#clock);
  }

  url(): string {
    const url = this.#browsing.page.url();
    return url === 'about:blank' || url.startsWith('chrome-error:') ? '' : url;
  }

  async screenshot(secrets: readonly string[]): Promise<Uint8Array> {
    return takePicture(this.#browsing.page, secrets, SCREENSHOT_MS);
  }

  lookAtFailure(look: FailureLook): Promise<FailureSight> {
    return lookAtFailure(this.#browsing.page, look, this.#recently, this.#clock);
  }

  saveTrace(path: string): Promise<void> {
    return this.#within(TRACE_MS, 'written', this.#context.tracing.stop({ path }));
  }

  async profileState(): Promise<ProfileState> {
    return ProfileState.parse(
      await this.#within(STATE_MS, 'read', this.#context.storageState({ indexedDB: true })),
    );
  }

  async #within<T>(limitMs: number, done: string, work: Promise<T>): Promise<T> {
    const over = new AbortController();
    const tooLate = sleep(this.#clock, limitMs, over.signal).then((): never => {
      throw new Error(`it was not ${done} within ${limitMs / 1000} s.`);
    });
    try {
      return await Promise.race([work, tooLate]);
    } finally {
      over.abort();
      tooLate.catch(() => undefined);
    }
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    const closed = new AbortController();
    const slow = sleep(this.#clock, CLOSE_MS, closed.signal).then(
      () => true,
      () => false,
    );
    const gone = this.#context.close().then(
      () => false,
      () => true,
    );
    if (await Promise.race([gone, slow])) this.#use.discard();
    else this.#use.release();
    closed.abort();
  }
}

function toContextOptions(browser: BrowserSettings, state: ProfileState | null): BrowserContextOptions {
  const device = browser.device === undefined ? {} : deviceOf(browser.device);
  return {
    viewport: DEFAULT_VIEWPORT,
    ...device,
    ...(browser.viewport === undefined ? {} : { viewport: browser.viewport }),
    ...(browser.locale === undefined ? {} : { locale: browser.locale }),
    ...(browser.timezone === undefined ? {} : { timezoneId: browser.timezone }),
    ...(browser.userAgent === undefined ? {} : { userAgent: browser.userAgent }),
    ...(browser.proxy === undefined ? {} : { proxy: proxyOf(browser.proxy) }),
    ...(state === null ? {} : { storageState: state }),
    acceptDownloads: true,
  };
}

function proxyOf(proxy: NonNullable<BrowserSettings['proxy']>): NonNullable<BrowserContextOptions['proxy']> {
  return {
    server: proxy.server,
    ...(proxy.bypass === undefined ? {} : { bypass: proxy.bypass }),
    ...(proxy.username === undefined ? {} : { username: proxy.username }),
    ...(proxy.password === undefined ? {} : { password: proxy.password }),
  };
}

function deviceOf(name: string): BrowserContextOptions {
  const device = devices[name];
  if (device === undefined) {
    const near = nearest(name, Object.keys(devices));
    throw new ActionFailure(
      'UnknownError',
      `There is no device “${name}”.`,
      near === undefined ? 'Use a name such as “iPhone 15” or “Pixel 7”.' : `Did you mean “${near}”?`,
    );
  }
  const { defaultBrowserType: _chosenByTheFlow, ...options } = device;
  return options;
}
