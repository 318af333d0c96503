import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MIGRATIONS, NEWEST } from '../../../electron/database/migrate.ts';
import {
  closeDatabase,
  openDatabase,
  openReadOnly,
  type ReadableDb,
} from '../../../electron/database/open.ts';
import { getDetail, listEvents } from '../../../electron/database/queries.ts';
import { DataFault } from '../../../electron/database/unusable.ts';
import { JobId } from '../../../shared/ids.ts';
import { makeVersion10 } from '../../support/old-data-file.ts';
import { mountDisk, whyNoMounts } from '../../support/small-disk.ts';
import { tempFolder } from '../../support/temp-db.ts';

let place: ReturnType<typeof tempFolder>;
beforeEach(() => {
  place = tempFolder();
});
afterEach(() => place.remove());

const JOBS = [1, 2, 3, 4, 5].map((id) => JobId.parse(id));

/** Every row of every table that version 10 has, column by column as that version knew them. */
function everything(db: ReadableDb, columnsOf: (table: string) => string[]): Record<string, unknown[]> {
  const tables = db
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  return Object.fromEntries(
    tables
      .filter((table) => columnsOf(table).length > 0)
      .map((table) => {
        const columns = columnsOf(table)
          .map((name) => `"${name}"`)
          .join(', ');
        return [table, db.prepare(`SELECT ${columns} FROM "${table}" ORDER BY 1, 2`).all()];
      }),
  );
}

function columns(db: ReadableDb, table: string): string[] {
  return db.prepare<[string], string>('SELECT name FROM pragma_table_info(?)').pluck().all(table);
}

function history(db: ReadableDb): unknown {
  return JOBS.map((id) => listEvents(db, id));
}

it('keeps every row, attempt and event of a file of version 10, and a copy of it', () => {
  makeVersion10(place.file, 50);
  const old = openReadOnly(place.file);
  const columnsOf = new Map<string, string[]>();
  const known = (table: string): string[] => {
    columnsOf.set(table, columnsOf.get(table) ?? columns(old, table));
    return columnsOf.get(table) ?? [];
  };
  const before = { rows: everything(old, known), history: history(old) };
  closeDatabase(old);

  const db = openDatabase(place.file);
  expect(db.pragma('user_version', { simple: true })).toBe(NEWEST);
  expect({
    rows: everything(db, (table) => columnsOf.get(table) ?? []),
    history: history(db),
  }).toEqual(before);
  expect(getDetail(db, JobId.parse(3)).attempts.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
  expect(db.pragma('foreign_key_check')).toEqual([]);
  expect(db.pragma('integrity_check', { simple: true })).toBe('ok');
  db.close();

  const copy = openReadOnly(`${place.file}.before-${NEWEST}`);
  expect(copy.pragma('user_version', { simple: true })).toBe(10);
  expect({ rows: everything(copy, known), history: history(copy) }).toEqual(before);
  copy.close();
  if (process.platform !== 'win32')
    expect(statSync(`${place.file}.before-${NEWEST}`).mode & 0o777).toBe(0o600);
});

it('opens a migrated file the next time without another copy', () => {
  makeVersion10(place.file);
  openDatabase(place.file).close();
  const copy = `${place.file}.before-${NEWEST}`;
  writeFileSync(copy, 'kept');
  openDatabase(place.file).close();
  expect(readFileSync(copy, 'utf8')).toBe('kept');
});

it('puts a whole copy in the place of what an earlier try left', () => {
  makeVersion10(place.file);
  const copy = `${place.file}.before-${NEWEST}`;
  writeFileSync(copy, 'half');
  writeFileSync(`${copy}.part`, 'less than half');
  openDatabase(place.file).close();
  const db = openReadOnly(copy);
  expect(db.prepare('SELECT count(*) FROM job').pluck().get()).toBe(5);
  db.close();
  expect(existsSync(`${copy}.part`)).toBe(false);
});

it('finds damage far inside while it copies, and leaves the file as it was', () => {
  makeVersion10(place.file, 1_000);
  const bytes = readFileSync(place.file);
  bytes.fill(0xa5, bytes.length - 30 * 4096, bytes.length - 20 * 4096);
  writeFileSync(place.file, bytes);
  expect(faultOf(place.file)).toMatchObject({ reason: 'damaged' });
  expect(readFileSync(place.file).equals(bytes)).toBe(true);
  expect(readdirSync(place.folder)).toEqual(['runwright.db']);
});

const noMounts = whyNoMounts();
if (noMounts !== null)
  process.stderr.write(`not tried here, ${noMounts}: full disks while a file is migrated\n`);

describe.runIf(noMounts === null)('on a disk that becomes full', () => {
  /** A file of version 10 on a disk with `spareKib` left. */
  function onSmallDisk(spareKib: number, test: (file: string, folder: string) => void): void {
    makeVersion10(place.file, 1_000);
    const disk = mountDisk(Math.ceil(statSync(place.file).size / 1024) + spareKib);
    try {
      const file = join(disk.folder, 'runwright.db');
      copyFileSync(place.file, file);
      test(file, disk.folder);
    } finally {
      disk.remove();
    }
  }

  it('takes away half a copy, says that the copy has no room, and leaves the file as it was', () => {
    onSmallDisk(300, (file, folder) => {
      const fault = faultOf(file);
      expect(fault).toMatchObject({ reason: 'full', file });
      expect(fault?.message).toBe(
        `There is no room on the disk for a copy of the data file ${file}, which is made before its change to the new version. Nothing was changed; free some space and try again.`,
      );
      expect(readFileSync(file).equals(readFileSync(place.file))).toBe(true);
      expect(readdirSync(folder)).toEqual(['runwright.db']);
    });
  });

  it('undoes a migration in its middle, takes away the copy, and leaves the file as it was', () => {
    expect(MIGRATIONS.length).toBeGreaterThan(1);
    const copyKib = copySizeKib();
    // Room for the copy and the side files, and for a small part of what the migration writes.
    onSmallDisk(copyKib + 60, (file, folder) => {
      const fault = faultOf(file);
      expect(fault).toMatchObject({ reason: 'full', file });
      expect(fault?.message).toBe(
        `There is no room on the disk for the data file ${file}. Free some space and try again.`,
      );
      expect(readFileSync(file).equals(readFileSync(place.file))).toBe(true);
      expect(readdirSync(folder)).toEqual(['runwright.db']);
    });
  });

  function copySizeKib(): number {
    const other = join(place.folder, 'other', 'runwright.db');
    makeVersion10(other, 1_000);
    openDatabase(other).close();
    return Math.ceil(statSync(`${other}.before-${NEWEST}`).size / 1024);
  }
});

function faultOf(file: string): DataFault | null {
  try {
    openDatabase(file).close();
    return null;
  } catch (error) {
    if (error instanceof DataFault) return error;
    throw error;
  }
}
