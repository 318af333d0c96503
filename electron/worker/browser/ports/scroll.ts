import type { Locator } from 'playwright-core';
import type { Found, Offset } from '../../../../shared/actions/page-port.ts';
import { sleep } from '../../../../shared/clock.ts';
import type { Target } from '../../../../shared/flow/target.ts';
import { watchNetwork } from '../next-page.ts';
import { type ScrollPlace, type ScrollWish, scrollBox } from '../scroll-script.ts';
import { ONE_ATTACHED, type PortCore } from './core.ts';

const POLL_MS = 50;
/** What is shown has come to rest when its height stays the same for so long. */
const REST_MS = 150;
/** Nothing more comes when nothing has come for so long … */
const QUIET_MS = 1000;
/** … or for so long while the network is busy, as it always is on pages that listen for news. */
const BUSY_MS = 10_000;
const STAY: ScrollWish = { x: 0, y: 0 };

export function scrollTo(core: PortCore, target: Target): Promise<Found> {
  return core.act(target, ONE_ATTACHED, (element, options) => element.scrollIntoViewIfNeeded(options));
}

export async function scrollBy(
  core: PortCore,
  by: Offset | 'top' | 'bottom',
  within?: Target,
): Promise<Found | null> {
  core.browsing.acts();
  const box = await boxOf(core, within);
  await scroll(core, box, by);
  return box.candidate === null ? null : { candidate: box.candidate };
}

/** Scrolls on and waits for more below. False = there is no more. */
export async function scrollOn(core: PortCore, by: 'bottom' | 'screen', within?: Target): Promise<boolean> {
  const { clock } = core;
  const { signal, timeoutMs } = core.limits;
  const box = await boxOf(core, within);
  const network = watchNetwork(core.page);
  try {
    const before = await scroll(core, box, STAY);
    const startedAt = clock.monotonic();
    let now = await scroll(core, box, by);
    let restsSince = startedAt;
    for (;;) {
      await sleep(clock, POLL_MS, signal);
      const last = now;
      now = await scroll(core, box, STAY);
      const at = clock.monotonic();
      if (now.height !== last.height) restsSince = at;
      const rests = at - restsSince >= REST_MS;
      const more = now.height > before.height || (by === 'screen' && now.top > before.top + 1);
      if (rests && more) return true;
      if (at - startedAt > (network.busy() ? Math.min(BUSY_MS, timeoutMs) : QUIET_MS) && !more) return false;
    }
  } finally {
    network.stop();
  }
}

async function boxOf(core: PortCore, within: Target | undefined): Promise<Box> {
  if (within !== undefined) return core.find(within, ONE_ATTACHED);
  return { locator: core.page.locator(':root'), candidate: null };
}

interface Box {
  readonly locator: Locator;
  /** Null = the page itself. */
  readonly candidate: number | null;
}

function scroll(core: PortCore, { locator }: Box, wish: ScrollWish): Promise<ScrollPlace> {
  return core.guard(() => locator.evaluate(scrollBox, wish, core.options()));
}
