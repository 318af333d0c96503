import { sleep, systemClock } from '../../shared/clock.ts';
import { FlowId, type JobId } from '../../shared/ids.ts';
import type { SeededRandom } from '../support/seeded-random.ts';
import { type ChaosApp, SETTINGS } from './chaos-app.ts';
import type { ChaosFlows } from './flows.ts';
import { browsersOf, isElectron, signal } from './processes.ts';

/** What chaos did, for the checks and the report. */
export interface Diary {
  /** Every job that the app said it has queued. */
  readonly queued: Set<JobId>;
  /** Key of the order that each row carried. */
  readonly keys: Set<string>;
  readonly counts: Record<string, number>;
  /** How long each orderly quit took, ms. */
  readonly quitsMs: number[];
}

export interface DeedsWorld {
  readonly app: ChaosApp;
  readonly dataDir: string;
  readonly flows: ChaosFlows;
  readonly random: SeededRandom;
  readonly diary: Diary;
}

/** More jobs than this do not wait at once, so that all can end afterwards. */
const MOST_OPEN = 20;

const SNOOZE_MS = 5_000;
const PAUSED_MS = 2_000;

type Deed = (world: DeedsWorld) => Promise<boolean>;

/** Each with its weight: how often it happens compared to the others. */
const DEEDS: readonly (readonly [name: string, weight: number, deed: Deed])[] = [
  ['enqueue', 10, enqueue],
  ['killWorker', 4, killWorker],
  ['killBrowser', 4, killBrowser],
  ['pauseWorker', 2, (world) => pauseWorker(world, 0.5)],
  ['hangWorker', 2, (world) => pauseWorker(world, 2)],
  ['fillLog', 3, fillLog],
  ['enqueueAfter', 3, enqueueAfter],
  ['cancel', 3, cancel],
  ['snooze', 2, snooze],
  ['setPriority', 2, setPriority],
  ['limitFlow', 1.5, limitFlow],
  ['pauseFlow', 1, pauseFlow],
  ['resizePool', 0.8, resizePool],
  ['drainWorker', 0.8, drainWorker],
  ['killMain', 1.2, killMain],
  ['quitMain', 0.6, quitMain],
  ['stopMain', 0.6, stopMain],
];

/** Takes back what would keep jobs from ending: pauses and limits. */
export async function liftLimits({ app }: DeedsWorld): Promise<void> {
  const { flows } = await app.call('flows.list', {});
  for (const { id } of flows) {
    await app.call('flows.setLimits', { id, limits: { paused: false, maxRunning: null } });
  }
}

/** Does one thing at random. One that found nothing to act upon is counted as `nothing`. */
export async function doOne(world: DeedsWorld): Promise<void> {
  const [name, deed] = chosen(world.random);
  const outcome = await deed(world).catch((error: unknown) => {
    // A call that a busy main did not answer in time is part of the game; that the app cannot start is not.
    if (world.app.pid === null) throw error;
    return 'unanswered';
  });
  const counted = outcome === true ? name : outcome === false ? 'nothing' : outcome;
  world.diary.counts[counted] = (world.diary.counts[counted] ?? 0) + 1;
}

function chosen(random: SeededRandom): [string, Deed] {
  const total = DEEDS.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [name, weight, deed] of DEEDS) {
    left -= weight;
    if (left < 0) return [name, deed];
  }
  return ['enqueue', enqueue];
}

function pick<T>(random: SeededRandom, items: readonly T[]): T | undefined {
  return items[Math.floor(random.next() * items.length)];
}

/** Queues some jobs of one flow. */
export async function enqueue(world: DeedsWorld): Promise<boolean> {
  const { app, random, diary } = world;
  if (await isFull(app)) return false;
  const flowId = await saved(world, pick(random, ['books', 'waiting', 'order', 'order'] as const) ?? 'books');
  const rows = Array.from({ length: 1 + Math.floor(random.next() * 4) }, () => ({ key: random.token() }));
  for (const { key } of rows) diary.keys.add(key);
  const { ids } = await app.call('jobs.enqueue', { flowId, rows });
  for (const id of ids) diary.queued.add(id);
  return true;
}

/** Queues a job whose page writes thousands of lines into its log. */
async function fillLog(world: DeedsWorld): Promise<boolean> {
  const { app, diary } = world;
  if (await isFull(app)) return false;
  const { ids } = await app.call('jobs.enqueue', { flowId: await saved(world, 'chatter') });
  for (const id of ids) diary.queued.add(id);
  return true;
}

/** Queues a job that comes after another one, whatever becomes of that. */
async function enqueueAfter(world: DeedsWorld): Promise<boolean> {
  const { app, random, diary } = world;
  if (await isFull(app)) return false;
  const { jobs } = await app.call('jobs.list', { states: ['pending', 'processing', 'retrying'], limit: 50 });
  // An order may park, and what comes after it would wait for a person.
  const before = pick(
    random,
    jobs.filter(({ flowName }) => !flowName.includes('orders')),
  );
  if (before === undefined) return false;
  const after = [{ jobId: before.id, needs: 'ended' as const }];
  const { ids } = await app.call('jobs.enqueue', { flowId: await saved(world, 'waiting'), after });
  for (const id of ids) diary.queued.add(id);
  return true;
}

