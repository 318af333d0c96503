import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type NewSample, WorkerSamples } from '../../../../electron/main/registry/worker-samples.ts';
import { WorkerRegistry } from '../../../../electron/main/registry/workers.ts';
import type { WorkerId } from '../../../../shared/ids.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { explain, type TempDb, tempDb } from '../../../support/temp-db.ts';

const BEAT_MS = 10_000;
const DAY_MS = 24 * 60 * 60 * 1000;

let temp: TempDb;
let clock: FakeClock;
let samples: WorkerSamples;
let [first, second]: WorkerId[] = [];
beforeEach(() => {
  temp = tempDb();
  clock = new FakeClock();
  samples = new WorkerSamples(temp.db, clock);
  const registry = new WorkerRegistry(temp.db, clock);
  [first, second] = [registry.register(1, 1001), registry.register(2, 1002)];
});
afterEach(() => temp.dispose());

function sample(workerId: WorkerId | undefined, changes: Partial<NewSample> = {}): NewSample {
  if (workerId === undefined) throw new Error('no worker was registered');
  const nothing = { cpu: 0, rssBytes: 0, loopDelayMs: 0, jobs: 0, browsers: 0, jobsDone: 0, jobsFailed: 0 };
  return { workerId, ...nothing, ...changes };
}

/** Both workers beat so often, as they would for hours; the last beat is now. */
function beats(count: number): void {
  const insert = temp.db.prepare(
    'INSERT INTO worker_sample SELECT ?, ?, 0.5, 100, 1.5, 2, 1, 7, 1 WHERE true ON CONFLICT DO NOTHING',
  );
  temp.db.exec('BEGIN');
  for (let n = count - 1; n >= 0; n--) {
    for (const id of [first, second]) insert.run(id, clock.now() - n * BEAT_MS);
  }
  temp.db.exec('COMMIT');
}

function kept(): number {
  return temp.db.prepare<[], number>('SELECT count(*) FROM worker_sample').pluck().get() ?? 0;
}

describe('samples of the workers', () => {
  it('are kept with their slot and time, and given oldest first', () => {
    const needs = {
      cpu: 0.25,
      rssBytes: 3,
      loopDelayMs: 1.5,
      jobs: 2,
      browsers: 1,
      jobsDone: 4,
      jobsFailed: 1,
    };
    samples.add(sample(second, needs));
    const at = clock.now();
    clock.advance(5);
    samples.add(sample(first));
    expect(samples.since(0)).toEqual([
      { workerId: second, slot: 2, at, ...needs },
      { ...sample(first), slot: 1, at: at + 5 },
    ]);
    expect(samples.since(at + 1).map(({ slot }) => slot)).toEqual([1]);
    expect(samples.since(at + 6)).toEqual([]);
  });

  it('of one worker at one moment are one', () => {
    samples.add(sample(first, { jobs: 1 }));
    samples.add(sample(first, { jobs: 2 }));
    expect(samples.since(0)).toMatchObject([{ jobs: 1 }]);
  });

  it('are all given while they fit into an answer', () => {
    beats(50);
    expect(samples.since(0, 200)).toHaveLength(100);
  });

  it('are thinned evenly for every worker when there are more, from the first on', () => {
    beats(3_000);
    const given = samples.since(0, 400);
    expect(given.length).toBeLessThanOrEqual(400);
    expect(given.length).toBeGreaterThan(350);
    const start = clock.now() - 2_999 * BEAT_MS;
    for (const slot of [1, 2]) {
      const times = given.filter((each) => each.slot === slot).map(({ at }) => at);
      const gaps = times.slice(1).map((at, index) => at - (times[index] ?? 0));
      expect(times[0]).toBe(start);
      expect(times.at(-1)).toBeGreaterThan(clock.now() - 20 * BEAT_MS);
      expect(new Set(gaps).size).toBe(1);
    }
  });

  it('are thinned over what was asked for alone', () => {
    beats(3_000);
    expect(samples.since(clock.now() - 99 * BEAT_MS, 400)).toHaveLength(200);
  });

  it('go after a day, a portion at a time and at most once a minute', () => {
    beats(1_000);
    clock.advance(DAY_MS + 1);
    samples.add(sample(first));
    expect(kept()).toBe(1_501);
    clock.advance(59_999);
    samples.add(sample(first));
    expect(kept()).toBe(1_502);
    for (let minute = 0; minute < 4; minute++) {
      clock.advance(60_000);
      samples.add(sample(first));
    }
    expect(kept()).toBe(6);
  });

  it('are found by an index when they go', () => {
    const plan = explain(
      temp.db,
      `DELETE FROM worker_sample WHERE (worker_id, at) IN (
         SELECT worker_id, at FROM worker_sample INDEXED BY worker_sample_at WHERE at < @at ORDER BY at LIMIT 1)`,
      { at: 1 },
    );
    expect(plan.filter((step) => step.startsWith('SCAN'))).toEqual([]);
    expect(plan.join()).toContain('worker_sample_at (at<?)');
  });

  it('of a worker whose life is removed go with it', () => {
    samples.add(sample(first));
    temp.db.prepare('DELETE FROM worker WHERE id = ?').run(first);
    expect(kept()).toBe(0);
  });
});
