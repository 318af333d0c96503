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

export interface ReaderClientDeps {
  readonly fork: ForkReader;
  readonly clock: Clock;
  readonly databasePath: string;
  /** Process id of main: the reader ends itself when that is gone. */
  readonly parentPid: number;
}

/** How long a request may take before the reader counts as hung and is ended. */
const LIMIT_MS: Record<CallName<ReaderContract>, number> = {
  exportRows: 15 * 60_000,
  exportFailedRows: 15 * 60_000,
  readSheet: 60_000,
  searchJobs: 30_000,
  countJobs: 30_000,
  lastGood: 60_000,
  saveLog: 15 * 60_000,
  countFlowJobs: 30_000,
  findJobs: 60_000,
  countFound: 60_000,
  countFoundStates: 30_000,
  searchLogs: 60_000,
  recentEnds: 30_000,
  failureCauses: 30_000,
  listDatasets: 60_000,
  listRuns: 60_000,
  resultsPage: 120_000,
  resultsTable: 120_000,
  exportResults: 15 * 60_000,
};

interface Waiting {
  settle(reply: FromReader['reply']): void;
  fail(error: AppError): void;
}

/** One life of the reader process with the requests that wait for it. */
interface Life {
  readonly process: ReaderProcess;
  readonly waiting: Map<number, Waiting>;
}

/** Asks the reader process. It is started at the first request, and anew at the next one after it has ended. */
export class ReaderClient implements Disposable {
  readonly #deps: ReaderClientDeps;
  #life: Life | undefined;
  #lastId = 0;
  #isDisposed = false;

  constructor(deps: ReaderClientDeps) {
    this.#deps = deps;
  }

  /** Rejects with an AppError: what the reader answered, or `unavailable` when it ended or took too long. */
  async call<K extends CallName<ReaderContract>>(
    name: K,
    input: CallInput<ReaderContract, K>,
  ): Promise<CallOutput<ReaderContract, K>> {
    return PARSE[name](await this.#ask(this.#currentLife(), name, input));
  }

  dispose(): void {
    this.#isDisposed = true;
    if (this.#life !== undefined) this.#endLife(this.#life, 'Runwright is closing.');
  }

  #ask(life: Life, name: CallName<ReaderContract>, input: unknown): Promise<unknown> {
    this.#lastId += 1;
    const id = this.#lastId;
    const limitMs = LIMIT_MS[name];
    return new Promise((resolve, reject) => {
      const timer = this.#deps.clock.setTimer(limitMs, () =>
        this.#endLife(
          life,
          `The reader took longer than ${limitMs / 1000} s and was ended. Try again with less.`,
        ),
      );
      const finish = (): void => {
        timer.dispose();
        life.waiting.delete(id);
      };
      life.waiting.set(id, {
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
      life.process.post({ kind: 'call', id, name, input });
    });
  }

  #currentLife(): Life {
    if (this.#isDisposed) throw new AppError('unavailable', 'Runwright is closing.');
    this.#life ??= this.#startLife();
    return this.#life;
  }

  #startLife(): Life {
    const { fork, databasePath, parentPid } = this.#deps;
    const waiting = new Map<number, Waiting>();
    const process = fork({
      onMessage(message) {
        const parsed = FromReader.safeParse(message);
        // A late answer to a request that was given up finds nobody waiting.
        if (parsed.success) waiting.get(parsed.data.id)?.settle(parsed.data.reply);
      },
      onGone: () => this.#endLife(life, 'The reader process ended before it was done. Try again.'),
    });
    const life: Life = { process, waiting };
    process.post({ kind: 'init', databasePath, parentPid });
    return life;
  }

  /** Ends the process and everything that waits on it; the next request starts a new one. */
  #endLife(life: Life, message: string): void {
    if (this.#life === life) this.#life = undefined;
    life.process.kill();
    for (const waiting of [...life.waiting.values()]) waiting.fail(new AppError('unavailable', message));
  }
}

/** A client that has started nothing yet. */
export function createReaderClient(deps: ReaderClientDeps): ReaderClient {
  return new ReaderClient(deps);
}

/** Each answer as the contract describes it. */
const PARSE: { [K in CallName<ReaderContract>]: (value: unknown) => CallOutput<ReaderContract, K> } = {
  exportRows: (value) => agreed('exportRows', readerContract.exportRows.output, value),
  exportFailedRows: (value) => agreed('exportFailedRows', readerContract.exportFailedRows.output, value),
  readSheet: (value) => agreed('readSheet', readerContract.readSheet.output, value),
  searchJobs: (value) => agreed('searchJobs', readerContract.searchJobs.output, value),
  countJobs: (value) => agreed('countJobs', readerContract.countJobs.output, value),
  recentEnds: (value) => agreed('recentEnds', readerContract.recentEnds.output, value),
  failureCauses: (value) => agreed('failureCauses', readerContract.failureCauses.output, value),
  lastGood: (value) => agreed('lastGood', readerContract.lastGood.output, value),
  saveLog: (value) => agreed('saveLog', readerContract.saveLog.output, value),
  countFlowJobs: (value) => agreed('countFlowJobs', readerContract.countFlowJobs.output, value),
  findJobs: (value) => agreed('findJobs', readerContract.findJobs.output, value),
  countFound: (value) => agreed('countFound', readerContract.countFound.output, value),
  countFoundStates: (value) => agreed('countFoundStates', readerContract.countFoundStates.output, value),
  searchLogs: (value) => agreed('searchLogs', readerContract.searchLogs.output, value),
  listDatasets: (value) => agreed('listDatasets', readerContract.listDatasets.output, value),
  listRuns: (value) => agreed('listRuns', readerContract.listRuns.output, value),
  resultsPage: (value) => agreed('resultsPage', readerContract.resultsPage.output, value),
  resultsTable: (value) => agreed('resultsTable', readerContract.resultsTable.output, value),
  exportResults: (value) => agreed('exportResults', readerContract.exportResults.output, value),
};

function agreed<T>(name: string, schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new AppError('internal', `The reader's answer to ${name} is not what was agreed.`);
}
