import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import type { TraceWish } from '../session.ts';
import type { LaunchedBrowser } from './launch.ts';

/** How a context is to be made. */
export interface ContextWish {
  readonly options: BrowserContextOptions;
  /** What is recorded of it; null = no trace. */
  readonly trace: TraceWish | null;
}

/** A context of its own with one blank page; its trace, when one is wished, runs. */
export interface PreparedPage {
  readonly context: BrowserContext;
  readonly page: Page;
  /** What the files of its trace are called; null = there is none, or nobody here sees them. */
  readonly traceName: string | null;
  /** False when something happened to it since: nobody can work in it any more. */
  isAlive(): boolean;
}

/** How many traces this process has named: a name is used once. */
let named = 0;

/** Makes a context with a blank page. A context whose page does not come is closed again. */
export async function preparePage(browser: LaunchedBrowser, wish: ContextWish): Promise<PreparedPage> {
  const context = await browser.playwright.newContext(wish.options);
  const traceName = wish.trace === null || browser.traces === undefined ? null : `trace_${++named}`;
  try {
    // Before the page: so the page is recorded from its first moment, and that costs next to nothing.
    if (wish.trace !== null) {
      await context.tracing.start({ ...wish.trace, ...(traceName === null ? {} : { name: traceName }) });
    }
    const page = await context.newPage();
    let alive = true;
    const over = (): void => {
      alive = false;
    };
    page.once('crash', over);
    page.once('close', over);
    return { context, page, traceName, isAlive: () => alive };
  } catch (error) {
    context.close().catch(() => undefined);
    throw error;
  }
}

/** Closes it without waiting; its browser may be gone already. */
export function throwAway({ context }: PreparedPage): void {
  context.close().catch(() => undefined);
}
