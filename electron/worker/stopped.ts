/**
 * Why a job was stopped from outside:
 * `cancel` by a person, `leaseLost` because another attempt holds the job, `release` because the worker must end,
 * `timeout` because the attempt's own time is over.
 */
export type StopKind = 'cancel' | 'leaseLost' | 'release' | 'timeout';

/** The reason of a job's AbortSignal; no error of the job. */
export class Stopped extends Error {
  readonly kind: StopKind;
  /** Monotonic milliseconds of the request. */
  readonly at: number;

  constructor(kind: StopKind, at: number) {
    super(`The job was stopped (${kind}).`);
    this.name = 'Stopped';
    this.kind = kind;
    this.at = at;
  }
}

/** The Stopped that aborted a signal, if one did. */
export function stopOf(signal: AbortSignal): Stopped | null {
  return signal.aborted && signal.reason instanceof Stopped ? signal.reason : null;
}

/**
 * The promise's result, or the signal's reason as soon as it aborts, even when the promise never settles.
 * What the promise does afterwards is nobody's concern any more.
 */
export function abortable<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}
