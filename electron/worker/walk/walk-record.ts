import { TurnRecord } from './turn-record.ts';

/** What one attempt counts over all its walks: those over called flows, and one for each row that it walks over. */
export class WalkRecord {
  readonly turns = new TurnRecord();
  /** Runs of `once` steps by their key. */
  readonly onceRun = new Set<string>();
  jumps = 0;
  /** How many failures were looked at: those that their steps catch, and those that they let out. */
  readonly looks = { caught: 0, letOut: 0 };
  lastBreath: number;
  #seq = 0;

  /** @param now monotonic milliseconds */
  constructor(now: number) {
    this.lastBreath = now;
  }

  /** The number of the next step run. */
  nextSeq(): number {
    return this.#seq++;
  }
}
