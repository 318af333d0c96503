import * as z from 'zod';
import { type Clock, setRepeating } from '../../shared/clock.ts';
import { AppError, toWire } from '../../shared/errors.ts';
import type { CallHandlers, CallName } from '../../shared/ipc/define.ts';
import type { Reply } from '../../shared/ipc/envelope.ts';
import {
  type FromReader,
  type ReaderContract,
  readerContract,
  ToReader,
} from '../../shared/ipc/reader-protocol.ts';
import { dataFaultOf } from '../database/unusable.ts';

/** One function for each request of the contract. */
export type ReaderHandlers = CallHandlers<ReaderContract>;

export interface ReaderDeps {
  readonly send: (message: FromReader) => void;
  /** Opens the database read-only and gives the handlers over it; may throw. */
  readonly open: (databasePath: string) => ReaderHandlers;
  readonly clock: Clock;
  readonly isAlive: (pid: number) => boolean;
  readonly exit: () => void;
}

const LOOK_FOR_PARENT_MS = 5000;

/**
 * The reader process without its process: takes messages and answers each request once, in any order.
 * The database is opened at the first request, and again at the next one when that failed: each answer says why.
 * @returns the function that takes a message of main
 */
export function serveReader(deps: ReaderDeps): (message: unknown) => void {
  let databasePath: string | undefined;
  let handlers: ReaderHandlers | undefined;
  const answer = async (name: string, input: unknown): Promise<unknown> => {
    if (databasePath === undefined) throw new AppError('internal', 'The reader does not know its database.');
    handlers ??= deps.open(databasePath);
    return answerCall(handlers, name, input);
  };
  return (message) => {
    const parsed = ToReader.parse(message);
    if (parsed.kind === 'init') {
      databasePath = parsed.databasePath;
      watchParent(deps, parsed.parentPid);
      return;
    }
    const reply = (given: Reply): void => deps.send({ kind: 'reply', id: parsed.id, reply: given });
    answer(parsed.name, parsed.input).then(
      (value) => reply({ ok: true, value }),
      // A damaged file or a full disk is told as a sentence.
      (error: unknown) =>
        reply({ ok: false, error: toWire(dataFaultOf(databasePath ?? '', error) ?? error) }),
    );
  };
}

/** Electron ends its utility processes with itself; a main process that was killed may leave them behind. */
function watchParent({ clock, isAlive, exit }: ReaderDeps, pid: number): void {
  setRepeating(clock, LOOK_FOR_PARENT_MS, () => {
    if (!isAlive(pid)) exit();
  });
}

/** One answer for each request of the contract: the compiler asks for the one that is missing. */
const ANSWERS: { [K in CallName<ReaderContract>]: (handlers: ReaderHandlers, input: unknown) => unknown } = {
  exportRows: (handlers, input) => handlers.exportRows(parseInput(readerContract.exportRows.input, input)),
  exportFailedRows: (handlers, input) =>
    handlers.exportFailedRows(parseInput(readerContract.exportFailedRows.input, input)),
  readSheet: (handlers, input) => handlers.readSheet(parseInput(readerContract.readSheet.input, input)),
  searchJobs: (handlers, input) => handlers.searchJobs(parseInput(readerContract.searchJobs.input, input)),
  countJobs: (handlers, input) => handlers.countJobs(parseInput(readerContract.countJobs.input, input)),
  recentEnds: (handlers, input) => handlers.recentEnds(parseInput(readerContract.recentEnds.input, input)),
  failureCauses: (handlers, input) =>
    handlers.failureCauses(parseInput(readerContract.failureCauses.input, input)),
  listDatasets: (handlers, input) =>
    handlers.listDatasets(parseInput(readerContract.listDatasets.input, input)),
  listRuns: (handlers, input) => handlers.listRuns(parseInput(readerContract.listRuns.input, input)),
  resultsPage: (handlers, input) => handlers.resultsPage(parseInput(readerContract.resultsPage.input, input)),
  resultsTable: (handlers, input) =>
    handlers.resultsTable(parseInput(readerContract.resultsTable.input, input)),
  exportResults: (handlers, input) =>
    handlers.exportResults(parseInput(readerContract.exportResults.input, input)),
  lastGood: (handlers, input) => handlers.lastGood(parseInput(readerContract.lastGood.input, input)),
  saveLog: (handlers, input) => handlers.saveLog(parseInput(readerContract.saveLog.input, input)),
  countFlowJobs: (handlers, input) =>
    handlers.countFlowJobs(parseInput(readerContract.countFlowJobs.input, input)),
  findJobs: (handlers, input) => handlers.findJobs(parseInput(readerContract.findJobs.input, input)),
  countFound: (handlers, input) => handlers.countFound(parseInput(readerContract.countFound.input, input)),
  countFoundStates: (handlers, input) =>
    handlers.countFoundStates(parseInput(readerContract.countFoundStates.input, input)),
  searchLogs: (handlers, input) => handlers.searchLogs(parseInput(readerContract.searchLogs.input, input)),
};

async function answerCall(handlers: ReaderHandlers, name: string, input: unknown): Promise<unknown> {
  if (!isRequest(name)) throw new AppError('not_found', `The reader has no request "${name}".`);
  return ANSWERS[name](handlers, input);
}

function isRequest(name: string): name is CallName<ReaderContract> {
  return Object.hasOwn(ANSWERS, name);
}

function parseInput<T>(schema: z.ZodType<T>, input: unknown): T {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  throw new AppError('invalid_input', z.prettifyError(parsed.error));
}
