import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { moveAway } from '../../../electron/database/move-away.ts';
import { tempFolder } from '../../support/temp-db.ts';

let place: ReturnType<typeof tempFolder>;
beforeEach(() => {
  place = tempFolder();
});
afterEach(() => place.remove());

const AT = Date.UTC(2026, 10, 3, 10, 22, 31);
const SUFFIX = '.damaged-2026-11-03T10-22-31Z';

it('renames the file with all that belongs to it, and its WAL keeps belonging to it', () => {
  const artifacts = join(place.folder, 'artifacts');
  mkdirSync(artifacts);
  writeFileSync(join(artifacts, 'picture.png'), 'a picture');
  for (const side of ['', '-wal', '-shm', '.suspect']) writeFileSync(place.file + side, `content${side}`);
  writeFileSync(`${place.file}.before-20`, 'a copy');

  expect(moveAway(place.file, [artifacts], AT)).toBe(place.file + SUFFIX);
  expect(readdirSync(place.folder).sort()).toEqual([
    `artifacts${SUFFIX}`,
    'runwright.db.before-20',
    `runwright.db${SUFFIX}`,
    `runwright.db${SUFFIX}-shm`,
    `runwright.db${SUFFIX}-wal`,
    `runwright.db.suspect${SUFFIX}`,
  ]);
  expect(readFileSync(`${place.file}${SUFFIX}-wal`, 'utf8')).toBe('content-wal');
  expect(readFileSync(join(place.folder, `artifacts${SUFFIX}`, 'picture.png'), 'utf8')).toBe('a picture');
});

it('overwrites nothing that was moved away in the same second', () => {
  for (const content of ['first', 'second', 'third']) {
    writeFileSync(place.file, content);
    moveAway(place.file, [], AT);
  }
  expect(['', '-2', '-3'].map((n) => readFileSync(`${place.file}${SUFFIX}${n}`, 'utf8'))).toEqual([
    'first',
    'second',
    'third',
  ]);
});

it('gives everything its old name again when one of the renames is refused', () => {
  writeFileSync(`${place.file}-wal`, 'wal');
  writeFileSync(place.file, 'file');
  // A folder with something in it cannot be replaced by a file.
  mkdirSync(join(`${place.file}${SUFFIX}-wal`, 'in the way'), { recursive: true });
  expect(() => moveAway(place.file, [], AT)).toThrow();
  expect(readFileSync(`${place.file}-wal`, 'utf8')).toBe('wal');
  expect(readFileSync(place.file, 'utf8')).toBe('file');
  expect(existsSync(place.file + SUFFIX)).toBe(false);
});
