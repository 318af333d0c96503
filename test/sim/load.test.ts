import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import type { NewJob } from '../../electron/main/queue/queue.ts';
import { Settings } from '../../electron/main/settings/settings.ts';
import { JobId } from '../../shared/ids.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { settle } from '../support/settle.ts';
import { tempFolder } from '../support/temp-db.ts';
import { checkEnd } from './load/checks.ts';
import { LoadMain } from './load/main.ts';
import { randomPlan } from './load/plan.ts';
import { type Claimed, Watch } from './load/watch.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const TIMEOUT_MS = 180_000;

let clock: FakeClock;
let random: SeededRandom;
let watch: Watch;
let folder: ReturnType<typeof tempFolder>;
let main: LoadMain;
beforeEach(() => {
  clock = new FakeClock();
  random = new SeededRandom(Number(process.env.SIM_SEED ?? 1));
  watch = new Watch();
  folder = tempFolder();
});
afterEach(async () => {
  main.kill();
  // Folders of workers are still being removed.
  await settle();
  main.db.close();
  folder.remove();
});

function startMain(settings: Settings): void {
  main = new LoadMain(folder.file, clock, watch, settings);
}

/** Main is killed and starts again on the same file: nothing is closed before the new one is open. */
function restart(settings: Settings): void {
  const before = main;
  before.kill();
  startMain(settings);
  before.db.close();
}

function pass(ms: number): Promise<void> {
  return clock.advanceAsync(ms, settle);
}

function savedFlow(name: string): Pick<NewJob, 'flowId' | 'flowVersionId'> {
  const saved = new FlowStore(main.db, clock).save({ name, steps: [{ action: 'goto' }] });
  return { flowId: saved.summary.id, flowVersionId: saved.versionId };
}

function unended(): number {
  const { all, completed, completed_with_failed_rows, failed, cancelled } = main.queue.counts();
  return all - completed - completed_with_failed_rows - failed - cancelled;
}

function oneOf<T>(items: readonly T[]): T | undefined {
  return items[Math.floor(random.next() * items.length)];
}

describe('under load', () => {
  const JOBS = 3_000;
  const SLOTS = { workers: 16, jobsPerWorker: 50 };
  const AVERAGE_MS = 30 * SECOND;
  /** New jobs come a third faster than all the workers together can work. */
  const A_SECOND = 35;
  const PRIORITIES = 2;

  function newJob(flow: Pick<NewJob, 'flowId' | 'flowVersionId'>): NewJob {
    const extreme = random.next() < 0.01;
    const priority = extreme
      ? Math.round(random.next()) * 200 - 100
      : Math.floor(random.next() * (2 * PRIORITIES + 1)) - PRIORITIES;
    return {
      ...flow,
      inputs: randomPlan(random, AVERAGE_MS, SECOND),
      row: null,
      subtitle: '',
      priority,
      runAt: clock.now() + (random.next() < 0.05 ? 20 * SECOND : 0),
      headed: false,
      retry: RetryPolicy.parse({}),
      stepsTotal: 1,
    };
  }

  /** The longest time that a job of this priority waited for its first start. */
  function longestWait(priority: number): number {
    const firsts = [...watch.leases.values()]
      .map(({ claimed }) => claimed)
      .filter(({ epoch }) => epoch === 1);
    const waits = firsts
      .filter((job) => job.priority === priority)
      .map(({ startedAt, runAt }) => startedAt - runAt);
    return Math.max(0, ...waits);
  }

  /** What goes wrong in this second. */
  function trouble(second: number): void {
    if (second % 31 === 30) oneOf(main.alive)?.die(139);
    if (second % 97 === 96) oneOf(main.alive)?.freeze();
    // Waiting, running and ended ones alike.
    for (let count = 0; count < 1; count++)
      main.queue.cancel(JobId.parse(1 + Math.floor(random.next() * main.queue.counts().all)));
  }

  it(
    'sixteen workers with fifty slots each work twenty thousand jobs off, through failures, cancels, deaths and a restart',
    async () => {
      const settings = Settings.parse(SLOTS);
      startMain(settings);
      const flow = savedFlow('Load');
      let queued = 0;
      for (let second = 0; queued < JOBS || unended() > 0; second++) {
        expect(second, `${unended()} jobs are left`).toBeLessThan(3600);
        const jobs = Array.from({ length: Math.min(A_SECOND, JOBS - queued) }, () => newJob(flow));
        main.queue.enqueue(jobs);
        queued += jobs.length;
        trouble(second);
        if (second === 300) restart(settings);
        await pass(SECOND);
      }
      console.log(
        process.uptime(),
        clock.now() - 1_700_000_000_000,
        main.queue.counts(),
        watch.leases.size,
        watch.mostRunning,
        main.processes.length,
        [-100, -2, -1, 0, 1, 2, 100].map(longestWait),
        main.errors.length,
        main.errors.slice(0, 5),
      );
      checkEnd(main.db, main.queue, watch, JOBS);
      expect(watch.mostRunning).toBe(SLOTS.workers * SLOTS.jobsPerWorker);
      // Whoever is two points below waits two minutes longer for each … and no longer than that.
      const patience = 2 * PRIORITIES * MINUTE;
      expect(longestWait(-PRIORITIES)).toBeLessThanOrEqual(longestWait(PRIORITIES) + patience + 2 * SECOND);
    },
    TIMEOUT_MS,
  );
});
