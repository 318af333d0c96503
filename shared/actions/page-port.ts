import type { Target } from '../flow/target.ts';

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

export interface Choice {
  readonly value?: string | undefined;
  readonly label?: string | undefined;
  readonly index?: number | undefined;
}

export type ElementState = 'visible' | 'hidden' | 'attached' | 'detached';

/**
 * What an action may do with the page: our own interface, so that actions know nothing of Playwright and are
 * tested with a fake. Every verb ends within the step's timeout or through its signal, and then throws.
 * A verb that takes a target waits for its element and says which candidate found it.
 */
export interface PagePort {
  goto(url: string, waitUntil: 'load' | 'domcontentloaded' | 'networkidle'): Promise<void>;
  click(target: Target, options: { button: 'left' | 'right' | 'middle'; count: number }): Promise<Found>;
  hover(target: Target): Promise<Found>;
  fill(target: Target, value: string): Promise<Found>;
  /** Presses a key on the element, or on what has the focus. */
  press(key: string, target?: Target): Promise<Found | null>;
  select(target: Target, choice: Choice): Promise<Found>;
  setChecked(target: Target, checked: boolean): Promise<Found>;
  waitForElement(target: Target, state: ElementState): Promise<Found | null>;
  /** Waits until the text can be seen somewhere on the page. */
  waitForText(text: string): Promise<void>;
  /** @param pattern a glob (`**\/done`) or a part of the address */
  waitForUrl(pattern: string): Promise<void>;
  /** Null when the element has no such attribute or value. */
  read(target: Target, what: ReadSpec): Promise<Found & { value: string | null }>;
  /** All items and fields in one go; waits for the first item. */
  readList(items: Target, fields: readonly FieldSpec[]): Promise<ListRead>;
  /** Clicks `next` when it is there and enabled, and waits until the items have changed. */
  nextPage(next: Target, items: Target): Promise<NextPage>;
  /** Looks once, without waiting. */
  isVisible(target: Target): Promise<boolean>;
  url(): string;
  title(): Promise<string>;
  /** PNG of the element, the visible part or the whole page. */
  screenshot(options: { target?: Target | undefined; fullPage: boolean }): Promise<{
    bytes: Uint8Array;
    candidate: number | null;
  }>;
  /** Clicks the target and waits until the file that it starts is whole. */
  download(target: Target): Promise<Found & { file: ReceivedFile }>;
}
