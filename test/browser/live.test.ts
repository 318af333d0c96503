import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PlaywrightScreen } from '../../electron/worker/browser/screen.ts';
import { sleep, systemClock } from '../../shared/clock.ts';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { LiveBench } from '../support/live-bench.ts';
import { startSite, type TestSite } from '../support/test-site.ts';
import { ActionBench } from './action-bench.ts';

/** A real worker and a real Chromium; main and the person at the window are played by the test. */
let site: TestSite;
let main: FakeMain;
let folder: string;
let jobs = 0;

const MOVING = `<title>Moving</title><style>body{margin:0}#box{width:200px;height:200px;background:red}</style>
<div id="box"></div><script>let n = 0; setInterval(() => { n += 7; box.style.marginLeft = (n % 900) + 'px'; }, 16);</script>`;
const BUTTONS = `<title>Buttons</title><style>body{margin:0}button{position:absolute;left:320px;top:180px;width:640px;height:360px}</style>
<button>Press</button><input id="name" style="position:absolute;left:0;top:0"><p id="count">0</p>
<script>document.querySelector('button').onclick = () => { count.textContent = Number(count.textContent) + 1; document.querySelector('#name').focus(); };</script>`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-live-'));
  site = await startSite({
    '/moving': MOVING,
    '/buttons': BUTTONS,
    '/two': '<title>Two</title><a href="/moving" target="_blank">Open</a>',
  });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** Queues a job of these steps. */
function begin(steps: unknown[], more: object = {}, given: Partial<ClaimedJob> = {}) {
  const job = claimedJob({
    artifactsDir: join(folder, `attempt-${++jobs}`),
    flow: { runwright: 1, name: 'Test', artifacts: { trace: 'never' }, ...more, steps },
    ...given,
  });
  main.queue(job);
  const ended = main.next('finished', ({ jobId }) => jobId === job.jobId).then(({ result }) => result);
  return { job, live: new LiveBench(main, job), ended };
}

function open(path: string): object {
  return { action: 'goto', url: `${site.origin}${path}` };
}

function lines(job: ClaimedJob): string[] {
  return main
    .all('data')
    .flatMap((data) => (data.jobId === job.jobId ? data.lines.map(({ message }) => message) : []));
}

function cancel({ jobId, epoch }: ClaimedJob): void {
  main.post({ kind: 'cancel', jobId, epoch });
}

/** What was under way has come, and nothing comes any more: the page changed ten times meanwhile. */
async function settled(live: LiveBench): Promise<void> {
  let [before, quiet] = [live.pictures.length, 0];
  while (quiet < 5) {
    await sleep(systemClock, 40);
    quiet = live.pictures.length === before ? quiet + 1 : 0;
    before = live.pictures.length;
  }
}

const WAIT = { action: 'waitFor', target: [{ css: '#never' }], timeout: 60_000 };

test('pictures of 1280 × 720 come while somebody looks, and stop when nobody does', async () => {
  const { job, live, ended } = begin([open('/moving'), WAIT]);
  await live.stands(({ phase }) => phase === 'running');
  expect(live.pictures).toEqual([]);
  live.watch();
  await live.seen(10);
  const [picture] = live.pictures;
  expect(picture).toMatchObject({ width: 1280, height: 720 });
  expect([...(picture?.jpeg.slice(0, 3) ?? [])]).toEqual([0xff, 0xd8, 0xff]);
  expect(await live.told(({ title }) => title === 'Moving')).toMatchObject({ url: `${site.origin}/moving` });
  live.unwatch();
  await settled(live);
  const before = live.pictures.length;
  // Somebody else looks, and sees the page again.
  live.watch({ fps: 1 });
  await live.seen(before + 1);
  cancel(job);
  expect(await ended).toEqual({ kind: 'cancelled' });
  const files = main.all('data').flatMap((data) => (data.jobId === job.jobId ? data.artifacts : []));
  expect(files.map(({ file }) => file)).toContain('last-picture.jpg');
});

test('a viewer that takes no picture in gets two and no more', async () => {
  const { job, live, ended } = begin([open('/moving'), { action: 'waitFor', time: 1200 }]);
  await live.stands(({ phase }) => phase === 'running');
  live.watch({ fps: 15 });
  await ended;
  expect(live.pictures.length).toBe(2);
  expect(lines(job)).toContain('All steps are done.');
});

test('the element that a step acts on is marked, and the pictures follow the steps into another tab', async () => {
  const { job, live } = begin([
    open('/two'),
    { action: 'ask', question: 'Ready?', kind: 'confirm', as: 'ready' },
    { action: 'click', target: [{ text: 'Open' }] },
    { action: 'tab', popup: true },
    WAIT,
  ]);
  await live.stands(({ phase }) => phase === 'asking');
  live.watch();
  await live.seen(1);
  live.wish({ kind: 'answer', text: 'yes' });
  const { mark } = await live.told((facts) => facts.step === '3' && facts.mark !== null);
  expect(mark?.width).toBeGreaterThan(0.01);
  await live.told(({ title }) => title === 'Moving');
  const before = live.pictures.length;
  await live.seen(before + 5);
  cancel(job);
});

