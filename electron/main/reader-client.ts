import type * as z from 'zod';
import type { Clock, Disposable } from '../../shared/clock.ts';
import { AppError, fromWire } from '../../shared/errors.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/ipc/define.ts';
import {
  FromReader,
  type ReaderContract,
  readerContract,
  type ToReader,
} from '../../shared/ipc/reader-protocol.ts';

/** What main hears of the reader process; `onGone` comes once and last. */
export interface ReaderEvents {
  onMessage(message: unknown): void;
  onGone(): void;
}

/** One reader process, as far as its client needs it. */
export interface ReaderProcess {
  post(message: ToReader): void;
  /** Ends the process at once; safe at any moment and more than once. */
  kill(): void;
}

export type ForkReader = (events: ReaderEvents) => ReaderProcess;

/** Asks the reader process. It is started at the first request, and anew at the next one after it has ended. */
export interface ReaderClient extends Disposable {
  /** Rejects with an AppError: what the reader answered, or `unavailable` when it ended or took too long. */
  call<K extends CallName<ReaderContract>>(
    name: K,
    input: CallInput<ReaderContract, K>,
  ): Promise<CallOutput<ReaderContract, K>>;
}

export interface ReaderClientDeps {
  readonly fork: ForkReader;
  readonly clock: Clock;
  readonly databasePath: string;
  /** Process id of main: the reader ends itself when that is gone. */
  readonly parentPid: number;
}

/** How long a request may take before the reader counts as hung and is ended. */
const LIMIT_MS: Record<CallName<ReaderContract>, number> = { exportRows: 15 * 60_000, searchJobs: 30_000 };

interface Waiting {
  settle(reply: FromReader['reply']): void;
  fail(error: AppError): void;
}

/** One life of the reader process with the requests that wait for it. */
interface Life {
  readonly process: ReaderProcess;
  readonly waiting: Map<number, Waiting>;
}

export function createReaderClient(deps: ReaderClientDeps): ReaderClient {
  let life: Life | undefined;
  let lastId = 0;
  let isDisposed = false;

  const endLife = (ended: Life, message: string): void => {
    if (life === ended) life = undefined;
    ended.process.kill();
    for (const waiting of [...ended.waiting.values()]) waiting.fail(new AppError('unavailable', message));
  };
  const currentLife = (): Life => {
    if (isDisposed) throw new AppError('unavailable', 'Runwright is closing.');
    life ??= startLife(deps, (ended) =>
      endLife(ended, 'The reader process ended before it was done. Try again.'),
    );
    return life;
  };

  const ask = (asked: Life, name: CallName<ReaderContract>, input: unknown): Promise<unknown> => {
    const id = ++lastId;
    const limitMs = LIMIT_MS[name];
    return new Promise((resolve, reject) => {
      const timer = deps.clock.setTimer(limitMs, () =>
        endLife(asked, `The reader took longer than ${limitMs / 1000} s and was ended. Try again with less.`),
      );
      const finish = (): void => {
        timer.dispose();
        asked.waiting.delete(id);
      };
      asked.waiting.set(id, {
        settle(reply) {
          finish();
          if (reply.ok) resolve(reply.value);
          else reject(fromWire(reply.error));
        },
        fail(error) {
          finish();
          reject(error);
        },
      });
      asked.process.post({ kind: 'call', id, name, input });
    });
  };

  return {
    async call(name, input) {
      return PARSE[name](await ask(currentLife(), name, input));
    },
    dispose() {
      isDisposed = true;
      if (life !== undefined) endLife(life, 'Runwright is closing.');
    },
  };
}

function startLife(deps: ReaderClientDeps, onGone: (life: Life) => void): Life {
  const waiting = new Map<number, Waiting>();
  const process = deps.fork({
    onMessage(message) {
      const parsed = FromReader.safeParse(message);
      // A late answer to a request that was given up finds nobody waiting.
      if (parsed.success) waiting.get(parsed.data.id)?.settle(parsed.data.reply);
    },
    onGone: () => onGone(life),
  });
  const life: Life = { process, waiting };
  process.post({ kind: 'init', databasePath: deps.databasePath, parentPid: deps.parentPid });
  return life;
}

/** Each answer as the contract describes it. */
const PARSE: { [K in CallName<ReaderContract>]: (value: unknown) => CallOutput<ReaderContract, K> } = {
  exportRows: (value) => agreed('exportRows', readerContract.exportRows.output, value),
  searchJobs: (value) => agreed('searchJobs', readerContract.searchJobs.output, value),
};

function agreed<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', `The reader's answer to ${name} is not what was agreed.`);
}
