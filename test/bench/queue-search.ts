import { setTimeout } from 'node:timers/promises';
import { LogSearchInput } from '../../shared/ipc/contract.ts';
import { fillLog, JOBS, linesFrom } from './queue-log.ts';
import { openProductLog, type ProductLog } from './queue-product.ts';
import { type ForkedReader, forkReader } from './queue-reader.ts';
import { moment } from './queue-rounds.ts';
import { median, quantile, rounded } from './report.ts';

/** Searches go on for so long altogether: heartbeats need time to be missed in. */
const SEARCHED_MS = 4_000;
const LEAST_ROUNDS = 5;
const MOST_ROUNDS = 100;
/** A heartbeat so often, and a batch of lines in between. */
const BEAT_MS = 50;
const WRITE_MS = 10;
/** Stands in no line, so the whole log is looked through. */
const TEXT = 'stands nowhere';

/** A search through the whole log by the reader, while main goes on. Times are milliseconds. */
export interface Searched {
  readonly lines: number;
  /** p50. */
  readonly search: number;
  /** The same by one statement of SQL in the same process, p50. */
  readonly rawScan: number;
  /** How many times the raw scan a search took: the median over the rounds, each compared with its own. */
  readonly ratio: number;
  /** What main did while the searches ran. */
  readonly main: {
    readonly calls: number;
    readonly worstMs: number;
    /** Of the calls that the system did not interrupt: far less than the worst of all, it says that the machine was busy. */
    readonly worstCalmMs: number;
    readonly p99Ms: number;
    readonly beats: number;
    /** Heartbeats whose turn passed without them, or whose lease was lost. */
    readonly missed: number;
  };
}

/** Fills a log with `lines` lines, then searches it in another process while this one renews leases and writes lines. */
export async function measureSearch(folder: string, lines: number): Promise<Searched> {
  const log = openProductLog(folder, JOBS);
  fillLog(log, lines);
  const reader = forkReader(log.file);
  try {
    return { lines, ...(await rounds(log, reader)) };
  } finally {
    reader.stop();
    log.close();
  }
}

async function rounds(log: ProductLog, reader: ForkedReader): Promise<Omit<Searched, 'lines'>> {
  const main = new BusyMain(log, 1_000_000);
  // The raw scan has the same company, which is not measured.
  const besideRaw = new BusyMain(log, 2_000_000);
  const taken: { search: number; raw: number }[] = [];
  const searched = (): number => taken.reduce((sum, { search }) => sum + search, 0);
  // The first round reads the file into the caches and counts for nothing.
  await search(reader);
  while (taken.length < LEAST_ROUNDS || (searched() < SEARCHED_MS && taken.length < MOST_ROUNDS)) {
    const raw = await besideRaw.during(() => scan(reader));
    taken.push({ search: await main.during(() => search(reader)), raw });
  }
  const { calls, interrupted, beats, missed } = main;
  return {
    search: rounded(median(taken.map(({ search }) => search))),
    rawScan: rounded(median(taken.map(({ raw }) => raw))),
    ratio: rounded(median(taken.map(({ search, raw }) => search / raw))),
    main: {
      calls: calls.length + interrupted.length,
      worstMs: rounded(Math.max(...calls, ...interrupted)),
      worstCalmMs: rounded(Math.max(...calls)),
      p99Ms: rounded(quantile(calls, 0.99)),
      beats,
      missed,
    },
  };
}

async function search({ client }: ForkedReader): Promise<void> {
  const { hits } = await client.call('searchLogs', LogSearchInput.parse({ text: TEXT }));
  if (hits.length > 0) throw new Error('the text was found, so not the whole log was searched');
}

async function scan(reader: ForkedReader): Promise<void> {
  if ((await reader.rawScan(`%${TEXT}%`)) > 0) throw new Error('the text was found');
}

/** Main at work: heartbeats at their times, batches of lines between them. */
class BusyMain {
  /** How long each call of the queue took, ms; those that the system interrupted stand apart. */
  readonly calls: number[] = [];
  readonly interrupted: number[] = [];
  beats = 0;
  missed = 0;
  readonly #log: ProductLog;
  #nextLine: number;
  #writes = 0;

  /** @param firstLine above the numbers of all lines that are there: a line that is there is not written again */
  constructor(log: ProductLog, firstLine: number) {
    this.#log = log;
    this.#nextLine = firstLine;
  }

  /** Is at work until `act` has ended; gives how long that took, ms. */
  async during(act: () => Promise<void>): Promise<number> {
    const startedAt = performance.now();
    let tookMs: number | undefined;
    const acted = act().finally(() => {
      tookMs = performance.now() - startedAt;
    });
    let beatsDue = 1;
    while (tookMs === undefined) {
      await Promise.race([acted, setTimeout(WRITE_MS)]);
      const late = performance.now() - startedAt - beatsDue * BEAT_MS;
      if (late >= 0) {
        const passed = Math.floor(late / BEAT_MS);
        this.missed += passed;
        beatsDue += passed + 1;
        this.#beat();
      }
      if (tookMs === undefined) this.#write();
    }
    await acted;
    return tookMs;
  }

  #beat(): void {
    this.beats += 1;
    if (!this.#timed(() => this.#log.beat())) this.missed += 1;
  }

  #write(): void {
    const job = (this.#writes % JOBS) + 1;
    const lines = linesFrom(this.#nextLine);
    this.#timed(() => this.#log.append(job, lines));
    this.#writes += 1;
    if (job === JOBS) this.#nextLine += lines.length;
  }

  #timed<T>(call: () => T): T {
    const before = moment();
    const value = call();
    const after = moment();
    const isCalm = after.interruptions === before.interruptions;
    (isCalm ? this.calls : this.interrupted).push(after.at - before.at);
    return value;
  }
}
