import type { BrowserContext } from 'playwright-core';
import { type Clock, sleep } from '../../../shared/clock.ts';
import { ProfileState } from '../../../shared/job/profile-state.ts';
import type { BrowserUse } from '../browser-pool.ts';
import type { BrowserSession, FailureLook, FailureSight, StepLimits } from '../session.ts';
import type { Browsing } from './browsing.ts';
import { lookAtFailure } from './failure/look.ts';
import { takePicture } from './failure/picture.ts';
import { Recently } from './failure/recently.ts';
import type { LaunchedBrowser } from './launch.ts';
import { PlaywrightPagePort } from './page-port.ts';
import { PlaywrightPicker } from './pick/playwright-picker.ts';
import type { PlaywrightRecorder } from './recording/playwright-recorder.ts';
import { within } from './recording/within.ts';
import { PlaywrightScreen } from './screen.ts';

/** A context that takes longer to close is taken away with its browser. */
const CLOSE_MS = 3_000;
/** Its videos are written to their end when it closes, by another program: that the browser hangs is not said by it. */
const CLOSE_WITH_VIDEO_MS = 15_000;
const SCREENSHOT_MS = 5_000;
/** A state that takes longer to read is not kept: each site that was visited is asked for its own. */
const STATE_MS = 30_000;

/** The context of one attempt over Playwright. */
export class PlaywrightSession implements BrowserSession {
  readonly screen: PlaywrightScreen;
  readonly picker: PlaywrightPicker;
  readonly recorder: PlaywrightRecorder;
  readonly #use: BrowserUse<LaunchedBrowser>;
  readonly #context: BrowserContext;
  readonly #browsing: Browsing;
  readonly #clock: Clock;
  readonly #onClosed: () => void;
  readonly #recently: Recently;
  #closing: Promise<void> | null = null;

  /** @param onClosed called once, when the context is closed or its browser ended */
  constructor(
    use: BrowserUse<LaunchedBrowser>,
    browsing: Browsing,
    recorder: PlaywrightRecorder,
    clock: Clock,
    onClosed: () => void,
  ) {
    this.#use = use;
    this.#context = browsing.context;
    this.#browsing = browsing;
    this.#clock = clock;
    this.#onClosed = onClosed;
    this.#recently = new Recently(browsing.context, clock);
    this.recorder = recorder;
    this.screen = new PlaywrightScreen(browsing, clock);
    this.picker = new PlaywrightPicker(browsing);
  }

  pagePort(limits: StepLimits): PlaywrightPagePort {
    return new PlaywrightPagePort(this.#browsing, limits, this.#clock);
  }

  url(): string {
    const url = this.#browsing.page.url();
    return url === 'about:blank' || url.startsWith('chrome-error:') ? '' : url;
  }

  async screenshot(secrets: readonly string[]): Promise<Uint8Array> {
    return takePicture(this.#browsing.page, secrets, SCREENSHOT_MS);
  }

  lookAtFailure(look: FailureLook): Promise<FailureSight> {
    return lookAtFailure(this.#browsing.page, look, this.#recently, this.#clock);
  }

  async profileState(): Promise<ProfileState> {
    const state = this.#context.storageState({ indexedDB: true });
    return ProfileState.parse(await within(this.#clock, STATE_MS, 'read', state));
  }

  close(): Promise<void> {
    this.#closing ??= this.#closeOnce();
    return this.#closing;
  }

  async #closeOnce(): Promise<void> {
    const limitMs = this.recorder.hasVideo ? CLOSE_WITH_VIDEO_MS : CLOSE_MS;
    const closed = new AbortController();
    const slow = sleep(this.#clock, limitMs, closed.signal).then(
      () => true,
      () => false,
    );
    const gone = this.#context.close().then(
      () => false,
      () => true,
    );
    if (await Promise.race([gone, slow])) this.#use.discard();
    else this.#use.release();
    closed.abort();
    this.recorder.closed();
    this.#onClosed();
  }
}
