import type { BrowserContext } from 'playwright-core';
import type { Clock } from '../../../../shared/clock.ts';
import type { PageLine, SaveTo, SessionRecorder } from '../../recording/session-recorder.ts';
import type { TraceWish } from '../../session.ts';
import type { Browsing } from '../browsing.ts';
import { htmlOf } from '../failure/gather.ts';
import { withoutCredentials } from '../failure/recently.ts';
import type { PreparedPage } from '../prepared-page.ts';
import type { TraceFolder } from './trace-folder.ts';
import { VideoPages } from './video-pages.ts';
import { within } from './within.ts';

/** A trace, a HAR file or a video that takes longer to write is not kept. */
const WRITE_MS = 30_000;
/** A page whose source takes longer hangs. */
const SOURCE_MS = 5_000;
/** With so many requests a HAR file has some 15 MB, and Playwright keeps as much in memory until it is written. */
export const HAR_REQUESTS = 5_000;

/** How the trace of a session is made; null = none is. */
export interface TraceParts {
  readonly wish: TraceWish;
  /** Null = the browser runs elsewhere. */
  readonly folder: TraceFolder | null;
}

/** What one context records of its attempt, over Playwright. */
export class PlaywrightRecorder implements SessionRecorder {
  readonly #context: BrowserContext;
  readonly #browsing: Browsing;
  readonly #clock: Clock;
  readonly #trace: TraceParts | null;
  readonly #videos: VideoPages | null;
  #traceName: string | null;
  #piece = 1;
  #heard: ((line: PageLine) => void) | null = null;
  #hearing = false;
  #countRequest: (() => void) | null = null;

  constructor(browsing: Browsing, prepared: PreparedPage, trace: TraceParts | null, clock: Clock) {
    this.#context = browsing.context;
    this.#browsing = browsing;
    this.#clock = clock;
    this.#trace = trace;
    this.#traceName = prepared.traceName;
    this.#videos = prepared.page.video() === null ? null : new VideoPages(browsing.context, prepared.page);
  }

  get hasVideo(): boolean {
    return this.#videos !== null;
  }

  hear(listener: ((line: PageLine) => void) | null): void {
    this.#heard = listener;
    if (this.#hearing) return;
    this.#hearing = true;
    const tell = (level: string, text: string, place = ''): void => this.#heard?.({ level, text, place });
    this.#context.on('console', (message) => {
      const { url, lineNumber } = message.location();
      tell(message.type(), message.text(), url === '' ? '' : `${withoutCredentials(url)}:${lineNumber + 1}`);
    });
    this.#context.on('weberror', (webError) => tell('exception', errorText(webError.error())));
    this.#context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'no answer';
      tell('failed', `${request.method()} ${withoutCredentials(request.url())}: ${why}`);
    });
  }

  source(max: number): Promise<string> {
    return within(this.#clock, SOURCE_MS, 'read', this.#browsing.page.evaluate(htmlOf, max));
  }

  async traceBytes(): Promise<number | null> {
    const folder = this.#trace?.folder ?? null;
    return folder === null || this.#traceName === null ? null : folder.bytesOf(this.#traceName);
  }

  /** A piece of its own, not a chunk: each chunk holds everything that was loaded in all chunks before it. */
  async cutTrace(path: string): Promise<void> {
    const trace = this.#trace;
    if (trace === null) return;
    await this.endTrace(path);
    const before = this.#traceName;
    if (before !== null) {
      this.#traceName = `${before.replace(/_\d+$/, '')}_${++this.#piece}`;
      await trace.folder?.forget(before, trace.wish.screenshots);
      await trace.folder?.boundShared();
    }
    const name = this.#traceName === null ? {} : { name: this.#traceName };
    await this.#written(this.#context.tracing.start({ ...trace.wish, ...name }));
  }

  endTrace(path: string): Promise<void> {
    return this.#written(this.#context.tracing.stop({ path }));
  }

  async startHar(path: string, onFull: () => void): Promise<void> {
    await this.#context.tracing.startHar(path, { content: 'omit' });
    this.#stopCounting();
    let count = 0;
    const counted = (): void => {
      if (++count === HAR_REQUESTS) onFull();
    };
    this.#countRequest = counted;
    this.#context.on('request', counted);
  }

  stopHar(): Promise<void> {
    this.#stopCounting();
    return this.#written(this.#context.tracing.stopHar());
  }

  async videos(save: ((saveTo: SaveTo) => Promise<void>) | null): Promise<void> {
    await this.#videos?.end(save === null ? null : (saveTo) => save((path) => this.#written(saveTo(path))));
  }

  /** The context is closed: what its trace was made of is wanted no more. */
  closed(): void {
    if (this.#traceName === null) return;
    const gone = this.#trace?.folder?.forget(this.#traceName, this.#trace.wish.screenshots);
    // What cannot be removed goes with the browser.
    gone?.catch(() => undefined);
  }

  #stopCounting(): void {
    if (this.#countRequest !== null) this.#context.off('request', this.#countRequest);
    this.#countRequest = null;
  }

  async #written(work: Promise<unknown>): Promise<void> {
    await within(this.#clock, WRITE_MS, 'written', work);
  }
}

/** The stack holds name and message; a page may throw anything. */
function errorText({ stack, message }: Error): string {
  return stack === undefined || !stack.includes(message) ? message : stack;
}
