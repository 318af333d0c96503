import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { testChromium } from '../support/chromium.ts';
import { FailureBench } from './failure-bench.ts';

let bench: FailureBench;

// Real jobs, one after another, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 });

beforeAll(async () => {
  bench = await FailureBench.start({
    '/shop': `<title>Shop</title><h1>Books</h1><button id="buy" onclick="">Buy</button>
      <div id="host"></div><script>
        document.querySelector('#host').attachShadow({ mode: 'open' }).innerHTML = '<p>in the shade</p>';
        console.error('stock is empty'); console.log('hello');
        setTimeout(() => { throw new Error('nobody caught me'); });
        fetch('/gone'); fetch('http://user:pass@' + location.host + '/with-password').catch(() => 0);
        fetch('/hangs'); setTimeout(() => alert('Sold out'));
      </script>`,
    '/gone': (_request, response) => response.writeHead(410).end(),
    '/hangs': () => undefined,
    '/covered':
      '<button>Under</button><div class="wall" style="position:fixed;inset:0;background:#eee">x</div>',
    '/secret': `<title>Sign in</title><label>Password <input id="p"></label><p id="echo"></p><div style="height:40px"></div>
      <script>p.oninput = () => { echo.textContent = 'You typed ' + p.value; p.setAttribute('value', p.value); console.warn('typed ' + p.value); fetch('/seen?' + encodeURIComponent(p.value)); }</script>`,
    '/busy': '<button>Go</button><script>setTimeout(() => { for (;;); }, 300)</script>',
    '/flood': `<script>for (let n = 0; n < 300; n++) console.error('x'.repeat(3000) + n);
      for (let n = 0; n < 120; n++) fetch('/gone?' + n);</script><p>${'long '.repeat(450_000)}</p>`,
  });
});
afterAll(() => bench.stop());

const missing = { action: 'click', target: [{ css: '#none' }], timeout: 800 };

test('a failure tells what was expected and found, the page, its console, requests and dialogs', async () => {
  const failure = await bench.failure('/shop', [missing]);
  expect(failure).toMatchObject({
    path: '2',
    action: 'click',
    error: { category: 'TimeoutError' },
    expected: 'an element: css #none',
    found: 'css #none matches nothing',
    page: { url: `${bench.site.origin}/shop`, title: 'Shop' },
    target: { at: 'target', candidates: [{ css: '#none' }] },
    viewport: { width: 1280, height: 720 },
    picture: 'failure-step-2.png',
    dom: 'failure-step-2.html',
  });
  expect(failure.aria).toContain('button "Buy"');
  expect(failure.console.map(({ level, text }) => `${level} ${text}`)).toEqual(
    expect.arrayContaining(['error stock is empty', 'log hello', 'exception nobody caught me']),
  );
  const requests = failure.requests.map(({ url, status }) => [url.replace(bench.site.origin, ''), status]);
  expect(requests).toEqual(
    expect.arrayContaining([
      ['/shop', 200],
      ['/gone', 410],
      ['/hangs', null],
    ]),
  );
  expect(JSON.stringify(failure.requests)).not.toContain('pass@');
  expect(failure.dialogs.map(({ kind, message }) => [kind, message])).toEqual([['alert', 'Sold out']]);
  const source = bench.file(failure.dom);
  expect(source).toContain('in the shade');
  expect(source).toMatch(/^<!doctype html>\n<html>/);
});

test('an element that is covered is marked where it is', async () => {
  const failure = await bench.failure('/covered', [
    { action: 'click', target: [{ text: 'Under' }], timeout: 800 },
  ]);
  expect(failure.expected).toMatch(/^text "Under" (can be acted on|takes the action)$/);
  expect(failure.found).toMatch(/is covered by <div.*wall/);
  expect(failure.acted?.width).toBeGreaterThan(10);
  expect(failure.suggestions).toEqual([]);
});

test('a check that fails says both sides', async () => {
  const failure = await bench.failure('/shop', [
    { action: 'assert', target: [{ css: 'h1' }], text: 'Films', timeout: 2000 },
  ]);
  expect([failure.expected, failure.found]).toEqual(['the text of css h1 has “Films”', 'it is “Books”']);
});

