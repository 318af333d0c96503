import { setImmediate } from 'node:timers/promises';
import type { Claim } from '../../electron/main/queue/queue.ts';
import { Sweeper } from '../../electron/main/queue/sweeper.ts';
import { findJobs } from '../../electron/main/services/find-jobs.ts';
import { systemClock } from '../../shared/clock.ts';
import type { WorkerId } from '../../shared/ids.ts';
import { JobFilter } from '../../shared/ipc/contract.ts';
import { DisplayState } from '../../shared/job/state.ts';
import type { ProductParts } from './queue-product.ts';
import { type ForkedReader, forkReader } from './queue-reader.ts';
import { moment } from './queue-rounds.ts';
import { spreadOverStates } from './queue-states.ts';
import { quantile, rounded } from './report.ts';

/** So many calls of each kind count at least, unless the machine is too busy for that. */
const LEAST_CALLS = 250;
const MOST_ROUNDS = 400;
/** The jobs that run meanwhile: as many as one worker holds, for two workers. */
const SLOTS = 5;
const WORKER_SLOTS = [2, 3];
/** As the window asks. */
const PAGE = 200;

/** What one kind of call took in main, in milliseconds. What main waits for another process is not its time. */
interface Cost {
  /** How many calls count: those that the system did not interrupt, unless it interrupted most of them. */
  readonly calls: number;
  readonly p50: number;
  readonly p99: number;
  /** With the calls that the system interrupted. */
  readonly p99OfAll: number;
  /** From the question to the answer, p50. */
  readonly answer: number;
  readonly answeredBy: 'main' | 'reader';
}

/** What main does besides claims and ends. */
export interface Upkeep {
  readonly sweep: Cost;
  readonly beat: Cost;
  readonly counts: Cost;
  /** The first page of each chip of the Jobs page. */
  readonly lists: Readonly<Record<string, Cost>>;
  /** The chip whose first page is the dearest. */
  readonly slowestList: string;
}

type Act = () => unknown;

/** Measures sweeps, heartbeats, counts and lists in the queue as it stands; they take turns, as they do in the app. */
export async function measureUpkeep(parts: ProductParts): Promise<Upkeep> {
  // What the measurement before still holds goes back.
  parts.queue.reclaimAll();
  spreadOverStates(parts);
  const sweep = sweeping(parts);
  const reader = forkReader(parts.file);
  const chips = ['all', ...DisplayState.options];
  const pageOf = (chip: string): Act => {
    const states = DisplayState.options.filter((state) => state === chip);
    const filter = JobFilter.parse({ limit: PAGE, ...(states.length === 0 ? {} : { states }) });
    return () => findJobs({ ...parts, reader: reader.client }, filter);
  };
  try {
    const cost = await costsOf(
      new Map<string, Act>([
        ['sweep', sweep.once],
        ['beat', beating(parts)],
        ['counts', () => parts.queue.counts()],
        ...chips.map((chip): [string, Act] => [chip, pageOf(chip)]),
      ]),
      reader,
    );
    const lists = Object.fromEntries(chips.map((chip) => [chip, cost(chip)]));
    const [slowestList = ''] = chips.toSorted((a, b) => cost(b).p99 - cost(a).p99);
    return {
      sweep: cost('sweep'),
      beat: cost('beat'),
      counts: cost('counts'),
      lists,
      slowestList,
    };
  } finally {
    sweep.stop();
    reader.stop();
  }
}

