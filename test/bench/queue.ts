import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { SeededRandom } from '../support/seeded-random.ts';
import type { BarName } from './limits.ts';
import { jobsInOrder, scatteredJobs } from './queue-contender.ts';
import { measureLog } from './queue-log.ts';
import { installPlainjob, openPlainjob, PLAINJOB_VERSION } from './queue-plainjob.ts';
import { openProduct } from './queue-product.ts';
import { openRaw } from './queue-raw.ts';
import { interleave, middleOf } from './queue-rounds.ts';
import { type Bar, bar, printReport } from './report.ts';

/**
 * The queue against a hand-written upper bound on the same engine, and against plainjob, in one run.
 * `--full` adds a depth of a million pending and a million completed jobs, and a log of three million lines.
 */
const full = process.argv.includes('--full');
const DEPTHS = [
  { name: '1k', pending: 1_000, completed: 0 },
  { name: '100k', pending: 100_000, completed: 0 },
  { name: '1M', pending: 1_000_000, completed: 1_000_000 },
] as const;
const IN_BULK = 10_000;
const PAIRS = 1_000;
const CLAIMS = 500;
const BATCH = 50;

type Depth = (typeof DEPTHS)[number];
const work = mkdtempSync(join(tmpdir(), 'runwright-bench-'));
const random = new SeededRandom(1);

/** One at a time, in bulk, and the claim alone, against the raw bound: the next job lies anywhere. */
function againstRaw(depth: Depth) {
  const folder = newFolder(`raw-${depth.name}`);
  const raw = openRaw(folder);
  const product = openProduct(folder, 'product');
  const both = [raw, product];
  const fill = (count: number): void => {
    for (let left = count; left > 0; left -= IN_BULK) {
      const jobs = scatteredJobs(Math.min(left, IN_BULK), random);
      for (const one of both) one.enqueue(jobs);
    }
  };
  fill(depth.completed);
  for (let left = depth.completed; left > 0; left -= BATCH) for (const one of both) one.batch(BATCH);
  fill(depth.pending);
  const acts = { raw: () => raw.claim()(), product: () => product.claim()() };
  const pair = interleave(acts, PAIRS, () => fill(PAIRS));
  fill(CLAIMS);
  const claimMicros = middleOf({ raw: raw.claim, product: product.claim }, CLAIMS);
  let jobs = scatteredJobs(IN_BULK, random);
  const bulk = interleave({ raw: () => raw.enqueue(jobs), product: () => product.enqueue(jobs) }, 1, () => {
    jobs = scatteredJobs(IN_BULK, random);
  });
  for (const one of both) one.close();
  return { claimMicros, pair, bulk };
}

/** One at a time, end and next claim at once, and in batches, against plainjob: jobs are claimed as they came. */
function againstPlainjob(depth: Depth, plainjob: NonNullable<Awaited<ReturnType<typeof installPlainjob>>>) {
  const folder = newFolder(`plainjob-${depth.name}`);
  const peer = openPlainjob(plainjob, folder);
  const product = openProduct(folder, 'product');
  const both = [peer, product];
  const fill = (count: number): void => {
    for (let left = count; left > 0; left -= IN_BULK) {
      const jobs = jobsInOrder(Math.min(left, IN_BULK));
      for (const one of both) one.enqueue(jobs);
    }
  };
  fill(depth.completed);
  for (let left = depth.completed; left > 0; left -= BATCH) for (const one of both) one.batch(BATCH);
  fill(depth.pending);
  const peerPair = (): void => peer.claim()();
  const pair = interleave({ peer: peerPair, product: () => product.claim()() }, PAIRS, () => fill(PAIRS));
  const next = interleave({ peer: peerPair, product: product.finishAndClaim }, PAIRS, () => fill(PAIRS));
  const batchOf = { peer: () => peer.batch(BATCH), product: () => product.batch(BATCH) };
  const batch = interleave(batchOf, PAIRS / BATCH, () => fill(PAIRS));
  for (const one of both) one.close();
  return { pair, next, batch };
}

async function run(): Promise<void> {
  const depths = full ? DEPTHS : DEPTHS.slice(0, 2);
  const bars: Bar[] = [];
  const add = (name: BarName, value: number): number => bars.push(bar(name, value));
  const raw: Record<string, unknown> = {
    unit: 'microseconds: a job, a pair, a batch of 50, 10,000 jobs in bulk',
  };
  const claims = new Map<string, { raw: number; product: number }>();
  for (const depth of depths) {
    const { claimMicros, pair, bulk } = againstRaw(depth);
    add(`queue.pairVsRaw.${depth.name}`, pair.speed('product', 'raw'));
    add(`queue.bulkVsRaw.${depth.name}`, bulk.speed('product', 'raw'));
    claims.set(depth.name, claimMicros);
    raw[`raw.${depth.name}`] = { claim: claimMicros, pair: pair.micros, bulk: bulk.micros };
  }
  const first = claims.get('1k');
  for (const name of ['100k', '1M'] as const) {
    const deep = claims.get(name);
    if (first === undefined || deep === undefined) continue;
    const growth = deep.product / first.product;
    add(`queue.claimGrowth.${name}`, growth);
    add(`queue.claimGrowthVsRaw.${name}`, growth / (deep.raw / first.raw));
  }
  const plainjob = await installPlainjob(work);
  if (plainjob === null) raw.plainjob = 'absent: it could not be installed, so its bars are left out';
  for (const depth of plainjob === null ? [] : depths) {
    if (plainjob === null) break;
    const { pair, next, batch } = againstPlainjob(depth, plainjob);
    add(`queue.pairVsPlainjob.${depth.name}`, pair.speed('product', 'peer'));
    add(`queue.finishAndClaimVsPlainjob.${depth.name}`, next.speed('product', 'peer'));
    add(`queue.batchVsPlainjob.${depth.name}`, batch.speed('product', 'peer'));
    raw[`plainjob.${depth.name}`] = { pair: pair.micros, finishAndClaim: next.micros, batch: batch.micros };
  }
  const log = measureLog(newFolder('log'), full ? 3_000_000 : 200_000);
  add('queue.logLinesVsRaw', log.append.speed('product', 'raw'));
  add('queue.lastLinesVsRaw', log.last.product / log.last.raw);
  raw.log = { linesBefore: log.lines, hundredLines: log.append.micros, last500: log.last };
  printReport('queue', versions(plainjob !== null), bars, raw);
}

function versions(withPlainjob: boolean): Record<string, string> {
  const db = new Database(':memory:');
  const sqlite = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  db.close();
  const platform = `${process.platform}-${process.arch}`;
  return { node: process.version, sqlite, platform, ...(withPlainjob ? { plainjob: PLAINJOB_VERSION } : {}) };
}

function newFolder(name: string): string {
  const folder = join(work, name);
  mkdirSync(folder);
  return folder;
}

try {
  await run();
} finally {
  rmSync(work, { recursive: true, force: true });
}
