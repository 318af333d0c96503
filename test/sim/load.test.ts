import { copyFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlowStore } from '../../electron/main/flows/flow-store.ts';
import type { NewJob } from '../../electron/main/queue/queue.ts';
import { Settings } from '../../electron/main/settings/settings.ts';
import { JobId } from '../../shared/ids.ts';
import { RetryPolicy } from '../../shared/job/retry.ts';
import { FakeClock } from '../support/fake-clock.ts';
import { untilQuiet } from '../support/played-process.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { settle } from '../support/settle.ts';
import { tempFolder } from '../support/temp-db.ts';
import { checkEnd } from './load/checks.ts';
import { Limits } from './load/limits.ts';
import { LoadMain } from './load/main.ts';
import { randomPlan } from './load/plan.ts';
import { Watch } from './load/watch.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const TIMEOUT_MS = 180_000;

let clock: FakeClock;
let random: SeededRandom;
let watch: Watch;
let folder: ReturnType<typeof tempFolder>;
let file: string;
let main: LoadMain;
beforeEach(() => {
  clock = new FakeClock();
  random = new SeededRandom(Number(process.env.SIM_SEED ?? 1));
  watch = new Watch();
  folder = tempFolder();
  file = folder.file;
});
afterEach(async () => {
  main.kill();
  // Folders of workers are still being removed.
  await settle();
  main.db.close();
  folder.remove();
});

function startMain(settings: Settings): void {
  main = new LoadMain(file, clock, watch, settings);
}

/** Main is killed and starts again on what it left behind: the file and its log as they are, with nothing closed or tidied up. */
function restart(settings: Settings): void {
  const before = main;
  before.kill();
  const left = file;
  file = `${left}.next`;
  for (const part of ['', '-wal']) copyFileSync(left + part, file + part);
  startMain(settings);
  before.db.close();
}

/** Lets a second pass. What comes due within a tenth of it happens together, and crosses what `meanwhile` does. */
async function passSecond(meanwhile: () => void): Promise<void> {
  for (let tick = 0; tick < 10; tick++) {
    clock.advance(100);
    if (tick === 0) meanwhile();
    await untilQuiet(() => main.alive);
  }
  expect(watch.faults).toEqual([]);
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
  const JOBS = 20_000;
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

  /** What goes wrong in this second. A cancel meets waiting, running and ended jobs alike. */
  function trouble(second: number, settings: Settings): void {
    const anyJob = 1 + Math.floor(random.next() * main.queue.counts().all);
    const running = oneOf([...watch.running.keys()]);
    main.queue.cancel(second % 2 === 0 || running === undefined ? JobId.parse(anyJob) : running);
    if (second % 31 === 30) oneOf(main.alive)?.die(139);
    if (second % 97 === 96) oneOf(main.alive)?.freeze();
    if (second % 70 === 20) for (const worker of main.insides.slice(0, 2)) worker.isForgetful = true;
    if (second % 70 === 65) for (const worker of main.insides) worker.isForgetful = false;
    if (second === 300) restart(settings);
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
        await passSecond(() => trouble(second, settings));
      }
      checkEnd(main.db, main.queue, watch, JOBS);
      expect(watch.mostRunning).toBe(SLOTS.workers * SLOTS.jobsPerWorker);
      // A point is worth a minute of waiting: that much longer than the jobs in the middle does one wait, and no more.
      for (let priority = -PRIORITIES; priority <= PRIORITIES; priority++) {
        const most = Math.max(0, longestWait(0) - priority * MINUTE) + 5 * SECOND;
        expect(longestWait(priority), `the longest wait at priority ${priority}`).toBeLessThanOrEqual(most);
      }
    },
    TIMEOUT_MS,
  );
});

describe('with limits in force', () => {
  const JOBS = 1200;
  const SLOTS = { workers: 4, jobsPerWorker: 5 };
  const AVERAGE_MS = 3 * SECOND;
  const FLOW_LIMIT = 3;
  const SITE = { site: 'slow.example', maxRunning: 2, delayMs: 2 * SECOND };
  const PROFILES = ['shop', 'office'];

  /** A tenth of the jobs is on the slow site, and another one needs a profile. */
  function newJob(flow: Pick<NewJob, 'flowId' | 'flowVersionId'>, at: number): NewJob {
    return {
      ...flow,
      inputs: randomPlan(random, AVERAGE_MS, 1),
      row: null,
      subtitle: '',
      priority: Math.floor(random.next() * 11) - 5,
      runAt: clock.now(),
      headed: false,
      retry: RetryPolicy.parse({}),
      stepsTotal: 1,
      site: at % 10 === 1 ? SITE.site : undefined,
      profile: at % 10 === 2 ? oneOf(PROFILES) : undefined,
    };
  }

  /** Faults and changes of this second. */
  function trouble(second: number, limits: Limits, pausable: NewJob['flowId'], settings: Settings): void {
    if (second === 20 || second === 40) {
      limits.isPaused = second === 20;
      main.queue.setFlowLimits(pausable, { paused: limits.isPaused });
    }
    if (second % 50 === 49) oneOf(main.alive)?.die(139);
    if (second === 100) restart(settings);
  }

  it(
    'no claim ever breaks the limit of a flow, a site’s limit and delay, a profile or a pause, and all the work is done',
    async () => {
      const settings = Settings.parse(SLOTS);
      watch.isOrderStrict = false;
      startMain(settings);
      const [limited, free] = [savedFlow('Limited'), savedFlow('Free')];
      main.queue.setFlowLimits(limited.flowId, { maxRunning: FLOW_LIMIT });
      main.queue.setSiteRule(SITE);
      const limits = new Limits(watch, { id: limited.flowId, maxRunning: FLOW_LIMIT }, SITE, free.flowId);
      watch.onClaim = (job) => limits.look(job);
      const jobs = Array.from({ length: JOBS }, (_, at) => newJob(at % 4 === 0 ? limited : free, at));
      main.queue.enqueue(jobs);
      let second = 0;
      for (; unended() > 0; second++) {
        expect(second, `${unended()} jobs are left`).toBeLessThan(900);
        await passSecond(() => trouble(second, limits, free.flowId, settings));
      }
      checkEnd(main.db, main.queue, watch, JOBS);
      // The gates hold no more than they must: each was used to its limit, and the slowest one set the pace.
      expect(limits.most).toEqual({ flow: FLOW_LIMIT, site: SITE.maxRunning, profile: 1 });
      const started = [...watch.leases.values()].map(({ claimed }) => claimed);
      const ofFlow = started.filter(({ flowId }) => flowId === limited.flowId).length;
      const onSite = started.filter(({ site }) => site === SITE.site).length;
      const least = Math.max((ofFlow * AVERAGE_MS) / FLOW_LIMIT, onSite * SITE.delayMs);
      expect(second * SECOND).toBeLessThan(1.2 * least);
    },
    TIMEOUT_MS,
  );
});
