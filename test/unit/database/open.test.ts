import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { closeDatabase, openDatabase, openReadOnly } from '../../../electron/database/open.ts';
import { unusable } from '../../../electron/database/unusable.ts';
import { toWire } from '../../../shared/errors.ts';
import { tempFolder } from '../../support/temp-db.ts';

let place: ReturnType<typeof tempFolder>;
beforeEach(() => {
  place = tempFolder();
});
afterEach(() => place.remove());

/** What opening the file says when it cannot. */
function complaint(open: (file: string) => unknown, file = place.file): { code: string; message: string } {
  try {
    open(file);
  } catch (error) {
    return toWire(error);
  }
  return { code: 'opened', message: '' };
}

it('makes a new file that only its owner may read, set up as it must be', () => {
  const db = openDatabase(place.file);
  const pragma = (name: string): unknown => db.pragma(name, { simple: true });
  expect({
    journal: pragma('journal_mode'),
    synchronous: pragma('synchronous'),
    foreignKeys: pragma('foreign_keys'),
    vacuum: pragma('auto_vacuum'),
    temp: pragma('temp_store'),
    trusted: pragma('trusted_schema'),
    busy: pragma('busy_timeout'),
  }).toEqual({
    journal: 'wal',
    synchronous: 1,
    foreignKeys: 1,
    vacuum: 2,
    temp: 2,
    trusted: 0,
    busy: 5000,
  });
  if (process.platform !== 'win32') expect(statSync(place.file).mode & 0o777).toBe(0o600);
  closeDatabase(db);
  closeDatabase(db);
});

it.each([
  ['a text', 'this is no database, but it is long enough to be taken for one\n'.repeat(40)],
  ['a cut header', 'SQLite format 3\0garbage'.padEnd(4096, 'x')],
])('refuses a file that is %s with one sentence and leaves it as it was', (_what, content) => {
  writeFileSync(place.file, content);
  const { code, message } = complaint(openDatabase);
  expect(code).toBe('unavailable');
  expect(message).toContain('is damaged or is not a database');
  expect(message).toContain('backup');
  expect(readFileSync(place.file, 'utf8')).toBe(content);
  expect(complaint(openReadOnly).code).toBe('unavailable');
});

it('says that the folder is missing', () => {
  const { code, message } = complaint(openDatabase, join(place.folder, 'nowhere', 'runwright.db'));
  expect(code).toBe('unavailable');
  expect(message).toContain('Check that its folder exists');
});

it.each([
  ['SQLITE_READONLY', 'may not be written'],
  ['SQLITE_READONLY_DIRECTORY', 'may not be written'],
  ['EACCES', 'may not be written'],
  ['SQLITE_FULL', 'no room on the disk'],
  ['SQLITE_BUSY', 'in use by another program'],
  ['SQLITE_CORRUPT_INDEX', 'is damaged'],
  ['SQLITE_IOERR', 'cannot be opened (the reason)'],
])('has a sentence with a mend for %s', (code, part) => {
  const { code: kind, message } = unusable(
    '/data/runwright.db',
    Object.assign(new Error('the reason'), { code }),
  );
  expect(kind).toBe('unavailable');
  expect(message).toContain(part);
  expect(message).toMatch(/\/data\/runwright\.db.*\. [A-Z].*\.$/);
});

it('does not change the file of another program before it refuses it', () => {
  const other = openDatabase(place.file);
  other.pragma('user_version = 0');
  other.pragma('journal_mode = DELETE');
  other.close();
  const before = readFileSync(place.file);
  expect(complaint(openDatabase).message).toContain('belongs to another program');
  expect(readFileSync(place.file)).toEqual(before);
});

it('refuses to write through the connection for reading', () => {
  openDatabase(place.file).close();
  const db = openReadOnly(place.file);
  expect(() => db.exec("INSERT INTO setting VALUES ('a', '1')")).toThrow('readonly');
  db.close();
});

it('reads next to the writer what was committed', () => {
  const writer = openDatabase(place.file);
  const reader = openReadOnly(place.file);
  const values = (): unknown => reader.prepare('SELECT value FROM setting').pluck().all();
  expect(values()).toEqual([]);
  writer.exec("INSERT INTO setting VALUES ('a', '1')");
  expect(values()).toEqual(['1']);
  reader.close();
  writer.close();
});

it('says that there is no file to read', () => {
  expect(complaint(openReadOnly).code).toBe('unavailable');
});
