import { sleep } from '../clock.ts';
import type { ActionContext } from './run.ts';

/** How often a condition is looked at. */
const EVERY_MS = 100;

/**
 * Reads until `good` says yes or the step's time is over; gives what was read last and whether it was good.
 * What `read` throws ends it.
 */
export async function poll<T>(
  { clock, signal, timeoutMs }: Pick<ActionContext, 'clock' | 'signal' | 'timeoutMs'>,
  read: () => Promise<T>,
  good: (value: T) => boolean,
): Promise<{ value: T; ok: boolean }> {
  // A little less than the whole: the answer must be there before the step's own end.
  const until = clock.monotonic() + timeoutMs - EVERY_MS;
  for (;;) {
    const value = await read();
    if (good(value)) return { value, ok: true };
    if (clock.monotonic() >= until) return { value, ok: false };
    await sleep(clock, EVERY_MS, signal);
  }
}
