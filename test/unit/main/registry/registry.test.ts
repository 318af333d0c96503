import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { BrowserLedger } from '../../../../electron/main/registry/browsers.ts';
import { WorkerRegistry } from '../../../../electron/main/registry/workers.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { type TempDb, tempDb } from '../../../support/temp-db.ts';

let temp: TempDb;
let clock: FakeClock;
let workers: WorkerRegistry;
beforeEach(() => {
  temp = tempDb();
  clock = new FakeClock(1000);
  workers = new WorkerRegistry(temp.db, clock);
});
afterEach(() => temp.dispose());

describe('the registry of workers', () => {
  it('keeps a life from the start of a process to its end', () => {
    const id = workers.register(1, 42);
    expect(workers.list()).toMatchObject([{ id, slot: 1, pid: 42, state: 'starting', beatAt: null }]);
    clock.advance(10);
    expect(workers.beat(id, 'busy', { jobsDone: 3, jobsFailed: 1 })).toBe(true);
    expect(workers.beat(id, 'idle')).toBe(true);
    expect(workers.list()).toMatchObject([{ state: 'idle', beatAt: 1010, jobsDone: 3, jobsFailed: 1 }]);
    expect(workers.ended(id, 'exit code 9')).toBe(true);
    expect(workers.list()).toEqual([]);
    expect(workers.history(5)).toMatchObject([
      { state: 'offline', endedAt: 1010, endReason: 'exit code 9', jobsDone: 3 },
    ]);
  });

  it('does not revive a worker by a late beat, and keeps the first reason of its end', () => {
    const id = workers.register(1, 42);
    workers.ended(id, 'killed');
    expect(workers.beat(id, 'idle')).toBe(false);
    expect(workers.setState(id, 'idle')).toBe(false);
    expect(workers.ended(id, 'another reason')).toBe(false);
    expect(workers.history(5)).toMatchObject([{ state: 'offline', endReason: 'killed' }]);
  });

  it('gives a new process in the same slot a new number', () => {
    const first = workers.register(1, 42);
    workers.ended(first, 'killed');
    expect(workers.register(1, 42)).not.toBe(first);
  });

  it('marks the workers of an earlier run offline', () => {
    workers.register(1, 1);
    workers.register(2, 2);
    expect(workers.markAllOffline()).toBe(2);
    expect(workers.markAllOffline()).toBe(0);
    expect(workers.history(1)).toMatchObject([{ endReason: 'the app was restarted' }]);
  });
});

describe('the ledger of browsers', () => {
  const token = (letter: string): string => letter.repeat(32);

  it('knows every browser from before its start until it is seen closing', () => {
    const ledger = new BrowserLedger(temp.db, clock);
    const [a, b] = [workers.register(1, 1), workers.register(2, 2)];
    ledger.starting(token('a'), a, '/tmp/a');
    ledger.starting(token('b'), b, '/tmp/b');
    ledger.started(token('a'), 77);
    expect(ledger.openOnes()).toEqual([
      { token: token('a'), workerId: a, pid: 77, profileDir: '/tmp/a', startedAt: 1000 },
      { token: token('b'), workerId: b, pid: null, profileDir: '/tmp/b', startedAt: 1000 },
    ]);
    expect(ledger.ofWorker(b).map((browser) => browser.token)).toEqual([token('b')]);
    ledger.closed(token('a'));
    ledger.closed(token('a'));
    expect(ledger.openOnes().map((browser) => browser.token)).toEqual([token('b')]);
  });

  it('does not open a browser again whose start is reported twice', () => {
    const ledger = new BrowserLedger(temp.db, clock);
    const worker = workers.register(1, 1);
    ledger.starting(token('a'), worker, '/tmp/a');
    ledger.closed(token('a'));
    ledger.starting(token('a'), worker, '/tmp/a');
    expect(ledger.openOnes()).toEqual([]);
  });
});
