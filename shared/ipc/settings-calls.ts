import * as z from 'zod';
import { SettingName, SettingsNow, SettingValue } from '../settings/schema.ts';
import { call, stream } from './define.ts';

const None = z.strictObject({});

/** The settings, and what the app does beside its window. */
export const settingsCalls = {
  'settings.get': call(None, SettingsNow),
  /** Keeps one setting and puts it in force; a wrong value is `invalid_input`, one that is set from outside `conflict`. */
  'settings.set': call(z.strictObject({ name: SettingName, value: SettingValue }), SettingsNow),
  /** These are again what they are when nobody changed them. */
  'settings.reset': call(z.strictObject({ names: z.array(SettingName).min(1).max(100) }), SettingsNow),
  /** All of them, now and with every change. */
  'settings.changed': stream(None, SettingsNow, 'latest-by-key'),
  /** Where the start at login is written down; null = the system keeps it itself. */
  'settings.loginFile': call(None, z.strictObject({ file: z.string().nullable() })),
  /** Opens the data folder in the system's file window. */
  'settings.openData': call(None, z.strictObject({ done: z.literal(true) })),
  /** What the command line can, as its own help says it. */
  'settings.commandLine': call(
    None,
    z.strictObject({ commands: z.array(z.strictObject({ name: z.string(), text: z.string() })) }),
  ),
} as const;
