import type { Page } from 'playwright-core';
import type { Candidate, Target } from '../../../../shared/flow/target.ts';
import { FAILURE_LIMITS, type Suggestion, type TargetMatch } from '../../../../shared/job/failure.ts';
import { locatorOf } from '../locate.ts';
import type { SeenElement } from './gather.ts';
import {
  boxOf,
  framesOf,
  type Gathered,
  gatherIn,
  gatherOf,
  type Scope,
  scopeOf,
  soleCandidate,
} from './places.ts';
import { type Likeness, likeness, type Wish, wishOf } from './similar.ts';

/** So many elements are looked at closely at most. */
const CLOSELY = 10;
/** So many of them at once; on a large page one by one, so that the first proposals come in time. */
const AT_ONCE = 5;
const LARGE = 1000;
/** Elements this like end the search: the frames need not be looked into. */
const GOOD = 0.8;

/** What is wanted, and how long may be looked for it. */
export interface Lookout {
  readonly target: Target;
  readonly action: string;
  /** True when there is no time left: what was found until then is the answer. */
  readonly isOver: () => boolean;
}

interface Near {
  readonly element: SeenElement;
  readonly gathered: Gathered;
  readonly like: Likeness;
}

/**
 * Looks for elements like the one that a target did not find, each with a candidate that does: those that match alone come first.
 * @param tell hears of them as they come, all of them each time
 * @returns false when the page is too large to be looked through wholly
 */
export async function suggest(
  page: Page,
  { target, action, isOver }: Lookout,
  tell: (found: Suggestion[]) => void,
): Promise<boolean> {
  const wish = wishOf(target);
  const { near, isWhole } = await nearIn(page, scopeOf(target[0] ?? {}), wish, action);
  const isPlain = target.every(({ frame, inside }) => frame === undefined && inside === undefined);
  if (isPlain && !near.some(({ like }) => like.score >= GOOD) && !isOver()) {
    const frames = await framesOf(page);
    const inFrames = frames.map((frame) =>
      nearIn(page, { frame }, wish, action).then(
        (inFrame) => inFrame.near,
        () => [],
      ),
    );
    near.push(...(await Promise.all(inFrames)).flat());
  }
  const best = distinct(near);
  const found: Proposal[] = [];
  const atOnce = near.some(({ gathered }) => gathered.seen.length > LARGE) ? 1 : AT_ONCE;
  for (let at = 0; at < CLOSELY && found.length < FAILURE_LIMITS.suggestions && !isOver(); at += atOnce) {
    const proposed = await Promise.all(best.slice(at, at + atOnce).map((each) => propose(page, each)));
    found.push(...proposed.filter((each) => each !== null));
    tell(ordered(found));
  }
  return isWhole;
}

interface Proposal {
  readonly suggestion: Suggestion;
  readonly score: number;
}

function ordered(found: readonly Proposal[]): Suggestion[] {
  const isSole = ({ suggestion }: Proposal): number => Number(suggestion.matches === 1);
  return [...found]
    .sort((a, b) => isSole(b) - isSole(a) || b.score - a.score)
    .map(({ suggestion }) => suggestion)
    .slice(0, FAILURE_LIMITS.suggestions);
}

/** Falls back to the whole page where the scope of the target is not there itself. */
async function nearIn(
  page: Page,
  scope: Scope,
  wish: Wish,
  action: string,
): Promise<{ near: Near[]; isWhole: boolean }> {
  const isPage = scope.frame === undefined && scope.inside === undefined;
  const gathered = await gatherIn(page, scope).catch((error: unknown) => {
    if (isPage) throw error;
    return gatherIn(page, {});
  });
  const ofRole = new Map<string, number>();
  for (const { role, visible } of gathered.seen) {
    if (visible) ofRole.set(role, (ofRole.get(role) ?? 0) + 1);
  }
  const near = gathered.seen.flatMap((element): Near[] => {
    const like = likeness(wish, element, action, (role) => ofRole.get(role) ?? 0);
    return like === null ? [] : [{ element, gathered, like }];
  });
  return { near, isWhole: gathered.isWhole };
}

/** Best first; of an element and those around it that say the same, the one with the best score alone. */
function distinct(near: readonly Near[]): Near[] {
  const kept: Near[] = [];
  for (const each of [...near].sort((a, b) => b.like.score - a.like.score)) {
    if (!kept.some((other) => isRelated(each, other))) kept.push(each);
  }
  return kept;
}

function isRelated(a: Near, b: Near): boolean {
  if (a.gathered !== b.gathered) return false;
  return isWithin(a.element, b.element, a.gathered) || isWithin(b.element, a.element, a.gathered);
}

function isWithin(inner: SeenElement, outer: SeenElement, { seen }: Gathered): boolean {
  for (let at = inner.around; at >= 0; at = seen[at]?.around ?? -1) if (at === outer.at) return true;
  return false;
}

async function propose(page: Page, { element, gathered, like }: Near): Promise<Proposal | null> {
  const { score, reason } = like;
  const { visible } = element;
  const sole = await soleCandidate(page, gathered, element);
  if (sole === null) return null;
  const box = visible ? await boxOf(page, sole.candidate) : null;
  return { suggestion: { ...sole, reason, visible, box }, score };
}

/** The elements that a candidate matches where one was wanted, and how many there are in all. */
export async function matchesOf(
  page: Page,
  candidate: Candidate,
): Promise<{ count: number; matches: TargetMatch[] }> {
  const count = await locatorOf(page, candidate).count();
  const gathered = await gatherOf(page, candidate, FAILURE_LIMITS.matches);
  const matches = await Promise.all(
    gathered.seen.map(async (element, nth): Promise<TargetMatch> => {
      const numbered = { ...candidate, nth };
      const [sole, box] = await Promise.all([soleCandidate(page, gathered, element), boxOf(page, numbered)]);
      return {
        role: element.role === '' ? null : element.role,
        name: element.name,
        text: element.text,
        candidate: sole?.matches === 1 ? sole.candidate : numbered,
        box,
      };
    }),
  );
  return { count, matches };
}
