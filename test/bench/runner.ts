import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { chooseBrowsers } from '../../electron/main/browsers/choose.ts';
import { installedBrowsers } from '../../electron/main/browsers/installed.ts';
import type { BarName } from './limits.ts';
import { type Bar, bar, median, printReport, rounded } from './report.ts';
import { measureCancel } from './runner-cancel.ts';
import { CRAWLEE_VERSION, crawl, installCrawlee } from './runner-crawlee.ts';
import { listFlow, longFlow, stayingFlow, trivialFlow } from './runner-flows.ts';
import { measureLoop } from './runner-loop.ts';
import { memoryOf, processTree, residentOf } from './runner-memory.ts';
import { type Part, readOptions } from './runner-options.ts';
import { against, inTurn, type Pair, type Rounds, ratio, trivial } from './runner-parts.ts';
import { type BenchBrowser, ProductWorker } from './runner-product.ts';
import { RawPlaywright } from './runner-raw.ts';
import { startBenchSite } from './runner-site.ts';

/**
 * `npm run bench:runner -- [--only PART]… [--jobs N]`: real workers over their real protocol against raw Playwright on the same
 * pages, in turn, each in a process and a warm browser of its own; jobs a minute also against Crawlee.
 * `--only loop` runs a day of short jobs instead. Standard output is one JSON object.
 */
const options = readOptions(process.argv.slice(2));
const work = mkdtempSync(join(tmpdir(), 'runwright-bench-'));
const bars: Bar[] = [];
const raw: Record<string, unknown> = { unit: 'ms, medians; bytes' };
const AT_ONCE = 5;
const MANY = 60;
const STAYING = 10;

function add(name: BarName, value: number): void {
  bars.push(bar(name, value));
}

function told(rounds: Rounds): object {
  return Object.fromEntries(Object.entries(rounds).map(([name, ms]) => [name, rounded(median(ms))]));
}

async function shortJobs(pair: Pair): Promise<void> {
  const rounds = await trivial(pair);
  add('runner.trivialVsFresh', ratio(rounds, 'product', 'fresh'));
  add('runner.trivialVsSpare', ratio(rounds, 'product', 'inSpare'));
  const withTraceVsFresh = ratio(rounds, 'productWithTrace', 'freshBesideTrace');
  raw.trivial = { ...told(rounds), withTraceVsFresh: rounded(withTraceVsFresh) };
}

async function longJob(pair: Pair): Promise<void> {
  const flows = { product: longFlow(pair.origin, false), productWithTrace: longFlow(pair.origin, true) };
  const rounds = await against(pair, flows, 'long');
  add('runner.longJobVsRaw', ratio(rounds, 'product', 'raw'));
  raw.longJob = { ...told(rounds), withTraceVsRaw: rounded(ratio(rounds, 'productWithTrace', 'raw')) };
}

async function extract(pair: Pair): Promise<void> {
  const resident: number[] = [];
  const rounds = await inTurn(
    {
      product: async () => {
        const ms = await pair.product.run(listFlow(pair.origin));
        resident.push(residentNow(pair.product.pid));
        return ms;
      },
      raw: () => pair.raw.run({ name: 'list', origin: pair.origin }),
    },
    8,
    () => 300,
  );
  add('runner.extractVsRaw', ratio(rounds, 'product', 'raw'));
  // What the collector has not looked at yet goes up and down: the highest of each half tells whether it grows.
  const half = resident.length / 2;
  const growth = Math.max(...resident.slice(half)) / Math.max(...resident.slice(0, half));
  if (process.platform === 'linux') add('runner.extractMemoryGrowth', growth);
  raw.extract = { ...told(rounds), resident };
}

function residentNow(pid: number): number {
  return process.platform === 'linux' ? residentOf(pid) : Number.NaN;
}