test('a person takes over, clicks and types in the page, and gives it back: the steps go on', async () => {
  const { job, live, ended } = begin(
    [
      open('/buttons'),
      { action: 'extract', target: [{ css: '#count' }], as: 'count' },
      { action: 'extract', target: [{ css: '#name' }], from: 'value', as: 'name' },
    ],
    {},
    { run: { breakpoints: ['2'] } },
  );
  await live.stands(({ phase, step }) => phase === 'paused' && step === '2');
  live.wish({ kind: 'takeOver' });
  live.watch();
  await live.seen(1);
  const place = { x: 0.5, y: 0.5 };
  live.wish({
    kind: 'input',
    events: [
      { kind: 'move', ...place },
      { kind: 'down', ...place, button: 'left', clicks: 1 },
      { kind: 'up', ...place, button: 'left', clicks: 1 },
      { kind: 'keyDown', key: 'h' },
      { kind: 'keyUp', key: 'h' },
      { kind: 'keyDown', key: 'é' },
      { kind: 'keyUp', key: 'é' },
      { kind: 'text', text: '日本' },
    ],
  });
  live.wish({ kind: 'resume' });
  expect(await ended).toMatchObject({ kind: 'completed', result: { count: '1', name: 'hé日本' } });
  expect(lines(job).join('\n')).toMatch(/A person took over\.[\s\S]*A person gave it back after \d/);
  expect(lines(job).join('\n')).not.toContain('日本');
});

test('input is refused while nobody has taken over', async () => {
  const { live, ended } = begin([
    open('/buttons'),
    { action: 'ask', question: 'Ready?', kind: 'confirm', as: 'ready' },
    { action: 'extract', target: [{ css: '#count' }], as: 'count' },
  ]);
  await live.stands(({ phase }) => phase === 'asking');
  const place = { x: 0.5, y: 0.5, button: 'left', clicks: 1 } as const;
  live.wish({
    kind: 'input',
    events: [
      { kind: 'down', ...place },
      { kind: 'up', ...place },
    ],
  });
  live.wish({ kind: 'answer', text: 'no' });
  expect(await ended).toMatchObject({ kind: 'completed', result: { count: '0', ready: false } });
});

test('a step that failed is held, tried again with other parameters, and the job goes on', async () => {
  const { job, live, ended } = begin(
    [
      open('/buttons'),
      { action: 'click', target: [{ css: '#wrong' }], timeout: 200 },
      { action: 'extract', target: [{ css: '#count' }], as: 'count' },
    ],
    { holdMinutes: 5 },
  );
  const { held, step } = await live.stands(({ phase }) => phase === 'held');
  expect(step).toBe('2');
  expect(held).toMatchObject({ whyNoRetry: null, error: { category: 'TimeoutError', step: '2' } });
  expect(JSON.parse(held?.step ?? '')).toMatchObject({ action: 'click', target: [{ css: '#wrong' }] });
  live.wish({
    kind: 'held',
    choice: { kind: 'retry', step: { action: 'click', target: [{ role: 'button', name: 'Press' }] } },
  });
  expect(await ended).toMatchObject({ kind: 'completed', result: { count: '1' } });
  expect(lines(job)).toContain('A person wants the step tried again.');
});

test('a secret answer is used by the steps and told nowhere, and no picture or trace is kept', async () => {
  const secret = 'qu1et-c0de';
  const { job, live, ended } = begin(
    [
      open('/buttons'),
      { action: 'ask', question: 'Which code?', as: 'code', secret: true },
      { action: 'fill', target: [{ css: '#name' }], value: '{{var.code}}' },
      { action: 'assert', target: [{ css: '#name' }], value: secret },
      { action: 'log', level: 'INFO', message: 'It is {{var.code}}.' },
    ],
    { artifacts: { trace: 'always', screenshots: 'on-failure' } },
  );
  const { question } = await live.stands(({ phase }) => phase === 'asking');
  expect(question).toMatchObject({ kind: 'text', text: 'Which code?', secret: true });
  live.watch();
  await live.seen(1);
  live.wish({ kind: 'answer', text: secret });
  expect(await ended).toEqual({ kind: 'completed', result: { code: '•••' }, failedRows: 0 });
  const told = main.heard.filter(
    (message) => 'jobId' in message && message.jobId === job.jobId && message.kind !== 'view',
  );
  // Only a checkpoint has it, which main seals because it says so.
  const data = told.filter((message) => message.kind === 'data');
  const { length } = data.filter(({ checkpoint }) => checkpoint?.secret === true);
  expect(length).toBeGreaterThan(0);
  expect(JSON.stringify(data.map(({ checkpoint: _sealedByMain, ...rest }) => rest))).not.toContain(secret);
  expect(lines(job)).toContain('It is •••.');
  expect(existsSync(job.artifactsDir)).toBe(false);
});

test('a still of the page is one small JPEG', async () => {
  const bench = await ActionBench.start({ '/': BUTTONS });
  try {
    await bench.begin();
    await bench.run('/', []);
    const picture = await new PlaywrightScreen(bench.browsing, systemClock).still();
    expect([...picture.subarray(0, 2)]).toEqual([0xff, 0xd8]);
    expect(picture.length).toBeLessThan(200_000);
  } finally {
    await bench.stop();
  }
});
