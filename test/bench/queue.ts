import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import type { BarName } from './limits.ts';
import { againstPlainjob, againstRaw } from './queue-depths.ts';
import { type FirstAction, measureFirstAction } from './queue-first-action.ts';
import { measureLog } from './queue-log.ts';
import { type Depth, depthsOf, linesOf, type Part, readOptions } from './queue-options.ts';
import { installPlainjob, PLAINJOB_VERSION } from './queue-plainjob.ts';
import { measureSearch } from './queue-search.ts';
import { type Bar, bar, printReport, quantile } from './report.ts';

/**
 * `npm run bench:queue -- [--full] [--scale 0…1] [--only PART]…`: the queue against a hand-written upper bound on the same engine and
 * against plainjob, in one run; then its log, the search in it, and the way from "queue it" to the first action of a browser.
 * `--full` adds a depth of a million pending and a million completed jobs, and a log of three million lines.
 * `--scale` makes every depth smaller, to try a long run in a short time. Standard output is one JSON object.
 */
const options = readOptions(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'runwright-bench-'));
const bars: Bar[] = [];
const raw: Record<string, unknown> = {
  unit: 'microseconds where nothing else is said: a job, a pair, a batch of 50, 10,000 jobs in bulk, 100 lines',
  ...(options.scale === 1 ? {} : { scale: options.scale }),
};

function add(name: BarName, value: number): void {
  bars.push(bar(name, value));
}

async function overRaw(depths: readonly Depth[]): Promise<void> {
  const claims = new Map<string, { raw: number; product: number }>();
  for (const depth of depths) {
    note(`against raw at ${depth.name}`);
    const { claimMicros, pair, bulk, upkeep } = await againstRaw(newFolder(`raw-${depth.name}`), depth);
    add(`queue.pairVsRaw.${depth.name}`, pair.speed('product', 'raw'));
    add(`queue.bulkVsRaw.${depth.name}`, bulk.speed('product', 'raw'));
    claims.set(depth.name, claimMicros);
    raw[`raw.${depth.name}`] = { claim: claimMicros, pair: pair.micros, bulk: bulk.micros };
    if (depth.name === '1k' || upkeep === null) continue;
    add(`queue.sweepMs.${depth.name}`, upkeep.sweep.p99);
    add(`queue.beatMs.${depth.name}`, upkeep.beat.p99);
    add(`queue.countsMs.${depth.name}`, upkeep.counts.p99);
    add(`queue.listMs.${depth.name}`, upkeep.lists[upkeep.slowestList]?.p99 ?? Number.NaN);
    raw[`upkeep.${depth.name}`] = { unit: "ms of main's own time", ...upkeep };
  }
  const first = claims.get('1k');
  for (const name of ['100k', '1M'] as const) {
    const deep = claims.get(name);
    if (first === undefined || deep === undefined) continue;
    const growth = deep.product / first.product;
    add(`queue.claimGrowth.${name}`, growth);
    add(`queue.claimGrowthVsRaw.${name}`, growth / (deep.raw / first.raw));
  }
}

/** Gives the version of the peer; null when it could not be installed. */
async function overPlainjob(depths: readonly Depth[]): Promise<string | null> {
  const plainjob = await installPlainjob(work);
  if (plainjob === null) {
    raw.plainjob = 'absent: it could not be installed, so its bars are left out';
    return null;
  }
  for (const depth of depths) {
    note(`against plainjob at ${depth.name}`);
    const { pair, next, batch } = againstPlainjob(newFolder(`plainjob-${depth.name}`), depth, plainjob);
    add(`queue.pairVsPlainjob.${depth.name}`, pair.speed('product', 'peer'));
    add(`queue.finishAndClaimVsPlainjob.${depth.name}`, next.speed('product', 'peer'));
    add(`queue.batchVsPlainjob.${depth.name}`, batch.speed('product', 'peer'));
    raw[`plainjob.${depth.name}`] = { pair: pair.micros, finishAndClaim: next.micros, batch: batch.micros };
  }
  return PLAINJOB_VERSION;
}

function log(lines: number): void {
  note(`${lines} lines of log`);
  const { append, linesPerSecond, last } = measureLog(newFolder('log'), lines);
  add('queue.logLinesVsRaw', append.speed('product', 'raw'));
  add('queue.logLinesPerSecond', linesPerSecond);
  add('queue.lastLinesVsRaw', last.product / last.raw);
  add('queue.last500Ms', last.product / 1000);
  raw.log = { linesBefore: lines, hundredLines: append.micros, last500: last };
}

async function search(lines: number): Promise<void> {
  note(`a search in ${lines} lines`);
  const searched = await measureSearch(newFolder('search'), lines);
  add('queue.searchVsRaw', searched.ratio);
  add('queue.worstCallWhileSearchingMs', searched.main.worstMs);
  add('queue.heartbeatsMissedWhileSearching', searched.main.missed);
  raw.search = { unit: 'ms', ...searched };
}

async function firstAction(): Promise<void> {
  note('enqueue to first action');
  const measured = await measureFirstAction(newFolder('first-action')).catch(
    (error: unknown) => `absent: ${error instanceof Error ? error.message : String(error)}`,
  );
  raw.firstAction = typeof measured === 'string' ? measured : firstActionTable(measured);
  if (typeof measured === 'string') return;
  add('queue.firstActionOverRawMs', quantile(measured.product, 0.5) - quantile(measured.raw, 0.5));
}

function firstActionTable({ product, raw, browser }: FirstAction): object {
  const table = (ms: readonly number[]) => ({ p50: quantile(ms, 0.5), p90: quantile(ms, 0.9), rounds: ms });
  return { unit: 'ms', browser, product: table(product), raw: table(raw) };
}

async function run(): Promise<void> {
  const { written, searched } = linesOf(options);
  const depths = depthsOf(options);
  const wants = (part: Part): boolean => options.parts.has(part);
  // The app first: nothing else runs or has left caches to be written.
  if (wants('first-action')) await firstAction();
  if (wants('raw')) await overRaw(depths);
  const plainjob = wants('plainjob') ? await overPlainjob(depths) : null;
  if (wants('log')) log(written);
  if (wants('search')) await search(searched);
  printReport('queue', { ...versions(), ...(plainjob === null ? {} : { plainjob }) }, bars, raw);
}

function versions(): Record<string, string> {
  const db = new Database(':memory:');
  const sqlite = db.prepare<[], string>('SELECT sqlite_version()').pluck().get() ?? '';
  db.close();
  return { node: process.version, sqlite, platform: `${process.platform}-${process.arch}` };
}

function note(doing: string): void {
  process.stderr.write(`queue        ${Math.round(performance.now() / 1000)} s: ${doing}\n`);
}

function newFolder(name: string): string {
  const folder = join(work, name);
  mkdirSync(folder);
  return folder;
}

try {
  await run();
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}