/** So many jobs stand still in one browser, on the same page. */
async function memory(origin: string, browser: BenchBrowser, rawPlaywright: RawPlaywright): Promise<void> {
  if (process.platform !== 'linux') {
    raw.memory = 'absent: it is measured on Linux alone';
    return;
  }
  // So long that the first one still stays when the last one has come, on a busy machine too.
  const staysMs = 90_000;
  const product = new ProductWorker(browser, STAYING, newFolder('memory'));
  const [ours, theirs]: [number[], number[]] = [[], []];
  for (let round = 0; round < 3; round++) {
    await rawPlaywright.run({ name: 'stay', origin, count: STAYING });
    await pause(3_000);
    theirs.push(memoryOf(processTree(rawPlaywright.pid)));
    await rawPlaywright.run({ name: 'leave' });
    const jobs: Promise<number>[] = [];
    for (let job = 0; job < STAYING; job++) {
      const { ended } = await product.begin(stayingFlow(origin, staysMs));
      jobs.push(ended);
    }
    await pause(3_000);
    ours.push(memoryOf(processTree(product.pid)));
    await Promise.all(jobs);
  }
  await product.stop();
  add('runner.memoryVsRaw', median(ours) / median(theirs));
  raw.memory = { product: ours, raw: theirs };
}

/** Gives the version of the peer; null when it could not be installed. */
async function throughput(
  { product, raw: bare, origin }: Pair,
  browser: BenchBrowser,
): Promise<string | null> {
  const home = installCrawlee(work);
  const flow = trivialFlow(origin, false);
  const ours = async (): Promise<number> => {
    const from = performance.now();
    await Promise.all(Array.from({ length: MANY }, () => product.run(flow)));
    return performance.now() - from;
  };
  const peer = home === null ? {} : { crawlee: async () => crawl(home, origin, MANY, AT_ONCE, browser) };
  const many = () => bare.run({ name: 'many', origin, count: MANY, atOnce: AT_ONCE });
  const rounds = await inTurn({ product: ours, raw: many, ...peer }, 5, () => 500);
  const aMinute = Object.entries(rounds).map(([name, ms]) => [name, rounded((MANY * 60_000) / median(ms))]);
  raw.throughput = { unit: 'jobs a minute', ...Object.fromEntries(aMinute), rounds };
  if (home === null) {
    raw.crawlee = 'absent: it could not be installed, so its bar is left out';
    return null;
  }
  add('runner.jobsAMinuteVsCrawlee', ratio(rounds, 'crawlee', 'product'));
  return CRAWLEE_VERSION;
}

async function loop(browser: BenchBrowser, origin: string): Promise<void> {
  if (process.platform !== 'linux') {
    raw.loop = 'absent: it is measured on Linux alone';
    return;
  }
  const figures = await measureLoop(browser, origin, options.loopJobs, newFolder('loop'));
  add('runner.loopMemoryGrowth', figures.workerBytes.end / figures.workerBytes.settled);
  add('runner.loopProcessesLeft', figures.processesLeft);
  add('runner.loopFoldersLeft', figures.foldersLeft);
  raw.loop = figures;
}

async function run(): Promise<void> {
  const { headless: executablePath } = chooseBrowsers(installedBrowsers(process.env, process.platform));
  if (executablePath === null) {
    raw.all = 'absent: no browser was found';
    return printReport('runner', versions(), bars, raw);
  }
  const browser = { executablePath, sandbox: process.getuid?.() !== 0 };
  const site = await startBenchSite();
  const { origin } = site;
  const product = new ProductWorker(browser, AT_ONCE, newFolder('product'));
  const bare = await RawPlaywright.start(browser);
  const pair = { product, raw: bare, origin };
  let crawlee: string | null = null;
  const parts: Record<Part, () => Promise<void>> = {
    trivial: () => shortJobs(pair),
    steps: () => longJob(pair),
    extract: () => extract(pair),
    memory: () => memory(origin, browser, bare),
    throughput: async () => {
      crawlee = await throughput(pair, browser);
    },
    cancel: async () => {
      const {
        lastActionP95,
        contextClosedMax,
        hangingMax,
        raw: figures,
      } = await measureCancel(product, site);
      add('runner.cancelLastActionP95', lastActionP95);
      add('runner.cancelContextClosed', contextClosedMax);
      add('runner.cancelHanging', hangingMax);
      raw.cancel = figures;
    },
    loop: () => loop(browser, origin),
  };
  try {
    for (const part of options.parts) {
      process.stderr.write(`runner       ${Math.round(performance.now() / 1000)} s: ${part}\n`);
      await parts[part]();
    }
    raw.told = product.told;
  } finally {
    await Promise.allSettled([product.stop(), bare.stop()]);
    await site.stop();
  }
  const peer = crawlee === null ? {} : { crawlee };
  printReport('runner', { ...versions(), browser: executablePath, ...peer }, bars, raw);
}

function versions(): Record<string, string> {
  return { node: process.version, platform: `${process.platform}-${process.arch}` };
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
