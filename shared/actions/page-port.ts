import type { Target } from '../flow/target.ts';
import type {
  DialogAnswer,
  HeardResponse,
  HttpAnswer,
  HttpRequest,
  StoragePort,
  SurroundingsPort,
  TabsPort,
  WantedResponse,
} from './browser-port.ts';

/** Which candidate of the target found the element, from 0; above 0 = the step healed itself. */
export interface Found {
  readonly candidate: number;
}

export type Source = 'text' | 'value' | 'html' | 'attribute';

/** What to read of an element. */
export interface ReadSpec {
  readonly from: Source;
  /** Only with `from: 'attribute'`. */
  readonly attribute?: string | undefined;
  /** The value is an address: make it absolute, and read `href` or `src` when no attribute is named. */
  readonly link?: boolean | undefined;
}

/** One field of a list; without a target, the item itself is read. */
export interface FieldSpec extends ReadSpec {
  readonly name: string;
  readonly target?: Target | undefined;
}

/** The raw values of a list: `rows[i][j]` is field j of item i, null when it is not there. */
export interface ListRead extends Found {
  readonly rows: readonly (readonly (string | null)[])[];
}

/** What became of a page change: `moved`, or the reason why the list ends here. */
export type NextPage = Found & { readonly outcome: 'moved' | 'absent' | 'disabled' | 'same' | 'empty' };

/** A file that the browser has received; `saveTo` writes it to an absolute path. */
export interface ReceivedFile {
  readonly suggestedName: string;
  saveTo(path: string): Promise<void>;
}

/** Which options of a list; several are for lists that take several. */
export interface Choice {
  readonly value?: string | readonly string[] | undefined;
  readonly label?: string | readonly string[] | undefined;
  readonly index?: number | readonly number[] | undefined;
}

export type ElementState = 'visible' | 'hidden' | 'attached' | 'detached';

/** What an element is at a moment, beside being there. */
export type ElementTrait =
  | 'enabled'
  | 'disabled'
  | 'editable'
  | 'readonly'
  | 'checked'
  | 'unchecked'
  | 'focused';

export type WaitUntil = 'load' | 'domcontentloaded' | 'networkidle';

export type MouseButton = 'left' | 'right' | 'middle';
export type Modifier = 'Alt' | 'Control' | 'ControlOrMeta' | 'Meta' | 'Shift';

/** CSS pixels. */
export interface Offset {
  readonly x: number;
  readonly y: number;
}

export interface ClickOptions {
  readonly button: MouseButton;
  readonly count: number;
  readonly modifiers?: readonly Modifier[] | undefined;
  /** From the element's upper left corner; absent = its middle. */
  readonly position?: Offset | undefined;
}

/** The cells of a table as text, row by row; `header` is null when the table has none. */
export interface TableRead extends Found {
  readonly header: readonly string[] | null;
  readonly rows: readonly (readonly string[])[];
}

export interface PdfOptions {
  readonly format: 'A3' | 'A4' | 'A5' | 'Letter' | 'Legal' | 'Tabloid';
  readonly landscape: boolean;
  readonly background: boolean;
}

/** JavaScript for the page; `args` are its named values. */
export interface PageCode {
  readonly kind: 'expression' | 'script';
  readonly text: string;
  readonly args: Readonly<Record<string, string>>;
}

/**
 * What an action may do with the page: our own interface, so that actions know nothing of Playwright and are
 * tested with a fake. Every verb ends within the step's timeout or through its signal, and then throws.
 * A verb that takes a target waits for its element and says which candidate found it.
 */
