import type { LogLine } from '../../../shared/job/schema.ts';

/** Lines that a log view holds at most; what is older is read again when somebody scrolls there. */
export const LOG_CAPACITY = 5000;

/** What a view draws; a new object for every change, the same one between changes. */
export interface LogSnapshot {
  readonly lines: readonly LogLine[];
  /** Lines before the first one exist and can be read. */
  readonly hasOlder: boolean;
  /** Lines that arrived but are not held, because the reader is elsewhere and the buffer is full. */
  readonly unheld: number;
  /** Counts the lines put before the others, so that a view can keep its place. */
  readonly prepended: number;
  /** Every line ever seen at the end, held or not: a difference of two tells what is new. */
  readonly arrived: number;
}

const EMPTY: LogSnapshot = { lines: [], hasOlder: false, unheld: 0, prepended: 0, arrived: 0 };

/**
 * A window of at most `capacity` lines over a job's log, kept outside the store: a line wakes the log view alone.
 *
 * It either stands at the end or has left it. At the end, new lines push the oldest out. While the reader looks at
 * older lines (`setFollowing(false)`) nothing that he sees may move: a full buffer then only counts what arrives
 * (`unheld`), and the end must be read again with `reset` before it is followed.
 */
export class LogBuffer {
  readonly #capacity: number;
  readonly #listeners = new Set<() => void>();
  #snapshot: LogSnapshot = EMPTY;
  #following = true;

  constructor(capacity: number = LOG_CAPACITY) {
    this.#capacity = capacity;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): LogSnapshot => this.#snapshot;

  /** True while the reader is at the end of the log. */
  setFollowing(following: boolean): void {
    this.#following = following;
  }

  /** Starts again with these lines. */
  reset(lines: readonly LogLine[], hasOlder: boolean): void {
    const kept = lines.slice(-this.#capacity);
    this.#change({
      lines: kept,
      hasOlder: hasOlder || kept.length < lines.length,
      unheld: 0,
      prepended: 0,
      arrived: this.#snapshot.arrived + lines.length,
    });
  }

  /**
   * Starts again with lines away from the end; the reader is not at the end then.
   * @param hasNewer lines after the last one exist and are not held
   */
  resetAway(lines: readonly LogLine[], hasOlder: boolean, hasNewer: boolean): void {
    this.#following = false;
    const { arrived, prepended } = this.#snapshot;
    this.#change({
      lines,
      hasOlder,
      unheld: hasNewer ? 1 : 0,
      prepended,
      arrived: arrived + lines.length,
    });
  }

  /** Adds lines at the end; those that are not newer than the last one are left out. */
  append(lines: readonly LogLine[]): void {
    const { lines: held, unheld, arrived } = this.#snapshot;
    const last = held.at(-1);
    const fresh = last === undefined ? lines : lines.filter((line) => compareLines(line, last) > 0);
    if (fresh.length === 0) return;

    const room = this.#capacity - held.length;
    const mayHold = unheld === 0 && (this.#following || fresh.length <= room);
    if (!mayHold) {
      this.#change({ ...this.#snapshot, unheld: unheld + fresh.length, arrived: arrived + fresh.length });
      return;
    }
    const all = [...held, ...fresh];
    const kept = all.slice(-this.#capacity);
    const hasOlder = this.#snapshot.hasOlder || kept.length < all.length;
    this.#change({ ...this.#snapshot, lines: kept, hasOlder, arrived: arrived + fresh.length });
  }

  /** Adds a page before the first line; beyond the capacity the newest lines leave and count as not held. */
  prepend(lines: readonly LogLine[], hasOlder: boolean): void {
    const { lines: held, unheld, prepended } = this.#snapshot;
    const first = held[0];
    const older = first === undefined ? lines : lines.filter((line) => compareLines(line, first) < 0);
    const all = [...older, ...held];
    const kept = all.slice(0, this.#capacity);
    this.#change({
      ...this.#snapshot,
      lines: kept,
      hasOlder,
      unheld: unheld + (all.length - kept.length),
      prepended: prepended + older.length,
    });
  }

  #change(next: LogSnapshot): void {
    this.#snapshot = next;
    for (const listener of this.#listeners) listener();
  }
}

/** Order of lines in a job's log: by attempt, then by number. */
export function compareLines(a: Pick<LogLine, 'epoch' | 'seq'>, b: Pick<LogLine, 'epoch' | 'seq'>): number {
  return a.epoch - b.epoch || a.seq - b.seq;
}
