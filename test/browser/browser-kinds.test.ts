import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserServer, chromium, firefox, webkit } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { listProcesses } from '../../electron/main/browsers/process-table.ts';
import { carries } from '../../electron/main/browsers/reaper.ts';
import { ownMemoryOfTree, pidOfToken, TOKEN_VARIABLE } from '../../electron/worker/browser/processes.ts';
import { testChromium } from '../support/chromium.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** A real worker; browsers of other engines, and browsers that somebody else started. */
let site: TestSite;
let main: FakeMain;
let folder: string;
let server: BrowserServer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-kinds-'));
  site = await startSite({ '/page': '<title>Page</title><h1>Hello</h1>' });
  const { executablePath, sandbox } = testChromium();
  server = await chromium.launchServer({ executablePath, chromiumSandbox: sandbox });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await server.close();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

function run(browser: object) {
  const steps = [
    { action: 'goto', url: `${site.origin}/page` },
    { action: 'extract', target: [{ css: 'h1' }], as: 'said' },
  ];
  const flow = { runwright: 1, name: 'Test', browser, steps };
  return main.run(claimedJob({ artifactsDir: join(folder, 'job'), flow }));
}

const HELLO = { kind: 'completed', result: { said: 'Hello' } };

for (const [name, engine] of Object.entries({ firefox, webkit })) {
  const isThere = existsSync(engine.executablePath());
  if (!isThere) process.stderr.write(`${name}: skipped, Playwright's build of it is not on this machine\n`);

  test.skipIf(!isThere)(`a flow runs in ${name}, whose process can be proven to be ours`, async () => {
    const before = main.all('browserStarting').length;
    expect(await run({ type: name })).toMatchObject(HELLO);
    const { browser } = main.all('browserStarting')[before] ?? { browser: '' };
    if (process.platform !== 'linux') return;
    const processes = await listProcesses('linux');
    expect(processes.some((each) => carries(each, browser))).toBe(true);
  });

  test.skipIf(isThere)(`a flow that wants ${name} where it is not says so, and how to get it`, async () => {
    expect(await run({ type: name })).toMatchObject({
      kind: 'failed',
      error: {
        category: 'BrowserError',
        message: expect.stringMatching(/^The flow wants \w+, and Playwright’s build of it is not on this/),
        mend: expect.stringContaining(
          `Install ${name === 'firefox' ? 'Firefox' : 'WebKit'} on the page Browsers`,
        ),
      },
    });
    expect(main.all('browserClosed').length).toBe(main.all('browserStarting').length);
  });
}

test('a flow runs in the browser of a Playwright server, which is not written down as ours and stays', async () => {
  const before = main.all('browserStarting').length;
  expect(await run({ endpoint: { playwright: server.wsEndpoint() } })).toMatchObject(HELLO);
  expect(main.all('browserStarting').length).toBe(before);
  expect(server.process().exitCode).toBeNull();
});

test('a flow runs in a Chromium with remote debugging', async () => {
  const { executablePath, sandbox } = testChromium();
  const child = spawn(
    executablePath,
    [
      '--headless',
      ...(sandbox ? [] : ['--no-sandbox']),
      '--remote-debugging-port=0',
      `--user-data-dir=${join(folder, 'cdp')}`,
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  try {
    const address = await new Promise<string>((resolve, reject) => {
      let said = '';
      child.once('exit', () => reject(new Error(said)));
      child.stderr.on('data', (text) => {
        said += String(text);
        const found = /DevTools listening on (ws:\S+)/.exec(said);
        if (found?.[1] !== undefined) resolve(found[1]);
      });
    });
    expect(await run({ endpoint: { cdp: address } })).toMatchObject(HELLO);
    expect(child.exitCode).toBeNull();
  } finally {
    child.kill('SIGKILL');
  }
});

test('a browser elsewhere that is not there is told with its host and without its key', async () => {
  const result = await run({ endpoint: { playwright: 'ws://127.0.0.1:1/pw?token=not-for-eyes' } });
  expect(result).toMatchObject({
    kind: 'failed',
    error: {
      category: 'BrowserError',
      message: expect.stringContaining('The browser at 127.0.0.1:1 could not'),
    },
  });
  expect(JSON.stringify(main.heard)).not.toContain('not-for-eyes');
});

test.skipIf(process.platform !== 'linux')(
  'a process is found by the token in its environment, with what it keeps in memory',
  async () => {
    const token = 'a-token-of-this-test';
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], {
      env: { ...process.env, [TOKEN_VARIABLE]: token },
    });
    try {
      await expect.poll(() => pidOfToken(token)).toBe(child.pid);
      expect(await pidOfToken('another-token')).toBeNull();
      expect(await ownMemoryOfTree(child.pid ?? 0)).toBeGreaterThan(1_000_000);
      const processes = await listProcesses('linux');
      expect(processes.filter((each) => carries(each, token)).map(({ pid }) => pid)).toEqual([child.pid]);
    } finally {
      child.kill('SIGKILL');
    }
  },
);
