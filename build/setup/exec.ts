import { spawn } from 'node:child_process';

/** How a program ended. `signal` is set when it was killed or crashed, which `code` alone would hide. */
export interface ExecResult {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

export interface ExecOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
  /** Called about once a second while the program runs, for progress. */
  readonly onTick?: (elapsedSeconds: number) => void;
  /** Called with each piece of output, for programs that report their own progress. */
  readonly onOutput?: (text: string) => void;
  readonly shell?: boolean;
}

/** Runs a program to its end and never throws: a program that cannot be started answers with code 127. */
export type Exec = (command: string, args: readonly string[], options?: ExecOptions) => Promise<ExecResult>;

export const exec: Exec = (command, args, options = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, [...args], {
      cwd: options.cwd,
      env: options.env ?? process.env,
      shell: options.shell ?? false,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const startedAt = performance.now();
    let stdout = '';
    let stderr = '';
    let timedOut = false;
    const ticker = setInterval(
      () => options.onTick?.(Math.round((performance.now() - startedAt) / 1000)),
      1000,
    );
    const deadline =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    const finish = (code: number | null, signal: NodeJS.Signals | null) => {
      clearInterval(ticker);
      clearTimeout(deadline);
      resolve({ code, signal, stdout, stderr, timedOut });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
      options.onOutput?.(text);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
      options.onOutput?.(text);
    });
    child.on('error', (error) => {
      stderr += error.message;
      finish(127, null);
    });
    child.on('close', finish);
  });

/** True when the program ran to its end and said that all went well. */
export function succeeded(result: ExecResult): boolean {
  return result.code === 0 && !result.timedOut;
}

/** One phrase for why a program failed, fit for the middle of a sentence. */
export function failureReason(result: ExecResult): string {
  if (result.timedOut) return 'it took too long';
  if (result.signal !== null) return `it crashed with ${result.signal}`;
  const lines = `${result.stdout}\n${result.stderr}`.split('\n').map((line) => line.trim());
  const telling = lines
    .filter((line) => line !== '')
    .filter((line) => /error|not found|cannot|fail/i.test(line));
  return telling.at(-1) ?? lines.filter((line) => line !== '').at(-1) ?? `it ended with code ${result.code}`;
}
