import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { promisify } from 'node:util';

/** A running process, as far as proof of ownership needs it. */
export interface ProcessInfo {
  readonly pid: number;
  readonly commandLine: string;
  /** Its variables, `NAME=value` with NUL between them; only on Linux, and only of processes of this user. */
  readonly environment?: string;
}

const run = promisify(execFile);

/** All processes of this machine whose command line can be read. */
export async function listProcesses(platform: NodeJS.Platform): Promise<ProcessInfo[]> {
  switch (platform) {
    case 'linux':
      return listFromProc();
    case 'win32':
      return listFromPowerShell();
    default:
      return listFromPs();
  }
}

async function listFromProc(): Promise<ProcessInfo[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const read = names.map(async (name): Promise<ProcessInfo | null> => {
    try {
      const commandLine = (await readFile(`/proc/${name}/cmdline`, 'utf8')).replaceAll('\0', ' ');
      const environment = await readFile(`/proc/${name}/environ`, 'utf8').catch(() => '');
      return { pid: Number(name), commandLine, environment };
    } catch {
      return null; // It ended while we looked.
    }
  });
  return (await Promise.all(read)).filter((info) => info !== null);
}

async function listFromPs(): Promise<ProcessInfo[]> {
  const { stdout } = await run('ps', ['-axww', '-o', 'pid=,command='], { maxBuffer: 64 * 1024 * 1024 });
  return parsePsLines(stdout);
}

/** `ps -o pid=,command=` as processes. */
export function parsePsLines(text: string): ProcessInfo[] {
  return text.split('\n').flatMap((line) => {
    const match = /^\s*(\d+)\s+(.*)$/.exec(line);
    return match?.[1] === undefined ? [] : [{ pid: Number(match[1]), commandLine: match[2] ?? '' }];
  });
}

async function listFromPowerShell(): Promise<ProcessInfo[]> {
  const query = 'Get-CimInstance Win32_Process | ForEach-Object { "$($_.ProcessId) $($_.CommandLine)" }';
  const { stdout } = await run('powershell.exe', ['-NoProfile', '-Command', query], {
    maxBuffer: 64 * 1024 * 1024,
    windowsHide: true,
  });
  return parsePsLines(stdout);
}
