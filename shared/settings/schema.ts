import * as z from 'zod';

const Ms = z.int().min(1).max(86_400_000);

/** Every setting with its default. Times are milliseconds. */
export const Settings = z.strictObject({
  /** How often an idle worker asks by itself; a nudge comes first nearly always. */
  pollMs: Ms.default(1000),
  heartbeatMs: Ms.default(10_000),
  /** Without a heartbeat for this long a worker is taken for dead and its jobs return. */
  leaseMs: Ms.default(30_000),
  /** How often leases are looked at. */
  sweepMs: Ms.default(1000),
  workers: z.int().min(1).max(16).default(2),
  jobsPerWorker: z.int().min(1).max(50).default(5),
  /** A job that ended its worker this often fails. */
  maxCrashes: z.int().min(1).max(100).default(3),
  /** Retries after the first attempt, when the flow does not say. */
  maxRetries: z.int().min(0).max(20).default(3),
  /** The n-th retry waits n² times this. */
  retryBackoffMs: z.int().min(0).max(3_600_000).default(1000),
  /** Share of the wait that is left to chance, either way. */
  retryJitter: z.number().min(0).max(1).default(0),
  /** What a cancelled job may take before its worker is ended. */
  cancelGraceMs: Ms.default(5000),
  /** What running jobs get at quit before they are given back. */
  quitGraceMs: z.int().min(0).max(86_400_000).default(60_000),
  /** Browsers of failed steps that each worker keeps open at once, where a flow or a job wants it. */
  maxHeld: z.int().min(0).max(50).default(2),

  /** What the window, the tray and the system's notices speak. */
  language: z.enum(['system', 'en', 'de']).default('system'),
  /** Single letters are commands: `n`, `p`, `g` then a letter. Keys with Ctrl are not meant. */
  letterKeys: z.boolean().default(true),
  motion: z.enum(['system', 'less']).default('system'),

  /** The system tells of it while no window of the app has the focus. */
  notifyFailed: z.boolean().default(true),
  notifyPerson: z.boolean().default(true),
  notifyBatch: z.boolean().default(true),

  tray: z.boolean().default(true),
  /** The app goes on when its window is closed. */
  runOn: z.boolean().default(false),
  /** The app starts with the person's session, without a window. */
  startAtLogin: z.boolean().default(false),
});
export type Settings = z.output<typeof Settings>;

/** The name of a setting. */
export const SettingName = Settings.keyof();
export type SettingName = z.output<typeof SettingName>;

/** What some setting may be. */
export const SettingValue = z.union([z.number(), z.boolean(), z.string().max(100)]);
export type SettingValue = z.output<typeof SettingValue>;

/** A worker that is heard less often than this share of the lease would be taken for dead although it lives. */
const BEATS_IN_LEASE = 2;

/** Null, or why these settings cannot be in force together. */
export function settingsFault({
  heartbeatMs,
  leaseMs,
}: Pick<Settings, 'heartbeatMs' | 'leaseMs'>): string | null {
  if (leaseMs >= BEATS_IN_LEASE * heartbeatMs) return null;
  return `A worker counts as dead after ${leaseMs / 1000} s, so it must give a sign of life every ${leaseMs / 1000 / BEATS_IN_LEASE} s or more often.`;
}

/** How the settings stand. */
export const SettingsNow = z.strictObject({
  /** Those in force. */
  values: Settings,
  /** Those that a person changed. */
  changed: z.array(SettingName),
  /** Those that RUNWRIGHT_SETTINGS says: they cannot be changed here. */
  outside: z.array(SettingName),
});
export type SettingsNow = z.output<typeof SettingsNow>;
