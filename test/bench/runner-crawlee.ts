import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { BenchBrowser } from './runner-product.ts';

/** The version that was measured first. */
export const CRAWLEE_VERSION = '3.18.1';
const PLAYWRIGHT_VERSION = '1.65.1';
const INSTALL_MS = 240_000;
const CRAWL_MS = 300_000;

/** Crawlee's own log goes nowhere; what it did is checked by its count. */
const SCRIPT = `
import { Configuration, PlaywrightCrawler, log } from '@crawlee/playwright';
import { chromium } from 'playwright';
const { origin, count, atOnce, executablePath, sandbox } = JSON.parse(process.argv[2]);
log.setLevel(log.LEVELS.OFF);
let done = 0;
const crawler = new PlaywrightCrawler({
  minConcurrency: atOnce,
  maxConcurrency: atOnce,
  useSessionPool: false,
  autoscaledPoolOptions: { desiredConcurrency: atOnce },
  browserPoolOptions: { useFingerprints: false, maxOpenPagesPerBrowser: 1000, retireBrowserAfterPageCount: 100000 },
  launchContext: {
    launcher: chromium,
    useIncognitoPages: true,
    launchOptions: { executablePath, headless: true, chromiumSandbox: sandbox },
  },
  async requestHandler({ page }) {
    await page.locator('#go').click();
    if ((await page.locator('#told').innerText()) === 'done') done++;
  },
}, new Configuration({ persistStorage: false }));
const urls = (label, n) => Array.from({ length: n }, (_, i) => ({ url: origin + '/one', uniqueKey: label + i }));
await crawler.run(urls('warm', atOnce));
const from = performance.now();
done = 0;
await crawler.run(urls('job', count));
if (done !== count) throw new Error(done + ' of ' + count);
console.log(performance.now() - from);
process.exit(0);
`;

/** Installs Crawlee's Playwright part below `folder`, outside the repository. Null when the registry cannot be reached. */
export function installCrawlee(folder: string): string | null {
  const home = join(folder, 'crawlee');
  mkdirSync(home);
  writeFileSync(join(home, 'package.json'), '{ "private": true, "type": "module" }');
  writeFileSync(join(home, 'crawl.mjs'), SCRIPT);
  const packages = [`@crawlee/playwright@${CRAWLEE_VERSION}`, `playwright@${PLAYWRIGHT_VERSION}`];
  try {
    execFileSync(
      'npm',
      ['install', ...packages, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'],
      {
        cwd: home,
        timeout: INSTALL_MS,
        stdio: ['ignore', 'ignore', 'inherit'],
        shell: process.platform === 'win32',
      },
    );
    return home;
  } catch {
    return null;
  }
}

const runFile = promisify(execFile);

/**
 * Lets Crawlee do so many jobs, so many at once, each in a context of its own. Gives the milliseconds, without its start.
 * This process goes on meanwhile: the pages come from it.
 */
export async function crawl(
  home: string,
  origin: string,
  count: number,
  atOnce: number,
  browser: BenchBrowser,
): Promise<number> {
  const given = JSON.stringify({ origin, count, atOnce, ...browser });
  // Crawlee takes a polite signal for a wish to finish its work.
  const options = { cwd: home, timeout: CRAWL_MS, killSignal: 'SIGKILL' } as const;
  const { stdout } = await runFile(process.execPath, [join(home, 'crawl.mjs'), given], options);
  const ms = Number(stdout.trim().split('\n').at(-1));
  if (!(ms > 0)) throw new Error(`Crawlee said: ${stdout.slice(-500)}`);
  return ms;
}
