import type { Socket } from 'node:net';
import * as z from 'zod';

/** What the second process passes to the first when it asks for the single-instance lock. */
export const HandOver = z.strictObject({
  /** The words that the person typed (see `userArgs`). */
  argv: z.array(z.string()).max(10_000),
  /** Working folder of the second process, absolute. */
  cwd: z.string().min(1),
  /** The private pipe on which the second process waits for the answer. */
  reply: z.string().min(1),
});
export type HandOver = z.output<typeof HandOver>;

/** First process → second. `exit` comes once and last. */
export const AnswerFrame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('out'), line: z.string() }),
  z.strictObject({ kind: z.literal('err'), line: z.string() }),
  z.strictObject({ kind: z.literal('exit'), code: z.int().min(0).max(255) }),
]);
export type AnswerFrame = z.output<typeof AnswerFrame>;

/** Second process → first: Ctrl-C was pressed there. */
export const AskFrame = z.strictObject({ kind: z.literal('cancel') });
export type AskFrame = z.output<typeof AskFrame>;

/** No line of ours comes near this; what does is not ours. */
const LONGEST_FRAME = 32_000_000;

/** Frames are lines of JSON: a line break inside a text is escaped by JSON itself. */
export function encodeFrame(frame: AnswerFrame | AskFrame): string {
  return `${JSON.stringify(frame)}\n`;
}

/**
 * Reads frames from a socket, each parsed with its schema. A frame that does not parse ends the connection:
 * the other side is then not what it should be.
 */
export function readFrames<T>(socket: Socket, schema: z.ZodType<T>, onFrame: (frame: T) => void): void {
  let rest = '';
  socket.setEncoding('utf8');
  socket.on('data', (chunk) => {
    const pieces = `${rest}${chunk.toString()}`.split('\n');
    rest = pieces.pop() ?? '';
    for (const piece of pieces) {
      const frame = parseFrame(piece, schema);
      if (frame === undefined) return void socket.destroy();
      onFrame(frame);
    }
    if (rest.length > LONGEST_FRAME) socket.destroy();
  });
}

function parseFrame<T>(text: string, schema: z.ZodType<T>): T | undefined {
  try {
    const parsed = schema.safeParse(JSON.parse(text));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
