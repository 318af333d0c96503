import * as z from 'zod';
import { AppError } from '../../../shared/errors.ts';
import { SettingName, Settings, type SettingValue } from '../../../shared/settings/schema.ts';
import type { ReadableDb, WritableDb } from '../../database/open.ts';

export { Settings } from '../../../shared/settings/schema.ts';

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

/** Keeps a value that came from the window. @throws AppError 'invalid_input' for one that this setting cannot have */
export function keepSetting(db: WritableDb, name: SettingName, value: SettingValue): void {
  const parsed = Settings.shape[name].safeParse(value);
  if (!parsed.success) {
    const faults = parsed.error.issues.map(({ message }) => ({ path: name, message }));
    throw new AppError('invalid_input', `${String(value)} is no value for ${name}.`, faults);
  }
  writeSetting(db, name, parsed.data);
}

/** The setting is again what it is when nobody changed it. */
export function forgetSetting(db: WritableDb, name: SettingName): void {
  db.prepare('DELETE FROM setting WHERE key = ?').run(PREFIX + name);
}

/** The settings that a person changed. */
export function changedSettings(db: ReadableDb): SettingName[] {
  return namesOf(storedSettings(db));
}

/** The settings that RUNWRIGHT_SETTINGS says. */
export function outsideSettings(env: NodeJS.ProcessEnv): SettingName[] {
  return namesOf(overridesOf(env.RUNWRIGHT_SETTINGS));
}

function namesOf(values: Record<string, unknown>): SettingName[] {
  return SettingName.options.filter((name) => Object.hasOwn(values, name));
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
