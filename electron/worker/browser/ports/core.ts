import type { BrowserContext, Locator, Page, Response } from 'playwright-core';
import type { FieldSpec, Found } from '../../../../shared/actions/page-port.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { type Clock, sleep } from '../../../../shared/clock.ts';
import { candidateText, type Target } from '../../../../shared/flow/target.ts';
import { seconds } from '../../classify.ts';
import type { StepLimits } from '../../session.ts';
import { abortable } from '../../stopped.ts';
import type { Browsing } from '../browsing.ts';
import { elementFault } from '../element-fault.ts';
import { type Located, locate, locatorOf, type SearchLimits, type Wanted } from '../locate.ts';

const POLL_MS = 100;
/** An element that was found at the last moment is still acted on: the operation gets at least this long. */
const LEAST_MS = 500;

export const ONE_VISIBLE: Wanted = { many: false, state: 'visible' };
export const ONE_ATTACHED: Wanted = { many: false, state: 'attached' };

/** What Playwright's operations take. */
export type Options = { readonly timeout: number; readonly signal: AbortSignal };

/**
 * What all verbs of a page port share: the step's time and signal, the search for elements, and what is told of it.
 * Good for one step.
 */
export class PortCore {
  readonly browsing: Browsing;
  readonly limits: StepLimits;
  readonly clock: Clock;
  /** When the search for a target began: its first candidate is preferred for a while from then on. */
  readonly #searchedSince = new Map<Target, number>();
  readonly #told = new Set<string>();

  constructor(browsing: Browsing, limits: StepLimits, clock: Clock) {
    this.browsing = browsing;
    this.limits = limits;
    this.clock = clock;
  }

  /** The page that the steps act on at present. */
  get page(): Page {
    return this.browsing.page;
  }

  get context(): BrowserContext {
    return this.browsing.context;
  }

  options(): Options {
    return { timeout: this.limits.timeoutMs, signal: this.limits.signal };
  }

  /** Starts nothing when the step is stopped, and ends with its signal, whatever the browser does. */
  async guard<T>(operation: () => Promise<T>): Promise<T> {
    this.limits.signal.throwIfAborted();
    return abortable(this.limits.signal, operation());
  }

  search(target: Target): SearchLimits {
    const { signal, timeoutMs } = this.limits;
    const startedAt = this.#searchedSince.get(target) ?? this.clock.monotonic();
    this.#searchedSince.set(target, startedAt);
    return { clock: this.clock, signal, timeoutMs, startedAt };
  }

  /** The page is another one now: every first candidate gets its grace again. */
  searchAnew(): void {
    this.#searchedSince.clear();
  }

  async find(target: Target, wanted: Wanted): Promise<Located> {
    try {
      const located = await this.guard(() => locate(this.page, target, wanted, this.search(target)));
      this.tellHealed(target, located.candidate);
      // A lone candidate was not looked for: the operation will find it, or not.
      if (target.length > 1 || wanted.many) this.#tellUse(target, located.candidate);
      return located;
    } catch (error) {
      if (isMissed(error)) this.#tellUse(target, null);
      throw error;
    }
  }

  /** Does something to an element that may make the page load, open or ask: what comes of it counts from here on. */
  act(
    target: Target,
    wanted: Wanted,
    operate: (element: Locator, options: Options) => Promise<unknown>,
    moreMs = 0,
  ): Promise<Found> {
    this.browsing.acts();
    return this.onElement(target, wanted, operate, moreMs);
  }

  /**
   * Finds the element and does something with it.
   * @param moreMs what the operation takes by itself, beside the waiting
   */
  async onElement(
    target: Target,
    wanted: Wanted,
    operate: (element: Locator, options: Options) => Promise<unknown>,
    moreMs = 0,
  ): Promise<Found> {
    const { signal, timeoutMs } = this.limits;
    const startedAt = this.clock.monotonic();
    const { locator, candidate } = await this.find(target, wanted);
    this.browsing.acting?.(locator);
    const spent = this.clock.monotonic() - startedAt;
    const left = Math.max(Math.min(LEAST_MS, timeoutMs), Math.ceil(timeoutMs - spent)) + moreMs;
    try {
      await this.guard(() => operate(locator, { timeout: left, signal }));
      this.#tellUse(target, candidate);
      return { candidate };
    } catch (error) {
      if (signal.aborted) throw error;
      const fault = await elementFault(error, target, candidate, locator, timeoutMs);
      if (fault instanceof ActionFailure) this.#tellUse(target, isMissed(fault) ? null : candidate);
      throw fault;
    }
  }

  async isThere(target: Target, state: 'visible' | 'attached'): Promise<boolean> {
    return (await this.count(target, state)) > 0;
  }

