import { type Clock, sleep } from '../../../../shared/clock.ts';

/**
 * Waits for the browser's work no longer than this.
 * @param done how the work would have ended, such as `written`
 * @throws what the work throws, or that it took too long
 */
export async function within<T>(clock: Clock, limitMs: number, done: string, work: Promise<T>): Promise<T> {
  const over = new AbortController();
  const tooLate = sleep(clock, limitMs, over.signal).then((): never => {
    throw new Error(`it was not ${done} within ${limitMs / 1000} s.`);
  });
  try {
    return await Promise.race([work, tooLate]);
  } finally {
    over.abort();
    tooLate.catch(() => undefined);
  }
}
