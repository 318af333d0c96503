import type { BrowserContext, Page } from 'playwright-core';
import type { StepLog } from '../log-sink.ts';
import { toldLimit } from './told-limit.ts';

/** Logs what a page does beside the steps. */
export function watchContext(context: BrowserContext, page: Page, log: StepLog): void {
  const errors = toldLimit(log, 'errors of the page');
  context.on('weberror', (webError) => errors('DEBUG', `Error in the page: ${webError.error().message}`));
  context.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warning') log('DEBUG', `Console (${type}): ${message.text()}`);
  });
  page.on('crash', () => log('ERROR', 'The page crashed.'));
}
