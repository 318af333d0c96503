import { setTimeout as pause } from 'node:timers/promises';
import { median, quantile, rounded } from './report.ts';
import { clickingFlow, hangingFlow } from './runner-flows.ts';
import type { ProductWorker } from './runner-product.ts';
import type { BenchSite } from './runner-site.ts';

const ROUNDS = 20;
const HANGING_ROUNDS = 3;
/** So many clicks before a job is cancelled. */
const CLICKS = 3;

export interface CancelFigures {
  /** Milliseconds from the cancel to the last click that the page saw, 95 %; at least 0. */
  readonly lastActionP95: number;
  readonly contextClosedMax: number;
  /** Of a page that does not want to end: from the cancel to the end of the job. */
  readonly hangingMax: number;
  readonly raw: object;
}

/** Cancels jobs in the middle of their work, and jobs whose page hangs. */
export async function measureCancel(product: ProductWorker, site: BenchSite): Promise<CancelFigures> {
  const [lastAction, closed]: [number[], number[]] = [[], []];
  for (let round = 0; round < ROUNDS; round++) {
    const { clicks } = site;
    clicks.count = 0;
    const times = await product.cancel(clickingFlow(site.origin), async () => {
      while (clicks.count < CLICKS) await pause(5);
      await pause(round);
    });
    // The page tells of a click after it came: what is on its way must arrive.
    await pause(200);
    lastAction.push(Math.max(0, clicks.at - times.at));
    closed.push(times.contextClosed);
  }
  const hanging: Record<string, number[]> = { endless: [], unload: [], download: [] };
  for (const path of ['endless', 'unload', 'download'] as const) {
    for (let round = 0; round < HANGING_ROUNDS; round++) {
      const { ended } = await product.cancel(hangingFlow(site.origin, path), () => pause(700));
      hanging[path]?.push(rounded(ended));
    }
  }
  return {
    lastActionP95: quantile(lastAction, 0.95),
    contextClosedMax: Math.max(...closed),
    hangingMax: Math.max(...Object.values(hanging).flat()),
    raw: { lastActionP50: rounded(median(lastAction)), contextClosedP50: rounded(median(closed)), hanging },
  };
}
