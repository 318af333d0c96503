import * as z from 'zod';
import { type SettingName, Settings } from './schema.ts';

/** The parts of the Settings screen, in its order. */
export const SETTING_GROUPS = ['queue', 'retries', 'workers', 'window', 'notices', 'background'] as const;
export type SettingGroup = (typeof SETTING_GROUPS)[number];

/**
 * The field of a setting. `time` is milliseconds, shown as seconds or minutes; `share` is 0 … 1, shown as per cent; `choice` has the
 * words of its schema.
 */
export type SettingKind = 'time' | 'count' | 'share' | 'switch' | 'choice';

/** When a change counts: at once, or for what begins after it. */
export type SettingTakes = 'now' | 'next';

/** A setting as data: where it stands, what its field is, when it counts. Its words are the window's. */
export interface SettingLook {
  readonly group: SettingGroup;
  readonly kind: SettingKind;
  readonly takes: SettingTakes;
}

const look = (group: SettingGroup, kind: SettingKind, takes: SettingTakes = 'now'): SettingLook => ({
  group,
  kind,
  takes,
});

/** Every setting, in the order of the screen. */
export const SETTING_LOOKS: Readonly<Record<SettingName, SettingLook>> = {
  pollMs: look('queue', 'time'),
  heartbeatMs: look('queue', 'time'),
  leaseMs: look('queue', 'time'),
  sweepMs: look('queue', 'time'),
  cancelGraceMs: look('queue', 'time'),
  quitGraceMs: look('queue', 'time'),
  maxRetries: look('retries', 'count', 'next'),
  retryBackoffMs: look('retries', 'time', 'next'),
  retryJitter: look('retries', 'share', 'next'),
  maxCrashes: look('retries', 'count'),
  workers: look('workers', 'count'),
  jobsPerWorker: look('workers', 'count'),
  maxHeld: look('workers', 'count'),
  language: look('window', 'choice'),
  letterKeys: look('window', 'switch'),
  motion: look('window', 'choice'),
  notifyFailed: look('notices', 'switch'),
  notifyPerson: look('notices', 'switch'),
  notifyBatch: look('notices', 'switch'),
  tray: look('background', 'switch'),
  runOn: look('background', 'switch'),
  startAtLogin: look('background', 'switch'),
};

/** Every name, in the order of the screen. */
export const SETTING_NAMES: readonly SettingName[] = Settings.keyof().options.toSorted(
  (a, b) => Object.keys(SETTING_LOOKS).indexOf(a) - Object.keys(SETTING_LOOKS).indexOf(b),
);

/** Every setting as it is when nobody changed it. */
export const SETTING_DEFAULTS: Settings = Settings.parse({});

/** The least and the most that a number may be, in its own unit. */
export function settingLimits(name: SettingName): { readonly min: number; readonly max: number } {
  const inner = Settings.shape[name].unwrap();
  if (!(inner instanceof z.ZodNumber)) return { min: 0, max: 0 };
  return { min: inner.minValue ?? 0, max: inner.maxValue ?? Number.MAX_SAFE_INTEGER };
}

/** The words that a choice may have. */
export function settingChoices(name: SettingName): readonly string[] {
  const inner = Settings.shape[name].unwrap();
  return inner instanceof z.ZodEnum ? inner.options.map(String) : [];
}
