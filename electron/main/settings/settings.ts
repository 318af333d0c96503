import * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import type { ReadableDb, WritableDb } from '../../database/open.ts';

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
});
export type Settings = z.output<typeof Settings>;

const PREFIX = 'settings.';
const Overrides = Settings.partial();

/**
 * The settings in force: the defaults, then what the user set, then RUNWRIGHT_SETTINGS (JSON, for tests).
 * A stored value that is not valid any more counts as not set; a wrong RUNWRIGHT_SETTINGS is told, because a person typed it.
 * @throws AppError 'invalid_input' for a wrong RUNWRIGHT_SETTINGS, with every fault
 */
export function readSettings(db: ReadableDb, env: NodeJS.ProcessEnv): Settings {
  return Settings.parse({ ...storedSettings(db), ...overridesOf(env.RUNWRIGHT_SETTINGS) });
}

/** Keeps one setting. The value must be valid. */
export function writeSetting<K extends keyof Settings>(db: WritableDb, name: K, value: Settings[K]): void {
  Settings.shape[name].parse(value);
  db.prepare(
    'INSERT INTO setting (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  ).run(PREFIX + name, JSON.stringify(value));
}

function storedSettings(db: ReadableDb): Record<string, unknown> {
  const rows = db
    .prepare<[], { key: string; value: string }>(
      `SELECT key, value FROM setting WHERE key >= '${PREFIX}' AND key < 'settings/'`,
    )
    .all();
  return Object.fromEntries(rows.flatMap(({ key, value }) => validEntry(key.slice(PREFIX.length), value)));
}

function validEntry(name: string, text: string): [string, unknown][] {
  const parsed = Overrides.safeParse({ [name]: JSON.parse(text) });
  return parsed.success ? Object.entries(parsed.data).filter(([key]) => key === name) : [];
}

function overridesOf(text: string | undefined): Record<string, unknown> {
  if (text === undefined || text === '') return {};
  const parsed = Overrides.safeParse(jsonOf(text));
  if (parsed.success) {
    // `partial` still fills in defaults: only what was typed counts.
    const typed = new Set(Object.keys(z.record(z.string(), z.unknown()).parse(jsonOf(text))));
    return Object.fromEntries(Object.entries(parsed.data).filter(([name]) => typed.has(name)));
  }
  const faults = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }));
  throw new AppError('invalid_input', 'RUNWRIGHT_SETTINGS is not a valid set of settings.', faults);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('invalid_input', 'RUNWRIGHT_SETTINGS is not JSON.');
  }
}
