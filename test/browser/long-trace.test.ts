import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { testChromium } from '../support/chromium.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { type Handler, startSite, type TestSite } from '../support/test-site.ts';

/** A real worker and a real Chromium; Playwright's own viewer reads what they leave. */
let site: TestSite;
let main: FakeMain;
let folder: string;
let browser: Browser;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-long-trace-'));
  site = await startSite({ '/page': '<title>Page</title><h1>Here</h1>', ...viewer(), ...pieces() });
  main = new FakeMain();
  main.init();
  const { executablePath, sandbox } = testChromium();
  browser = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
});

afterAll(async () => {
  await browser.close();
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** The files of the viewer, as they are in the package. */
function viewer(): Record<string, Handler> {
  const root = join(
    dirname(createRequire(import.meta.url).resolve('playwright-core/package.json')),
    'lib/vite/traceViewer',
  );
  const types: Record<string, string> = {
    '.html': 'text/html',
    '.js': 'text/javascript',
    '.css': 'text/css',
  };
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
    (name) => extname(name) !== '',
  );
  return Object.fromEntries(
    names.map((name) => [
      `/viewer/${name.replaceAll('\\', '/')}`,
      (_request, response) => {
        response.writeHead(200, { 'content-type': types[extname(name)] ?? 'application/octet-stream' });
        response.end(readFileSync(join(root, name)));
      },
    ]),
  );
}

/** The pieces of the jobs, by their place in the order. */
function pieces(): Record<string, Handler> {
  return Object.fromEntries(
    [0, 1, 2].map((at) => [
      `/piece-${at}.zip`,
      (_request, response) => response.end(readFileSync(join(folder, 'job', names()[at] ?? ''))),
    ]),
  );
}

function names(): string[] {
  return readdirSync(join(folder, 'job')).sort();
}

/** Many steps that cost nothing, and one that opens a page. */
const ROUND = [
  {
    action: 'repeat',
    times: 105,
    steps: [
      { action: 'setVariable', name: 'a', value: 1 },
      { action: 'setVariable', name: 'b', value: 2 },
    ],
  },
  { action: 'goto', url: '' },
];

function job(artifacts: object, rounds: number, fails: boolean) {
  const round = ROUND.map((step) =>
    step.action === 'goto' ? { ...step, url: `${site.origin}/page` } : step,
  );
  const steps = [
    { action: 'repeat', times: rounds, steps: round },
    ...(fails ? [{ action: 'click', target: [{ css: '#nowhere' }], timeout: 100 }] : []),
  ];
  const policy = { screenshots: 'never', console: 'never', ...artifacts };
  const flow = { runwright: 1, name: 'Test', artifacts: policy, steps };
  return claimedJob({ artifactsDir: join(folder, 'job'), flow });
}

test('a long trace is kept in pieces, and the viewer opens each of them', async () => {
  expect((await main.run(job({ trace: 'always' }, 2, false))).kind).toBe('completed');
  expect(names()).toEqual([
    'trace-001-steps-1-to-1.1.2.zip',
    'trace-002-steps-1.2-to-1.1.2.zip',
    'trace-003-steps-1.2-to-1.2.zip',
  ]);
  const page = await browser.newPage();
  for (const [at, action] of [
    [1, 'Navigate'],
    [2, 'Navigate'],
  ] as const) {
    await page.goto(
      `${site.origin}/viewer/index.html?trace=${encodeURIComponent(`${site.origin}/piece-${at}.zip`)}`,
    );
    await page.getByRole('treeitem').filter({ hasText: action }).first().waitFor();
    await page.getByRole('treeitem').filter({ hasText: action }).first().click();
    const shown = page.frameLocator('iframe.snapshot-visible').getByRole('heading', { name: 'Here' });
    await shown.first().waitFor();
  }
  await page.close();
}, 60_000);

test('a failure at the end of a long trace keeps its newest pieces alone', async () => {
  rmSync(join(folder, 'job'), { recursive: true });
  expect((await main.run(job({ trace: 'on-failure' }, 4, true))).kind).toBe('failed');
  expect(names()).toEqual([
    'trace-003-steps-1.2-to-1.1.2.zip',
    'trace-004-steps-1.2-to-1.1.2.zip',
    'trace-005-steps-1.2-to-2.zip',
  ]);
}, 60_000);
