import * as z from 'zod';
import { AppError, ErrorCode } from '../../shared/errors.ts';
import { type CallHandlers, call, type StreamHandlers, stream } from '../../shared/ipc/define.ts';

const None = z.strictObject({});
const Count = z.strictObject({ count: z.int().nonnegative() });
const Place = z.strictObject({ after: z.int().nullable() });

/** A small contract that shows every way a call or a stream can go. Lines are numbered 0, 1, 2 … */
export const fixtureContract = {
  'text.shout': call(z.strictObject({ text: z.string().max(20) }), z.strictObject({ text: z.string() })),
  'words.count': call(
    z.strictObject({ words: z.array(z.strictObject({ text: z.string() })) }),
    z.strictObject({ count: z.int() }),
  ),
  'error.typed': call(z.strictObject({ code: ErrorCode }), None),
  'error.bug': call(None, None),
  'error.output': call(None, z.strictObject({ count: z.int() })),
  /** Answers when `gate.open` was called. */
  'gate.wait': call(None, z.strictObject({ opened: z.literal(true) })),
  'gate.waiting': call(None, Count),
  'gate.open': call(None, Count),
  /** Writes so many lines; gives how many there are now. */
  'lines.write': call(Count, Count),
  'lines.page': call(Place, z.strictObject({ lines: z.array(z.int()), hasMore: z.boolean() })),
  /** How many subscriptions to `lines.tail` run. */
  'lines.readers': call(None, Count),
  'lines.tail': stream(Place, z.int(), 'append'),
  'value.set': call(z.strictObject({ key: z.string(), value: z.int() }), None),
  'value.changed': stream(None, z.strictObject({ key: z.string(), value: z.int() }), 'latest-by-key'),
} as const;

export type FixtureContract = typeof fixtureContract;

interface FixtureHandlers {
  readonly calls: CallHandlers<FixtureContract>;
  readonly streams: StreamHandlers<FixtureContract>;
}

/** Main's side of the small contract, with its own lines and readers. It needs nothing of Electron. */
export function createFixture(): FixtureHandlers {
  let written = 0;
  const tails = new Set<(line: number) => void>();
  const values = new Set<(key: string, value: number) => void>();
  const waiting = new Set<() => void>();

  return {
    calls: {
      'text.shout': ({ text }) => ({ text: text.toUpperCase() }),
      'words.count': ({ words }) => ({ count: words.length }),
      'error.typed': ({ code }) => {
        throw new AppError(code, 'As asked.', [{ path: 'steps[2].url', message: 'Not an address.' }]);
      },
      'error.bug': () => {
        throw new TypeError('a bug');
      },
      'error.output': () => ({ count: 0.5 }),
      'gate.wait': () =>
        new Promise((resolve) => {
          waiting.add(() => resolve({ opened: true }));
        }),
      'gate.waiting': () => ({ count: waiting.size }),
      'gate.open': () => {
        const count = waiting.size;
        for (const open of waiting) open();
        waiting.clear();
        return { count };
      },
      'lines.write': ({ count }) => {
        for (const end = written + count; written < end; written += 1)
          for (const tail of tails) tail(written);
        return { count: written };
      },
      'lines.page': ({ after }) => {
        const first = after === null ? 0 : after + 1;
        const end = Math.min(written, first + 1000);
        const lines = Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
        return { lines, hasMore: end < written };
      },
      'lines.readers': () => ({ count: tails.size }),
      'value.set': ({ key, value }) => {
        for (const tell of values) tell(key, value);
        return {};
      },
    },
    streams: {
      'lines.tail': ({ after }, sink) => {
        const tail = (line: number): void => sink.push('', line);
        for (let line = after === null ? 0 : after + 1; line < written; line += 1) tail(line);
        tails.add(tail);
        return () => tails.delete(tail);
      },
      'value.changed': (_input, sink) => {
        const tell = (key: string, value: number): void => sink.push(key, { key, value });
        values.add(tell);
        return () => values.delete(tell);
      },
    },
  };
}
