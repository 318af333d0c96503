import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Readable } from 'node:stream';
import { requirePackages } from './apt.ts';
import type { SetupContext } from './context.ts';
import { SetupError } from './errors.ts';

/** A display made for this run. */
export interface VirtualDisplay {
  readonly name: string;
  stop(): void;
}

const START_TIMEOUT_MS = 10_000;

/**
 * Keeps Xvfb alive exactly as long as we are: the shell waits for the end of its input, which comes when we close it and also when we are
 * killed, so no Xvfb is ever left behind.
 */
const XVFB_WHILE_INPUT_LASTS =
  'Xvfb "$@" & server=$!; cat >/dev/null; kill "$server" 2>/dev/null; wait "$server"';

/** Whether a window could not be shown without making a display first. Only Linux can be without one. */
export function needsDisplay(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): boolean {
  return platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY;
}

/** Makes a display when there is none, and says so. */
export async function displayStage(context: SetupContext): Promise<VirtualDisplay | undefined> {
  if (!needsDisplay(context.platform, context.env)) return undefined;
  const hasXvfb = () => (context.env.PATH ?? '').split(':').some((folder) => existsSync(`${folder}/Xvfb`));
  if (!hasXvfb()) {
    await requirePackages(
      context,
      'display',
      'there is no display, and Xvfb, which would make one, is not installed',
      ['xvfb'],
      'install Xvfb',
    );
  }
  const display = await startXvfb(context.env);
  context.env.DISPLAY = display.name;
  // The app's own report (`doctor`) can then say that this display is not a screen.
  context.env.RUNWRIGHT_VIRTUAL_DISPLAY = display.name;
  context.report.line('display', `none here, so Xvfb made ${display.name}`);
  return display;
}

async function startXvfb(env: NodeJS.ProcessEnv): Promise<VirtualDisplay> {
  const screen = ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp', '-noreset'];
  const child = spawn('sh', ['-c', XVFB_WHILE_INPUT_LASTS, 'sh', ...screen], {
    // A process group of its own: Ctrl-C must reach the app first, which still needs the display to close its windows.
    detached: true,
    env,
    stdio: ['pipe', 'ignore', 'pipe', 'pipe'],
  });
  child.stderr?.resume();
  const stop = () => child.stdin?.end();
  try {
    const number = await readLine(child.stdio[3] as Readable, START_TIMEOUT_MS);
    child.unref();
    return { name: `:${number}`, stop };
  } catch {
    stop();
    throw new SetupError(
      'there is no display, and Xvfb did not start',
      'run Xvfb :99 to see what it says, or set DISPLAY to a display that works',
    );
  }
}

function readLine(stream: Readable, timeoutMs: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timeout = setTimeout(() => reject(new Error('timeout')), timeoutMs);
    stream.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
      if (!text.includes('\n')) return;
      clearTimeout(timeout);
      resolve(text.trim());
    });
    stream.on('end', () => {
      clearTimeout(timeout);
      reject(new Error('ended'));
    });
  });
}