test('a secret is readable nowhere: not in the picture, the source, the console, the requests or the proposals', async () => {
  const secret = 'Tr0ub4dor & 3';
  const failure = await bench.failure(
    '/secret',
    [
      { action: 'fill', target: [{ label: 'Password' }], value: '{{input.password}}' },
      { action: 'click', target: [{ text: 'You typed' }, { css: '#none' }], timeout: 500 },
      { action: 'click', target: [{ text: 'You typed all' }], timeout: 800 },
    ],
    {
      inputs: { password: secret },
      secrets: [secret],
      flowMore: { inputs: { password: { type: 'text', secret: true } } },
    },
  );
  expect(JSON.stringify(failure)).not.toMatch(/Tr0ub4dor/);
  expect(JSON.stringify(failure)).toContain('typed •••');
  const source = bench.file(failure.dom);
  expect(source).toContain('You typed •••');
  expect(source).not.toMatch(/Tr0ub4dor/);
  expect(
    await colorsAt(failure.picture, [
      [120, 20],
      [90, 60],
    ]),
  ).toEqual(['125,133,144', '125,133,144']);
});

/** The colours of pixels of the newest job's picture. */
async function colorsAt(
  name: string | null,
  places: readonly (readonly [number, number])[],
): Promise<string[]> {
  const jobs = readdirSync(bench.folder)
    .map(Number)
    .sort((a, b) => a - b);
  const file = join(bench.folder, String(jobs.at(-1)), name ?? '');
  const { executablePath, sandbox } = testChromium();
  const browser = await chromium.launch({ executablePath, chromiumSandbox: sandbox });
  try {
    const page = await browser.newPage();
    const address = `data:image/png;base64,${readFileSync(file).toString('base64')}`;
    return await page.evaluate(
      async ([src, points]) => {
        const image = new Image();
        image.src = src;
        await image.decode();
        const canvas = document.createElement('canvas');
        canvas.width = image.width;
        canvas.height = image.height;
        const context = canvas.getContext('2d');
        context?.drawImage(image, 0, 0);
        return points.map(([x, y]) =>
          [...(context?.getImageData(x, y, 1, 1).data ?? [])].slice(0, 3).join(','),
        );
      },
      [address, places] as const,
    );
  } finally {
    await browser.close();
  }
}

test('a page that never rests does not hold the failure up', async () => {
  const failure = await bench.failure('/busy', [
    { action: 'waitFor', time: 400 },
    { action: 'click', target: [{ css: '#none' }], timeout: 500 },
  ]);
  expect(failure.missing).toContain('The picture did not come in time.');
  expect(failure.picture).toBeNull();
  expect(failure.error.category).toBe('TimeoutError');
});

test('a cancel while a failure is looked at ends the job at once', async () => {
  const job = bench.job('/busy', [
    { action: 'waitFor', time: 400 },
    { action: 'click', target: [{ css: '#none' }], timeout: 300 },
  ]);
  bench.main.queue(job);
  await bench.main.next(
    'data',
    ({ jobId, steps }) => jobId === job.jobId && steps.some(({ state }) => state === 'failed'),
  );
  const askedAt = performance.now();
  bench.main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
  await bench.main.next(
    'cancelStage',
    ({ jobId, stage }) => jobId === job.jobId && stage === 'actions_stopped',
  );
  expect(performance.now() - askedAt).toBeLessThan(1000);
  const { result } = await bench.main.next('finished', ({ jobId }) => jobId === job.jobId);
  expect(result).toEqual({ kind: 'cancelled' });
});

test('a page that floods leaves no more than there is room for', async () => {
  const failure = await bench.failure('/flood', [missing]);
  expect(failure.console.length).toBe(50);
  expect(failure.console.every(({ text }) => text.length <= 400)).toBe(true);
  expect(failure.requests.length).toBe(50);
  if (failure.dom !== null) expect(bench.file(failure.dom).length).toBe(2_000_000);
});

test('a flow that wants no pictures gets none, and no source of the page', async () => {
  const job = bench.job('/shop', [missing], {
    flowMore: { artifacts: { screenshots: 'never', trace: 'never', console: 'never' } },
  });
  const [failure] = await bench.failures(job);
  expect(failure).toMatchObject({ picture: null, dom: null, page: { title: 'Shop' } });
  expect(existsSync(job.artifactsDir)).toBe(false);
});

test('a page that was never there leaves its address and the request that failed', async () => {
  const [failure] = await bench.failures(
    bench.job('/shop', [{ action: 'goto', url: 'http://127.0.0.1:9/', timeout: 5000 }]),
  );
  expect(failure?.path).toBe('2');
  expect(failure?.requests.at(-1)).toMatchObject({ url: 'http://127.0.0.1:9/', status: null });
  expect(failure?.requests.at(-1)?.failure).toMatch(/ERR_/);
});
