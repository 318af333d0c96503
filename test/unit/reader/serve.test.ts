import { describe, expect, it } from 'vitest';
import { type ReaderHandlers, serveReader } from '../../../electron/reader/serve.ts';
import { AppError } from '../../../shared/errors.ts';
import {
  type ExportInput,
  type ExportResult,
  type FromReader,
  readerContract,
} from '../../../shared/ipc/reader-protocol.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const RESULT: ExportResult = {
  path: '/out.csv',
  rows: 64,
  columns: ['a'],
  escapedCells: 0,
  escaped: [],
  shortenedCells: 0,
  shortened: [],
};

function refuse(): never {
  throw new Error('This test asks for no page.');
}

const NO_COUNTS = {
  ...{ all: 0, pending: 0, scheduled: 0, processing: 0, parked: 0, retrying: 0, stalled: 0 },
  ...{ cancelling: 0, completed: 0, completed_with_failed_rows: 0, failed: 0, cancelled: 0 },
};

const INPUT = { jobIds: [1], format: 'csv', path: '/out.csv' };

function world(changes: Partial<ReaderHandlers> = {}) {
  const clock = new FakeClock();
  const seen: ExportInput[] = [];
  const answers: FromReader[] = [];
  const state = { opened: [] as string[], openError: null as Error | null, alive: true, exits: 0 };
  let heard: (() => void) | undefined;
  const handlers: ReaderHandlers = {
    exportRows: (input) => {
      seen.push(input);
      return RESULT;
    },
    exportFailedRows: () => RESULT,
    readSheet: () => ({ cells: [] }),
    searchJobs: () => ({ jobs: [], now: 1, hasMore: false }),
    countJobs: () => ({ jobs: 3 }),
    recentEnds: () => ({ minutes: [] }),
    failureCauses: () => ({ causes: [], looked: 0, complete: true }),
    countFlowJobs: () => ({ jobs: 0, open: 0 }),
    findJobs: () => ({ jobs: [], now: 1, next: null, looked: 0, isCut: false }),
    countFound: () => ({ jobs: 3 }),
    countFoundStates: () => ({ counts: NO_COUNTS, isComplete: true }),
    lastGood: () => ({ id: null }),
    saveLog: () => ({ lines: 0 }),
    searchLogs: () => ({ hits: [], complete: true }),
    listDatasets: () => ({ datasets: [], lookedThrough: 0, next: null }),
    listRuns: () => ({ runs: [], next: null }),
    resultsPage: refuse,
    resultsTable: () => ({ rows: 0, text: '', html: '' }),
    exportResults: () => ({ ...RESULT, complete: true }),
    ...changes,
  };
  const take = serveReader({
    clock,
    send: (message) => {
      answers.push(message);
      heard?.();
    },
    open: (path) => {
      if (state.openError !== null) throw state.openError;
      state.opened.push(path);
      return handlers;
    },
    isAlive: () => state.alive,
    exit: () => {
      state.exits += 1;
    },
  });
  /** Sends a request and waits for the next answer. */
  const ask = (id: number, name: string, input: unknown): Promise<FromReader | undefined> =>
    new Promise((resolve) => {
      heard = () => resolve(answers.at(-1));
      take({ kind: 'call', id, name, input });
    });
  const init = (): void => take({ kind: 'init', databasePath: '/data/runwright.db', parentPid: 7 });
  return { clock, seen, state, take, ask, init };
}

describe('the reader', () => {
  it('answers a request with its number and what its handler gave', async () => {
    const { ask, init, seen } = world();
    init();
    expect(await ask(5, 'exportRows', INPUT)).toEqual({
      kind: 'reply',
      id: 5,
      reply: { ok: true, value: RESULT },
    });
    expect(seen).toEqual([INPUT]);
    expect(await ask(6, 'searchJobs', {})).toMatchObject({ id: 6, reply: { ok: true } });
    expect(await ask(7, 'countJobs', {})).toMatchObject({ id: 7, reply: { value: { jobs: 3 } } });
    expect(await ask(8, 'searchLogs', { text: 'ab' })).toMatchObject({
      reply: { value: { complete: true } },
    });
  });

  // An empty input may be refused, but never because nobody knows the request.
  it.each(Object.keys(readerContract))('knows the request %s', async (name) => {
    const { ask, init } = world();
    init();
    const answer = await ask(1, name, {});
    expect(answer?.reply.ok === false ? answer.reply.error.code : 'answered').not.toBe('not_found');
  });

  it('opens the database at the first request and once', async () => {
    const { ask, init, state } = world();
    init();
    expect(state.opened).toEqual([]);
    await ask(1, 'exportRows', INPUT);
    await ask(2, 'exportRows', INPUT);
    expect(state.opened).toEqual(['/data/runwright.db']);
  });

  it('says why the database cannot be opened, and tries again at the next request', async () => {
    const { ask, init, state } = world();
    init();
    state.openError = new AppError('unavailable', 'This data was written by a newer version.');
    expect(await ask(1, 'exportRows', INPUT)).toMatchObject({
      reply: {
        ok: false,
        error: { code: 'unavailable', message: 'This data was written by a newer version.' },
      },
    });
    state.openError = null;
    expect(await ask(2, 'exportRows', INPUT)).toMatchObject({ reply: { ok: true } });
  });

  it.each([
    ['an unknown request', 'dropTables', INPUT, 'not_found'],
    ['a wrong input', 'exportRows', { ...INPUT, format: 'pdf' }, 'invalid_input'],
    ['too short a text', 'searchLogs', { text: ' a ' }, 'invalid_input'],
    ['a field too many', 'exportRows', { ...INPUT, sql: 'x' }, 'invalid_input'],
  ])('answers %s with a code and runs nothing', async (_name, name, input, code) => {
    const { ask, init, seen } = world();
    init();
    expect(await ask(1, name, input)).toMatchObject({ reply: { ok: false, error: { code } } });
    expect(seen).toEqual([]);
  });

  it('answers a handler that fails, and goes on', async () => {
    const { ask, init } = world({
      exportRows: () => Promise.reject(new AppError('not_found', 'There is no job #1.')),
    });
    init();
    expect(await ask(1, 'exportRows', INPUT)).toMatchObject({
      reply: { ok: false, error: { code: 'not_found' } },
    });
    expect(await ask(2, 'searchJobs', {})).toMatchObject({ reply: { ok: true } });
  });

  it('refuses requests before it knows its database', async () => {
    expect(await world().ask(1, 'exportRows', INPUT)).toMatchObject({ reply: { ok: false } });
  });

  it('ends itself within 5 s when its parent is gone, and not before', () => {
    const { clock, init, state } = world();
    init();
    clock.advance(20_000);
    expect(state.exits).toBe(0);
    state.alive = false;
    clock.advance(5000);
    expect(state.exits).toBe(1);
  });
});
