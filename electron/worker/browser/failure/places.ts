import type { Frame, JSHandle, Locator, Page } from 'playwright-core';
import type { Candidate } from '../../../../shared/flow/target.ts';
import type { FailureBox } from '../../../../shared/job/failure.ts';
import { locatorOf } from '../locate.ts';
import { candidatesFor } from './candidates.ts';
import { type ElementStore, findInStore, gather, makeElementStore, type SeenElement } from './gather.ts';

/** Where candidates look: in the page, in a frame, inside another element. */
export type Scope = Pick<Candidate, 'frame' | 'inside'>;

/** Elements of one scope: what was seen of them, and the elements themselves in the page's memory. */
export interface Gathered {
  readonly scope: Scope;
  readonly seen: readonly SeenElement[];
  /** False = the scope has more. */
  readonly isWhole: boolean;
  readonly store: JSHandle<ElementStore>;
}

/** A candidate that finds one element of the store alone. */
export interface Sole {
  readonly candidate: Candidate;
  /** How many elements it matches without its `nth`. */
  readonly matches: number;
}

const MAX_ELEMENTS = 3000;
const GATHER_MS = 300;
/** The scope itself must be there at once: the step has waited for it long enough. */
const SCOPE_MS = 500;
/** More forms of candidates are not tried for one element. */
const MAX_FORMS = 5;
/** On a busy machine a box takes long; the whole look has its own end. */
const BOX_MS = 1000;
/** So many frames of a page are looked into. */
const MAX_FRAMES = 5;

/** The part of a candidate that says where to look. */
export function scopeOf({ frame, inside }: Candidate): Scope {
  return { ...(frame === undefined ? {} : { frame }), ...(inside === undefined ? {} : { inside }) };
}

/** Everything in a scope that may be acted on. @throws what Playwright throws when the scope is not there */
export async function gatherIn(page: Page, scope: Scope): Promise<Gathered> {
  const root = rootOf(page, scope);
  const store = await root.evaluateHandle(makeElementStore, undefined, { timeout: SCOPE_MS });
  const limits = { store, deep: true, elements: MAX_ELEMENTS, ms: GATHER_MS };
  return { scope, store, ...(await root.evaluateAll(gather, limits)) };
}

/** The first elements that a candidate matches. */
export async function gatherOf(page: Page, candidate: Candidate, limit: number): Promise<Gathered> {
  const scope = scopeOf(candidate);
  const all = locatorOf(page, candidate);
  const store = await all.first().evaluateHandle(makeElementStore, undefined, { timeout: SCOPE_MS });
  const limits = { store, deep: false, elements: limit, ms: GATHER_MS };
  return { scope, store, ...(await all.evaluateAll(gather, limits)) };
}

function rootOf(page: Page, { frame, inside }: Scope): Locator {
  if (frame !== undefined) return locatorOf(page, { css: ':root', ...scopeOf({ frame, inside }) });
  if (inside === undefined || typeof inside === 'string') return page.locator(':root');
  return locatorOf(page, inside).first();
}

/**
 * The best candidate for an element: one that matches it alone, else one with its number; null = none finds it.
 * The first form is tried by itself: mostly it is good, and on a large page each one costs.
 */
export async function soleCandidate(
  page: Page,
  gathered: Gathered,
  element: SeenElement,
): Promise<Sole | null> {
  const [first, ...others] = candidatesFor(element).slice(0, MAX_FORMS);
  if (first === undefined) return null;
  const tried = await tryForm(page, gathered, element, first);
  if (tried?.matches === 1) return tried;
  const more = await Promise.all(others.map((form) => tryForm(page, gathered, element, form)));
  const found = [tried, ...more].filter((sole) => sole !== null);
  return found.find(({ matches }) => matches === 1) ?? found[0] ?? null;
}

async function tryForm(
  page: Page,
  { scope, store }: Gathered,
  element: SeenElement,
  form: Candidate,
): Promise<Sole | null> {
  const candidate = { ...form, ...scope };
  const { count, place } = await locatorOf(page, candidate)
    .evaluateAll(findInStore, { store, at: element.at })
    .catch(() => ({ count: 0, place: -1 }));
  if (place < 0) return null;
  return { candidate: count === 1 ? candidate : { ...candidate, nth: place }, matches: count };
}

/** Where the element of a candidate is on the picture; null = nowhere. */
export function boxOf(page: Page, candidate: Candidate): Promise<FailureBox | null> {
  return locatorOf(page, candidate)
    .first()
    .boundingBox({ timeout: BOX_MS })
    .catch(() => null);
}

/** The frames inside of a page, as a candidate names them. A frame that no css tells from the others is left out. */
export async function framesOf(page: Page): Promise<string[][]> {
  const inner = page.frames().filter((frame) => frame !== page.mainFrame() && !frame.isDetached());
  const chains = await Promise.all(inner.slice(0, MAX_FRAMES).map((frame) => chainOf(page, frame)));
  return chains.filter((chain) => chain !== null);
}

/** How a candidate names a frame, from outside in; null = no css tells it from the others. The page itself is empty. */
export async function chainOf(page: Page, frame: Frame): Promise<string[] | null> {
  const parent = frame.parentFrame();
  if (parent === null) return [];
  const [before, css] = await Promise.all([chainOf(page, parent), cssOf(parent, frame).catch(() => null)]);
  return before === null || css === null ? null : [...before, css];
}

async function cssOf(parent: Frame, frame: Frame): Promise<string | null> {
  const element = await frame.frameElement();
  try {
    for (const name of ['id', 'name', 'title', 'data-testid', 'src']) {
      const value = await element.getAttribute(name);
      if (value === null || value === '' || value.length > 300 || value.includes('{{')) continue;
      const css = `iframe[${name}=${JSON.stringify(value)}]`;
      if ((await parent.locator(`css=${css}`).count()) === 1) return css;
    }
    return null;
  } finally {
    await element.dispose().catch(() => undefined);
  }
}
