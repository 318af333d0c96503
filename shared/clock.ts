/** What starts can stop: `dispose` may be called twice and at any moment. */
export interface Disposable {
  dispose(): void;
}

/**
 * The only source of time. `now` is the wall clock (epoch milliseconds, may jump either way);
 * `monotonic` only goes forward (milliseconds since some start) and is what liveness is measured with.
 */
export interface Clock {
  now(): number;
  monotonic(): number;
  /** Runs `fn` once after `ms`; disposing before that cancels it. */
  setTimer(ms: number, fn: () => void): Disposable;
}

/** The machine's clock: the one place of the code base that asks for the time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimer(ms, fn) {
    const timer = setTimeout(fn, ms);
    return { dispose: () => clearTimeout(timer) };
  },
};

/** Runs `fn` every `ms` until disposed; a run that throws does not end the series unless `fn` lets it. */
export function setRepeating(clock: Clock, ms: number, fn: () => void): Disposable {
  let timer: Disposable;
  const arm = (): void => {
    timer = clock.setTimer(ms, () => {
      arm();
      fn();
    });
  };
  arm();
  return { dispose: () => timer.dispose() };
}

/** Waits `ms` on the given clock, or less when `signal` aborts (then it rejects with the signal's reason). */
export function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = (): void => {
      timer.dispose();
      reject(signal?.reason);
    };
    const timer = clock.setTimer(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
