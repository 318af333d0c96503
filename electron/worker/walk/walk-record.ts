import type { BrowserSettings, Flow } from '../../../shared/flow/schema.ts';
import type { StepLog } from '../log-sink.ts';
import { idleBrowserSettings } from './idle-browser-settings.ts';
import { TurnRecord } from './turn-record.ts';

/** What one attempt counts over all its walks: those over called flows, and one for each row that it walks over. */
export class WalkRecord {
  turns = new TurnRecord();
  /** Runs of `once` steps by their key. */
  readonly onceRun = new Set<string>();
  jumps = 0;
  /** How many failures were looked at: those that their steps catch, and those that they let out. */
  looks = { caught: 0, letOut: 0 };
  lastBreath: number;
  readonly #toldBrowser = new Set<string>();
  #seq = 0;

  /** @param now monotonic milliseconds */
  constructor(now: number) {
    this.lastBreath = now;
  }

  /** Another run of a trial begins: a person wants it all again. The numbers of step runs go on. */
  again(): void {
    this.turns = new TurnRecord();
    this.onceRun.clear();
    this.jumps = 0;
    this.looks = { caught: 0, letOut: 0 };
  }

  /** Says once in an attempt that a called flow wants another browser than the one that it runs in. */
  tellBrowser(called: Flow, used: BrowserSettings, log: StepLog): void {
    if (this.#toldBrowser.has(called.name)) return;
    this.#toldBrowser.add(called.name);
    const sentence = idleBrowserSettings(called, used);
    if (sentence !== null) log('WARN', sentence);
  }

  /** The number of the next step run. */
  nextSeq(): number {
    return this.#seq++;
  }
}
