import { setTimeout as pause } from 'node:timers/promises';

/** Looks every 100 ms until it is so, or the time is over. */
export async function until(isSo: () => boolean, limitMs: number): Promise<void> {
  const end = performance.now() + limitMs;
  while (!isSo() && performance.now() < end) await pause(100);
}
