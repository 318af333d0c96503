import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from '../../electron/worker/browser/launch.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** A real worker with one real Chromium, whose contexts are watched. */
let site: TestSite;
let main: FakeMain;
let folder: string;
const contexts: { pages: () => readonly { url(): string }[] }[] = [];
let crash: () => Promise<void> = async () => undefined;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-spare-'));
  site = await startSite({
    '/set':
      '<title>Set</title><script>localStorage.seen = "yes"; document.cookie = "seen=yes"; window.name = "seen";</script>',
    '/get':
      '<p id="seen"></p><script>document.querySelector("#seen").textContent = [localStorage.seen, document.cookie, window.name].join("|");</script>',
  });
  main = new FakeMain(async (options, ledger) => {
    const launched = await launchBrowser(options, ledger);
    launched.playwright.on('context', (context) => contexts.push(context));
    crash = async () => {
      const spare = launched.playwright.contexts().at(-1);
      const page = spare?.pages()[0];
      if (spare === undefined || page === undefined) throw new Error('there is no spare');
      const crashed = page.waitForEvent('crash');
      const cdp = await spare.newCDPSession(page);
      cdp.send('Page.crash').catch(() => undefined);
      await crashed;
    };
    return launched;
  });
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

function job(steps: unknown[], more: object = {}) {
  const flow = { runwright: 1, name: 'Test', steps, ...more };
  return claimedJob({ artifactsDir: join(folder, 'job'), flow });
}

/** The spare is there: a context of which no job knows yet. */
async function spareAfter(count: number): Promise<void> {
  await expect.poll(() => contexts.length, { timeout: 20_000 }).toBe(count + 1);
  await expect.poll(() => contexts.at(-1)?.pages().length, { timeout: 20_000 }).toBe(1);
}

test('the next job takes the spare, and finds nothing of the job before', async () => {
  await main.run(job([{ action: 'goto', url: `${site.origin}/set` }]));
  await spareAfter(1);
  const steps = [
    { action: 'goto', url: `${site.origin}/get` },
    { action: 'extract', target: [{ css: '#seen' }], as: 'seen' },
  ];
  expect(await main.run(job(steps))).toMatchObject({ kind: 'completed', result: { seen: '||' } });
  await spareAfter(2);
  expect(main.all('browserStarted').length).toBe(1);
});

test('a job with another viewport gets a context of its own', async () => {
  const before = contexts.length;
  const steps = [
    { action: 'goto', url: `${site.origin}/get` },
    { action: 'evaluate', script: 'return innerWidth', as: 'width' },
  ];
  const ran = await main.run(job(steps, { browser: { viewport: { width: 640, height: 480 } } }));
  expect(ran).toMatchObject({ kind: 'completed', result: { width: 640 } });
  // Its own, and a spare like it in the place of the one that nobody took.
  await spareAfter(before + 1);
});

test('a spare whose page has crashed is not used', async () => {
  await main.run(job([{ action: 'goto', url: `${site.origin}/get` }]));
  await expect.poll(() => contexts.at(-1)?.pages().at(0)?.url(), { timeout: 20_000 }).toBe('about:blank');
  const before = contexts.length;
  await crash();
  const ran = await main.run(job([{ action: 'goto', url: `${site.origin}/get` }]));
  expect(ran.kind).toBe('completed');
  await spareAfter(before + 1);
});
