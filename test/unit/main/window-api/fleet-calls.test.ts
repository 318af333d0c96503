import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FlowStore } from '../../../../electron/main/flows/flow-store.ts';
import { readSettings } from '../../../../electron/main/settings/settings.ts';
import { SettingsService } from '../../../../electron/main/settings/settings-service.ts';
import { flowCalls } from '../../../../electron/main/window-api/calls/flows.ts';
import { workerCalls } from '../../../../electron/main/window-api/calls/workers.ts';
import { AppError } from '../../../../shared/errors.ts';
import { FlowId } from '../../../../shared/ids.ts';
import type { PoolHealth } from '../../../../shared/job/pool.ts';
import { type ServicesBench, servicesBench } from '../services/services-bench.ts';

let bench: ServicesBench;
beforeEach(() => {
  bench = servicesBench();
});
afterEach(() => bench.dispose());

const HEALTH: PoolHealth = {
  workers: 2,
  jobsPerWorker: 5,
  state: 'ok',
  reason: '',
  nextStartAt: null,
  drained: [],
};

function fleet() {
  const { db, queue, registry } = bench;
  const asked: unknown[][] = [];
  const supervisor = {
    list: () => [],
    health: () => HEALTH,
    configure(size: Pick<PoolHealth, 'workers' | 'jobsPerWorker'>) {
      // What is in force must be what a restart finds.
      asked.push(['configure', size, readSettings(db, {}).workers]);
      return { ...HEALTH, ...size };
    },
    drain(slot: number, afterwards: string) {
      asked.push(['drain', slot, afterwards]);
      return slot === 1;
    },
    startMissing: () => HEALTH,
  };
  const samples = {
    since(at: number) {
      asked.push(['since', at]);
      return [];
    },
  };
  const ledger = { openOnes: () => [] };
  const settings = new SettingsService(db, {});
  return { asked, calls: workerCalls({ settings, queue, registry, supervisor, ledger, samples }) };
}

describe('the workers from the window', () => {
  it('are listed with the state of all of them', async () => {
    const { calls } = fleet();
    expect(await calls['workers.list']({})).toEqual({
      workers: [],
      browsersAlive: 0,
      browsersExpected: 0,
      pool: HEALTH,
    });
  });

  it('get another size, which is kept before it is in force', async () => {
    const { calls, asked } = fleet();
    const size = { workers: 4, jobsPerWorker: 9 };
    expect(await calls['workers.configure'](size)).toEqual({ ...HEALTH, ...size });
    expect(asked).toEqual([['configure', size, 4]]);
    expect(readSettings(bench.db, {})).toMatchObject(size);
  });

  it('are drained by their slot, and started when they are missing', async () => {
    const { calls, asked } = fleet();
    expect(await calls['workers.drain']({ slot: 1, afterwards: 'stay' })).toEqual({ draining: true });
    expect(await calls['workers.drain']({ slot: 7, afterwards: 'restart' })).toEqual({ draining: false });
    expect(asked).toEqual([
      ['drain', 1, 'stay'],
      ['drain', 7, 'restart'],
    ]);
    expect(await calls['workers.start']({})).toEqual(HEALTH);
  });

  it('have a history: what they needed, and their lives, newest first', async () => {
    const { calls, asked } = fleet();
    const { samples, lives } = await calls['workers.history']({ since: 123 });
    expect(samples).toEqual([]);
    expect(lives.map(({ id }) => id)).toEqual([bench.workerB, bench.workerA]);
    expect(asked).toEqual([['since', 123]]);
  });
});

describe('limits from the window', () => {
  function limits() {
    const { db, clock, queue, jobs } = bench;
    const flows = new FlowStore(db, clock);
    return flowCalls({ db, flows, queue, jobs, sampleId: FlowId.parse(1) });
  }

  it('of a flow change what is given and leave the rest', async () => {
    const id = bench.save({});
    const calls = limits();
    const first = await calls['flows.setLimits']({ id, limits: { maxRunning: 2 } });
    expect(first.flow).toMatchObject({ id, paused: false, maxRunning: 2 });
    const second = await calls['flows.setLimits']({ id, limits: { paused: true } });
    expect(second.flow).toMatchObject({ id, paused: true, maxRunning: 2 });
    const third = await calls['flows.setLimits']({ id, limits: { maxRunning: null } });
    expect(third.flow).toMatchObject({ id, paused: true, maxRunning: null });
  });

  it('of a flow that is not there are refused', () => {
    const set = () => limits()['flows.setLimits']({ id: FlowId.parse(99), limits: { paused: true } });
    expect(set).toThrow(AppError);
  });

  it('of sites are set, listed and removed', async () => {
    const calls = limits();
    const rule = { site: 'example.com', maxRunning: 1, delayMs: 500 };
    expect(await calls['sites.set'](rule)).toEqual({ done: true });
    expect(await calls['sites.set']({ ...rule, delayMs: 900 })).toEqual({ done: true });
    expect(await calls['sites.list']({})).toEqual({ rules: [{ ...rule, delayMs: 900 }] });
    expect(await calls['sites.remove']({ site: 'example.com' })).toEqual({ done: true });
    expect(await calls['sites.list']({})).toEqual({ rules: [] });
  });

  it('do not concern the sample, which is queued with one call', async () => {
    const id = bench.save({});
    const { db, clock, queue, jobs } = bench;
    const calls = flowCalls({ db, flows: new FlowStore(db, clock), queue, jobs, sampleId: id });
    expect(await calls['sample.run']({})).toEqual({ id: 1 });
  });
});
