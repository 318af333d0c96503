import type { BrowserContext, Download, Locator, Page } from 'playwright-core';
import type { HeardResponse } from '../../../shared/actions/browser-port.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { StepLog } from '../log-sink.ts';
import { Dialogs } from './dialogs.ts';
import { DOWNLOAD_LIMITS, DownloadWatch } from './download-watch.ts';
import { Throttles } from './throttles.ts';
import { toldLimit } from './told-limit.ts';

/** More windows than these are closed as they come. */
export const MAX_PAGES = 20;
/** More downloads than these that no step asked for are stopped as they come. */
const MAX_DOWNLOADS = 20;
/** So many of the newest answers are remembered. */
const MAX_RESPONSES = 500;
/** So much of an address is remembered. */
const MAX_URL = 4000;

/**
 * What a browser context holds from one step to the next: which page the steps are in, what became of the last thing
 * they did, and how dialogs are answered. Whatever the page floods it with, it stays small.
 */
export class Browsing {
  readonly context: BrowserContext;
  readonly dialogs: Dialogs;
  readonly throttles: Throttles;
  readonly downloadWatch: DownloadWatch;
  /** Hears of each element that a step is about to act on. */
  acting: ((element: Locator) => void) | null = null;
  /** The pages that the steps were in, the present one last. */
  readonly #path: Page[];
  readonly #log: StepLog;
  #responses: HeardResponse[] = [];
  #downloads: Download[] = [];
  #opened: Page[] = [];
  readonly #untaken = new Set<Page>();
  /** Pages that a step is opening itself. */
  #ownToCome = 0;

  constructor(
    context: BrowserContext,
    page: Page,
    log: StepLog,
    clock: Clock,
    downloadLimits = DOWNLOAD_LIMITS,
  ) {
    this.context = context;
    this.dialogs = new Dialogs(log);
    this.throttles = new Throttles(context);
    this.downloadWatch = new DownloadWatch(
      clock,
      toldLimit(log, 'downloads that were stopped'),
      downloadLimits,
    );
    this.#path = [page];
    this.#log = log;
    const tellWindow = toldLimit(log, 'new windows');
    const tellDownload = toldLimit(log, 'downloads that were stopped');
    context.on('dialog', (dialog) => void this.dialogs.answer(dialog));
    context.on('page', (opened) => this.#onPage(opened, tellWindow));
    context.on('download', (download) => this.#onDownload(download, tellDownload));
    context.on('response', (response) => {
      this.#responses.push({
        url: response.url().slice(0, MAX_URL),
        method: response.request().method(),
        status: response.status(),
      });
      if (this.#responses.length > MAX_RESPONSES) this.#responses.shift();
    });
  }

  /** The page that the steps are in. When it has closed, the one before it. */
  get page(): Page {
    while (this.#path.length > 1 && this.#path.at(-1)?.isClosed() === true) {
      this.#path.pop();
      this.#log('INFO', 'The window was closed; the steps go on in the one before it.');
    }
    const page = this.#path.at(-1);
    if (page === undefined) throw new Error('a context without its first page');
    return page;
  }

  /** Opens a page for the steps and enters it. @throws RangeError when there are too many */
  async open(): Promise<Page> {
    if (this.context.pages().length >= MAX_PAGES) throw new RangeError(`${MAX_PAGES} tabs are open already`);
    return this.#open();
  }

  /** Puts a fresh page in the place of one that nothing moves any more. */
  async replace(stuck: Page): Promise<void> {
    await this.#open();
    this.leave(stuck);
    stuck.close().catch(() => undefined);
  }

  async #open(): Promise<Page> {
    this.#ownToCome++;
    try {
      const page = await this.context.newPage();
      this.enter(page);
      return page;
    } finally {
      this.#ownToCome--;
    }
  }

  /** From now on the steps are in this page. */
  enter(page: Page): void {
    this.#untaken.delete(page);
    this.#opened = this.#opened.filter((each) => each !== page);
    // A page that is entered again and again stands once: the list cannot grow without end.
    const before = this.#path.indexOf(page);
    if (before >= 0) this.#path.splice(before, 1);
    this.#path.push(page);
  }

  /** The step that closes the present page says so itself. */
  leave(page: Page): void {
    const at = this.#path.indexOf(page);
    if (at >= 0 && this.#path.length > 1) this.#path.splice(at, 1);
  }

  /** A step does something that may bring answers, downloads and windows: those before it are forgotten. */
  acts(): void {
    this.#responses = [];
    for (const download of this.#downloads) this.downloadWatch.drop(download);
    this.#downloads = [];
    this.#opened = [];
  }

  /** The answers since the last thing that a step did, oldest first. */
  get responses(): readonly HeardResponse[] {
    return this.#responses;
  }

  /** Takes the oldest download since then; null = none yet. */
  takeDownload(): Download | null {
    return this.#downloads.shift() ?? null;
  }

  /**
   * The newest window since then.
   * @param any also one that opened before and that no step has entered
   */
  openedWindow(any: boolean): Page | null {
    const isOpen = (page: Page): boolean => !page.isClosed();
    return this.#opened.findLast(isOpen) ?? (any ? [...this.#untaken].findLast(isOpen) : null) ?? null;
  }

  #onPage(opened: Page, tell: StepLog): void {
    if (this.#ownToCome > 0) return;
    if (this.context.pages().length > MAX_PAGES) {
      tell('WARN', `The page opened a new window, which was closed: there are ${MAX_PAGES} already.`);
      opened.close().catch(() => undefined);
      return;
    }
    tell('INFO', 'The page opened a new window.', { url: opened.url() });
    this.#opened.push(opened);
    this.#untaken.add(opened);
    opened.once('close', () => {
      this.#untaken.delete(opened);
      this.#opened = this.#opened.filter((each) => each !== opened);
    });
  }

  #onDownload(download: Download, tell: StepLog): void {
    if (this.#downloads.length < MAX_DOWNLOADS) {
      this.#downloads.push(download);
      this.downloadWatch.add(download);
      return;
    }
    tell('WARN', 'The page started a download that no step asked for, which was stopped.');
    download.cancel().catch(() => undefined);
  }
}
