import type { BrowserContext, Page } from 'playwright-core';
import type { StepLog } from '../log-sink.ts';
import { boundConsole, LONG_LINE } from './console-flood.ts';
import { toldLimit } from './told-limit.ts';

/** So many lines of the console are told of one job: a page that floods does not fill the log. */
const MAX_LINES = 500;

/** Logs what a page does beside the steps. */
export function watchContext(context: BrowserContext, page: Page, log: StepLog): void {
  const errors = toldLimit(log, 'errors of the page');
  context.on('weberror', (webError) => errors('DEBUG', `Error in the page: ${webError.error().message}`));
  const lines = toldLimit(log, 'errors and warnings of the console', MAX_LINES);
  context.on('console', (message) => {
    const type = message.type();
    if (type !== 'error' && type !== 'warning') return;
    const text = message.text();
    // A part of it might be a part of a secret, which nothing would find.
    const shown = text.length <= LONG_LINE ? text : `a line of ${text.length} characters, which is left out.`;
    lines('DEBUG', `Console (${type}): ${shown}`);
  });
  boundConsole(context, toldLimit(log, 'mutings of the console'));
  page.on('crash', () => log('ERROR', 'The page crashed.'));
}
