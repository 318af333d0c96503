import { readdirSync, readFileSync } from 'node:fs';

/** A process of this machine, as /proc shows it. Linux alone has that. */
export interface LiveProcess {
  readonly pid: number;
  readonly commandLine: string;
}

/** Every process whose command line can be read; ended ones that nobody has collected yet have none. */
export function liveProcesses(): LiveProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      const commandLine = commandLineOf(Number(name));
      return commandLine === '' ? [] : [{ pid: Number(name), commandLine }];
    });
}

/** Everything that belongs to this data folder: the app, its workers and their browsers. */
export function processesOf(dataDir: string): LiveProcess[] {
  return liveProcesses().filter(
    ({ pid, commandLine }) => pid !== process.pid && commandLine.includes(dataDir),
  );
}

/** The main processes of the browsers of this data folder. */
export function browsersOf(dataDir: string): LiveProcess[] {
  return processesOf(dataDir).filter(
    ({ commandLine }) => commandLine.includes('--runwright-browser=') && !commandLine.includes('--type='),
  );
}

/** Sends a signal; false when the process was gone. */
export function signal(pid: number, name: 'SIGKILL' | 'SIGSTOP' | 'SIGCONT'): boolean {
  try {
    process.kill(pid, name);
    return true;
  } catch {
    return false;
  }
}

/** True while the number still belongs to an Electron process: numbers are used again. */
export function isElectron(pid: number): boolean {
  return /electron|runwright/i.test(commandLineOf(pid));
}

function commandLineOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return ''; // It ended while we looked.
  }
}