export interface PagePort {
  goto(url: string, waitUntil: WaitUntil): Promise<void>;
  /** Goes through the history of the tab, or loads the page again. */
  move(where: 'back' | 'forward' | 'reload', waitUntil: WaitUntil): Promise<void>;
  click(target: Target, options: ClickOptions): Promise<Found>;
  hover(target: Target): Promise<Found>;
  fill(target: Target, value: string): Promise<Found>;
  /** Key by key, with so many milliseconds between two of them. */
  type(target: Target, text: string, delayMs: number): Promise<Found>;
  clear(target: Target): Promise<Found>;
  focus(target: Target): Promise<Found>;
  /** Gives files to a field, or to what the target asks for when it is clicked. @param paths absolute */
  upload(target: Target, paths: readonly string[]): Promise<Found>;
  drag(target: Target, to: { target: Target } | { by: Offset }): Promise<Found>;
  scrollTo(target: Target): Promise<Found>;
  /** Scrolls the page, or the box that `within` names. */
  scrollBy(by: Offset | 'top' | 'bottom', within?: Target): Promise<Found | null>;
  /**
   * Scrolls to the bottom, or on by almost a screen, and waits for what comes then. False = there is no more below.
   * A list that takes items away as one scrolls shows all of them only screen by screen.
   */
  scrollOn(by: 'bottom' | 'screen', within?: Target): Promise<boolean>;
  /** Presses a key on the element, or on what has the focus. */
  press(key: string, target?: Target): Promise<Found | null>;
  select(target: Target, choice: Choice): Promise<Found>;
  setChecked(target: Target, checked: boolean): Promise<Found>;
  waitForElement(target: Target, state: ElementState): Promise<Found | null>;
  /** Waits until the text can be seen somewhere on the page. */
  waitForText(text: string): Promise<void>;
  /** @param pattern a part of the address, a glob (`**\/done`) or `/a regular expression/` */
  waitForUrl(pattern: string): Promise<void>;
  /** Waits for an answer that came since the last action, or still comes. */
  waitForResponse(wanted: WantedResponse): Promise<HeardResponse>;
  /** Waits for a file that the last action makes the page send. */
  waitForDownload(): Promise<ReceivedFile>;
  /** Null when the element has no such attribute or value. */
  read(target: Target, what: ReadSpec): Promise<Found & { value: string | null }>;
  /** All items and fields in one go, but for the first `skip` items; waits for the first item. */
  readList(items: Target, fields: readonly FieldSpec[], skip?: number): Promise<ListRead>;
  readTable(target: Target, skip?: number): Promise<TableRead>;
  /** Clicks `next` when it is there and enabled, and waits until the items have changed. */
  nextPage(next: Target, items: Target): Promise<NextPage>;
  /** As `nextPage`, with the one of the page links that shows this number. */
  numberedPage(links: Target, number: number, items: Target): Promise<NextPage>;
  /** Looks once, without waiting. */
  isVisible(target: Target): Promise<boolean>;
  /** Looks once at an element that must be there. */
  has(target: Target, trait: ElementTrait): Promise<boolean>;
  /** How many elements there are now, seen or not. */
  count(target: Target): Promise<number>;
  url(): string;
  title(): Promise<string>;
  /** PNG of the element, the visible part or the whole page. */
  screenshot(options: { target?: Target | undefined; fullPage: boolean }): Promise<{
    bytes: Uint8Array;
    candidate: number | null;
  }>;
  /** Clicks the target and waits until the file that it starts is whole. */
  download(target: Target): Promise<Found & { file: ReceivedFile }>;
  pdf(options: PdfOptions): Promise<Uint8Array>;
  /** The page as it is now: its HTML alone, or with everything that it shows. */
  source(format: 'html' | 'mhtml'): Promise<string>;
  /** Runs JavaScript in the page and gives its result as JSON text; null = no result. */
  evaluate(code: PageCode): Promise<string | null>;
  /** Asks a server with the cookies of this browser. */
  request(request: HttpRequest): Promise<HttpAnswer>;
  answerDialogs(which: 'next' | 'all', answer: DialogAnswer): void;
  /** What the newest dialog said; null = there was none. */
  lastDialog(): string | null;
  readonly tabs: TabsPort;
  readonly storage: StoragePort;
  readonly surroundings: SurroundingsPort;
}