  /** Whether an element is visible now, for steps that ask; which candidate showed it is told, that none did is an answer. */
  async shows(target: Target): Promise<boolean> {
    const { candidate } = await this.#matches(target, 'visible');
    if (candidate === null) return false;
    this.tellHealed(target, candidate);
    this.#tellUse(target, candidate);
    return true;
  }

  /** How many elements the first candidate that matches any has now. */
  async count(target: Target, state: 'visible' | 'attached'): Promise<number> {
    return (await this.#matches(target, state)).count;
  }

  async #matches(
    target: Target,
    state: 'visible' | 'attached',
  ): Promise<{ candidate: number | null; count: number }> {
    for (const [at, candidate] of target.entries()) {
      const all = locatorOf(this.page, candidate);
      const count = await this.guard(() => (state === 'visible' ? all.visible() : all).count());
      if (count > 0) return { candidate: at, count };
    }
    return { candidate: null, count: 0 };
  }

  /**
   * Waits until `look` gives something.
   * @param since when the waiting began, monotonic milliseconds
   * @throws ActionFailure with the words of `failure`
   */
  async until<T>(
    look: () => Promise<T | null> | T | null,
    failure: () => string,
    since = this.clock.monotonic(),
  ): Promise<T> {
    const { signal, timeoutMs } = this.limits;
    const until = since + timeoutMs;
    for (;;) {
      signal.throwIfAborted();
      const found = await look();
      if (found !== null) return found;
      if (this.clock.monotonic() >= until) throw tooLate(failure(), timeoutMs);
      await sleep(this.clock, POLL_MS, signal);
    }
  }

  checkStatus(response: Response | null): void {
    const status = response?.status() ?? 200;
    this.limits.onStatus?.(status);
    if (status < 400) return;
    const url = response?.url() ?? '';
    if (isRefusal(status)) throw refused(url, status);
    this.limits.log('WARN', `${url} answered with ${status}.`, { status });
  }

  #tellUse(target: Target, candidate: number | null): void {
    this.limits.onTarget?.(target, candidate);
  }

  /** Never silently: a target that was found by another candidate than its first one is on the way to break. */
  tellHealed(target: Target, candidate: number): void {
    const [first] = target;
    const used = target[candidate];
    if (candidate === 0 || first === undefined || used === undefined) return;
    this.#tellUse(target, candidate);
    this.tellOnce(
      `Healed: ${candidateText(first)} was not found; candidate ${candidate + 1}, ${candidateText(used)}, was used.`,
    );
  }

  tellField(field: FieldSpec | undefined, counts: readonly number[], items: number): void {
    if (field?.target === undefined || items === 0) return;
    const best = counts.findIndex((count) => count > 0);
    this.#tellUse(field.target, best < 0 ? null : best);
    for (const [at, count] of counts.entries()) {
      const used = field.target[at];
      if (at === 0 || count === 0 || used === undefined) continue;
      this.tellOnce(
        `Healed: field “${field.name}” was found by candidate ${at + 1}, ${candidateText(used)}.`,
      );
    }
    if (counts.every((count) => count === 0)) this.tellOnce(`Field “${field.name}” was found in no item.`);
  }

  tellOnce(message: string): void {
    if (this.#told.has(message)) return;
    this.#told.add(message);
    this.limits.log('WARN', message);
  }
}

/** The target itself was the trouble: no candidate of it could be used. */
function isMissed(error: unknown): boolean {
  if (!(error instanceof ActionFailure)) return false;
  const look = error.facts?.look;
  return look === 'none' || look === 'hidden' || look === 'several';
}

export function isTimeout(error: unknown): boolean {
  return error instanceof Error && error.name === 'TimeoutError';
}

export function tooLate(what: string, timeoutMs: number): ActionFailure {
  return new ActionFailure(
    'TimeoutError',
    `${what} (waited ${seconds(timeoutMs)}).`,
    'Look at the screenshot: is the page the expected one? If it is only slow, give the step more time.',
    false,
    { expected: `it within ${seconds(timeoutMs)}`, found: what },
  );
}

/** The answers that want a sign-in, or refuse the one that was given. */
export function isRefusal(status: number): boolean {
  return status === 401 || status === 403 || status === 407;
}

export function refused(url: string, status: number): ActionFailure {
  return new ActionFailure(
    'AuthenticationError',
    `${url} answered with ${status}: it wants a sign-in, or refuses this one.`,
    'Sign in with steps before this one, and check the user name and the password.',
    false,
    { expected: `${url} lets this browser in`, found: `it answered with ${status}` },
  );
}
