import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** A real worker and a real Chromium; only main is played by the test. */
let site: TestSite;
let main: FakeMain;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-run-job-'));
  site = await startSite({
    '/list': `<title>List</title><ul>${[1, 2, 3].map((n) => `<li><b>Book ${n}</b> <i>£${n}.50</i></li>`).join('')}</ul>`,
    '/form':
      '<label>Name <input id="name"></label><p id="echo"></p><script>document.querySelector("#name").oninput = (e) => { document.querySelector("#echo").textContent = e.target.value; };</script>',
  });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

function flow(steps: unknown[], more: object = {}): unknown {
  return { runwright: 1, name: 'Test', steps, ...more };
}

test('a job that succeeds brings its rows in order, its results and its steps', async () => {
  const job = claimedJob({
    artifactsDir: join(folder, 'ok'),
    inputs: { page: 'list' },
    flow: flow(
      [
        { action: 'goto', url: `${site.origin}/{{input.page}}` },
        {
          action: 'extractList',
          items: [{ css: 'li' }],
          fields: {
            title: { target: [{ css: 'b' }] },
            price: { target: [{ css: 'i' }], transform: 'number' },
          },
          dataset: 'books',
        },
        { action: 'extract', target: [{ css: 'li', nth: 1 }], as: 'second', transform: 'trim' },
        { action: 'assert', title: '{{upper("l")}}ist' },
      ],
      { inputs: { page: { type: 'text' } } },
    ),
  });
  const result = await main.run(job);
  expect(result).toEqual({ kind: 'completed', result: { second: 'Book 2 £2.50' }, failedRows: 0 });
  const data = main.all('data').filter(({ jobId }) => jobId === job.jobId);
  expect(data.flatMap(({ rows }) => rows)).toEqual([
    { dataset: 'books', seq: 0, data: { title: 'Book 1', price: 1.5 } },
    { dataset: 'books', seq: 1, data: { title: 'Book 2', price: 2.5 } },
    { dataset: 'books', seq: 2, data: { title: 'Book 3', price: 3.5 } },
  ]);
  const last = new Map(data.flatMap(({ steps }) => steps).map((step) => [step.seq, step]));
  expect([...last.values()].map(({ path, title, state }) => ({ path, title, state }))).toEqual([
    { path: '1', title: `Open ${site.origin}/list`, state: 'done' },
    { path: '2', title: 'Extract books from css li', state: 'done' },
    { path: '3', title: 'Extract second from css li (number 2)', state: 'done' },
    { path: '4', title: 'Check that the title has “List”', state: 'done' },
  ]);
  expect(data.every(({ stepsTotal }) => stepsTotal === 4)).toBe(true);
  expect(existsSync(join(folder, 'ok'))).toBe(false);
});

test('a job that fails says where, what and why, and leaves a picture and a trace', async () => {
  const job = claimedJob({
    artifactsDir: join(folder, 'failed'),
    flow: flow([
      { action: 'goto', url: `${site.origin}/list` },
      { action: 'click', target: [{ role: 'button', name: 'Buy' }, { css: '#buy' }], timeout: 1500 },
    ]),
  });
  const result = await main.run(job);
  expect(result).toEqual({
    kind: 'failed',
    error: {
      category: 'TimeoutError',
      message:
        'No element was found within 1.5 s: role button "Buy" matches nothing; css #buy matches nothing.',
      mend: expect.stringContaining('screenshot'),
      step: '2',
      url: `${site.origin}/list`,
    },
  });
  const artifacts = main
    .all('data')
    .filter(({ jobId }) => jobId === job.jobId)
    .flatMap((data) => data.artifacts);
  expect(artifacts.map(({ kind, file, step }) => ({ kind, file, step }))).toEqual([
    { kind: 'screenshot', file: 'failure-step-2.png', step: '2' },
    { kind: 'page', file: 'failure-step-2.html', step: '2' },
    { kind: 'trace', file: 'trace.zip', step: null },
  ]);
  for (const { file, bytes } of artifacts) {
    expect(readFileSync(join(folder, 'failed', file)).length).toBe(bytes);
  }
});

test('a cancel in the middle of a 30 s wait ends the job within a second, stage by stage', async () => {
  const job = claimedJob({
    artifactsDir: join(folder, 'cancelled'),
    flow: flow([
      { action: 'goto', url: `${site.origin}/list` },
      { action: 'waitFor', target: [{ css: '#never' }], timeout: 30_000 },
    ]),
  });
  main.queue(job);
  await main.next(
    'data',
    ({ jobId, steps }) => jobId === job.jobId && steps.some(({ path }) => path === '2'),
  );
  const askedAt = performance.now();
  main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
  const { result } = await main.next('finished', ({ jobId }) => jobId === job.jobId);
  expect(performance.now() - askedAt).toBeLessThan(1000);
  expect(result).toEqual({ kind: 'cancelled' });
  const stages = main.all('cancelStage').filter(({ jobId }) => jobId === job.jobId);
  expect(stages.map(({ stage }) => stage)).toEqual(['actions_stopped', 'context_closed']);
  const steps = main.all('data').flatMap((data) => (data.jobId === job.jobId ? data.steps : []));
  expect(steps.at(-1)).toMatchObject({ path: '2', state: 'cancelled' });
});