async function isFull(app: ChaosApp): Promise<boolean> {
  const counts = await app.call('jobs.counts', {});
  return counts.pending + counts.retrying + counts.processing + counts.scheduled > MOST_OPEN;
}

async function saved({ app, flows }: DeedsWorld, name: keyof ChaosFlows): Promise<FlowId> {
  const imported = await app.call('flows.import', { fileName: `${name}.flow.json`, text: flows[name] });
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  return FlowId.parse(imported.flow.id);
}

async function workerPid({ app, random }: DeedsWorld): Promise<number | undefined> {
  const { workers } = await app.call('workers.list', {});
  return pick(random, workers)?.pid ?? undefined;
}

async function killWorker(world: DeedsWorld): Promise<boolean> {
  const pid = await workerPid(world);
  return pid !== undefined && signal(pid, 'SIGKILL');
}

async function killBrowser({ dataDir, random }: DeedsWorld): Promise<boolean> {
  const browser = pick(random, browsersOf(dataDir));
  return browser !== undefined && signal(browser.pid, 'SIGKILL');
}

/** Stops a worker for so many leases; it goes on by itself meanwhile. */
async function pauseWorker(world: DeedsWorld, leases: number): Promise<boolean> {
  const pid = await workerPid(world);
  if (pid === undefined || !signal(pid, 'SIGSTOP')) return false;
  systemClock.setTimer(SETTINGS.leaseMs * leases, () => isElectron(pid) && signal(pid, 'SIGCONT'));
  return true;
}

async function cancel({ app, random }: DeedsWorld): Promise<boolean> {
  const { jobs } = await app.call('jobs.list', { states: ['pending', 'processing', 'retrying'], limit: 50 });
  const job = pick(random, jobs);
  if (job === undefined) return false;
  await app.call('jobs.cancel', { id: job.id });
  return true;
}

async function someWaiting({ app, random }: DeedsWorld): Promise<JobId | undefined> {
  const { jobs } = await app.call('jobs.list', { states: ['pending', 'retrying', 'scheduled'], limit: 50 });
  return pick(random, jobs)?.id;
}

async function snooze(world: DeedsWorld): Promise<boolean> {
  const id = await someWaiting(world);
  if (id === undefined) return false;
  const { moved } = await world.app.call('jobs.snooze', { id, until: systemClock.now() + SNOOZE_MS });
  return moved;
}

async function setPriority(world: DeedsWorld): Promise<boolean> {
  const id = await someWaiting(world);
  if (id === undefined) return false;
  const priority = Math.round(world.random.next() * 200) - 100;
  const { edited } = await world.app.call('jobs.edit', { id, priority });
  return edited;
}

async function someFlow({ app, random }: DeedsWorld): Promise<FlowId | undefined> {
  const { flows } = await app.call('flows.list', {});
  return pick(
    random,
    flows.filter(({ name }) => name.startsWith('Chaos')),
  )?.id;
}

async function limitFlow(world: DeedsWorld): Promise<boolean> {
  const id = await someFlow(world);
  if (id === undefined) return false;
  const maxRunning = pick(world.random, [1, 2, null]) ?? null;
  await world.app.call('flows.setLimits', { id, limits: { maxRunning } });
  return true;
}

/** Pauses a flow for some seconds; the end of the run lifts every pause that a killed main left standing. */
async function pauseFlow(world: DeedsWorld): Promise<boolean> {
  const id = await someFlow(world);
  if (id === undefined) return false;
  await world.app.call('flows.setLimits', { id, limits: { paused: true } });
  await sleep(systemClock, PAUSED_MS);
  await world.app.call('flows.setLimits', { id, limits: { paused: false } });
  return true;
}

async function resizePool({ app, random }: DeedsWorld): Promise<boolean> {
  const workers = 1 + Math.floor(random.next() * 3);
  const jobsPerWorker = 1 + Math.floor(random.next() * 4);
  await app.call('workers.configure', { workers, jobsPerWorker });
  return true;
}

async function drainWorker({ app, random }: DeedsWorld): Promise<boolean> {
  const { workers } = await app.call('workers.list', {});
  const worker = pick(random, workers);
  if (worker === undefined) return false;
  const { draining } = await app.call('workers.drain', { slot: worker.slot, afterwards: 'restart' });
  return draining;
}

async function killMain({ app }: DeedsWorld): Promise<boolean> {
  await app.kill();
  await app.start();
  return true;
}

async function quitMain({ app, diary }: DeedsWorld): Promise<boolean> {
  diary.quitsMs.push(await app.quit());
  await app.start();
  return true;
}

/** Main itself stands still for longer than a lease: its workers are not to be blamed for that. */
async function stopMain({ app }: DeedsWorld): Promise<boolean> {
  const { pid } = app;
  if (pid === null || !signal(pid, 'SIGSTOP')) return false;
  await sleep(systemClock, SETTINGS.leaseMs * 2);
  return signal(pid, 'SIGCONT');
}
