import type { Page, Response } from 'playwright-core';
import type { HeardResponse, WantedResponse } from '../../../../shared/actions/browser-port.ts';
import { urlMatcher } from '../../../../shared/actions/match-url.ts';
import type { ElementState, Found, WaitUntil } from '../../../../shared/actions/page-port.ts';
import { ActionFailure } from '../../../../shared/actions/run.ts';
import { sleep } from '../../../../shared/clock.ts';
import { type Target, targetText } from '../../../../shared/flow/target.ts';
import { seconds } from '../../classify.ts';
import { webAddress } from '../web-address.ts';
import { isTimeout, type PortCore } from './core.ts';

/** A page whose dialog could not be answered, and that is not left so long after, will never be. */
const STUCK_MS = 500;

/** Opens an address of the web in the present page. */
export async function goto(core: PortCore, address: string, waitUntil: WaitUntil): Promise<void> {
  const url = webAddress(address);
  core.browsing.acts();
  const options = { waitUntil, ...core.options() };
  const response = await core
    .guard(() => leaveFor(core, (page) => page.goto(url, options)))
    .catch((error: unknown) => {
      throw isTimeout(error) ? pageTooSlow(url, core.limits.timeoutMs) : error;
    });
  core.checkStatus(response);
}

/** Opens something in the present page, or in a fresh one when that one cannot be left for its dialogs. */
async function leaveFor(
  core: PortCore,
  open: (page: Page) => Promise<Response | null>,
): Promise<Response | null> {
  const { page, browsing, clock, limits } = core;
  const going = open(page);
  const stuck = new Promise<'stuck'>((resolve) => {
    browsing.dialogs.onStuck = (which) => {
      if (which === page)
        void sleep(clock, STUCK_MS, limits.signal).then(
          () => resolve('stuck'),
          () => undefined,
        );
    };
  });
  try {
    const first = await Promise.race([going, stuck]);
    if (first !== 'stuck') return first;
  } finally {
    browsing.dialogs.onStuck = null;
  }
  going.catch(() => undefined);
  limits.log(
    'WARN',
    'A dialog of the page kept it from being left: it was closed, and the steps go on in a new tab.',
  );
  await browsing.replace(page);
  return open(core.page);
}

const NO_SUCH_PAGE = {
  back: 'There is no page to go back to.',
  forward: 'There is no page to go forward to.',
  reload: '',
};

/** Goes through the history of the tab, or loads the page again. */
export async function move(
  core: PortCore,
  where: 'back' | 'forward' | 'reload',
  waitUntil: WaitUntil,
): Promise<void> {
  const { page } = core;
  const before = page.url();
  core.browsing.acts();
  const options = { waitUntil, ...core.options() };
  const moving = { back: () => page.goBack(options), forward: () => page.goForward(options) };
  const go = where === 'reload' ? () => page.reload(options) : moving[where];
  const response = await core.guard(go).catch((error: unknown) => {
    throw isTimeout(error) ? pageTooSlow(before, core.limits.timeoutMs) : error;
  });
  // Without a response the page moved within itself, or not at all; only the address tells the two apart.
  if (response === null && where !== 'reload' && page.url() === before) {
    throw new ActionFailure('UnknownError', NO_SUCH_PAGE[where], 'Open the page by its address instead.');
  }
  core.checkStatus(response);
}

export async function waitForElement(
  core: PortCore,
  target: Target,
  state: ElementState,
): Promise<Found | null> {
  if (state === 'visible' || state === 'attached') {
    const { candidate } = await core.find(target, { many: true, state });
    return { candidate };
  }
  const present = state === 'hidden' ? 'visible' : 'attached';
  await core.until(
    async () => ((await core.isThere(target, present)) ? null : true),
    () => `${targetText(target)} is still ${present === 'visible' ? 'visible' : 'in the page'}`,
  );
  return null;
}

export async function waitForText(core: PortCore, text: string): Promise<void> {
  await core.until(
    async () => {
      const looks = core.page.frames().map((frame) =>
        frame
          .getByText(text)
          .visible()
          .count()
          .catch(() => 0),
      );
      return (await core.guard(() => Promise.all(looks))).some((count) => count > 0) ? true : null;
    },
    () => `The text “${text}” did not appear`,
  );
}

export async function waitForUrl(core: PortCore, pattern: string): Promise<void> {
  const matches = urlMatcher(pattern);
  await core.until(
    () => (matches(core.page.url()) ? true : null),
    () => `The address did not become ${pattern}: it is ${core.page.url()}`,
  );
}

export function waitForResponse(core: PortCore, wanted: WantedResponse): Promise<HeardResponse> {
  const matches = urlMatcher(wanted.url);
  let near: HeardResponse | null = null;
  return core.until(
    () => {
      const found = core.browsing.responses.filter(
        ({ url, method }) => matches(url) && (wanted.method ?? method) === method,
      );
      near = found.at(-1) ?? null;
      return found.find(({ status }) => (wanted.status ?? status) === status) ?? null;
    },
    () => noResponse(wanted, near),
  );
}

function noResponse({ url, method, status }: WantedResponse, near: HeardResponse | null): string {
  const what = `answer ${status ?? ''} from ${method ?? ''} ${url}`.replaceAll(/ +/g, ' ');
  const instead = near === null ? '' : `: ${near.url} answered with ${near.status}`;
  return `No ${what} came${instead}`;
}

function pageTooSlow(url: string, timeoutMs: number): ActionFailure {
  return new ActionFailure(
    'TimeoutError',
    `${url} was not loaded within ${seconds(timeoutMs)}.`,
    'Try again later, give the step more time, or wait only for "domcontentloaded".',
    false,
    { expected: `${url} is loaded within ${seconds(timeoutMs)}`, found: 'it was still loading' },
  );
}
