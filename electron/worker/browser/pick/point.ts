import type { ElementHandle, Frame, Locator, Page } from 'playwright-core';
import type { Candidate } from '../../../../shared/flow/target.ts';
import type { Mark } from '../../../../shared/live/live-view.ts';
import {
  PICK_LIMITS,
  type PickedCandidate,
  type Pointed,
  type TrialPoint,
} from '../../../../shared/live/trial.ts';
import { candidatesFor } from '../failure/candidates.ts';
import { gather, makeElementStore } from '../failure/gather.ts';
import { locatorIn } from '../locate.ts';
import { cssForms, plainName } from './css-forms.ts';
import { MEANT_AT, placeText } from './engines.ts';
import { markOf } from './marks.ts';
import { type PathFacts, pathOf } from './page-facts.ts';
import { frameKey, placeIn, sizeOf } from './place.ts';
import { bySteadiness, steadinessOf } from './steadiness.ts';

const MAX_PATH = 60;
const GATHER_MS = 200;
/** More forms are not tried for one element. */
const MAX_FORMS = 14;

type Handle = ElementHandle<Node>;

/** The element at a place of the picture, and the candidates that find it alone, best first; null = there is none. */
export async function pointAt(page: Page, at: TrialPoint): Promise<Pointed | null> {
  const place = await placeIn(page, at);
  const { frame, chain } = place;
  const element = frame.locator(`${MEANT_AT}=${placeText(place.x, place.y)}`);
  // Asked for as handles, they are looked for in a world of their own; only what they say of themselves is read in the page's.
  const [handle] = await element.elementHandles();
  if (handle === undefined) return null;
  try {
    const [path, forms, mark] = await Promise.all([
      handle.evaluate(pathOf, MAX_PATH),
      formsOf(handle),
      markAt(page, handle),
    ]);
    const all = [...forms, ...cssForms(path)];
    const candidates = chain === null ? [] : await soleOnes(frame, element, all, frameKey(chain));
    return { name: nameOf(path), mark, candidates };
  } finally {
    void handle.dispose().catch(() => undefined);
  }
}

function nameOf({ parts }: PathFacts): string {
  return plainName(parts[0]).slice(0, PICK_LIMITS.text);
}

/** What it is called by its words. */
async function formsOf(element: Handle): Promise<Candidate[]> {
  const [alone, store] = await Promise.all([
    element.evaluateHandle((each: Element) => [each]),
    element.evaluateHandle(makeElementStore),
  ]);
  try {
    const limits = { store, deep: false, elements: 1, ms: GATHER_MS };
    const { seen } = await alone.evaluate(gather, limits);
    return seen.flatMap(candidatesFor);
  } finally {
    for (const each of [alone, store]) void each.dispose().catch(() => undefined);
  }
}

async function markAt(page: Page, element: Handle): Promise<Mark | null> {
  const [size, box] = await Promise.all([sizeOf(page), element.boundingBox()]);
  return box === null ? null : markOf(box, size);
}

/** Those that find this very element and no other; one that finds several comes with its number, if nothing better does. */
async function soleOnes(
  frame: Frame,
  element: Locator,
  forms: readonly Candidate[],
  key: Pick<Candidate, 'frame'>,
): Promise<PickedCandidate[]> {
  const tried = await Promise.all(
    distinct(forms)
      .slice(0, MAX_FORMS)
      .map((form) => tryForm(frame, element, form)),
  );
  const sole = tried.filter((each) => each?.matches === 1);
  const found = sole.length > 0 ? sole : tried;
  const picked = found.flatMap((each): PickedCandidate[] => {
    if (each === null) return [];
    const candidate = { ...each.candidate, ...key };
    return [{ candidate, steadiness: steadinessOf(candidate) }];
  });
  return bySteadiness(picked).slice(0, PICK_LIMITS.candidates);
}

function distinct(forms: readonly Candidate[]): Candidate[] {
  return [...new Map(forms.map((form) => [JSON.stringify(form), form])).values()];
}

/** So many matches are looked through for the number of one of them. */
const MAX_NUMBERED = 50;

/** The engine itself says what a candidate finds, in a world that the page's scripts cannot reach. */
async function tryForm(
  frame: Frame,
  element: Locator,
  form: Candidate,
): Promise<{ candidate: Candidate; matches: number } | null> {
  const all = locatorIn(frame, form);
  const [matches, isIt] = await Promise.all([count(all), count(all.and(element))]);
  if (isIt !== 1) return null;
  if (matches === 1) return { candidate: form, matches };
  if (form.role === undefined || matches > MAX_NUMBERED) return null;
  for (let nth = 0; nth < matches; nth++) {
    if ((await count(all.nth(nth).and(element))) === 1) return { candidate: { ...form, nth }, matches };
  }
  return null;
}

function count(locator: Locator): Promise<number> {
  return locator.count().catch(() => 0);
}