test('a lost lease ends the job without another word', async () => {
  const job = claimedJob({
    artifactsDir: join(folder, 'lost'),
    flow: flow([{ action: 'waitFor', time: 30_000 }]),
  });
  main.queue(job);
  await main.next('data', ({ jobId }) => jobId === job.jobId);
  main.post({ kind: 'leaseLost', jobId: job.jobId, epoch: job.epoch });
  const before = main.all('data').length;
  // The next job runs to its end meanwhile: there was time for a word.
  await main.run(
    claimedJob({ artifactsDir: join(folder, 'next'), flow: flow([{ action: 'waitFor', time: 100 }]) }),
  );
  expect(main.all('finished').some(({ jobId }) => jobId === job.jobId)).toBe(false);
  expect(
    main
      .all('data')
      .slice(before)
      .some(({ jobId }) => jobId === job.jobId),
  ).toBe(false);
});

test('a secret is typed into the page and told nowhere, and there is no trace', async () => {
  const secret = 'p@ss "w/rd';
  const job = claimedJob({
    artifactsDir: join(folder, 'secret'),
    inputs: { password: secret },
    secrets: [secret],
    flow: flow(
      [
        { action: 'goto', url: `${site.origin}/form` },
        { action: 'fill', target: [{ label: 'Name' }], value: '{{upper(secret.password)}}' },
        { action: 'fill', target: [{ label: 'Name' }], value: '{{input.password}}' },
        { action: 'assert', target: [{ css: '#echo' }], text: '{{secret.password}}' },
        { action: 'assert', target: [{ css: '#echo' }], text: '{{upper(input.password)}}', timeout: 200 },
      ],
      { inputs: { password: { type: 'text', secret: true } } },
    ),
  });
  const result = await main.run(job);
  expect(result).toMatchObject({
    kind: 'failed',
    error: { step: '5', message: 'Expected the text of css #echo to have “•••”, but it is “•••”.' },
  });
  const told = JSON.stringify(
    main.heard.filter((message) => 'jobId' in message && message.jobId === job.jobId),
  );
  expect(told).toContain('Fill “Name” with “•••”');
  expect(told).not.toMatch(/w\/rd|W\/RD/);
  expect(existsSync(join(folder, 'secret', 'trace.zip'))).toBe(false);
});

test('a flow that is wrong fails with its first fault and starts no browser of its own', async () => {
  const result = await main.run(
    claimedJob({ artifactsDir: join(folder, 'wrong'), flow: flow([{ action: 'clik' }]) }),
  );
  expect(result).toMatchObject({
    kind: 'failed',
    error: { category: 'UnknownError', message: expect.stringContaining('steps[0].action') },
  });
});

test('a page that closes the browser’s process fails the job, and the next job gets a new browser', async () => {
  const job = claimedJob({
    artifactsDir: join(folder, 'killed'),
    flow: flow([
      { action: 'goto', url: `${site.origin}/list` },
      { action: 'waitFor', target: [{ css: '#never' }] },
    ]),
  });
  main.queue(job);
  await main.next(
    'data',
    ({ jobId, steps }) => jobId === job.jobId && steps.some(({ path }) => path === '2'),
  );
  const alive = main.all('browserStarted').at(-1);
  if (alive === undefined) throw new Error('no browser was started');
  process.kill(alive.pid, 'SIGKILL');
  const { result } = await main.next('finished', ({ jobId }) => jobId === job.jobId);
  expect(result).toMatchObject({ kind: 'failed', error: { category: 'BrowserError', step: '2' } });
  await main.next('browserClosed', ({ browser }) => browser === alive.browser);
  const after = await main.run(
    claimedJob({
      artifactsDir: join(folder, 'after'),
      flow: flow([{ action: 'goto', url: `${site.origin}/list` }]),
    }),
  );
  expect(after.kind).toBe('completed');
  expect(main.all('browserStarted').length).toBe(2);
});

test('a drain lets the running job end, gives new ones back, closes every browser and exits', async () => {
  const draining = new FakeMain();
  draining.init();
  const job = claimedJob({
    artifactsDir: join(folder, 'drained'),
    flow: flow([
      { action: 'goto', url: `${site.origin}/list` },
      { action: 'waitFor', time: 300 },
    ]),
  });
  draining.queue(job);
  await draining.next('data', ({ jobId }) => jobId === job.jobId);
  draining.post({ kind: 'drain' });
  const late = claimedJob({
    artifactsDir: join(folder, 'late'),
    flow: flow([{ action: 'waitFor', time: 1 }]),
  });
  draining.post({ kind: 'jobs', jobs: [late] });
  expect(await draining.exited).toBe(0);
  expect(draining.all('finished').map(({ jobId, result }) => [jobId, result.kind])).toEqual([
    [late.jobId, 'released'],
    [job.jobId, 'completed'],
  ]);
  expect(draining.all('browserClosed').map(({ browser }) => browser)).toEqual(
    draining.all('browserStarted').map(({ browser }) => browser),
  );
  expect(draining.all('browserStarted').length).toBe(1);
});

test('a stop gives the running job back at once', async () => {
  const stopping = new FakeMain();
  stopping.init();
  const job = claimedJob({
    artifactsDir: join(folder, 'stopped'),
    flow: flow([{ action: 'waitFor', time: 30_000 }]),
  });
  stopping.queue(job);
  await stopping.next('data', ({ jobId }) => jobId === job.jobId);
  await stopping.stop();
  expect(stopping.all('finished').map(({ result }) => result.kind)).toEqual(['released']);
});
