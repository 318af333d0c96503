import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron } from '@playwright/test';
import { bar, median, printReport } from './report.ts';

/**
 * How long the window takes to its first paint, against a bare Electron window on the same machine in the same run.
 * Both are started by the same launcher, in turn; the time counts from the launch to the first contentful paint.
 */
const ROUNDS = 7;
const repository = join(import.meta.dirname, '..', '..');
const work = mkdtempSync(join(tmpdir(), 'runwright-bench-'));

interface Start {
  readonly paintMs: number;
  readonly usableMs: number;
}

async function start(app: string, extra: readonly string[], usable: string): Promise<Start> {
  const root = process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const executablePath = process.env.RUNWRIGHT_ELECTRON;
  const launchedAt = Date.now();
  const running = await electron.launch({
    args: [...root, app, ...extra],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const page = await running.firstWindow();
    await page.locator(usable).first().waitFor();
    const usableMs = Date.now() - launchedAt;
    const paintedAt = await page.evaluate(async () => {
      const entry = () => performance.getEntriesByName('first-contentful-paint')[0];
      while (entry() === undefined) await new Promise((resolve) => setTimeout(resolve, 5));
      return performance.timeOrigin + (entry()?.startTime ?? 0);
    });
    return { paintMs: paintedAt - launchedAt, usableMs };
  } finally {
    await running.close();
  }
}

/** The least that an Electron app can be: one window with one line of text. */
function writeBareApp(): string {
  const folder = mkdtempSync(join(work, 'bare-'));
  const main = `const { app, BrowserWindow } = require('electron');
app.setPath('userData', ${JSON.stringify(join(folder, 'data'))});
app.whenReady().then(() => {
  new BrowserWindow({ width: 1280, height: 800 }).loadFile(${JSON.stringify(join(folder, 'index.html'))});
});
app.on('window-all-closed', () => app.quit());
`;
  writeFileSync(
    join(folder, 'package.json'),
    JSON.stringify({ name: 'bare', version: '1.0.0', main: 'main.js' }),
  );
  writeFileSync(join(folder, 'main.js'), main);
  writeFileSync(join(folder, 'index.html'), '<!doctype html><title>Bare</title><h1>A bare window</h1>');
  return folder;
}

const bare = writeBareApp();
const bareStarts: Start[] = [];
const ourStarts: Start[] = [];
try {
  for (let round = 0; round <= ROUNDS; round++) {
    const data = join(work, `data-${round}`);
    const a = await start(bare, [], 'h1');
    const b = await start(repository, ['--data', data], 'text=Run the sample');
    if (round === 0) continue; // The first round fills the disk's caches.
    bareStarts.push(a);
    ourStarts.push(b);
  }
  const paint = {
    bare: median(bareStarts.map((s) => s.paintMs)),
    ours: median(ourStarts.map((s) => s.paintMs)),
  };
  const usable = median(ourStarts.map((s) => s.usableMs));
  printReport(
    'startup',
    { node: process.version, platform: `${process.platform}-${process.arch}` },
    [
      bar('startup.firstPaintRatio', paint.ours / paint.bare),
      bar('startup.usableRatio', usable / median(bareStarts.map((s) => s.usableMs))),
    ],
    { bare: bareStarts, runwright: ourStarts },
  );
} finally {
  rmSync(work, { recursive: true, force: true });
}
