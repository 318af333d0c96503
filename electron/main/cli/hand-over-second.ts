import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import path from 'node:path';
import type { Clock, Disposable } from '../../../shared/clock.ts';
import type { Random } from '../../../shared/random.ts';
import { EXIT } from './exit-code.ts';
import { AnswerFrame, encodeFrame, readFrames } from './hand-over-frames.ts';
import type { Interrupts } from './interrupts.ts';
import type { CliOutput } from './output.ts';

/** A private pipe on which the answer of the first process is awaited. */
export interface ReplyPipe extends Disposable {
  /** What the first process connects to: a socket file, or a named pipe on Windows. */
  readonly address: string;
  /** Prints what the first process sends until it says how the command ended; gives the exit code. Call once. */
  answer(options: AnswerOptions): Promise<number>;
}

export interface AnswerOptions {
  readonly output: CliOutput;
  readonly interrupts: Interrupts;
  readonly clock: Clock;
  /** How long the first process may take to connect: it may be busy starting. */
  readonly connectMs: number;
}

// A socket's path may have about 100 characters; macOS fails above 104.
const LONGEST_FOLDER = 70;

/**
 * Opens the pipe that a second instance passes along with its command. On Unix it lies in a fresh folder that only this
 * user may enter; on Windows its name cannot be guessed.
 * @param tempDir the system's folder for temporary files
 */
export async function openReplyPipe(
  platform: NodeJS.Platform,
  tempDir: string,
  random: Random,
): Promise<ReplyPipe> {
  const parent = tempDir.length > LONGEST_FOLDER ? '/tmp' : tempDir;
  const folder = platform === 'win32' ? null : await mkdtemp(path.join(parent, 'runwright-'));
  const address = folder === null ? `\\\\.\\pipe\\runwright-${random.token()}` : path.join(folder, 'reply');
  const server = createServer();
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(address, resolve);
  });
  let isOpen = true;
  const dispose = (): void => {
    if (!isOpen) return;
    isOpen = false;
    server.close();
    if (folder !== null) void rm(folder, { recursive: true, force: true });
  };
  return {
    address,
    dispose,
    answer: (options) => awaitAnswer(server, options).finally(dispose),
  };
}

async function awaitAnswer(server: Server, options: AnswerOptions): Promise<number> {
  const socket = await firstConnection(server, options.clock, options.connectMs);
  if (socket === null) {
    options.output.err(
      'Runwright runs already with this data folder but does not answer. Quit it and try again, or choose another folder with --data.',
    );
    return EXIT.failed;
  }
  const code = await relay(socket, options);
  await options.output.drained();
  return code;
}

/** One connection only: whoever comes later is turned away. */
function firstConnection(server: Server, clock: Clock, ms: number): Promise<Socket | null> {
  return new Promise((resolve) => {
    const timer = clock.setTimer(ms, () => resolve(null));
    server.once('connection', (socket) => {
      timer.dispose();
      server.on('connection', (late) => late.destroy());
      resolve(socket);
    });
  });
}

function relay(socket: Socket, { output, interrupts }: AnswerOptions): Promise<number> {
  return new Promise((resolve) => {
    let code: number | null = null;
    const interrupt = interrupts.onInterrupt(() => {
      if (socket.writable) socket.write(encodeFrame({ kind: 'cancel' }));
    });
    readFrames(socket, AnswerFrame, (frame) => {
      if (code !== null) return;
      if (frame.kind === 'exit') code = frame.code;
      else if (frame.kind === 'out') output.out(frame.line);
      else output.err(frame.line);
    });
    // A slow reader of our stdout must slow the first process: nothing is read while lines wait here.
    socket.on('data', () => {
      socket.pause();
      void output.drained().then(() => socket.resume());
    });
    // A reset connection is told by `close` as well.
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      interrupt.dispose();
      if (code === null) {
        output.err(
          'Runwright ended before the command was done. Jobs that were queued go on at its next start: "runwright jobs" shows them.',
        );
      }
      resolve(code ?? EXIT.failed);
    });
  });
}
