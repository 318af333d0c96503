import { shell } from 'electron';
import { startAtLogin } from '../../background/background.ts';
import { COMMAND_NAMES, usage } from '../../cli/usage.ts';
import type { Core } from '../../core.ts';
import { loginFile } from '../../settings/start-at-login.ts';
import type { CallsOf } from './part.ts';

/** The settings, and what the Settings and Help screens tell beside them. */
export function settingsWindowCalls({
  settings,
  paths,
}: Pick<Core, 'settings' | 'paths'>): CallsOf<'settings'> {
  return {
    'settings.get': () => settings.now(),
    'settings.set'({ name, value }) {
      // First what may be refused from outside: the setting says what is so.
      if (name === 'startAtLogin') startAtLogin(value === true, paths.root);
      return settings.set(name, value);
    },
    'settings.reset'({ names }) {
      if (names.includes('startAtLogin')) startAtLogin(false, paths.root);
      return settings.reset(names);
    },
    'settings.loginFile': () => ({ file: loginFile(process.platform, process.env) }),
    'settings.openData': async () => {
      await shell.openPath(paths.root);
      return { done: true };
    },
    'settings.commandLine': () => ({
      commands: [
        { name: 'runwright', text: usage(null) },
        ...COMMAND_NAMES.map((name) => ({ name: `runwright ${name}`, text: usage(name) })),
      ],
    }),
  };
}
