import type { QueueSettings } from './types.ts';

const DEFAULTS: QueueSettings = { leaseMs: 30_000, maxCrashes: 3 };

/** The given settings over the defaults, read whenever one is needed: they may change while the app runs. */
export function settingsOver(given: Partial<QueueSettings> = {}): QueueSettings {
  return {
    get leaseMs() {
      return given.leaseMs ?? DEFAULTS.leaseMs;
    },
    get maxCrashes() {
      return given.maxCrashes ?? DEFAULTS.maxCrashes;
    },
  };
}
