import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { getDetail, getSummary } from '../../../../electron/database/queries.ts';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { ProfileStore } from '../../../../electron/main/profiles/profile-store.ts';
import { claimPreparer } from '../../../../electron/main/services/claim-preparer.ts';
import { TrialDesk } from '../../../../electron/main/trial/trial-desk.ts';
import { TrialKeeper } from '../../../../electron/main/trial/trial-keeper.ts';
import { TrialService } from '../../../../electron/main/trial/trial-service.ts';
import { TrialStore } from '../../../../electron/main/trial/trial-store.ts';
import { AppError, toWire } from '../../../../shared/errors.ts';
import { type FlowId, JobId, LeaseEpoch } from '../../../../shared/ids.ts';
import { ToWorker } from '../../../../shared/ipc/worker-protocol.ts';
import type { TrialRun } from '../../../../shared/live/trial.ts';
import { type ServicesBench, servicesBench } from '../services/services-bench.ts';

let bench: ServicesBench;
let flows: FlowStore;
let store: TrialStore;
let desk: TrialDesk;
let trials: TrialService;
let keeper: TrialKeeper;
let told: ToWorker[];
/** False = no worker runs the trial. */
let runs: boolean;

beforeEach(() => {
  bench = servicesBench();
  const { db, clock, queue, jobs } = bench;
  flows = new FlowStore(db, clock);
  store = new TrialStore(db, clock);
  told = [];
  runs = true;
  desk = new TrialDesk((jobId, message) => {
    if (runs) told.push(ToWorker.parse(message({ jobId, epoch: LeaseEpoch.parse(1) })));
    return runs;
  }, clock);
  trials = new TrialService({ queue, jobs, flows, store, desk });
  keeper = new TrialKeeper(queue, store);
  bench.publisher.on('jobChanged', (job) => keeper.changed(job));
});
afterEach(() => bench.dispose());

const STEPS = [
  { action: 'goto', url: 'https://example.com' },
  { action: 'repeat', times: 2, steps: [{ action: 'log', message: 'x' }] },
];

function text(parts: object = {}): string {
  return JSON.stringify({ runwright: 1, name: 'Draft', steps: STEPS, ...parts });
}

function start(
  parts: object = {},
  run: TrialRun = {},
  inputs: Record<string, string> = {},
  flowId: FlowId | null = null,
) {
  return trials.start({ flowId, text: text(parts), run, inputs });
}

function claim() {
  const [first] = bench.queue.claim(bench.workerA, 1);
  if (first === undefined) throw new Error('nothing was claimable');
  return first;
}

function lastAsk(): number {
  const last = told.at(-1);
  if (last?.kind !== 'trial') throw new Error('nothing was asked');
  return last.ask;
}

/** What a call came to: its error. */
async function faultOf(work: () => unknown) {
  try {
    await work();
  } catch (error) {
    return toWire(error);
  }
  throw new Error('it was done');
}

describe('a trial', () => {
  it('is a job of the draft that is taken first, and no version of its flow', () => {
    const flowId = bench.save({ name: 'Shop' });
    const id = start({ name: 'Shop' }, {}, {}, flowId);
    expect(getSummary(bench.db, id)).toMatchObject({
      flowName: 'Shop',
      trial: { flowId },
      priority: 100,
      maxRetries: 0,
    });
    expect(flows.list().filter(({ name }) => name !== 'Books')).toMatchObject([{ name: 'Shop', version: 1 }]);
    expect(claim()).toMatchObject({ jobId: id, flowContent: { name: 'Shop' } });
  });

  it('other jobs are none', () => {
    bench.jobs.enqueue({ flowId: bench.save({}), inputs: {}, priority: 0, after: [] });
    expect(getSummary(bench.db, claim().jobId).trial).toBeUndefined();
  });

  it('tells its worker what runs first, whatever holds that step', async () => {
    const id = start({}, { from: '2.1', breakpoints: ['2'] });
    const { db, vault } = bench;
    const profiles = new ProfileStore(bench.file, vault);
    const practiceUrl = async (): Promise<string> => '';
    const job = await claimPreparer({ db, vault, profiles, trials: store, artifacts: '/a', practiceUrl })(
      claim(),
    );
    expect(job).toMatchObject({ jobId: id, trial: { run: { from: '2.1', breakpoints: ['2'] } } });
  });

  it('seals its secrets, and is refused without an input that it needs', async () => {
    const inputs = { pin: { type: 'text', secret: true, required: true } };
    const id = start({ inputs }, {}, { pin: 'tulip-9' });
    expect(JSON.stringify(getDetail(bench.db, id))).not.toContain('tulip-9');
    expect(await faultOf(() => start({ inputs }))).toMatchObject({
      code: 'invalid_input',
      faults: [{ path: 'inputs.pin' }],
    });
  });

  it('is refused with every fault of the draft, and with a step that it does not have', async () => {
    const wrong = await faultOf(() => start({ steps: [{ action: 'clik' }, { action: 'goto' }] }));
    expect(wrong.faults?.length).toBeGreaterThan(1);
    expect(await faultOf(() => start({}, { only: '2.7' }))).toMatchObject({ faults: [{ path: 'run.only' }] });
    expect(await faultOf(() => start({}, { only: '1', from: '1' }))).toMatchObject({
      faults: [{ path: 'run.only' }],
    });
    expect(bench.queue.claim(bench.workerA, 1)).toEqual([]);
  });

  it('a draft with the name of another flow of the app does no harm to it', () => {
    bench.save({ name: 'Trial runs' });
    const id = start();
    expect(getSummary(bench.db, id).flowName).toBe('Draft');
    expect(flows.list().filter(({ name }) => name !== 'Books')).toMatchObject([
      { name: 'Trial runs', version: 1 },
    ]);
  });
});

