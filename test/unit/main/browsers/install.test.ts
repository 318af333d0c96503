import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { BrowserInstaller } from '../../../../electron/main/browsers/install.ts';
import { installFault } from '../../../../electron/main/browsers/install-fault.ts';
import type { StartInstaller } from '../../../../electron/main/browsers/installer-process.ts';
import type { Installation } from '../../../../shared/ipc/browsers.ts';

let root: string;
let registry: string;
let temporary: string;
const pids: number[] = [];

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'runwright-install-'));
  [registry, temporary] = [join(root, 'browsers'), join(root, 'temporary')];
  mkdirSync(registry);
  pids.length = 0;
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

/** A real process in the place of the installer. */
function fake(mode: string): StartInstaller {
  return (_kind, folder, events) => {
    const script = join(import.meta.dirname, 'fake-installer.mjs');
    const child = spawn(process.execPath, [script, mode, registry, folder]);
    if (child.pid !== undefined) pids.push(child.pid);
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (data) => events.onText(String(data)));
    child.once('close', (code) => events.onGone(code ?? 9));
    return { kill: () => void child.kill('SIGKILL') };
  };
}

function installer(mode: string) {
  const seen: (Installation | null)[] = [];
  const installed: string[] = [];
  const under: BrowserInstaller = new BrowserInstaller({
    start: fake(mode),
    registry,
    temporary,
    changed: () => seen.push(under.now),
    installed: (kind) => installed.push(kind),
    note: () => undefined,
  });
  return { under, seen, installed };
}

const ended = (under: BrowserInstaller) =>
  vi.waitFor(() => expect(under.now?.state).not.toBe('running'), { timeout: 20_000 });
const downloads = (under: BrowserInstaller) =>
  vi.waitFor(() => expect(under.now).toMatchObject({ percent: 40 }), { timeout: 20_000 });

describe('an installation', () => {
  it('tells what it downloads and how far it is, and that it is done', async () => {
    const { under, seen, installed } = installer('works');
    under.install('firefox');
    await ended(under);
    expect(seen[0]).toEqual({ state: 'running', kind: 'firefox', part: null, percent: null, bytes: null });
    expect(seen).toContainEqual({
      state: 'running',
      kind: 'firefox',
      part: 'Firefox 159.0',
      percent: 40,
      bytes: 115_867_648,
    });
    expect(seen.at(-1)).toBeNull();
    expect(installed).toEqual(['firefox']);
    expect(readdirSync(join(registry, 'firefox-1572'))).toEqual(['INSTALLATION_COMPLETE']);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('that is stopped is ended, leaves nothing half behind and is no failure', async () => {
    mkdirSync(join(registry, 'chromium-1200'));
    const { under, installed } = installer('hang');
    under.install('firefox');
    await downloads(under);
    expect(existsSync(join(registry, 'firefox-1572'))).toBe(true);
    await expect(under.cancel()).resolves.toBe(true);
    expect(under.now).toBeNull();
    expect(installed).toEqual([]);
    expect(readdirSync(registry)).toEqual(['chromium-1200']);
    expect(readdirSync(temporary)).toEqual([]);
    expect(() => process.kill(pids[0] ?? 0, 0)).toThrow(/ESRCH/);
    await expect(under.cancel()).resolves.toBe(false);
  });

  it('refuses a second one while it runs, and allows one afterwards', async () => {
    const { under } = installer('hang');
    under.install('firefox');
    expect(() => under.install('webkit')).toThrow('Another browser is being installed');
    await under.cancel();
    under.install('webkit');
    expect(under.now).toMatchObject({ kind: 'webkit' });
    await under.close();
    expect(() => under.install('webkit')).toThrow('The app is closing');
  });

  it('that cannot reach the server says so in one sentence, with what to do', async () => {
    const { under, installed } = installer('unreachable');
    under.install('firefox');
    await ended(under);
    expect(under.now).toEqual({
      state: 'failed',
      kind: 'firefox',
      message: 'The download server cannot be reached.',
      mend: expect.stringContaining('HTTPS_PROXY'),
    });
    expect(installed).toEqual([]);
  });

  it('whose installer dies in the middle leaves nothing half behind', async () => {
    const { under } = installer('dies');
    under.install('firefox');
    await ended(under);
    expect(under.now).toMatchObject({ message: 'The installer ended before it was done.' });
    expect(readdirSync(registry)).toEqual([]);
  });
});

describe('what the installer printed', () => {
  it.each([
    [
      'Error: connect ECONNREFUSED 127.0.0.1:80\n at x (/a/b.js:1:2)',
      'The download server cannot be reached.',
    ],
    [
      "Download failed: server returned code 404 body 'nope'. URL: http://h/x",
      'The download server does not give this browser out.',
    ],
    ["ENOSPC: no space left on device, write '/a/b'", 'The disk is full.'],
    ["EACCES: permission denied, mkdir '/a/b'", 'The folder of Playwright’s browsers cannot be written to.'],
    [
      'Error: unable to verify the first certificate',
      'The certificate of the download server is not trusted.',
    ],
    [
      'Download failed: size mismatch, file size: 1, expected size: 2 URL: http://h/x',
      'The download broke off.',
    ],
    ['ERROR: Playwright does not support webkit on ubuntu9', 'There is no such build for this system.'],
    ['An active lockfile is found at: /a/__dirlock', 'Another program is installing browsers of Playwright.'],
    ['end of central directory record signature not found', 'What was downloaded is no browser.'],
    ['?', 'The installer ended before it was done.'],
  ])('%s', (printed, message) => {
    const fault = installFault(printed);
    expect(fault.message).toBe(message);
    expect(`${fault.message} ${fault.mend}`).not.toMatch(/\/a\/|\bat \b.*\(/);
  });
});
