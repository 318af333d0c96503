import type { BrowserContext, Dialog, Page } from 'playwright-core';
import type { StepLog } from '../log-sink.ts';

/** A page that floods is told of so often, then no more. */
const MAX_TOLD = 20;
/** More windows than these are closed as they come. */
const MAX_PAGES = 20;

/** Logs what a page does beside the steps, and answers its dialogs, so that none can hold a job up. */
export function watchContext(context: BrowserContext, page: Page, log: StepLog): void {
  const dialogs = limited(log, 'dialogs');
  const windows = limited(log, 'new windows');
  const errors = limited(log, 'errors of the page');
  context.on('dialog', (dialog) => {
    dialogs('WARN', dialogWords(dialog));
    void answer(dialog);
  });
  context.on('page', (opened) => {
    if (opened === page) return;
    windows('INFO', 'The page opened a new window.', { url: opened.url() });
    if (context.pages().length > MAX_PAGES) void opened.close().catch(() => undefined);
  });
  context.on('weberror', (webError) => errors('DEBUG', `Error in the page: ${webError.error().message}`));
  context.on('console', (message) => {
    const type = message.type();
    if (type === 'error' || type === 'warning') log('DEBUG', `Console (${type}): ${message.text()}`);
  });
  page.on('crash', () => log('ERROR', 'The page crashed.'));
}

function dialogWords(dialog: Dialog): string {
  if (dialog.type() === 'beforeunload') return 'The page asked whether it may be left; it was left.';
  return `The page showed a dialog (${dialog.type()}), which was dismissed: ${dialog.message()}`;
}

async function answer(dialog: Dialog): Promise<void> {
  try {
    // “Leave this page?” is the one question where no answer but yes lets the steps go on.
    if (dialog.type() === 'beforeunload') await dialog.accept();
    else await dialog.dismiss();
  } catch {
    // The page closed before the answer came, and the dialog with it.
  }
}

function limited(log: StepLog, what: string): StepLog {
  let told = 0;
  return (level, message, metadata) => {
    told++;
    if (told <= MAX_TOLD) log(level, message, metadata);
    if (told === MAX_TOLD) log('WARN', `More ${what} are not told.`);
  };
}
