import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { printable } from '../../../electron/main/console-mirror.ts';
import { chooseDataDir, dataPaths, makeDataDirs } from '../../../electron/main/paths.ts';

describe('the data folder', () => {
  const cwd = resolve('/somewhere');

  it('is what --data says, relative to where the command was typed', () => {
    expect(chooseDataDir('mine', { RUNWRIGHT_DATA: '/other' }, cwd, '/default')).toBe(resolve(cwd, 'mine'));
  });

  it('is RUNWRIGHT_DATA when there is no flag', () => {
    expect(chooseDataDir(undefined, { RUNWRIGHT_DATA: '/other' }, cwd, '/default')).toBe(resolve('/other'));
  });

  it.skipIf(process.platform === 'win32')('is made with its folders, for its owner alone', () => {
    const root = mkdtempSync(join(tmpdir(), 'runwright-paths-'));
    const paths = dataPaths(join(root, 'data'));
    makeDataDirs(paths);
    for (const folder of [paths.root, paths.artifacts, paths.temporary, paths.profiles]) {
      expect(statSync(folder).mode & 0o777).toBe(0o700);
    }
    rmSync(root, { recursive: true });
  });

  it("is the system's place for this user otherwise", () => {
    expect(chooseDataDir(undefined, { RUNWRIGHT_DATA: '' }, cwd, '/default')).toBe('/default');
  });
});

describe('the mirror of the log on the console', () => {
  it('shows control characters as their code, so that a page cannot steer the terminal', () => {
    expect(printable('a\u001b[2Jb\nc')).toBe('a\\x1b[2Jb\\x0ac');
  });
});
