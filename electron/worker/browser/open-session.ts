import { ActionFailure } from '../../../shared/actions/run.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { BrowserPool, BrowserUse } from '../browser-pool.ts';
import type { StepLog } from '../log-sink.ts';
import type { BrowserSession, OpenSession, SessionOptions } from '../session.ts';
import { abortable } from '../stopped.ts';
import { type BrowserKind, kindOf } from './browser-kind.ts';
import { Browsing } from './browsing.ts';
import { wishOf } from './context-wish.ts';
import type { LaunchedBrowser } from './launch.ts';
import { PlaywrightSession } from './playwright-session.ts';
import { type ContextWish, type PreparedPage, preparePage, throwAway } from './prepared-page.ts';
import { lacksEncoder, NO_ENCODER } from './recording/no-video.ts';
import { PlaywrightRecorder } from './recording/playwright-recorder.ts';
import { SparePages } from './spare-pages.ts';
import { watchContext } from './watch-context.ts';

/** A browser that takes longer to make a page hangs: Playwright itself would wait for ever. */
const OPEN_MS = 30_000;
/** A job that runs for so long has its first actions behind it: making the next spare does not slow them. */
const REFILL_MS = 500;

/** What opening sessions needs. */
export interface OpenerDeps {
  readonly pool: BrowserPool<LaunchedBrowser, BrowserKind>;
  readonly clock: Clock;
  /** How many sessions may be open at once: no spare is made when all are. */
  readonly capacity: () => number;
}

/** Opens sessions in the browsers of the pool: a context each that no job has used before. */
export function sessionOpener(deps: OpenerDeps): OpenSession {
  const opener = new Opener(deps);
  return (options) => opener.open(options);
}

class Opener {
  readonly #deps: OpenerDeps;
  readonly #spares: SparePages;
  #open = 0;

  constructor(deps: OpenerDeps) {
    this.#deps = deps;
    this.#spares = new SparePages(deps.clock);
  }

  async open(options: SessionOptions): Promise<BrowserSession> {
    const wish = wishOf(options);
    const kind = kindOf(options.browser, options.headed);
    const use = await browserFor(this.#deps.pool.acquire(kind), options.signal);
    this.#open++;
    try {
      const prepared = await this.#page(use, wish, options);
      const { context, page } = prepared;
      context.setDefaultTimeout(options.timeouts.step);
      context.setDefaultNavigationTimeout(options.timeouts.navigation);
      watchContext(context, page, options.log);
      return this.#session(use, wish, prepared, new Browsing(context, page, options.log, this.#deps.clock));
    } catch (error) {
      this.#open--;
      use.release();
      throw error;
    }
  }

  /** The spare when there is one that fits, else a new one. A browser that makes none in time is ended. */
  async #page(
    use: BrowserUse<LaunchedBrowser>,
    wish: ContextWish,
    { signal: stop, log }: SessionOptions,
  ): Promise<PreparedPage> {
    const hung = new AbortController();
    const limit = this.#deps.clock.setTimer(OPEN_MS, () => hung.abort(browserHangs()));
    const preparing = this.#spareOrNew(use.browser, wish, log);
    try {
      return await abortable(AbortSignal.any([stop, hung.signal]), preparing);
    } catch (error) {
      if (hung.signal.aborted) use.discard();
      preparing.then(throwAway, () => undefined);
      throw error;
    } finally {
      limit.dispose();
    }
  }

  async #spareOrNew(browser: LaunchedBrowser, wish: ContextWish, log: StepLog): Promise<PreparedPage> {
    const spare = await this.#spares.take(browser, wish);
    if (spare !== null) return spare;
    try {
      return await preparePage(browser, wish);
    } catch (error) {
      const { recordVideo, ...options } = wish.options;
      if (recordVideo === undefined || !lacksEncoder(error)) throw error;
      log('WARN', NO_ENCODER);
      return preparePage(browser, { ...wish, options });
    }
  }

  /** The next spare is made when the job is over, or when it has run for a while and may be about to wait. */
  #session(
    use: BrowserUse<LaunchedBrowser>,
    wish: ContextWish,
    prepared: PreparedPage,
    browsing: Browsing,
  ): BrowserSession {
    const { clock, capacity } = this.#deps;
    const trace = wish.trace === null ? null : { wish: wish.trace, folder: use.browser.traces ?? null };
    const recorder = new PlaywrightRecorder(browsing, prepared, trace, clock);
    const refill = (): void => {
      if (this.#open < capacity() && use.takesMore()) this.#spares.refill(use.browser, wish);
    };
    const refillLater = clock.setTimer(REFILL_MS, refill);
    return new PlaywrightSession(use, browsing, recorder, clock, () => {
      refillLater.dispose();
      this.#open--;
      refill();
    });
  }
}

/** A browser that comes after the stop is given back at once. */
async function browserFor(
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

function browserHangs(): ActionFailure {
  return new ActionFailure(
    'BrowserError',
    `The browser did not open a page within ${OPEN_MS / 1000} s.`,
    'Close what else keeps the computer busy, then retry the job.',
  );
}
