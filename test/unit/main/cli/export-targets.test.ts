import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkExports, checkFolder } from '../../../../electron/main/cli/export-targets.ts';

let cwd: string;
beforeEach(() => {
  cwd = mkdtempSync(path.join(tmpdir(), 'exports-'));
});
afterEach(() => {
  chmodSync(cwd, 0o700);
  rmSync(cwd, { recursive: true });
});

async function faultsOf(...typed: string[]): Promise<string[]> {
  return (await checkExports(typed, cwd)).faults.map((fault) => fault.message);
}

describe('exports are checked before anything is queued', () => {
  it('takes the format from the ending and the folder from the caller', async () => {
    expect(await checkExports(['a.csv', 'b.JSON', path.join(cwd, 'c.xlsx')], cwd)).toEqual({
      faults: [],
      targets: [
        { typed: 'a.csv', path: path.join(cwd, 'a.csv'), format: 'csv' },
        { typed: 'b.JSON', path: path.join(cwd, 'b.JSON'), format: 'json' },
        { typed: path.join(cwd, 'c.xlsx'), path: path.join(cwd, 'c.xlsx'), format: 'xlsx' },
      ],
    });
  });

  it('takes a file that is there and may be overwritten', async () => {
    writeFileSync(path.join(cwd, 'a.csv'), '');
    expect(await faultsOf('a.csv')).toEqual([]);
  });

  it('refuses another ending and names the nearest', async () => {
    expect(await faultsOf('a.xls', 'b')).toEqual([
      'a.xls must end in .csv, .json, .xlsx or .md: the ending names the format. Nearest: a.xlsx',
      'b must end in .csv, .json, .xlsx or .md: the ending names the format.',
    ]);
  });

  it('refuses a folder that is not there, a folder in place of a file, and the same file twice', async () => {
    mkdirSync(path.join(cwd, 'd.csv'));
    expect(await faultsOf('none/a.csv', 'd.csv', 'x.csv', './x.csv')).toEqual([
      `none/a.csv cannot be written: there is no folder ${path.join(cwd, 'none')}. Make it first.`,
      'd.csv is a folder; give the name of a file in it.',
      './x.csv is given twice; once is enough.',
    ]);
  });

  it.skipIf(process.platform === 'win32')('refuses a folder that may not be written to', async () => {
    chmodSync(cwd, 0o555);
    const faults = await asOrdinaryUser(() => faultsOf('a.csv'));
    expect(faults).toEqual([`a.csv cannot be written: the folder ${cwd} may not be written to.`]);
  });

  it('takes an artifacts folder that can be made, and refuses one below a file', async () => {
    writeFileSync(path.join(cwd, 'file'), '');
    expect(await checkFolder('new/deep', cwd)).toEqual({ path: path.join(cwd, 'new/deep'), fault: null });
    expect((await checkFolder('file/deep', cwd)).fault?.message).toBe(
      `file/deep cannot be used: ${path.join(cwd, 'file')} is not a folder.`,
    );
  });
});

/** The superuser may write everywhere: as such, do it as nobody. */
async function asOrdinaryUser<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(65534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}
