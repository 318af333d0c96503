import type { BrowserContext, Locator, Page, Response } from 'playwright-core';
import type {
  Choice,
  ElementState,
  FieldSpec,
  Found,
  ListRead,
  NextPage,
  PagePort,
  ReadSpec,
  ReceivedFile,
} from '../../../shared/actions/page-port.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { type Clock, sleep } from '../../../shared/clock.ts';
import { candidateText, type Target, targetText } from '../../../shared/flow/target.ts';
import { seconds } from '../classify.ts';
import type { StepLimits } from '../session.ts';
import { abortable } from '../stopped.ts';
import { elementFault } from './element-fault.ts';
import { type Located, locate, locatorOf, type SearchLimits, type Wanted } from './locate.ts';
import { nextPage } from './next-page.ts';
import { readItems } from './page-scripts.ts';
import { readList } from './read-list.ts';

const POLL_MS = 100;
/** An element that was found at the last moment is still acted on: the operation gets at least this long. */
const LEAST_MS = 500;
const ONE_VISIBLE: Wanted = { many: false, state: 'visible' };
const ONE_ATTACHED: Wanted = { many: false, state: 'attached' };

type Options = { readonly timeout: number; readonly signal: AbortSignal };

/**
 * What a step may do with the page, over Playwright. Good for one step: it holds the step's time and signal.
 * Every wait, every timeout and the search for elements is here, so that actions hold none of it.
 */
export class PlaywrightPagePort implements PagePort {
  readonly #page: Page;
  readonly #context: BrowserContext;
  readonly #limits: StepLimits;
  readonly #clock: Clock;
  /** When the search for a target began: its first candidate is preferred for a while from then on. */
  readonly #searchedSince = new Map<Target, number>();
  readonly #told = new Set<string>();

  constructor(page: Page, limits: StepLimits, clock: Clock) {
    this.#page = page;
    this.#context = page.context();
    this.#limits = limits;
    this.#clock = clock;
  }

  async goto(address: string, waitUntil: 'load' | 'domcontentloaded' | 'networkidle'): Promise<void> {
    const url = webAddress(address);
    const options = { waitUntil, ...this.#options() };
    const response = await this.#guard(() => this.#page.goto(url, options)).catch((error: unknown) => {
      throw isTimeout(error) ? pageTooSlow(url, this.#limits.timeoutMs) : error;
    });
    this.#checkStatus(response);
  }

