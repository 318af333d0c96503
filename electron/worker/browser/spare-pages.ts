import type { Clock } from '../../../shared/clock.ts';
import type { LaunchedBrowser } from './launch.ts';
import { type ContextWish, type PreparedPage, preparePage, throwAway } from './prepared-page.ts';

/** A spare that waited longer is not used: what a browser forgets meanwhile (a sleep, a full memory) nobody tells us. */
export const SPARE_MAX_AGE_MS = 5 * 60_000;

interface Spare {
  readonly key: string;
  readonly madeAt: number;
  readonly coming: Promise<PreparedPage>;
  /** Null until it has come. */
  made: PreparedPage | null;
}

/**
 * One context a browser that waits ready for the next job, because making one takes longer than a short job.
 * It is made as the last job wanted its own, and only a job that wants exactly that takes it; each is used once.
 */
export class SparePages {
  readonly #clock: Clock;
  readonly #spares = new WeakMap<LaunchedBrowser, Spare>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Makes a spare for the next job when the browser has none that fits. Failures are silent: the job makes its own. */
  refill(browser: LaunchedBrowser, wish: ContextWish): void {
    const key = keyOf(wish);
    if (key === null) return;
    const waiting = this.#spares.get(browser);
    if (waiting?.key === key && this.#isFresh(waiting)) return;
    this.#drop(browser);
    const coming = preparePage(browser, wish);
    const spare: Spare = { key, madeAt: this.#clock.monotonic(), coming, made: null };
    this.#spares.set(browser, spare);
    coming.then(
      (made) => {
        spare.made = made;
      },
      () => {
        if (this.#spares.get(browser) === spare) this.#spares.delete(browser);
      },
    );
  }

  /** The spare of this browser when it is what the job wants and still alive; from now on it is the job's. Null = make one. */
  async take(browser: LaunchedBrowser, wish: ContextWish): Promise<PreparedPage | null> {
    const spare = this.#spares.get(browser);
    if (spare === undefined || spare.key !== keyOf(wish)) return null;
    if (!this.#isFresh(spare)) {
      this.#drop(browser);
      return null;
    }
    this.#spares.delete(browser);
    const made = await spare.coming.catch(() => null);
    if (made === null || (await beginsNow(made, wish))) return made;
    throwAway(made);
    return null;
  }

  #drop(browser: LaunchedBrowser): void {
    const spare = this.#spares.get(browser);
    this.#spares.delete(browser);
    spare?.coming.then(throwAway, () => undefined);
  }

  #isFresh({ madeAt, made }: Spare): boolean {
    const tooOld = this.#clock.monotonic() - madeAt > SPARE_MAX_AGE_MS;
    return !tooOld && made?.isAlive() !== false;
  }
}

/** The job's trace begins with the job, not with the spare. False = the spare does not answer as it should. */
async function beginsNow(spare: PreparedPage, { trace }: ContextWish): Promise<boolean> {
  try {
    if (trace !== null && spare.isAlive()) await spare.context.tracing.startChunk();
    return spare.isAlive();
  } catch {
    return false;
  }
}

/** Equal keys make equal contexts; null = the context holds something that belongs to one job alone. */
function keyOf({ options, trace }: ContextWish): string | null {
  // A video begins with its page: that of a spare would show how it waited.
  const ofOneJob = options.storageState !== undefined || options.recordVideo !== undefined;
  return ofOneJob ? null : JSON.stringify({ options, trace });
}