/** Runs every act in each of the rounds, until enough calls of each count; gives what looks its cost up. */
async function costsOf(
  acts: ReadonlyMap<string, Act>,
  reader: ForkedReader,
): Promise<(name: string) => Cost> {
  const taken = new Map([...acts.keys()].map((name) => [name, newSamples()]));
  const least = (): number => Math.min(...[...taken.values()].map(({ calm }) => calm.length));
  const byReader = new Set<string>();
  for (let round = 0; round < MOST_ROUNDS && least() < LEAST_CALLS; round++) {
    for (const [name, act] of acts) {
      // Each call in a turn of its own: what the one before left to do is not its cost.
      await setImmediate();
      const { busyMs, tookMs, interrupted, askedReader } = await clocked(act, reader);
      if (askedReader) byReader.add(name);
      const samples = taken.get(name);
      samples?.all.push(busyMs);
      samples?.answer.push(tookMs);
      if (!interrupted) samples?.calm.push(busyMs);
    }
  }
  return (name) => {
    const { all, calm, answer } = taken.get(name) ?? newSamples();
    const counted = calm.length >= LEAST_CALLS / 2 ? calm : all;
    return {
      calls: counted.length,
      p50: rounded(quantile(counted, 0.5)),
      p99: rounded(quantile(counted, 0.99)),
      p99OfAll: rounded(quantile(all, 0.99)),
      answer: rounded(quantile(answer, 0.5)),
      answeredBy: byReader.has(name) ? 'reader' : 'main',
    };
  };
}

function newSamples(): { all: number[]; calm: number[]; answer: number[] } {
  return { all: [], calm: [], answer: [] };
}

interface Clocked {
  /** Main's own time: until it had asked, and from the reader's answer on. */
  readonly busyMs: number;
  readonly tookMs: number;
  readonly interrupted: boolean;
  readonly askedReader: boolean;
}

async function clocked(act: Act, reader: ForkedReader): Promise<Clocked> {
  const asked = reader.asked();
  const started = moment();
  const acted = act();
  const waits = moment();
  await acted;
  const ended = moment();
  const askedReader = reader.asked() > asked;
  const goesOn = askedReader ? reader.heard() : waits;
  return {
    busyMs: waits.at - started.at + (ended.at - goesOn.at),
    tookMs: ended.at - started.at,
    interrupted: waits.interruptions > started.interruptions || ended.interruptions > goesOn.interruptions,
    askedReader,
  };
}

/** A sweep over the running jobs. A sweep that failed or judged no lease would be no measurement, so it throws. */
function sweeping({ queue }: ProductParts): { once: Act; stop: Act } {
  let judged = 0;
  const sweeper = new Sweeper({
    queue: {
      reclaimExpired() {
        judged += 1;
        return queue.reclaimExpired();
      },
      promoteDue: () => queue.promoteDue(),
    },
    clock: systemClock,
    // Longer than everything here takes: only the sweeps that are asked for happen.
    sweepMs: 3_600_000,
    onError(error) {
      throw error;
    },
  });
  sweeper.start();
  let sweeps = 0;
  return {
    once() {
      sweeper.sweep();
      sweeps += 1;
      if (judged !== sweeps) throw new Error('a sweep looked at no lease');
    },
    stop: () => sweeper.stop(),
  };
}

/** A heartbeat of each worker in turn, with all that main writes for it. */
function beating({ queue, registry }: ProductParts): Act {
  const held = WORKER_SLOTS.map((slot) => {
    const worker = registry.register(slot, process.pid);
    return { worker, leases: queue.claim(worker, SLOTS) };
  });
  let beats = 0;
  return () => {
    const { worker, leases } = held[beats % held.length] ?? noWorker();
    beats += 1;
    beat({ queue, registry }, worker, leases);
  };
}

function beat(
  { queue, registry }: Pick<ProductParts, 'queue' | 'registry'>,
  workerId: WorkerId,
  leases: readonly Claim[],
): void {
  const { lost } = queue.renew(workerId, leases);
  if (lost.length > 0 || leases.length !== SLOTS) throw new Error('a lease was lost');
  const totals = { jobsDone: 0, jobsFailed: 0 };
  registry.beat(workerId, 'busy', totals);
  registry.sample({
    workerId,
    cpu: 0.5,
    rssBytes: 200_000_000,
    loopDelayMs: 1,
    jobs: SLOTS,
    browsers: 1,
    ...totals,
  });
}

function noWorker(): never {
  throw new Error('there is no worker');
}
