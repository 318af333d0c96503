import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron as electron, type Page } from '@playwright/test';
import * as z from 'zod';
import { FlowId } from '../../shared/ids.ts';
import { startSite } from '../support/test-site.ts';
import { callApp } from './call-app.ts';
import { type Part, processSeconds } from './process-times.ts';
import { bar, median, printReport, rounded } from './report.ts';

/**
 * What the live view of one job costs: the real app, one job on a page of 1280 × 720 that changes all the time, not looked at, looked
 * at in the drawer, and looked at in a picture as wide as the page. The processor time of all processes counts: browser, worker,
 * main and window.
 */
const ROUNDS = 5;
const PHASE_MS = 5_000;
/** After a change of what is looked at, what is begun and ended then is left out. */
const SETTLE_MS = 1_500;
const repository = join(import.meta.dirname, '..', '..');

const PAGE = `<!doctype html><title>Moving</title><style>body{margin:0;background:#eee}div{width:120px;height:120px;background:#36d;position:absolute}</style>
<div></div><p>0</p><script>let n = 0; const [box] = document.getElementsByTagName('div'); const [text] = document.getElementsByTagName('p');
const go = () => { n += 4; box.style.transform = 'translate(' + (n % 1100) + 'px, ' + (n % 590) + 'px)'; text.textContent = n; requestAnimationFrame(go); }; go();</script>`;

interface Phase {
  readonly cores: Readonly<Record<Part, number>>;
  readonly total: number;
  readonly picturesPerSecond: number;
  /** Of the pictures, pixels. */
  readonly width: number;
}

type Phases = Record<'unlooked' | 'drawer' | 'whole', Phase[]>;

if (process.platform !== 'linux')
  throw new Error('This benchmark reads processor times from /proc: Linux only.');
const data = mkdtempSync(join(tmpdir(), 'runwright-bench-live-'));
const site = await startSite({ '/': PAGE });
try {
  await measure();
} finally {
  await site.stop();
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
    const root = app.process().pid ?? 0;
    await begin(page);
    const phases: Phases = { unlooked: [], drawer: [], whole: [] };
    for (let round = 0; round < ROUNDS; round++) {
      await page.getByRole('tab', { name: /^Input/ }).click();
      phases.unlooked.push(await phase(page, root));
      await page.getByRole('tab', { name: 'Live' }).click();
      phases.drawer.push(await phase(page, root));
      await page.locator('canvas').evaluate((canvas) => canvas.style.setProperty('width', '1280px'));
      phases.whole.push(await phase(page, root));
    }
    tell(phases);
  } finally {
    await app.close();
  }
}

/** Runs the job and opens its drawer. */
async function begin(page: Page): Promise<void> {
  const text = JSON.stringify({
    runwright: 1,
    name: 'Moving page',
    artifacts: { trace: 'never', screenshots: 'never' },
    steps: [
      { action: 'goto', url: site.origin },
      { action: 'waitFor', time: 600_000 },
    ],
  });
  const imported = await callApp(page, 'flows.import', { fileName: 'moving.json', text });
  const { flow } = z.object({ flow: z.object({ id: FlowId }) }).parse(imported);
  await callApp(page, 'jobs.enqueue', { flowId: flow.id });
  await page.getByRole('grid').getByText('Moving page').click();
  await page.getByRole('tab', { name: 'Live' }).click();
  await page.getByText('Waits for the first picture').waitFor({ state: 'hidden' });
  await page.evaluate(() => {
    const show = ImageBitmapRenderingContext.prototype.transferFromImageBitmap;
    ImageBitmapRenderingContext.prototype.transferFromImageBitmap = function (bitmap) {
      Reflect.set(window, 'drawn', Number(Reflect.get(window, 'drawn') ?? 0) + 1);
      Reflect.set(window, 'drawnWidth', bitmap?.width ?? 0);
      show.call(this, bitmap);
    };
  });
}

async function phase(page: Page, root: number): Promise<Phase> {
  await page.waitForTimeout(SETTLE_MS);
  const [before, drawnBefore, startedAt] = [processSeconds(root), await drawn(page), performance.now()];
  await page.waitForTimeout(PHASE_MS);
  const [after, drawnAfter] = [processSeconds(root), await drawn(page)];
  const seconds = (performance.now() - startedAt) / 1000;
  const cores = { window: 0, main: 0, workers: 0, browsers: 0 };
  for (const [pid, { part, seconds: used }] of after) {
    cores[part] += (used - (before.get(pid)?.seconds ?? 0)) / seconds;
  }
  const total = cores.window + cores.main + cores.workers + cores.browsers;
  const width = await page.evaluate(() => Number(Reflect.get(window, 'drawnWidth') ?? 0));
  return { cores, total, picturesPerSecond: (drawnAfter - drawnBefore) / seconds, width };
}

function drawn(page: Page): Promise<number> {
  return page.evaluate(() => Number(Reflect.get(window, 'drawn') ?? 0));
}

function tell(phases: Phases): void {
  const fps = (of: 'drawer' | 'whole'): number =>
    median(phases[of].map(({ picturesPerSecond }) => picturesPerSecond));
  const beyond = (of: 'drawer' | 'whole', read: (phase: Phase) => number): number =>
    median(phases[of].map(read)) - median(phases.unlooked.map(read));
  const parts: Part[] = ['window', 'main', 'workers', 'browsers'];
  const byPart = (of: 'drawer' | 'whole') =>
    Object.fromEntries(parts.map((part) => [part, rounded(beyond(of, ({ cores }) => cores[part]))]));
  printReport(
    'live',
    { node: process.version, platform: `${process.platform}-${process.arch}` },
    [
      bar('live.picturesPerSecond', fps('drawer')),
      bar(
        'live.coresBeyond',
        beyond('drawer', ({ total }) => total),
      ),
      bar('live.wholePicturesPerSecond', fps('whole')),
      bar(
        'live.wholeCoresBeyond',
        beyond('whole', ({ total }) => total),
      ),
    ],
    { coresBeyondByPart: { drawer: byPart('drawer'), whole: byPart('whole') }, ...phases },
  );
}
