import type { Locator, Page } from 'playwright-core';
import { type Clock, type Disposable, setRepeating } from '../../../shared/clock.ts';
import type { LiveInput } from '../../../shared/live/live-input.ts';
import type { LivePicture, Mark } from '../../../shared/live/live-view.ts';
import type { PictureSize, Screen } from '../live/screen.ts';
import type { Browsing } from './browsing.ts';

/** How often it looks whether the steps are in another page now. */
const FOLLOW_MS = 200;
/** An element that is not found sooner gets no mark. */
const MARK_MS = 5_000;
const STILL_MS = 2_000;
/** Where a page without a set size begins. */
const USUAL_SIZE = { width: 1280, height: 720 };

type OnPicture = (picture: LivePicture) => Promise<void>;

/** The page of a session as a person sees and uses it, over Playwright. */
export class PlaywrightScreen implements Screen {
  readonly #browsing: Browsing;
  readonly #clock: Clock;
  readonly #cast = new Cast();
  /** The page's size as its last picture said. */
  #size = USUAL_SIZE;

  constructor(browsing: Browsing, clock: Clock) {
    this.#browsing = browsing;
    this.#clock = clock;
  }

  watch(size: PictureSize, onPicture: OnPicture): Disposable {
    const take: OnPicture = (picture) => {
      this.#size = picture;
      return onPicture(picture);
    };
    const show = (): void => this.#cast.show({ page: this.#browsing.page, size, take });
    show();
    const following = setRepeating(this.#clock, FOLLOW_MS, show);
    return {
      dispose: () => {
        following.dispose();
        this.#cast.show(null);
      },
    };
  }

  onActing(listener: ((mark: Promise<Mark | null>) => void) | null): void {
    this.#browsing.acting = listener === null ? null : (element) => listener(this.#markOf(element));
  }

  url(): string {
    const url = this.#browsing.page.url();
    return url === 'about:blank' ? '' : url;
  }

  title(): Promise<string> {
    return this.#browsing.page.title();
  }

  async input(events: readonly LiveInput[]): Promise<void> {
    const { page } = this.#browsing;
    const { width, height } = this.#pageSize(page);
    for (const event of events) await act(page, event, width, height);
  }

  still(): Promise<Uint8Array> {
    return this.#browsing.page.screenshot({ type: 'jpeg', quality: 50, scale: 'css', timeout: STILL_MS });
  }

  async #markOf(element: Locator): Promise<Mark | null> {
    const box = await element.boundingBox({ timeout: MARK_MS });
    if (box === null) return null;
    const { width, height } = this.#pageSize(element.page());
    return { x: box.x / width, y: box.y / height, width: box.width / width, height: box.height / height };
  }

  #pageSize(page: Page): { width: number; height: number } {
    return page.viewportSize() ?? this.#size;
  }
}

/** Whose pictures are wanted, and where they go. */
interface Wanted {
  readonly page: Page;
  readonly size: PictureSize;
  readonly take: OnPicture;
}

/** Pictures of one page after another: what was begun is ended before the next begins. */
class Cast {
  #wanted: Wanted | null = null;
  #turn: Promise<void> = Promise.resolve();

  /** Shows this from now on; null = nothing. */
  show(wanted: Wanted | null): void {
    const before = this.#wanted;
    if (wanted?.page === before?.page && wanted?.take === before?.take) return;
    this.#wanted = wanted;
    this.#turn = this.#turn.then(async () => {
      // A page that has closed gives no pictures, and none that is not wanted any more is begun.
      await before?.page.screencast.stop().catch(() => undefined);
      if (wanted !== null && this.#wanted === wanted) await this.#start(wanted).catch(() => undefined);
    });
  }

  async #start(wanted: Wanted): Promise<void> {
    const { width, height, quality } = wanted.size;
    await wanted.page.screencast.start({
      size: { width, height },
      quality,
      onFrame: async ({ data, viewportWidth, viewportHeight }) => {
        if (this.#wanted !== wanted) return;
        await wanted.take({
          kind: 'picture',
          // A copy of its own: with a part of a larger buffer, all of that would travel.
          jpeg: new Uint8Array(data),
          width: viewportWidth,
          height: viewportHeight,
        });
      },
    });
  }
}

async function act(page: Page, event: LiveInput, width: number, height: number): Promise<void> {
  switch (event.kind) {
    case 'move':
      return page.mouse.move(event.x * width, event.y * height);
    case 'down':
      await page.mouse.move(event.x * width, event.y * height);
      return page.mouse.down({ button: event.button, clickCount: event.clicks });
    case 'up':
      await page.mouse.move(event.x * width, event.y * height);
      return page.mouse.up({ button: event.button, clickCount: event.clicks });
    case 'wheel':
      await page.mouse.move(event.x * width, event.y * height);
      return page.mouse.wheel(event.dx, event.dy);
    case 'keyDown':
      return keyDown(page, event.key);
    case 'keyUp':
      // A letter that no key stands for was put in as a text.
      return page.keyboard.up(event.key).catch(unknownKey);
    case 'text':
      return page.keyboard.insertText(event.text);
  }
}

async function keyDown(page: Page, key: string): Promise<void> {
  try {
    await page.keyboard.down(key);
  } catch (error) {
    unknownKey(error);
    if ([...key].length === 1) await page.keyboard.insertText(key);
  }
}

function unknownKey(error: unknown): void {
  if (!(error instanceof Error) || !/unknown key/i.test(error.message)) throw error;
}