  click(
    target: Target,
    { button, count }: { button: 'left' | 'right' | 'middle'; count: number },
  ): Promise<Found> {
    return this.#onElement(target, ONE_VISIBLE, (element, options) =>
      element.click({ button, clickCount: count, ...options }),
    );
  }

  hover(target: Target): Promise<Found> {
    return this.#onElement(target, ONE_VISIBLE, (element, options) => element.hover(options));
  }

  fill(target: Target, value: string): Promise<Found> {
    return this.#onElement(target, ONE_VISIBLE, (element, options) => element.fill(value, options));
  }

  async press(key: string, target?: Target): Promise<Found | null> {
    if (target !== undefined) {
      return this.#onElement(target, ONE_VISIBLE, (element, options) => element.press(key, options));
    }
    await this.#guard(() => this.#page.keyboard.press(key));
    return null;
  }

  select(target: Target, { value, label, index }: Choice): Promise<Found> {
    const option = value !== undefined ? { value } : label !== undefined ? { label } : { index: index ?? 0 };
    // A styled list often hides the real one.
    return this.#onElement(target, ONE_ATTACHED, (element, options) => element.selectOption(option, options));
  }

  setChecked(target: Target, checked: boolean): Promise<Found> {
    return this.#onElement(target, ONE_ATTACHED, (element, options) => element.setChecked(checked, options));
  }

  async waitForElement(target: Target, state: ElementState): Promise<Found | null> {
    if (state === 'visible' || state === 'attached') {
      const { candidate } = await this.#find(target, { many: true, state });
      return { candidate };
    }
    const present = state === 'hidden' ? 'visible' : 'attached';
    await this.#until(
      async () => !(await this.#isThere(target, present)),
      () => `${targetText(target)} is still ${present === 'visible' ? 'visible' : 'in the page'}`,
    );
    return null;
  }

  async waitForText(text: string): Promise<void> {
    await this.#until(
      async () => {
        const looks = this.#page.frames().map((frame) =>
          frame
            .getByText(text)
            .visible()
            .count()
            .catch(() => 0),
        );
        return (await Promise.all(looks)).some((count) => count > 0);
      },
      () => `The text “${text}” did not appear`,
    );
  }

  async waitForUrl(pattern: string): Promise<void> {
    const wanted = pattern.includes('*') ? pattern : (url: URL) => url.href.includes(pattern);
    const options = { waitUntil: 'commit' as const, ...this.#options() };
    await this.#guard(() => this.#page.waitForURL(wanted, options)).catch((error: unknown) => {
      if (!isTimeout(error)) throw error;
      throw tooLate(
        `The address did not become ${pattern}: it is ${this.#page.url()}`,
        this.#limits.timeoutMs,
      );
    });
  }

  async read(target: Target, { from, attribute, link }: ReadSpec): Promise<Found & { value: string | null }> {
    let value: string | null = null;
    const field = { from, attribute: attribute ?? null, link: link === true, candidates: [] };
    const found = await this.#onElement(target, ONE_ATTACHED, async (element, options) => {
      await element.waitFor({ state: 'attached', ...options });
      const { rows } = await element.evaluateAll(readItems, { fields: [field], store: null });
      value = rows[0]?.[0] ?? null;
    });
    return { ...found, value };
  }

  async readList(items: Target, fields: readonly FieldSpec[]): Promise<ListRead> {
    const { locator, candidate } = await this.#find(items, { many: true, state: 'attached' });
    const { rows, used } = await this.#guard(() => readList(locator, fields));
    for (const [at, counts] of used.entries()) this.#tellField(fields[at], counts, rows.length);
    return { rows, candidate };
  }

  async nextPage(next: Target, items: Target): Promise<NextPage> {
    const { locator } = await this.#find(items, { many: true, state: 'attached' });
    const result = await this.#guard(() => nextPage(this.#page, next, locator, this.#search(next)));
    if (result.outcome === 'moved') {
      this.#searchedSince.clear();
      this.#tellHealed(next, result.candidate);
    }
    return result;
  }

  isVisible(target: Target): Promise<boolean> {
    return this.#isThere(target, 'visible');
  }

  url(): string {
    return this.#page.url();
  }

  title(): Promise<string> {
    return this.#guard(() => this.#page.title());
  }

  async screenshot({ target, fullPage }: { target?: Target | undefined; fullPage: boolean }): Promise<{
    bytes: Uint8Array;
    candidate: number | null;
  }> {
    if (target === undefined) {
      const bytes = await this.#guard(() => this.#page.screenshot({ fullPage, ...this.#options() }));
      return { bytes, candidate: null };
    }
    let bytes: Uint8Array = new Uint8Array();
    const { candidate } = await this.#onElement(target, ONE_VISIBLE, async (element, options) => {
      bytes = await element.screenshot(options);
    });
    return { bytes, candidate };
  }

  async download(target: Target): Promise<Found & { file: ReceivedFile }> {
    // The whole context is listened to: a download may start in a new window.
    const started = this.#context.waitForEvent('download', this.#options());
    started.catch(() => undefined);
    const found = await this.click(target, { button: 'left', count: 1 });
    const download = await this.#guard(() => started).catch((error: unknown) => {
      if (!isTimeout(error)) throw error;
      throw tooLate(`${targetText(target)} was clicked, but no download began`, this.#limits.timeoutMs);
    });
    const saveTo = (path: string): Promise<void> =>
      this.#guard(() => download.saveAs(path)).catch(downloadFault);
    return { ...found, file: { suggestedName: download.suggestedFilename(), saveTo } };
  }

  #options(): Options {
    return { timeout: this.#limits.timeoutMs, signal: this.#limits.signal };
  }

  /** Starts nothing when the step is stopped, and ends with its signal, whatever the browser does. */
  async #guard<T>(operation: () => Promise<T>): Promise<T> {
    this.#limits.signal.throwIfAborted();
    return abortable(this.#limits.signal, operation());
  }

  #search(target: Target): SearchLimits {
    const { signal, timeoutMs } = this.#limits;
    const startedAt = this.#searchedSince.get(target) ?? this.#clock.monotonic();
    this.#searchedSince.set(target, startedAt);
    return { clock: this.#clock, signal, timeoutMs, startedAt };
  }

  async #find(target: Target, wanted: Wanted): Promise<Located> {
    const located = await this.#guard(() => locate(this.#page, target, wanted, this.#search(target)));
    this.#tellHealed(target, located.candidate);
    return located;
  }

  async #onElement(
    target: Target,
    wanted: Wanted,
    operate: (element: Locator, options: Options) => Promise<unknown>,
  ): Promise<Found> {
    const { signal, timeoutMs } = this.#limits;
    const startedAt = this.#clock.monotonic();
    const { locator, candidate } = await this.#find(target, wanted);
    const spent = this.#clock.monotonic() - startedAt;
    const left = Math.max(Math.min(LEAST_MS, timeoutMs), Math.ceil(timeoutMs - spent));
    try {
      await this.#guard(() => operate(locator, { timeout: left, signal }));
      return { candidate };
    } catch (error) {
      if (signal.aborted) throw error;
      throw await elementFault(error, target, candidate, locator, timeoutMs);
    }
  }

  async #isThere(target: Target, state: 'visible' | 'attached'): Promise<boolean> {
    for (const candidate of target) {
      const all = locatorOf(this.#page, candidate);
      const count = await this.#guard(() => (state === 'visible' ? all.visible() : all).count());
      if (count > 0) return true;
    }
    return false;
  }

  async #until(done: () => Promise<boolean>, failure: () => string): Promise<void> {
    const { signal, timeoutMs } = this.#limits;
    const until = this.#clock.monotonic() + timeoutMs;
    while (!(await done())) {
      if (this.#clock.monotonic() >= until) throw tooLate(failure(), timeoutMs);
      await sleep(this.#clock, POLL_MS, signal);
    }
  }

  #checkStatus(response: Response | null): void {
    const status = response?.status() ?? 200;
    if (status < 400) return;
    const url = response?.url() ?? '';
    if (status === 401 || status === 403 || status === 407) {
      throw new ActionFailure(
        'AuthenticationError',
        `${url} answered with ${status}: it wants a sign-in, or refuses this one.`,
        'Sign in with steps before this one, and check the user name and the password.',
      );
    }
    this.#limits.log('WARN', `${url} answered with ${status}.`, { status });
  }

  /** Never silently: a target that was found by another candidate than its first one is on the way to break. */
  #tellHealed(target: Target, candidate: number): void {
    const [first] = target;
    const used = target[candidate];
    if (candidate === 0 || first === undefined || used === undefined) return;
    this.#tellOnce(
      `Healed: ${candidateText(first)} was not found; candidate ${candidate + 1}, ${candidateText(used)}, was used.`,
    );
  }

  #tellField(field: FieldSpec | undefined, counts: readonly number[], items: number): void {
    if (field?.target === undefined || items === 0) return;
    for (const [at, count] of counts.entries()) {
      const used = field.target[at];
      if (at === 0 || count === 0 || used === undefined) continue;
      this.#tellOnce(
        `Healed: field “${field.name}” was found by candidate ${at + 1}, ${candidateText(used)}.`,
      );
    }
    if (counts.every((count) => count === 0)) this.#tellOnce(`Field “${field.name}” was found in no item.`);
  }

  #tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.#limits.log('WARN', message);
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

