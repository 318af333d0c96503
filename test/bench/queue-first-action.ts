import { createServer, type Server } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { type Browser, chromium } from 'playwright-core';
import { chooseBrowsers } from '../../electron/main/browsers/choose.ts';
import { installedBrowsers } from '../../electron/main/browsers/installed.ts';
import type { FlowId, JobId } from '../../shared/ids.ts';
import { appContract } from '../../shared/ipc/contract.ts';
import { Reply } from '../../shared/ipc/envelope.ts';
import { caller, electronFlags, type RunningApp, repository, stringEnv } from '../e2e/fixtures.ts';

const ROUNDS = 30;
/** They start the browsers, make the code hot, and count for nothing. */
const WARM_UPS = 5;
/** Between two rounds, ms: the window has drawn the end of the job, and the browser has put the context away. */
const REST_MS = 100;
const JOB_MS = 30_000;

/** From "queue it" to the first request of the browser, ms, round by round. */
export interface FirstAction {
  readonly product: readonly number[];
  readonly raw: readonly number[];
  readonly browser: string;
}

/**
 * The real app with one warm worker, against Playwright alone in a warm browser of the same kind, in turn: one page is asked for.
 * A sentence where that cannot be measured here.
 */
export async function measureFirstAction(folder: string): Promise<FirstAction | string> {
  const { headless: executablePath } = chooseBrowsers(installedBrowsers(process.env, process.platform));
  if (executablePath === null) return 'absent: no browser was found';
  if (process.env.RUNWRIGHT_ELECTRON === undefined)
    return 'absent: RUNWRIGHT_ELECTRON is not set; start through npm run bench';
  const opened: (() => unknown)[] = [];
  try {
    const site = await startSite();
    opened.push(() => site.stop());
    const app = await launch(folder);
    opened.push(() => app.close());
    const browser = await chromium.launch({ executablePath, chromiumSandbox: electronFlags().length === 0 });
    opened.push(() => browser.close());
    const page = await app.firstWindow();
    const taken = await rounds({ app, page, call: caller(page) }, browser, site);
    return { ...taken, browser: `${executablePath} ${browser.version()}` };
  } finally {
    for (const close of opened.reverse()) await close();
  }
}

async function rounds(
  app: RunningApp,
  browser: Browser,
  site: Site,
): Promise<Pick<FirstAction, 'product' | 'raw'>> {
  await app.page.waitForFunction('window.runwright !== undefined');
  const flowId = await saveFlow(app, site);
  const [product, raw]: [number[], number[]] = [[], []];
  for (let round = -WARM_UPS; round < ROUNDS; round++) {
    const ours = await throughApp(app, flowId, site, `app-${round}`);
    await pause(REST_MS);
    const bare = await throughPlaywright(browser, site, `raw-${round}`);
    await pause(REST_MS);
    if (round < 0) continue;
    product.push(ours);
    raw.push(bare);
  }
  return { product, raw };
}

/** From just before the window's call to the arrival of the request. */
async function throughApp(
  { page, call }: RunningApp,
  flowId: FlowId,
  site: Site,
  key: string,
): Promise<number> {
  const arrived = site.arrival(key);
  const { at, id } = await enqueue(page, flowId, key);
  const tookMs = (await arrived) - at;
  const until = Date.now() + JOB_MS;
  for (;;) {
    const { job } = await call('jobs.get', { id });
    if (job.state === 'completed') return tookMs;
    if (job.state === 'failed' || Date.now() > until) throw new Error(`job ${id} is ${job.state}`);
    await pause(20);
  }
}

/** Asks as the window does, and takes the time where it begins: in the page. Every process has the same wall clock. */
async function enqueue(page: Page, flowId: FlowId, key: string): Promise<{ at: number; id: JobId }> {
  const input = { flowId, rows: [{ key }] };
  const { at, answer } = await page.evaluate(async (given) => {
    const before = Date.now();
    return { at: before, answer: await window.runwright?.call({ name: 'jobs.enqueue', input: given }) };
  }, input);
  const reply = Reply.parse(answer);
  if (!reply.ok) throw new Error(reply.error.message);
  const [id] = appContract['jobs.enqueue'].output.parse(reply.value).ids;
  if (id === undefined) throw new Error('no job was queued');
  return { at, id };
}

/** The same page asked for by Playwright alone, in a fresh context as every job has one. */
async function throughPlaywright(browser: Browser, site: Site, key: string): Promise<number> {
  const arrived = site.arrival(key);
  const at = Date.now();
  const context = await browser.newContext();
  const page = await context.newPage();
  const [arrivedAt] = await Promise.all([arrived, page.goto(`${site.url}/${key}`)]);
  await context.close();
  return arrivedAt - at;
}

async function saveFlow({ call }: RunningApp, site: Site): Promise<FlowId> {
  const flow = {
    runwright: 1,
    name: 'Benchmark: one page',
    steps: [{ action: 'goto', url: `${site.url}/{{row.key}}` }],
  };
  const saved = await call('flows.import', { fileName: 'one-page.flow.json', text: JSON.stringify(flow) });
  if (!saved.ok) throw new Error(saved.faults.map(({ message }) => message).join(' '));
  return saved.flow.id;
}

/** One worker alone, so that its browser is warm for every job. */
function launch(dataDir: string): Promise<ElectronApplication> {
  const executablePath = process.env.RUNWRIGHT_ELECTRON;
  return electron.launch({
    args: [...electronFlags(), repository, '--data', dataDir],
    env: { ...stringEnv(), RUNWRIGHT_SETTINGS: JSON.stringify({ workers: 1 }) },
    ...(executablePath === undefined ? {} : { executablePath }),
  });
}

/** A local site that knows when it was first asked for each of its pages. */
interface Site {
  readonly url: string;
  /** Resolves with the time (epoch milliseconds) of the first request for `/key`, to be called before it comes; rejects when none comes. */
  arrival(key: string): Promise<number>;
  stop(): void;
}

async function startSite(): Promise<Site> {
  const waiting = new Map<string, (at: number) => void>();
  const timers = new Set<NodeJS.Timeout>();
  const server = createServer((request, response) => {
    const at = Date.now();
    waiting.get((request.url ?? '').slice(1))?.(at);
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', connection: 'close' });
    response.end('<!doctype html><html lang="en"><title>One page</title><h1>One page</h1></html>');
  });
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    arrival: (key) =>
      new Promise((resolve, reject) => {
        timers.add(setTimeout(() => reject(new Error(`nobody asked for ${key}`)), JOB_MS));
        waiting.set(key, resolve);
      }),
    stop() {
      for (const timer of timers) clearTimeout(timer);
      server.close();
      server.closeAllConnections();
    },
  };
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      if (address === null || typeof address === 'string') reject(new Error('the site got no port'));
      else resolve(address.port);
    });
  });
}
