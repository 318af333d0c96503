import type { BrowserContext, Page } from 'playwright-core';
import type { SaveTo } from '../../recording/session-recorder.ts';

/** So many pages of an attempt have a video at its end: the first one and the newest. */
const MAX_VIDEOS = 20;

/** The videos of one context, a page each. Playwright ends them when their pages close. */
export class VideoPages {
  readonly #pages: Page[];

  constructor(context: BrowserContext, first: Page) {
    this.#pages = [first];
    context.on('page', (page) => {
      this.#pages.push(page);
      if (this.#pages.length > MAX_VIDEOS) this.#drop(this.#pages.splice(1, 1));
    });
  }

  /** When all pages are closed: gives each video to be saved, then removes the browser's own copy. Null = removes them. */
  async end(save: ((saveTo: SaveTo) => Promise<void>) | null): Promise<void> {
    const pages = this.#pages.splice(0);
    try {
      for (const page of pages) {
        const video = page.video();
        if (save !== null && video !== null) await save((path) => video.saveAs(path));
      }
    } finally {
      this.#drop(pages);
    }
  }

  #drop(pages: readonly Page[]): void {
    // A page that is still open goes on filling its file, which is removed when it closes.
    for (const page of pages) {
      page
        .video()
        ?.delete()
        .catch(() => undefined);
    }
  }
}
