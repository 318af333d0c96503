import { createHash } from 'node:crypto';
import { copyFileSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { markSuspect, suspectMark } from '../../../electron/database/look.ts';
import { NEWEST } from '../../../electron/database/migrate.ts';
import { openDatabase } from '../../../electron/database/open.ts';
import { DataFault, dataFaultOf } from '../../../electron/database/unusable.ts';
import { mountDisk, whyNoMounts } from '../../support/small-disk.ts';
import { tempFolder } from '../../support/temp-db.ts';

let place: ReturnType<typeof tempFolder>;
beforeEach(() => {
  place = tempFolder();
});
afterEach(() => place.remove());

/** A file of this version with so many rows that it has pages far from the first. */
function makeFile(file = place.file): void {
  const db = openDatabase(file);
  const insert = db.prepare('INSERT INTO setting (key, value) VALUES (?, ?)');
  db.transaction(() => {
    for (let n = 0; n < 1_500; n++) insert.run(`filling.${n}`, JSON.stringify('x'.repeat(200)));
  })();
  db.close();
}

function faultOf(file: string): DataFault | null {
  try {
    openDatabase(file).close();
    return null;
  } catch (error) {
    if (error instanceof DataFault) return error;
    throw error;
  }
}

/** What can be seen of a folder: names, modes and a hash of the bytes. */
function picture(folder: string): unknown {
  return readdirSync(folder).map((name) => {
    const path = join(folder, name);
    return [
      name,
      statSync(path).mode,
      statSync(path).isFile() ? createHash('sha256').update(readFileSync(path)).digest('hex') : '',
    ];
  });
}

/** Opens the file, which must be refused, and says whether everything in its folder stayed as it was. */
function refusal(
  file = place.file,
  folder = place.folder,
): { fault: DataFault | null; isUntouched: boolean } {
  const before = picture(folder);
  const fault = faultOf(file);
  return { fault, isUntouched: JSON.stringify(picture(folder)) === JSON.stringify(before) };
}

it('refuses a file whose end is missing', () => {
  makeFile();
  const bytes = readFileSync(place.file);
  writeFileSync(place.file, bytes.subarray(0, bytes.length / 2));
  expect(refusal()).toMatchObject({ fault: { reason: 'damaged' }, isUntouched: true });
});

it('refuses a file in which the first page of a table is damaged', () => {
  makeFile();
  const db = openDatabase(place.file);
  const root = db
    .prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE name = 'setting'")
    .pluck()
    .get();
  db.close();
  const bytes = readFileSync(place.file);
  bytes.fill(0xa5, ((root ?? 0) - 1) * 4096, (root ?? 0) * 4096);
  writeFileSync(place.file, bytes);
  expect(refusal()).toMatchObject({ fault: { reason: 'damaged' }, isUntouched: true });
});

it('opens a file with damage far inside, and refuses it when a read has come upon it', () => {
  makeFile();
  const bytes = readFileSync(place.file);
  bytes.fill(0xa5, 100 * 4096, 110 * 4096);
  writeFileSync(place.file, bytes);
  const db = openDatabase(place.file);
  let found: unknown;
  try {
    db.prepare('SELECT sum(length(value)) FROM setting').get();
  } catch (error) {
    found = error;
  }
  db.close();
  expect(dataFaultOf(place.file, found)).toMatchObject({ reason: 'damaged' });

  markSuspect(place.file);
  expect(refusal()).toMatchObject({ fault: { reason: 'damaged' }, isUntouched: true });
});

it('forgets the suspicion against a file that is sound', () => {
  makeFile();
  markSuspect(place.file);
  expect(faultOf(place.file)).toBeNull();
  expect(readdirSync(place.folder)).not.toContain(suspectMark('runwright.db'));
});

it('refuses a file of a newer version, changes nothing and leaves nothing beside it', () => {
  makeFile();
  const db = openDatabase(place.file);
  db.pragma(`user_version = ${NEWEST + 10}`);
  db.close();
  const { fault, isUntouched } = refusal();
  expect(fault).toMatchObject({ reason: 'newer' });
  expect(fault?.message).toBe(
    `The data file ${place.file} was written by a newer version of Runwright (${NEWEST + 10}, this one knows ${NEWEST}). Install that version.`,
  );
  expect(isUntouched).toBe(true);
});

it('refuses a file of a newer version whose last commits still stand in its WAL', () => {
  makeFile();
  const db = openDatabase(place.file);
  db.pragma('wal_autocheckpoint = 0');
  db.pragma(`user_version = ${NEWEST + 10}`);
  // As a crash leaves it: the version is in the WAL alone.
  const crashed = tempFolder();
  copyFileSync(place.file, crashed.file);
  copyFileSync(`${place.file}-wal`, `${crashed.file}-wal`);
  db.close();
  expect(refusal(crashed.file, crashed.folder)).toMatchObject({
    fault: { reason: 'newer' },
    isUntouched: true,
  });
  crashed.remove();
});

it('refuses the file of another program, changes nothing and leaves nothing beside it', () => {
  makeFile();
  const db = openDatabase(place.file);
  db.pragma('user_version = 0');
  db.close();
  const { fault, isUntouched } = refusal();
  expect(fault).toMatchObject({ reason: 'foreign' });
  expect(fault?.message).toBe(
    `The data file ${place.file} belongs to another program. Choose another data folder.`,
  );
  expect(isUntouched).toBe(true);
});

it('leaves a text that is no database as it was', () => {
  writeFileSync(place.file, 'not a database '.repeat(300));
  expect(refusal()).toMatchObject({ fault: { reason: 'damaged' }, isUntouched: true });
});

it('tells the data file’s faults from mistakes of ours', () => {
  const db = openDatabase(place.file);
  let broken: unknown;
  try {
    db.exec("INSERT INTO setting (key, value) VALUES ('a', 'no json')");
  } catch (error) {
    broken = error;
  }
  db.close();
  expect(broken).toBeInstanceOf(Error);
  expect(dataFaultOf(place.file, broken)).toBeNull();
  expect(dataFaultOf(place.file, new Error('a bug'))).toBeNull();
  const full = Object.assign(new Error('full'), { code: 'SQLITE_FULL' });
  expect(dataFaultOf(place.file, full)).toMatchObject({ reason: 'full' });
});

const noMounts = whyNoMounts();
if (noMounts !== null) process.stderr.write(`not tried here, ${noMounts}: read-only and full disks\n`);

describe.runIf(noMounts === null)('on a disk of its own', () => {
  it('refuses a file on a read-only disk, with and without its side files', () => {
    const disk = mountDisk(8_000);
    try {
      const file = join(disk.folder, 'runwright.db');
      makeFile(file);
      disk.setReadOnly(true);
      const { fault, isUntouched } = refusal(file, disk.folder);
      expect(fault).toMatchObject({ reason: 'read_only' });
      expect(fault?.message).toBe(
        `The data file ${file} may not be written. Give your user the right to write it and its folder.`,
      );
      expect(isUntouched).toBe(true);

      disk.setReadOnly(false);
      writeFileSync(`${file}-shm`, Buffer.alloc(32_768));
      writeFileSync(`${file}-wal`, '');
      disk.setReadOnly(true);
      expect(refusal(file, disk.folder)).toMatchObject({ fault: { reason: 'read_only' }, isUntouched: true });
    } finally {
      disk.remove();
    }
  });

  it('says that a new file cannot be made on a read-only disk', () => {
    const disk = mountDisk(1_000);
    try {
      disk.setReadOnly(true);
      expect(refusal(join(disk.folder, 'runwright.db'), disk.folder)).toMatchObject({
        fault: { reason: 'read_only' },
        isUntouched: true,
      });
    } finally {
      disk.remove();
    }
  });

  it('says that a full disk has no room, and leaves the file as it was', () => {
    const disk = mountDisk(4_000);
    try {
      const file = join(disk.folder, 'runwright.db');
      makeFile(file);
      disk.fill();
      const { fault, isUntouched } = refusal(file, disk.folder);
      expect(fault).toMatchObject({ reason: 'full' });
      expect(fault?.message).toBe(
        `There is no room on the disk for the data file ${file}. Free some space and try again.`,
      );
      expect(isUntouched).toBe(true);
      disk.free();
      expect(faultOf(file)).toBeNull();
    } finally {
      disk.remove();
    }
  });

  it('leaves nothing of a new file that has no room', () => {
    const disk = mountDisk(64);
    try {
      expect(refusal(join(disk.folder, 'runwright.db'), disk.folder)).toMatchObject({
        fault: { reason: 'full' },
        isUntouched: true,
      });
    } finally {
      disk.remove();
    }
  });
});
