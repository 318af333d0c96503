import type { Dialog, Page } from 'playwright-core';
import type { DialogAnswer } from '../../../shared/actions/browser-port.ts';
import type { StepLog } from '../log-sink.ts';
import { toldLimit } from './told-limit.ts';

/** More answers than these are not kept ready. */
const MAX_READY = 20;
const MAX_MESSAGE = 2000;

/** Answers every dialog as it comes, so that none can hold a job up: as steps have said, else by dismissing it. */
export class Dialogs {
  /**
   * Hears of a page whose dialog could not be answered. Chromium cannot close one that opens in the moment in which the
   * page is left (“Not attached to an active page”): nothing moves such a page any more.
   */
  onStuck: ((page: Page) => void) | null = null;
  readonly #tell: StepLog;
  readonly #next: DialogAnswer[] = [];
  #always: DialogAnswer = { accept: false };
  #last: string | null = null;

  constructor(log: StepLog) {
    this.#tell = toldLimit(log, 'dialogs');
  }

  /** What the newest dialog said; null = there was none. */
  get last(): string | null {
    return this.#last;
  }

  /** The next dialog is answered like this; several of these are used in order. */
  answerNext(answer: DialogAnswer): void {
    this.#next.push(answer);
    if (this.#next.length > MAX_READY) this.#next.shift();
  }

  /** From now on every dialog is answered like this. */
  answerAll(answer: DialogAnswer): void {
    this.#next.length = 0;
    this.#always = answer;
  }

  async answer(dialog: Dialog): Promise<void> {
    try {
      // “Leave this page?” is the one question where no answer but yes lets the steps go on.
      if (dialog.type() === 'beforeunload') {
        this.#tell('WARN', 'The page asked whether it may be left; it was left.');
        await dialog.accept();
        return;
      }
      const { accept, text } = this.#next.shift() ?? this.#always;
      const message = dialog.message().slice(0, MAX_MESSAGE);
      this.#last = message;
      const did = accept ? 'accepted' : 'dismissed';
      this.#tell('WARN', `The page showed a dialog (${dialog.type()}), which was ${did}: ${message}`);
      if (accept) await dialog.accept(text ?? dialog.defaultValue());
      else await dialog.dismiss();
    } catch {
      const page = dialog.page();
      // Else the page closed before the answer came, and the dialog with it.
      if (page !== null && !page.isClosed()) this.onStuck?.(page);
    }
  }
}
