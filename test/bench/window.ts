import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ElectronApplication, _electron as electron, type Page } from '@playwright/test';
import { processSeconds } from './process-times.ts';
import { bar, median, printReport, quantile, rounded } from './report.ts';
import { fillWindowData } from './window-data.ts';
import { type Act, scroll, untilPainted } from './window-page.ts';
import { storm } from './window-storm.ts';

/**
 * `npm run bench:window -- [--jobs N]`: the real app over a data folder of a million jobs and three million log lines. Each time counts
 * in the window, from the press to the second frame after the rows that answer it are there.
 */
const ROUNDS = 7;
const SCROLL_MS = 30_000;
const IDLE_MS = 20_000;
const JOBS = Number(process.argv[process.argv.indexOf('--jobs') + 1] ?? 0) || 1_000_000;
const repository = join(import.meta.dirname, '..', '..');

const ALL: Act = { press: '#chip-all', every: '' };
const ACTS: Readonly<
  Record<'first' | 'chip' | 'search', { readonly act: Act; readonly back: Act | string }>
> = {
  first: { act: { press: 'nav button[title*="(g j)"]', every: '' }, back: 'nav button[title*="(g w)"]' },
  chip: { act: { press: '#chip-failed', every: 'Failed' }, back: ALL },
  search: {
    act: { press: 'search input', every: '#', type: 'Book shop 7' },
    back: { press: 'search input', every: '', type: '' },
  },
};

const data = mkdtempSync(join(tmpdir(), 'runwright-bench-window-'));
try {
  fillWindowData(data, { jobs: JOBS, linesAJob: 3 });
  await measure();
} finally {
  rmSync(data, { recursive: true, force: true, maxRetries: 5 });
}

async function measure(): Promise<void> {
  const executablePath = process.env.RUNWRIGHT_ELECTRON;
  const app = await electron.launch({
    args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), repository, '--data', data],
    ...(executablePath === undefined ? {} : { executablePath }),
  });
  try {
    const page = await app.firstWindow();
    await page.locator('[role="grid"] [role="row"]').nth(5).waitFor();
    await page.waitForTimeout(3_000);
    const answers = await answerTimes(page);
    const frames = await scroll(page, SCROLL_MS);
    const idle = process.platform === 'linux' ? await idleCores(app, page) : null;
    const storms = await storm(page);
    tell(answers, frames, idle, storms);
  } finally {
    await app.close();
  }
}

type Answers = Record<keyof typeof ACTS, number[]>;

async function answerTimes(page: Page): Promise<Answers> {
  const answers: Answers = { first: [], chip: [], search: [] };
  for (let round = 0; round <= ROUNDS; round++) {
    for (const name of ['first', 'chip', 'search'] as const) {
      const { act, back } = ACTS[name];
      if (typeof back === 'string') {
        await page.locator(back).click();
        await page.locator('[role="grid"]').waitFor({ state: 'detached' });
      }
      const ms = await untilPainted(page, act);
      // The first round fills the caches.
      if (round > 0) answers[name].push(ms);
      if (typeof back !== 'string') await untilPainted(page, back);
    }
  }
  return answers;
}

/** Cores that all processes of the app use together while nothing runs. */
async function idleCores(app: ElectronApplication, page: Page): Promise<number> {
  const root = app.process().pid ?? 0;
  await page.waitForTimeout(5_000);
  const [before, from] = [processSeconds(root), performance.now()];
  await page.waitForTimeout(IDLE_MS);
  const [after, seconds] = [processSeconds(root), (performance.now() - from) / 1000];
  let used = 0;
  for (const [pid, { seconds: now }] of after) used += now - (before.get(pid)?.seconds ?? 0);
  return used / seconds;
}

function tell(
  answers: Answers,
  frames: readonly number[],
  idle: number | null,
  storms: Awaited<ReturnType<typeof storm>>,
): void {
  const slow = frames.filter((ms) => ms > 33).length / frames.length;
  printReport(
    'window',
    { node: process.version, platform: `${process.platform}-${process.arch}` },
    [
      bar('window.firstListMs', median(answers.first)),
      bar('window.chipMs', median(answers.chip)),
      bar('window.searchMs', median(answers.search)),
      bar('window.slowFrames', slow),
      ...(idle === null ? [] : [bar('window.idleCores', idle)]),
      bar('window.stormLongestTaskMs', Math.max(0, ...storms.longTasks)),
      bar('window.stormInputMs', quantile(storms.inputs, 0.95)),
      bar('window.stormHeapGrowth', storms.heapAfter / storms.heapBefore),
    ],
    {
      jobs: JOBS,
      answers,
      frames: { count: frames.length, p50: rounded(median(frames)), p99: rounded(quantile(frames, 0.99)) },
      storms,
    },
  );
}
