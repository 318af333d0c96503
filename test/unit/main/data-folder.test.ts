import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { chromiumFolder, prepareDataFolder, whyNoLock } from '../../../electron/main/data-folder.ts';
import { dataPaths } from '../../../electron/main/paths.ts';
import { type MountedDisk, mountDisk, whyNoMounts } from '../../support/small-disk.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('makes the data folder with what belongs into it', () => {
  const paths = dataPaths(join(folder, 'new', 'data'));
  expect(prepareDataFolder(paths)).toBeNull();
  expect([paths.root, paths.artifacts, paths.temporary].every((path) => existsSync(path))).toBe(true);
});

it('says that a file stands where the folder should be', () => {
  const file = join(folder, 'data');
  writeFileSync(file, 'mine');
  const fault = prepareDataFolder(dataPaths(file));
  expect(fault).toMatchObject({ reason: 'other', file });
  expect(fault?.message).toMatch(
    /^The data folder .* cannot be used \(.*\)\. Choose another one with --data\.$/,
  );
});

it('takes a lock that was not given in a good folder for that of another instance', () => {
  const paths = dataPaths(folder);
  prepareDataFolder(paths);
  mkdirSync(chromiumFolder(paths));
  const before = readdirSync(folder);
  expect(whyNoLock(paths)).toBeNull();
  expect(readdirSync(folder)).toEqual(before);
});

const noMounts = whyNoMounts();
if (noMounts !== null) process.stderr.write(`not tried here, ${noMounts}: data folders on sick disks\n`);

describe.runIf(noMounts === null)('on a disk of its own', () => {
  let disk: MountedDisk;
  beforeEach(() => {
    disk = mountDisk(500, join(folder, 'disk'));
  });
  afterEach(() => disk.remove());

  it.each(['', 'data'])('says that a read-only folder may not be written (%j)', (name) => {
    disk.setReadOnly(true);
    const root = join(disk.folder, name);
    const sentence = `The data folder ${root} may not be written. Give your user the right to write it, or choose another one with --data.`;
    expect(prepareDataFolder(dataPaths(root))).toMatchObject({ reason: 'read_only', message: sentence });
  });

  it('finds the full disk behind a lock that was not given', () => {
    const paths = dataPaths(disk.folder);
    prepareDataFolder(paths);
    disk.fill();
    expect(whyNoLock(paths)).toMatchObject({
      reason: 'full',
      message: `There is no room on the disk for the data folder ${disk.folder}. Free some space and try again.`,
    });
  });
});
