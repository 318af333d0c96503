import type { Page } from 'playwright-core';
import type { TabChoice, TabsPort } from '../../../../shared/actions/browser-port.ts';
import { textMatcher } from '../../../../shared/actions/match-text.ts';
import { urlMatcher } from '../../../../shared/actions/match-url.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { MAX_PAGES } from '../browsing.ts';
import { webAddress } from '../web-address.ts';
import { isTimeout, type PortCore } from './core.ts';
import { goto } from './pages.ts';

/** For so long (and a third of the step's time at most) a popup must be one of the last action's. */
const GRACE_MS = 3000;

export class PlaywrightTabs implements TabsPort {
  readonly #core: PortCore;

  constructor(core: PortCore) {
    this.#core = core;
  }

  async open(url?: string): Promise<void> {
    // A wrong address is refused before there is a tab for it.
    if (url !== undefined) webAddress(url);
    await this.#core.guard(() => this.#core.browsing.open()).catch(tooMany);
    if (url !== undefined) await goto(this.#core, url, 'load');
  }

  async switch(choice: TabChoice): Promise<void> {
    const page = await this.#core.until(
      () => this.#pageOf(choice),
      () => `There is no tab ${choiceWords(choice)} among ${this.#core.context.pages().length}`,
    );
    await this.#enter(page);
  }

  async close(): Promise<void> {
    const { page, context, browsing } = this.#core;
    if (context.pages().length < 2) {
      throw new ActionFailure(
        'UnknownError',
        'The tab is the only one, and cannot be closed.',
        'Leave the step out: the browser is closed when the job ends.',
      );
    }
    await this.#core.guard(() => page.close());
    browsing.leave(page);
    const [first] = context.pages();
    // The one before may have closed itself meanwhile.
    if (browsing.page.isClosed() && first !== undefined) browsing.enter(first);
    await this.#enter(browsing.page);
  }

  async popup(): Promise<void> {
    const { clock, limits } = this.#core;
    const graceEnds = clock.monotonic() + Math.min(limits.timeoutMs / 3, GRACE_MS);
    const page = await this.#core.until(
      () => this.#core.browsing.openedWindow(clock.monotonic() >= graceEnds),
      () => 'No new window opened',
    );
    await this.#enter(page);
  }

  async #enter(page: Page): Promise<void> {
    const { browsing, limits } = this.#core;
    browsing.enter(page);
    await this.#core
      .guard(() => page.waitForLoadState('domcontentloaded', this.#core.options()))
      .catch((error: unknown) => {
        if (!isTimeout(error)) throw error;
        limits.log('WARN', 'The tab is still loading.');
      });
    await this.#core.guard(() => page.bringToFront());
    limits.log('DEBUG', 'The steps go on in another tab.', { url: page.url() });
  }

  async #pageOf(choice: TabChoice): Promise<Page | null> {
    const pages = this.#core.context.pages();
    if ('index' in choice) return pages[choice.index] ?? null;
    if ('url' in choice) {
      const matches = urlMatcher(choice.url);
      return pages.find((page) => matches(page.url())) ?? null;
    }
    const matches = textMatcher(choice.title);
    for (const page of pages) {
      const title = await this.#core.guard(() => page.title().catch(() => ''));
      if (matches(title)) return page;
    }
    return null;
  }
}

function choiceWords(choice: TabChoice): string {
  if ('index' in choice) return `number ${choice.index + 1}`;
  return 'url' in choice ? `with the address ${choice.url}` : `with the title “${choice.title}”`;
}

function tooMany(error: unknown): never {
  if (!(error instanceof RangeError)) throw error;
  throw new ActionFailure(
    'UnknownError',
    `No other tab can be opened: there are ${MAX_PAGES} already.`,
    'Close tabs that are no longer needed with steps of their own.',
  );
}
