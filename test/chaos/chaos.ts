import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sleep, systemClock } from '../../shared/clock.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { audit, sentencesOf } from './audit.ts';
import { ChaosApp } from './chaos-app.ts';
import { type DeedsWorld, type Diary, doOne, liftLimits } from './deeds.ts';
import { chaosFlows } from './flows.ts';
import { processesOf } from './processes.ts';
import { startCountingShop } from './shop.ts';

/**
 * `npm run chaos -- [--minutes N] [--seed N] [--keep]`: the real app with real browsers, while everything that can die is killed
 * at random. At the end it lets all settle, quits, and looks whether every guarantee held. Its stdout is one JSON object.
 * The same seed gives the same deeds, not the same moments: those are the machine's.
 */
const repository = join(import.meta.dirname, '..', '..');

/** Between two deeds, ms. */
const PAUSE_MS = { least: 200, most: 1_800 };
/** All jobs must have ended so long after the last deed. */
const SETTLE_MS = 240_000;
/** The system needs a moment to take ended processes away. */
const GONE_MS = 5_000;

interface Options {
  readonly minutes: number;
  readonly seed: number;
  /** Leaves the data folder for a look. */
  readonly keep: boolean;
}

async function main(): Promise<number> {
  if (process.platform !== 'linux') {
    process.stderr.write('The chaos run stops processes and reads /proc: it runs on Linux only.\n');
    return 2;
  }
  const options = readOptions();
  const dataDir = mkdtempSync(join(tmpdir(), 'runwright-chaos-'));
  const shop = await startCountingShop();
  const app = new ChaosApp(repository, dataDir);
  const diary: Diary = { queued: new Set(), keys: new Set(), counts: {}, quitsMs: [] };
  const random = new SeededRandom(options.seed);
  const world = { app, dataDir, random, diary, flows: chaosFlows(repository, shop.url) };
  note(`seed ${options.seed}, ${options.minutes} minutes, data in ${dataDir}`);
  const problems: string[] = [];
  try {
    await app.start();
    await rage(world, options.minutes * 60_000);
    problems.push(...(await settleDown(world)));
  } catch (error) {
    problems.push(`the run could not go on: ${error instanceof Error ? error.message : String(error)}`);
    await app.quit().catch(() => app.kill());
  }
  await gone(dataDir);
  const seen = audit({ dataDir, diary, shop });
  shop.stop();
  const broken = [...problems, ...sentencesOf(seen.broken)];
  const { counts: deeds, quitsMs } = diary;
  const { seed, minutes } = options;
  const report = { bench: 'chaos', seed, minutes, deeds, quitsMs, ...seen, broken };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
  if (options.keep || broken.length > 0) note(`the data folder stays: ${dataDir}`);
  else rmSync(dataDir, { recursive: true, force: true });
  return broken.length === 0 ? 0 : 1;
}

function readOptions(): Options {
  const { values } = parseArgs({
    options: { minutes: { type: 'string' }, seed: { type: 'string' }, keep: { type: 'boolean' } },
  });
  const minutes = Number(values.minutes ?? 2);
  const seed = Number(values.seed ?? systemClock.now() % 1_000_000);
  if (!(minutes > 0) || !Number.isInteger(seed))
    throw new Error('usage: chaos [--minutes N] [--seed WHOLE NUMBER] [--keep]');
  return { minutes, seed, keep: values.keep === true };
}

/** Does one thing after the other until the time is over. */
async function rage(world: DeedsWorld, ms: number): Promise<void> {
  const end = systemClock.monotonic() + ms;
  while (systemClock.monotonic() < end) {
    await doOne(world);
    const { least, most } = PAUSE_MS;
    await sleep(systemClock, least + world.random.next() * (most - least));
  }
}

/** Waits until every job has ended or asks a person, then quits; gives what did not go right. */
async function settleDown(world: DeedsWorld): Promise<string[]> {
  const { app, diary } = world;
  await liftLimits(world);
  const end = systemClock.monotonic() + SETTLE_MS;
  let open = Number.POSITIVE_INFINITY;
  while (open > 0 && systemClock.monotonic() < end) {
    const counts = await app.call('jobs.counts', {});
    const { pending, scheduled, processing, retrying, stalled, cancelling } = counts;
    open = pending + scheduled + processing + retrying + stalled + cancelling;
    await sleep(systemClock, 500);
  }
  const { browsersAlive, browsersExpected } = await app.call('workers.list', {});
  diary.quitsMs.push(await app.quit());
  return [
    ...(open > 0 ? [`${open} jobs had not ended ${SETTLE_MS / 1000} s after the last deed`] : []),
    ...(browsersAlive === browsersExpected
      ? []
      : [`the ledger knows ${browsersAlive} browsers, the workers ${browsersExpected}`]),
  ];
}

async function gone(dataDir: string): Promise<void> {
  const end = systemClock.monotonic() + GONE_MS;
  while (processesOf(dataDir).length > 0 && systemClock.monotonic() < end) await sleep(systemClock, 100);
}

function note(sentence: string): void {
  process.stderr.write(`chaos        ${sentence}\n`);
}

process.exitCode = await main();
