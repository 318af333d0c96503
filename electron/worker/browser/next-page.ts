import type { Locator, Page, Request } from 'playwright-core';
import type { NextPage } from '../../../shared/actions/page-port.ts';
import { ActionFailure } from '../../../shared/actions/run.ts';
import { sleep } from '../../../shared/clock.ts';
import { candidateText, type Target } from '../../../shared/flow/target.ts';
import { seconds } from '../classify.ts';
import { locatorOf, type SearchLimits } from './locate.ts';
import { fingerprint, isDisabled, labelsOf } from './page-scripts.ts';

const POLL_MS = 50;
/** The items have come to rest when they stay the same for so long … */
const REST_MS = 50;
/** … or for so long while the network is busy, as it always is on pages that listen for news. */
const BUSY_REST_MS = 1000;
/** A click that moves nothing and asks the network for nothing for so long leads nowhere. */
const QUIET_MS = 1500;

/**
 * Clicks the link to the next page and waits until the items have changed and come to rest.
 * @param items the locator that read this page
 * @throws ActionFailure when the network is still busy at the end of the time
 */
export async function followLink(
  page: Page,
  next: Target,
  items: Locator,
  limits: SearchLimits,
): Promise<NextPage> {
  const link = await visibleOf(page, next);
  return link === null ? ABSENT : turnPage(page, next, link, items, limits);
}

/** As `followLink`, with the one of the page links that shows the number. */
export async function followNumber(
  page: Page,
  links: Target,
  number: number,
  items: Locator,
  limits: SearchLimits,
): Promise<NextPage> {
  for (const [candidate, each] of links.entries()) {
    const shown = locatorOf(page, each).visible();
    const texts = await shown.evaluateAll(labelsOf);
    const at = texts.findIndex((text) => numberIn(text) === number);
    const link = { candidate, locator: shown.nth(at) };
    if (at >= 0) return turnPage(page, links, link, items, limits);
  }
  return ABSENT;
}

const ABSENT: NextPage = { outcome: 'absent', candidate: 0 };

/** `3`, `Page 3`, `3 of 12` → 3; a text without a number, null. */
function numberIn(text: string): number | null {
  const found = /\d+/.exec(text);
  return found === null ? null : Number(found[0]);
}

interface FoundLink {
  readonly locator: Locator;
  readonly candidate: number;
}

async function turnPage(
  page: Page,
  next: Target,
  link: FoundLink,
  items: Locator,
  limits: SearchLimits,
): Promise<NextPage> {
  const { candidate, locator } = link;
  const { clock, signal, timeoutMs } = limits;
  if (await locator.evaluate(isDisabled)) return { outcome: 'disabled', candidate };
  const before = await state(page, items);
  const network = watchNetwork(page);
  try {
    const clickedAt = clock.monotonic();
    await locator.click({ timeout: timeoutMs, signal });
    let now = before;
    let restsSince = clickedAt;
    for (;;) {
      await sleep(clock, POLL_MS, signal);
      const last = now;
      now = await state(page, items);
      const at = clock.monotonic();
      if (now !== last || now === null) restsSince = at;
      const rests = now !== null && at - restsSince >= (network.busy() ? BUSY_REST_MS : REST_MS);
      if (rests && now !== before && now !== EMPTY) return { outcome: 'moved', candidate };
      const quiet = rests && !network.busy() && at - clickedAt > QUIET_MS;
      if (quiet) return { outcome: now === EMPTY ? 'empty' : 'same', candidate };
      if (at - clickedAt > timeoutMs) break;
    }
    throw new ActionFailure(
      'TimeoutError',
      `${next.map(candidateText)[candidate]} was clicked, but the next page did not come within ${seconds(timeoutMs)}.`,
      'Give the step more time; what was read before is kept.',
    );
  } finally {
    network.stop();
  }
}

/** The first candidate that can be seen now; of several places that lead there (above and below a list), the first. */
async function visibleOf(page: Page, target: Target): Promise<FoundLink | null> {
  for (const [candidate, each] of target.entries()) {
    const visible = locatorOf(page, each).visible();
    if ((await visible.count()) > 0) return { locator: visible.first(), candidate };
  }
  return null;
}

const EMPTY = 'empty';

/** What the list looks like; null while the page is on its way. */
async function state(page: Page, items: Locator): Promise<string | null> {
  try {
    const print = await items.evaluateAll(fingerprint);
    return print.startsWith('0|') ? EMPTY : `${page.url()}|${print}`;
  } catch (error) {
    if (page.isClosed()) throw error;
    return null;
  }
}

/** Which kinds of request bring a list; pictures and fonts may take as long as they like. */
const BRINGS_DATA = new Set(['document', 'xhr', 'fetch']);

/** Tells whether the page is fetching data. Stop it when it is no longer needed. */
export function watchNetwork(page: Page): { busy(): boolean; stop(): void } {
  const open = new Set<Request>();
  const begin = (request: Request): void => {
    if (BRINGS_DATA.has(request.resourceType())) open.add(request);
  };
  const end = (request: Request): void => void open.delete(request);
  page.on('request', begin);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  return {
    busy: () => open.size > 0,
    stop: () => {
      page.off('request', begin);
      page.off('requestfinished', end);
      page.off('requestfailed', end);
    },
  };
}
