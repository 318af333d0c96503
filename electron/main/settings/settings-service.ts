import type { Disposable } from '../../../shared/clock.ts';
import { AppError } from '../../../shared/errors.ts';
import { SETTING_DEFAULTS } from '../../../shared/settings/registry.ts';
import {
  type SettingName,
  type Settings,
  type SettingsNow,
  type SettingValue,
  settingsFault,
} from '../../../shared/settings/schema.ts';
import type { WritableDb } from '../../database/open.ts';
import { type Transact, transactions } from '../queue/transaction.ts';
import { changedSettings, forgetSetting, keepSetting, outsideSettings, readSettings } from './settings.ts';

/** Hears of settings that are in force from now on with another value. */
export type SettingsListener = (values: Settings, changed: readonly SettingName[]) => void;

/**
 * The settings in force while the app runs: kept in the data file, below what RUNWRIGHT_SETTINGS says. Who needs one reads it from
 * `values` when it is needed, or listens.
 */
export class SettingsService {
  readonly #db: WritableDb;
  readonly #transact: Transact;
  readonly #env: NodeJS.ProcessEnv;
  readonly #outside: readonly SettingName[];
  readonly #listeners = new Set<SettingsListener>();
  #values: Settings;

  /** @throws AppError 'invalid_input' for a wrong RUNWRIGHT_SETTINGS */
  constructor(db: WritableDb, env: NodeJS.ProcessEnv) {
    this.#db = db;
    this.#transact = transactions(db);
    this.#env = env;
    this.#outside = outsideSettings(env);
    this.#values = readSettings(db, env);
  }

  /** Those in force at this moment. */
  get values(): Settings {
    return this.#values;
  }

  /** How they stand, for the window. */
  now(): SettingsNow {
    return { values: this.#values, changed: changedSettings(this.#db), outside: [...this.#outside] };
  }

  /**
   * Keeps one setting and puts it in force.
   * @throws AppError 'conflict' for one that is set from outside, 'invalid_input' for a value that it cannot have
   */
  set(name: SettingName, value: SettingValue): SettingsNow {
    if (this.#outside.includes(name))
      throw new AppError('conflict', `${name} is set from outside, with RUNWRIGHT_SETTINGS.`);
    this.#refuseMisfit({ ...this.#values, [name]: value });
    return this.keep([[name, value]]);
  }

  /** Keeps these; one that is set from outside counts once it is not any more. @throws AppError 'invalid_input' */
  keep(entries: readonly (readonly [SettingName, SettingValue])[]): SettingsNow {
    this.#transact(() => {
      for (const [name, value] of entries) keepSetting(this.#db, name, value);
    });
    return this.#renew();
  }

  /** These are again what they are when nobody changed them. @throws AppError 'invalid_input' when they do not fit the others */
  reset(names: readonly SettingName[]): SettingsNow {
    const defaults = Object.fromEntries(names.map((name) => [name, SETTING_DEFAULTS[name]]));
    this.#refuseMisfit({ ...this.#values, ...defaults });
    this.#transact(() => {
      for (const name of names) forgetSetting(this.#db, name);
    });
    return this.#renew();
  }

  onChange(listener: SettingsListener): Disposable {
    this.#listeners.add(listener);
    return { dispose: () => void this.#listeners.delete(listener) };
  }

  #refuseMisfit(next: Settings): void {
    const fault = settingsFault(next);
    if (fault !== null && settingsFault(this.#values) === null) throw new AppError('invalid_input', fault);
  }

  /** What came of a listener is its own matter: the setting is kept by then. */
  #renew(): SettingsNow {
    const before = this.#values;
    const after = readSettings(this.#db, this.#env);
    this.#values = after;
    const names = Object.keys(SETTING_DEFAULTS).filter(isName);
    const changed = names.filter((name) => before[name] !== after[name]);
    for (const listener of this.#listeners) listener(after, changed);
    return this.now();
  }
}

function isName(key: string): key is SettingName {
  return Object.hasOwn(SETTING_DEFAULTS, key);
}