function tooLate(what: string, timeoutMs: number): ActionFailure {
  return new ActionFailure(
    'TimeoutError',
    `${what} (waited ${seconds(timeoutMs)}).`,
    'Look at the screenshot: is the page the expected one? If it is only slow, give the step more time.',
  );
}

function pageTooSlow(url: string, timeoutMs: number): ActionFailure {
  return new ActionFailure(
    'TimeoutError',
    `${url} was not loaded within ${seconds(timeoutMs)}.`,
    'Try again later, give the step more time, or wait only for "domcontentloaded".',
  );
}

function downloadFault(error: unknown): never {
  if (error instanceof Error && /^download\.|canceled|failed/i.test(error.message)) {
    throw new ActionFailure(
      'NetworkError',
      'The download broke off before the file was whole.',
      'Try again; if it breaks off every time, open the address in an ordinary browser and see whether it works there.',
    );
  }
  throw error;
}

/** The address, when it is one of the web. @throws ActionFailure */
function webAddress(address: string): string {
  const url = address.trim();
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed !== null && (parsed.protocol === 'http:' || parsed.protocol === 'https:')) return url;
  const shown = url === '' ? 'An empty text' : `“${url.slice(0, 200)}”`;
  const what =
    parsed === null ? 'is not a whole address' : `begins with ${parsed.protocol}, which may not be opened`;
  throw new ActionFailure(
    'InvalidURLError',
    `${shown} ${what}.`,
    'Write the whole address, beginning with https:// or http://.',
  );
}
