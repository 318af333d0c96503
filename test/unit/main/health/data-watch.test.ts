import { beforeEach, expect, it } from 'vitest';
import { DataFault } from '../../../../electron/database/unusable.ts';
import { DataWatch } from '../../../../electron/main/health/data-watch.ts';
import type { DataHealth } from '../../../../shared/ipc/data-health.ts';
import { FakeClock } from '../../../support/fake-clock.ts';

const FILE = '/data/runwright.db';

function sqliteError(code: string): Error {
  return Object.assign(new Error(`it says ${code}`), { code });
}

let clock: FakeClock;
let told: string[];
let heard: DataHealth['state'][];
let sealed: number;
let next: Error | null;
let watch: DataWatch;
beforeEach(() => {
  clock = new FakeClock();
  [told, heard, sealed, next] = [[], [], 0, sqliteError('SQLITE_FULL')];
  watch = new DataWatch({
    file: FILE,
    clock,
    tryWrite: () => {
      if (next !== null) throw next;
    },
    seal: () => {
      sealed += 1;
    },
    note: (level, source, message) => void told.push(`${level} ${source} ${message}`),
  });
  watch.onChange(({ state }) => heard.push(state));
});

it('holds at the first error of a full disk and tells it once, however many follow', () => {
  expect(watch.isHolding()).toBe(false);
  for (let n = 0; n < 1_000; n++) expect(watch.took(sqliteError('SQLITE_FULL'))).toBe(true);
  expect(watch.isHolding()).toBe(true);
  expect(heard).toEqual(['disk_full']);
  expect(told).toEqual([
    `ERROR data There is no room on the disk for the data file ${FILE}: the queue waits. Free some space, and it goes on by itself.`,
  ]);
  expect(watch.now()).toEqual({ state: 'disk_full', message: told[0]?.slice('ERROR data '.length) });
});

it('tries every few seconds and goes on by itself when there is room again', () => {
  watch.took(sqliteError('SQLITE_FULL'));
  clock.advance(9_000);
  expect(heard).toEqual(['disk_full']);
  next = null;
  clock.advance(3_000);
  expect(heard).toEqual(['disk_full', 'ok']);
  expect(watch.isHolding()).toBe(false);
  expect(told.at(-1)).toBe('INFO data The data file can be written again: the queue goes on.');
  expect(clock.pending).toBe(0);
});

it('goes on trying when a try fails for another reason, and says that reason', () => {
  watch.took(sqliteError('SQLITE_FULL'));
  next = sqliteError('SQLITE_READONLY');
  clock.advance(3_000);
  next = null;
  clock.advance(3_000);
  expect(heard).toEqual(['disk_full', 'unwritable', 'ok']);
});

it('stops for good at damage: seals the file, tries nothing, and hears no other reason', () => {
  watch.took(sqliteError('SQLITE_FULL'));
  watch.took(sqliteError('SQLITE_CORRUPT_VTAB'));
  expect([sealed, clock.pending]).toEqual([1, 0]);
  next = null;
  clock.advance(60_000);
  watch.took(sqliteError('SQLITE_READONLY'));
  watch.took(sqliteError('SQLITE_CORRUPT'));
  expect(heard).toEqual(['disk_full', 'damaged']);
  expect([sealed, told.length]).toEqual([1, 2]);
  expect(watch.now().message).toContain('nothing more is written');
});

it('leaves alone what the data file is not to blame for', () => {
  const others = [
    new Error('a bug'),
    sqliteError('SQLITE_CONSTRAINT_CHECK'),
    sqliteError('SQLITE_BUSY'),
    Object.assign(sqliteError('ENOSPC'), { path: '/elsewhere/report.csv' }),
  ];
  for (const error of others) expect(watch.took(error)).toBe(false);
  expect(heard).toEqual([]);
  expect(watch.explain(others[0])).toBe(others[0]);
});

it('gives whoever asked the sentence instead of the words of SQLite', () => {
  const explained = watch.explain(sqliteError('SQLITE_FULL'));
  expect(explained).toBeInstanceOf(DataFault);
  expect(explained).toMatchObject({ code: 'unavailable', message: watch.now().message });
  // A sealed file refuses writes as a read-only one does: the reason is still the damage.
  watch.took(sqliteError('SQLITE_CORRUPT'));
  expect(watch.explain(sqliteError('SQLITE_READONLY'))).toMatchObject({ message: watch.now().message });
});

it('leaves out what may be left out, and nothing else', () => {
  watch.tolerate(() => {
    throw sqliteError('SQLITE_FULL');
  });
  expect(heard).toEqual(['disk_full']);
  expect(() =>
    watch.tolerate(() => {
      throw new Error('a bug');
    }),
  ).toThrow('a bug');
});

it('tries nothing any more after it was stopped', () => {
  watch.took(sqliteError('SQLITE_FULL'));
  watch.stop();
  watch.stop();
  expect(clock.pending).toBe(0);
  expect(watch.took(sqliteError('SQLITE_READONLY'))).toBe(true);
  expect(clock.pending).toBe(0);
});
