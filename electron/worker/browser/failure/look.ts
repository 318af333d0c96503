import type { Page } from 'playwright-core';
import { type Clock, sleep } from '../../../../shared/clock.ts';
import { FAILURE_LIMITS } from '../../../../shared/job/failure.ts';
import type { FailureLook, FailureSight } from '../../session.ts';
import { htmlOf } from './gather.ts';
import { MAX_HTML } from './html-limit.ts';
import { takePicture } from './picture.ts';
import { boxOf } from './places.ts';
import type { Recently } from './recently.ts';
import { matchesOf, suggest } from './suggest.ts';

/** Read beyond what is kept: a secret at its end must be whole to be masked. */
const SLACK = 10_000;

type Parts = { -readonly [K in keyof FailureSight]: FailureSight[K] };

/**
 * Looks at a page whose step has failed: first at what it shows and at the elements of the target, then at its source.
 * Each part is given up when the time is over; what was had until then is the answer.
 */
export async function lookAtFailure(
  page: Page,
  look: FailureLook,
  recently: Recently,
  clock: Clock,
): Promise<FailureSight> {
  const sight = emptySight(look, recently);
  if (page.isClosed()) {
    return { ...sight, missing: ['The page was closed: nothing of it can be shown.'] };
  }
  const over = new AbortController();
  const endsAt = clock.monotonic() + look.limitMs;
  const isOver = (): boolean => clock.monotonic() >= endsAt;
  const tooLate = sleep(clock, look.limitMs, over.signal).then(
    () => false,
    () => false,
  );
  const missing = new Set<string>();
  /** Ends with the part, with its failure, or with the time: always well. */
  const part = async (what: string, work: () => Promise<unknown>): Promise<void> => {
    if (isOver()) return void missing.add(tooSlow(what));
    const done = work().then(
      () => true,
      () => void missing.add(`${what} could not be had.`),
    );
    if ((await Promise.race([done, tooLate])) === false) missing.add(tooSlow(what));
  };
  try {
    await Promise.all([
      ...(look.withPicture ? [part('The picture', () => picture(page, look, sight))] : []),
      part('The elements of the target', () =>
        elements(page, look, sight, { isOver, tell: (sentence) => void missing.add(sentence) }),
      ),
      part('The page’s title', async () => {
        sight.title = await page.title();
      }),
    ]);
    // A picture puts a style and covers into the page for a moment: the source is read when they are gone.
    await Promise.all([
      ...(look.withSource ? [part('The page’s source', () => source(page, sight))] : []),
      part('The page as text', async () => {
        sight.aria = await page.ariaSnapshot({ timeout: look.limitMs });
      }),
    ]);
  } finally {
    over.abort();
  }
  // Parts that are late may still write into their sight; it is nobody's any more.
  return { ...sight, missing: [...missing] };
}

function emptySight({ since }: FailureLook, recently: Recently): Parts {
  return {
    title: null,
    picture: null,
    viewport: null,
    html: null,
    aria: null,
    suggestions: [],
    matchCount: 0,
    matches: [],
    acted: null,
    console: recently.console(since),
    requests: recently.requests(since),
    dialogs: recently.dialogs(since),
    missing: [],
  };
}

function tooSlow(what: string): string {
  return `${what} did not come in time.`;
}

async function picture(page: Page, { secrets, limitMs }: FailureLook, sight: Parts): Promise<void> {
  const bytes = await takePicture(page, secrets, limitMs);
  sight.viewport = page.viewportSize() ?? (await page.evaluate(windowSize));
  sight.picture = bytes;
}

/** Runs in the page. */
function windowSize(): { width: number; height: number } {
  return { width: window.innerWidth, height: window.innerHeight };
}

async function source(page: Page, sight: Parts): Promise<void> {
  sight.html = await page.evaluate(htmlOf, MAX_HTML + SLACK);
}

async function elements(
  page: Page,
  { facts, action }: FailureLook,
  sight: Parts,
  { isOver, tell }: { isOver: () => boolean; tell: (sentence: string) => void },
): Promise<void> {
  if (facts?.target === undefined) return;
  const { target, look, candidate } = facts;
  const used = target[candidate ?? 0];
  if (used === undefined) return;
  if (look === 'several') {
    const { count, matches } = await matchesOf(page, used);
    sight.matchCount = count;
    sight.matches = matches.slice(0, FAILURE_LIMITS.matches);
    return;
  }
  if (look === 'there') sight.acted = await boxOf(page, used);
  else {
    const isWhole = await suggest(page, { target, action, isOver }, (found) => {
      sight.suggestions = found;
    });
    if (sight.suggestions.length > 0) return;
    if (isOver()) throw new Error('there was no time to look for them');
    if (!isWhole)
      tell('The page is large: not all of it was looked through for elements like the wanted one.');
  }
}
