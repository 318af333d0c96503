import { connect, type Socket } from 'node:net';
import { EXIT } from './exit-code.ts';
import { type AnswerFrame, AskFrame, encodeFrame, HandOver, readFrames } from './hand-over-frames.ts';
import { createInterrupts, type Interrupts } from './interrupts.ts';
import type { CliOutput } from './output.ts';

/** A command that another process handed over, and where its words go. */
export interface HandedCommand {
  readonly argv: readonly string[];
  readonly cwd: string;
  readonly output: CliOutput;
  readonly interrupts: Interrupts;
}

/**
 * Answers a second instance: connects to its pipe, runs its command here, and sends back what the command prints and how it ended.
 * When the second process goes away the command goes on unheard, so that what it queued is also exported.
 * Never throws.
 * @param data what came along with Electron's `second-instance`, untrusted
 * @param run runs the command to its end and gives its exit code
 * @returns the exit code, or null when nothing was run because the data was not ours or nobody waits any more
 */
export async function answerHandOver(
  data: unknown,
  run: (handed: HandedCommand) => Promise<number>,
): Promise<number | null> {
  const handed = HandOver.safeParse(data);
  if (!handed.success) return null;
  const socket = await connectTo(handed.data.reply);
  if (socket === null) return null;
  const interrupts = createInterrupts();
  readFrames(socket, AskFrame, () => interrupts.interrupt());
  const output = frameOutput(socket);
  const { argv, cwd } = handed.data;
  const code = await run({ argv, cwd, output, interrupts }).catch((error: unknown) => {
    output.err(
      `Something went wrong inside Runwright: ${error instanceof Error ? error.message : String(error)}`,
    );
    return EXIT.failed;
  });
  await closeWith(socket, { kind: 'exit', code });
  return code;
}

function connectTo(address: string): Promise<Socket | null> {
  return new Promise((resolve) => {
    const socket = connect(address);
    socket.once('connect', () => resolve(socket));
    // Later errors are told by `close` as well; without a listener they would end the app.
    socket.on('error', () => resolve(null));
  });
}

function frameOutput(socket: Socket): CliOutput {
  const send = (frame: AnswerFrame): void => {
    if (socket.writable) socket.write(encodeFrame(frame));
  };
  return {
    out: (line) => send({ kind: 'out', line }),
    err: (line) => send({ kind: 'err', line }),
    drained: () => drained(socket),
  };
}

/** Settles when there is room for more, or nobody will take it any more. (`drain` is only told after there was no room.) */
function drained(socket: Socket): Promise<void> {
  if (!socket.writable || !socket.writableNeedDrain) return Promise.resolve();
  return new Promise((resolve) => {
    const settle = (): void => {
      socket.off('drain', settle);
      socket.off('close', settle);
      resolve();
    };
    socket.on('drain', settle);
    socket.on('close', settle);
  });
}

function closeWith(socket: Socket, frame: AnswerFrame): Promise<void> {
  return new Promise((resolve) => {
    if (!socket.writable) return resolve();
    socket.once('close', () => resolve());
    socket.end(encodeFrame(frame), () => resolve());
  });
}
