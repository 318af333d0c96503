import type { Frame, FrameLocator, Locator, Page } from 'playwright-core';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { type Clock, sleep } from '../../../shared/clock.ts';
import { type Candidate, candidateText, type Target } from '../../../shared/flow/target.ts';
import { seconds } from '../classify.ts';

type Scope = Page | Frame | FrameLocator | Locator;
type Role = Parameters<Page['getByRole']>[0];

/** The element, or elements, that one candidate stands for. */
export function locatorOf(page: Page, candidate: Candidate): Locator {
  let scope: Scope = page;
  const { inside } = candidate;
  // The runner has put the loop's element in the place of its name.
  if (typeof inside === 'string') throw new Error(`the element “${inside}” was not put in`);
  if (inside !== undefined) scope = locatorOf(page, inside);
  for (const frame of [candidate.frame ?? []].flat()) scope = scope.frameLocator(frame);
  const all = locatorIn(scope, candidate);
  return candidate.nth === undefined ? all : all.nth(candidate.nth);
}

/** All matches of a candidate inside a scope; its frame, its nth and what it lies inside are the caller's. */
export function locatorIn(scope: Scope, candidate: Candidate): Locator {
  const { name, exact } = candidate;
  const words = exact === undefined ? {} : { exact };
  if (candidate.role !== undefined) {
    const role: Role = candidate.role;
    return scope.getByRole(role, name === undefined ? words : { name, ...words });
  }
  if (candidate.label !== undefined) return scope.getByLabel(candidate.label, words);
  if (candidate.text !== undefined) return scope.getByText(candidate.text, words);
  if (candidate.placeholder !== undefined) return scope.getByPlaceholder(candidate.placeholder, words);
  if (candidate.testId !== undefined) return scope.getByTestId(candidate.testId);
  if (candidate.altText !== undefined) return scope.getByAltText(candidate.altText, words);
  if (candidate.title !== undefined) return scope.getByTitle(candidate.title, words);
  if (candidate.css !== undefined) return scope.locator(`css=${candidate.css}`);
  return scope.locator(`xpath=${candidate.xpath ?? ''}`);
}

/** What a step needs of its element: one or several, in the page at all or visible. */
export interface Wanted {
  readonly many: boolean;
  readonly state: 'visible' | 'attached';
}

export interface Located {
  readonly locator: Locator;
  readonly candidate: number;
}

/** The bounds of a search; times are monotonic milliseconds of the clock. */
export interface SearchLimits {
  readonly clock: Clock;
  readonly signal: AbortSignal;
  readonly startedAt: number;
  readonly timeoutMs: number;
}

/** Longest time in which only the first candidate counts. */
const MAX_GRACE_MS = 3000;
const POLL_MS = 100;

/**
 * Finds the element of a target. For a grace (a third of the time, at most 3 s) only the first candidate counts; after it, the
 * first one in order that is there. A candidate that matches several elements is no find unless `many`.
 * @throws ActionFailure that says how many elements each candidate matched
 */
export async function locate(
  page: Page,
  target: Target,
  wanted: Wanted,
  limits: SearchLimits,
): Promise<Located> {
  const candidates = target.map((candidate) => locatorOf(page, candidate));
  const [first] = candidates;
  if (first === undefined) throw new Error('a target without candidates passed the schema');
  // A lone candidate that must match one element needs no search: the operation itself waits for it.
  if (candidates.length === 1 && !wanted.many) return { locator: first, candidate: 0 };
  const { clock, startedAt, timeoutMs } = limits;
  const graceEnds = startedAt + Math.min(timeoutMs / 3, MAX_GRACE_MS);
  for (;;) {
    const looks = await lookAtAll(candidates, wanted, clock.monotonic() < graceEnds);
    const candidate = looks.indexOf('usable');
    const locator = candidates[candidate];
    if (locator !== undefined) return { locator: wanted.many ? locator : locator.first(), candidate };
    const over = clock.monotonic() >= startedAt + timeoutMs;
    const complete = looks.length === candidates.length;
    if (complete && (over || looks.some((look) => typeof look === 'number'))) {
      throw notFound(target, looks, timeoutMs);
    }
    await sleep(clock, POLL_MS, limits.signal);
  }
}

/** The number stands for so many matches where one is wanted. */
type Look = 'usable' | 'none' | 'hidden' | number;

/** Looks at the candidates in order until one is usable; only at the first while it is preferred and not ambiguous. */
async function lookAtAll(
  candidates: readonly Locator[],
  wanted: Wanted,
  onlyFirst: boolean,
): Promise<Look[]> {
  const looks: Look[] = [];
  for (const locator of candidates) {
    const look = await lookAt(locator, wanted);
    looks.push(look);
    if (look === 'usable' || (onlyFirst && looks.length === 1 && typeof look !== 'number')) break;
  }
  return looks;
}

/** How a candidate stands at this moment. */
export async function lookAt(locator: Locator, wanted: Wanted): Promise<Look> {
  try {
    const count = await locator.count();
    if (count === 0) return 'none';
    if (count > 1 && !wanted.many) return count;
    if (wanted.state === 'attached') return 'usable';
    return (await locator.visible().count()) > 0 ? 'usable' : 'hidden';
  } catch (error) {
    if (isPassing(error)) return 'none';
    throw error;
  }
}

/** The page is on its way to another: look again. */
function isPassing(error: unknown): boolean {
  return (
    error instanceof Error && /context was destroyed|frame (?:was|got) detached|navigat/i.test(error.message)
  );
}

/** Which part of a step's target a failure tells of. */
interface Told {
  readonly target: Target;
  /** Number of the first told candidate in it. */
  readonly first: number;
}

/** The failure for a target of which nothing could be used. @param of the whole target, where `target` is a part of it */
export function notFound(
  target: Target,
  looks: readonly Look[],
  timeoutMs: number,
  of: Told = { target, first: 0 },
): ActionFailure {
  const told = target.map((candidate, at) => `${candidateText(candidate)} ${lookWords(looks[at] ?? 'none')}`);
  const found = told.join('; ');
  const wanted = target.map((candidate) => candidateText(candidate)).join(', or ');
  const several = looks.findIndex((look) => typeof look === 'number');
  if (several >= 0) {
    return new ActionFailure(
      'UnknownError',
      `The step needs exactly one element: ${found}.`,
      'Make the target more exact (its name, “exact”, a closer css), or choose one of them with “nth”, counted from 0.',
      false,
      {
        expected: `exactly one element: ${wanted}`,
        found,
        target: of.target,
        look: 'several',
        candidate: of.first + several,
      },
    );
  }
  const hidden = looks.indexOf('hidden');
  return new ActionFailure(
    'TimeoutError',
    `No element was found within ${seconds(timeoutMs)}: ${found}.`,
    'Look at the screenshot: is the page the expected one? If it is, correct the target or give it another candidate.',
    false,
    {
      expected: `an element: ${wanted}`,
      found,
      target: of.target,
      ...(hidden < 0 ? { look: 'none' } : { look: 'hidden', candidate: of.first + hidden }),
    },
  );
}

function lookWords(look: Look): string {
  if (typeof look === 'number') return `matches ${look} elements`;
  return look === 'hidden' ? 'is there but not visible' : 'matches nothing';
}
