import { existsSync, readFileSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { MIGRATIONS, type Migration, migrate, userVersion } from '../../../electron/database/migrate.ts';
import { openDatabase, openReadOnly } from '../../../electron/database/open.ts';
import { queueBench } from '../../support/queue-bench.ts';
import { type TempDb, tempDb } from '../../support/temp-db.ts';

let temp: TempDb;
beforeEach(() => {
  temp = tempDb();
});
afterEach(() => temp.dispose());

const newest = MIGRATIONS.at(-1)?.version ?? 0;

const addsColumn: Migration = {
  version: newest + 10,
  name: 'adds a column',
  up: (db) => db.exec('ALTER TABLE setting ADD COLUMN extra TEXT'),
};

function run(...more: Migration[]): void {
  migrate(temp.db, temp.file, { isNew: false, migrations: [...MIGRATIONS, ...more] });
}

it('brings a new file to the newest version and needs no copy', () => {
  expect(userVersion(temp.db)).toBe(newest);
  expect(existsSync(`${temp.file}.before-${newest}`)).toBe(false);
});

it('changes nothing when there is nothing to do', () => {
  run();
  expect(existsSync(`${temp.file}.before-${newest}`)).toBe(false);
});

it('copies a file that holds data before it changes it, whole and in the old version', () => {
  temp.db.exec("INSERT INTO setting VALUES ('kept', '1')");
  run(addsColumn);
  expect(userVersion(temp.db)).toBe(newest + 10);
  const copy = openReadOnly(`${temp.file}.before-${newest + 10}`);
  expect(copy.prepare('SELECT * FROM setting').all()).toEqual([{ key: 'kept', value: '1' }]);
  expect(copy.pragma('user_version', { simple: true })).toBe(newest);
  copy.close();
});

it('does all pending migrations or none', () => {
  const breaks: Migration = {
    version: newest + 20,
    name: 'breaks',
    up(db) {
      db.exec('CREATE TABLE half (a INTEGER) STRICT');
      throw new Error('the power went out');
    },
  };
  expect(() => run(addsColumn, breaks)).toThrow('the power went out');
  expect(userVersion(temp.db)).toBe(newest);
  const added = "SELECT count(*) FROM sqlite_schema WHERE name = 'half' OR sql LIKE '%extra%'";
  expect(temp.db.prepare(added).pluck().get()).toBe(0);
  expect(existsSync(`${temp.file}.before-${newest + 20}`)).toBe(false);
});

it('refuses a file of a newer version and leaves it as it was', () => {
  temp.db.pragma(`user_version = ${newest + 10}`);
  temp.db.close();
  const before = readFileSync(temp.file);
  expect(() => openDatabase(temp.file)).toThrow('was written by a newer version of Runwright');
  expect(readFileSync(temp.file)).toEqual(before);
});

it('refuses a list of migrations that is out of order', () => {
  expect(() => run({ ...addsColumn, version: newest })).toThrow('out of order');
  expect(() => run({ ...addsColumn, version: newest - 1 })).toThrow('out of order');
});

it('keeps every row and reference of a used database sound', () => {
  const bench = queueBench();
  bench.add();
  bench.queue.claim(bench.workerA, 1);
  expect(bench.db.pragma('foreign_key_check')).toEqual([]);
  expect(bench.db.pragma('integrity_check', { simple: true })).toBe('ok');
  bench.dispose();
});
