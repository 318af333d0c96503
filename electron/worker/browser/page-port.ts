import type {
  DialogAnswer,
  HeardResponse,
  HttpAnswer,
  HttpRequest,
  WantedResponse,
} from '../../../shared/actions/browser-port.ts';
import type {
  Choice,
  ClickOptions,
  ElementState,
  ElementTrait,
  FieldSpec,
  Found,
  ListRead,
  NextPage,
  Offset,
  PageCode,
  PagePort,
  PdfOptions,
  ReadSpec,
  ReceivedFile,
  TableRead,
  WaitUntil,
} from '../../../shared/actions/page-port.ts';
import type { Clock } from '../../../shared/clock.ts';
import type { Target } from '../../../shared/flow/target.ts';
import type { StepLimits } from '../session.ts';
import type { Browsing } from './browsing.ts';
import { ONE_ATTACHED, ONE_VISIBLE, PortCore } from './ports/core.ts';
import * as elements from './ports/elements.ts';
import * as files from './ports/files.ts';
import { request } from './ports/http.ts';
import * as lists from './ports/lists.ts';
import * as pages from './ports/pages.ts';
import { evaluate } from './ports/scripts.ts';
import * as scrolling from './ports/scroll.ts';
import { PlaywrightStorage } from './ports/storage.ts';
import { PlaywrightSurroundings } from './ports/surroundings.ts';
import { PlaywrightTabs } from './ports/tabs.ts';

/**
 * What a step may do with the page, over Playwright. Good for one step: it holds the step's time and signal.
 * Every wait, every timeout and the search for elements is here and in `ports/`, so that actions hold none of it.
 */
export class PlaywrightPagePort implements PagePort {
  readonly #core: PortCore;
  readonly tabs: PlaywrightTabs;
  readonly storage: PlaywrightStorage;
  readonly surroundings: PlaywrightSurroundings;

  constructor(browsing: Browsing, limits: StepLimits, clock: Clock) {
    this.#core = new PortCore(browsing, limits, clock);
    this.tabs = new PlaywrightTabs(this.#core);
    this.storage = new PlaywrightStorage(this.#core);
    this.surroundings = new PlaywrightSurroundings(this.#core);
  }

  goto(url: string, waitUntil: WaitUntil): Promise<void> {
    return pages.goto(this.#core, url, waitUntil);
  }
  move(where: 'back' | 'forward' | 'reload', waitUntil: WaitUntil): Promise<void> {
    return pages.move(this.#core, where, waitUntil);
  }
  url(): string {
    return this.#core.page.url();
  }
  title(): Promise<string> {
    return this.#core.guard(() => this.#core.page.title());
  }

  click(target: Target, options: ClickOptions): Promise<Found> {
    return elements.click(this.#core, target, options);
  }
  hover(target: Target): Promise<Found> {
    return this.#core.onElement(target, ONE_VISIBLE, (element, options) => element.hover(options));
  }
  fill(target: Target, value: string): Promise<Found> {
    return this.#core.act(target, ONE_VISIBLE, (element, options) => element.fill(value, options));
  }
  type(target: Target, text: string, delayMs: number): Promise<Found> {
    return elements.type(this.#core, target, text, delayMs);
  }
  clear(target: Target): Promise<Found> {
    return this.#core.act(target, ONE_VISIBLE, (element, options) => element.clear(options));
  }
  focus(target: Target): Promise<Found> {
    return this.#core.onElement(target, ONE_ATTACHED, (element, options) => element.focus(options));
  }
  press(key: string, target?: Target): Promise<Found | null> {
    return elements.press(this.#core, key, target);
  }
  select(target: Target, choice: Choice): Promise<Found> {
    return elements.select(this.#core, target, choice);
  }
  setChecked(target: Target, checked: boolean): Promise<Found> {
    return this.#core.act(target, ONE_ATTACHED, (element, options) => element.setChecked(checked, options));
  }
  drag(target: Target, to: { target: Target } | { by: Offset }): Promise<Found> {
    return elements.drag(this.#core, target, to);
  }

  scrollTo(target: Target): Promise<Found> {
    return scrolling.scrollTo(this.#core, target);
  }
  scrollBy(by: Offset | 'top' | 'bottom', within?: Target): Promise<Found | null> {
    return scrolling.scrollBy(this.#core, by, within);
  }
  scrollOn(by: 'bottom' | 'screen', within?: Target): Promise<boolean> {
    return scrolling.scrollOn(this.#core, by, within);
  }

  waitForElement(target: Target, state: ElementState): Promise<Found | null> {
    return pages.waitForElement(this.#core, target, state);
  }
  waitForText(text: string): Promise<void> {
    return pages.waitForText(this.#core, text);
  }
  waitForUrl(pattern: string): Promise<void> {
    return pages.waitForUrl(this.#core, pattern);
  }
  waitForResponse(wanted: WantedResponse): Promise<HeardResponse> {
    return pages.waitForResponse(this.#core, wanted);
  }
  waitForDownload(): Promise<ReceivedFile> {
    return files.waitForDownload(this.#core);
  }

  read(target: Target, what: ReadSpec): Promise<Found & { value: string | null }> {
    return elements.read(this.#core, target, what);
  }
  readList(items: Target, fields: readonly FieldSpec[], skip = 0): Promise<ListRead> {
    return lists.readList(this.#core, items, fields, skip);
  }
  readTable(target: Target, skip = 0): Promise<TableRead> {
    return lists.readTable(this.#core, target, skip);
  }
  nextPage(next: Target, items: Target): Promise<NextPage> {
    return lists.nextPage(this.#core, next, items);
  }
  numberedPage(links: Target, number: number, items: Target): Promise<NextPage> {
    return lists.numberedPage(this.#core, links, number, items);
  }
  isVisible(target: Target): Promise<boolean> {
    return this.#core.shows(target);
  }
  has(target: Target, trait: ElementTrait): Promise<boolean> {
    return elements.has(this.#core, target, trait);
  }
  count(target: Target): Promise<number> {
    return this.#core.count(target, 'attached');
  }

  screenshot(options: { target?: Target | undefined; fullPage: boolean }): Promise<{
    bytes: Uint8Array;
    candidate: number | null;
  }> {
    return files.screenshot(this.#core, options);
  }
  download(target: Target): Promise<Found & { file: ReceivedFile }> {
    return files.download(this.#core, target);
  }
  upload(target: Target, paths: readonly string[]): Promise<Found> {
    return files.upload(this.#core, target, paths);
  }
  pdf(options: PdfOptions): Promise<Uint8Array> {
    return files.pdf(this.#core, options);
  }
  source(format: 'html' | 'mhtml'): Promise<string> {
    return files.source(this.#core, format);
  }

  evaluate(code: PageCode): Promise<string | null> {
    return evaluate(this.#core, code);
  }
  request(wanted: HttpRequest): Promise<HttpAnswer> {
    return request(this.#core, wanted);
  }
  answerDialogs(which: 'next' | 'all', answer: DialogAnswer): void {
    const { dialogs } = this.#core.browsing;
    if (which === 'next') dialogs.answerNext(answer);
    else dialogs.answerAll(answer);
  }
  lastDialog(): string | null {
    return this.#core.browsing.dialogs.last;
  }
}
