import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat, statfs } from 'node:fs/promises';
import { isFolderWritable } from '../cli/writable.ts';
import type { FolderFacts } from './checks.ts';

const START_MS = 20_000;
const LONGEST_ANSWER = 100_000;

/** Asks a browser for its version by starting it, for at most 20 s. */
export async function browserVersion(
  program: string,
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): Promise<string> {
  // On Windows `chrome.exe --version` opens a window and says nothing: there the file tells its version.
  if (platform === 'win32') {
    const script = '(Get-Item -LiteralPath $env:RUNWRIGHT_PROBE).VersionInfo.ProductVersion';
    return runForText('powershell.exe', ['-NoProfile', '-Command', script], {
      ...env,
      RUNWRIGHT_PROBE: program,
    });
  }
  return runForText(program, ['--version'], env);
}

function runForText(program: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { timeout: START_MS, killSignal: 'SIGKILL', maxBuffer: LONGEST_ANSWER, env } as const;
    execFile(program, [...args], options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout.trim());
      const reason =
        error.killed === true ? `no answer within ${START_MS / 1000} s` : firstLine(stderr, error.message);
      reject(new Error(reason));
    });
  });
}

function firstLine(stderr: string, fallback: string): string {
  return stderr.split('\n').find((line) => line.trim() !== '') ?? fallback;
}

/** What kind of place the folder is, for the data check; null when it is not there. */
export async function lookAtFolder(folder: string, platform: NodeJS.Platform): Promise<FolderFacts | null> {
  const found = await stat(folder).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  });
  if (found === null) return null;
  const isFolder = found.isDirectory();
  return {
    isFolder,
    isWritable: isFolder && (await isFolderWritable(folder)),
    mode: platform === 'win32' ? null : found.mode & 0o777,
  };
}

/** Free bytes for this user on the disk of the folder. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** True where `apt-get` installs programs. */
export function hasApt(): boolean {
  return existsSync('/usr/bin/apt-get');
}
