import { utilityProcess } from 'electron';
import type { Installable } from '../../../shared/browsers/installable.ts';
import { killUtility } from '../kill-utility.ts';

/** What is heard of the installer; `onGone` comes once and last. */
export interface InstallerEvents {
  /** A piece of what it prints, as it comes. */
  onText(text: string): void;
  onGone(code: number): void;
}

/** The installer, as far as it is steered: ends at once, with all that it started; safe more than once. */
export interface InstallerProcess {
  kill(): void;
}

/** @param temporary folder for what it downloads, absolute; it is there */
export type StartInstaller = (
  kind: Installable,
  temporary: string,
  events: InstallerEvents,
) => InstallerProcess;

/**
 * Starts the installer as an Electron utility process.
 * @param script the bundled installer, absolute
 * @param playwright folder of the package `playwright-core`, absolute
 */
export function utilityInstaller(script: string, playwright: string): StartInstaller {
  return (kind, temporary, events) => {
    // Without this it says what it downloads, also where npm started the app quietly.
    const { npm_config_loglevel: _quiet, ...env } = process.env;
    const child = utilityProcess.fork(script, [script, playwright, kind], {
      serviceName: 'Runwright browser installer',
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: unknown) => events.onText(String(chunk)));
    }
    let gone = false;
    child.once('exit', (code) => {
      gone = true;
      events.onGone(code);
    });
    return {
      kill: () => {
        if (!gone) killUtility(child);
      },
    };
  };
}
