import type { BrowserContext, ConsoleMessage, Page } from 'playwright-core';
import type { StepLog } from '../log-sink.ts';

/** Longer lines are let go as soon as they came. */
export const LONG_LINE = 10_000;
/** Playwright keeps the newest lines of a page for whoever asks; more than so many characters of them are let go. */
const MAX_KEPT = 4_000_000;
/** A page that has logged so much is muted: nothing else would come through between its lines. */
const MAX_LINES = 10_000;
const MAX_CHARS = 50_000_000;

interface Heard {
  /** Characters that Playwright may still keep. */
  kept: number;
  /** What came since the page was muted last. */
  lines: number;
  chars: number;
}

/**
 * A page may log lines of many megabytes, and hundreds of thousands of them, without end: what is remembered of them stays
 * small, and then the page is muted, so that its lines do not keep the steps waiting.
 */
export function boundConsole(context: BrowserContext, log: StepLog): void {
  const heardOf = new WeakMap<Page, Heard>();
  const hear = (page: Page | null, length: number): void => {
    if (page === null) return;
    const heard = heardOf.get(page) ?? { kept: 0, lines: 0, chars: 0 };
    heardOf.set(page, heard);
    heard.lines++;
    heard.chars += length;
    heard.kept += length;
    if (heard.kept > MAX_KEPT) forget(page, heard);
    if (heard.lines <= MAX_LINES && heard.chars <= MAX_CHARS) return;
    [heard.lines, heard.chars] = [0, 0];
    mutePage(page);
    log('WARN', 'The page logs without end: its console is muted.');
  };
  context.on('console', (message) => {
    const { length } = message.text();
    if (length > LONG_LINE) letGo(message);
    hear(message.page(), length);
  });
  context.on('weberror', (webError) => hear(webError.page(), webError.error().message.length));
}

function forget(page: Page, heard: Heard): void {
  heard.kept = 0;
  page.clearConsoleMessages().catch(() => undefined);
  page.clearPageErrors().catch(() => undefined);
}

/** Its values are remembered one by one as well. */
function letGo(message: ConsoleMessage): void {
  for (const value of message.args()) value.dispose().catch(() => undefined);
}

function mutePage(page: Page): void {
  for (const frame of page.frames()) frame.evaluate(mute).catch(() => undefined);
}

/** Runs in the page: from now on nothing of it is logged, and what it throws is not told. */
function mute(): void {
  for (const name of Object.keys(console)) Reflect.set(console, name, () => undefined);
  window.addEventListener('error', (event) => event.preventDefault());
  window.addEventListener('unhandledrejection', (event) => event.preventDefault());
}