describe('nothing of a trial goes on by itself', () => {
  it('one that lost its worker ends', () => {
    const id = start();
    claim();
    bench.queue.reclaimWorker(bench.workerA, 'worker_died', 'gone');
    expect(getSummary(bench.db, id).state).toBe('cancelled');
    expect(bench.queue.claim(bench.workerB, 1)).toEqual([]);
  });

  it('one that failed is not tried again', () => {
    const id = start({ retry: { max: 3 } });
    const { jobId, epoch } = claim();
    const error = { category: 'TimeoutError', message: 'Late.', mend: 'Wait.' } as const;
    bench.queue.finishAndClaim(bench.workerA, { jobId, epoch }, { kind: 'failed', error }, 0);
    expect(getSummary(bench.db, id).state).toBe('failed');
  });

  it('one that the end of the app cut short ends at the next start', () => {
    const id = start();
    keeper.endAll();
    expect(getSummary(bench.db, id).state).toBe('cancelled');
  });

  it('one that runs is stopped at the end of the app, so that nobody waits for it', () => {
    const id = start();
    claim();
    keeper.endAll();
    expect(getSummary(bench.db, id).cancelAskedAt).not.toBeNull();
  });

  it('a person begins another one instead of running it again', async () => {
    const id = start();
    bench.queue.cancel(id);
    expect(await faultOf(() => bench.jobs.retry(id))).toMatchObject({ code: 'conflict' });
  });
});

describe('old trials', () => {
  it('are removed at the start of the app, and their draft makes room for the next one', () => {
    const flowId = bench.save({ name: 'Kept' });
    const old = start();
    bench.queue.cancel(old);
    bench.clock.advance(4 * 24 * 3_600_000);
    const young = start();
    bench.queue.cancel(young);
    const waiting = start();
    expect(store.sweep()).toEqual([old]);
    expect(() => getSummary(bench.db, old)).toThrow(AppError);
    expect(getSummary(bench.db, young).state).toBe('cancelled');
    expect(getSummary(bench.db, waiting).state).toBe('pending');
    const versions = (): unknown => bench.db.prepare('SELECT count(*) AS n FROM flow_version').get();
    const before = versions();
    const next = start({ name: 'Next' });
    expect(versions()).toEqual(before);
    expect(getSummary(bench.db, next).flowName).toBe('Next');
    expect(flows.get(flowId).summary.name).toBe('Kept');
  });
});

describe('a question to a trial', () => {
  const jobId = JobId.parse(7);

  it('is answered once, to who asked', async () => {
    const first = trials.highlight(jobId, [{ css: 'a' }]);
    const ask = lastAsk();
    desk.answered(JobId.parse(8), ask, { kind: 'done' });
    desk.answered(jobId, ask, { kind: 'highlighted', highlighted: { count: 2, marks: [] } });
    desk.answered(jobId, ask, { kind: 'refused', message: 'Late.' });
    expect(await first).toEqual({ count: 2, marks: [] });
  });

  it('is refused with the worker’s sentence', async () => {
    const asked = faultOf(() => trials.point(jobId, { x: 0, y: 0 }));
    desk.answered(jobId, lastAsk(), { kind: 'refused', message: 'The steps run now.' });
    expect(await asked).toMatchObject({ code: 'conflict', message: 'The steps run now.' });
  });

  it('is given up when nothing comes, and when the trial ends', async () => {
    const silent = faultOf(() => trials.end(jobId));
    bench.clock.advance(10_000);
    expect(await silent).toMatchObject({ code: 'unavailable' });
    const ending = faultOf(() => trials.end(jobId));
    desk.ended(jobId);
    expect(await ending).toMatchObject({ code: 'conflict' });
  });

  it('is refused when no worker runs the trial', async () => {
    runs = false;
    expect(await faultOf(() => trials.end(jobId))).toMatchObject({ code: 'conflict' });
  });

  it('a changed draft goes along with the flows that it calls', async () => {
    bench.save({ name: 'Inner' });
    const call = { action: 'callFlow', flow: 'Inner' };
    const rerun = trials.rerun(jobId, text({ steps: [call] }), { from: '1' });
    expect(told.at(-1)).toMatchObject({
      kind: 'trial',
      command: { kind: 'rerun', run: { from: '1' }, called: { Inner: { name: 'Inner' } } },
    });
    desk.answered(jobId, lastAsk(), { kind: 'done' });
    await rerun;
    expect(await faultOf(() => trials.rerun(jobId, '{', {}))).toMatchObject({ code: 'invalid_input' });
  });
});
