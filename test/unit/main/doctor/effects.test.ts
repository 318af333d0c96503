import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { browserVersion, freeBytes, lookAtFolder } from '../../../../electron/main/doctor/effects.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'doctor-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe.skipIf(process.platform === 'win32')('asking a browser for its version', () => {
  function program(script: string): string {
    const file = path.join(folder, 'browser');
    writeFileSync(file, `#!/bin/sh\n${script}\n`, { mode: 0o755 });
    return file;
  }

  it('really starts it with --version', async () => {
    const file = program('echo "Fake $1 9.9"');
    expect(await browserVersion(file, process.platform, process.env)).toBe('Fake --version 9.9');
  });

  it('tells the first line of what it complained about', async () => {
    const file = program('echo >&2; echo "lib missing" >&2; exit 127');
    await expect(browserVersion(file, process.platform, process.env)).rejects.toThrow(/^lib missing$/);
  });

  it('tells that it is not there', async () => {
    await expect(browserVersion(path.join(folder, 'none'), process.platform, process.env)).rejects.toThrow(
      /ENOENT/,
    );
  });
});

describe('looking at a folder', () => {
  it('tells what is there, whether it can be written to, and who may enter', async () => {
    chmodSync(folder, 0o750);
    const mode = process.platform === 'win32' ? null : 0o750;
    expect(await lookAtFolder(folder, process.platform)).toEqual({ isFolder: true, isWritable: true, mode });
    expect(await lookAtFolder(path.join(folder, 'none'), process.platform)).toBeNull();
    const file = path.join(folder, 'file');
    writeFileSync(file, '');
    expect(await lookAtFolder(file, 'win32')).toEqual({ isFolder: false, isWritable: false, mode: null });
  });

  it('tells how much is free on its disk', async () => {
    expect(await freeBytes(folder)).toBeGreaterThan(0);
  });
});
