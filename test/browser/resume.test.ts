import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** Rows, called flows and going on, with a real worker and a real Chromium; only main is played by the test. */
let site: TestSite;
let main: FakeMain;
let folder: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-resume-'));
  site = await startSite({
    '/in':
      '<title>In</title><script>document.cookie = "user=ada"; localStorage.setItem("seen", "yes")</script>',
    '/who':
      '<title>Who</title><h1></h1><script>document.querySelector("h1").textContent = document.cookie + " " + localStorage.getItem("seen")</script>',
    '/a': '<title>A</title><h1>Alpha</h1>',
    '/b': '<title>B</title><h1>Beta</h1>',
  });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

let lastFolder = 0;

function job(steps: unknown[], more: Partial<ClaimedJob> = {}): ClaimedJob {
  const flow = { runwright: 1, name: 'Test', steps, artifacts: { trace: 'never', screenshots: 'never' } };
  return claimedJob({ artifactsDir: join(folder, String(++lastFolder)), flow, ...more });
}

function dataOf({ jobId }: ClaimedJob) {
  return main.all('data').filter((data) => data.jobId === jobId);
}

const open = (path: string): object => ({ action: 'goto', url: `${site.origin}${path}` });
const READ = { action: 'extract', target: [{ css: 'h1' }], as: 'heading' };
const GONE = { action: 'click', target: [{ css: '#gone' }], timeout: 300 };

test('walks over its rows in one browser; one that fails does not stop the others', async () => {
  const given = job(
    [open('{{row.path}}'), READ, { action: 'assert', target: [{ text: '{{row.text}}' }], timeout: 300 }],
    {
      ownRows: { total: 3 },
    },
  );
  const rows = [
    { path: '/a', text: 'Alpha' },
    { path: '/b', text: 'Gamma' },
    { path: '/b', text: 'Beta' },
  ].map((data, at) => ({ number: at + 1, data }));
  const ended = main.run(given);
  const { jobId, epoch } = given;
  await main.next('wantRows', (asked) => asked.jobId === jobId && asked.after === 0);
  main.post({ kind: 'ownRows', jobId, epoch, rows });
  await main.next('wantRows', (asked) => asked.jobId === jobId && asked.after === 3);
  main.post({ kind: 'ownRows', jobId, epoch, rows: [] });
  expect(await ended).toEqual({ kind: 'completed', result: {}, failedRows: 0 });
  const ends = dataOf(given).flatMap(({ rowEnds = [] }) => rowEnds);
  expect(ends.map(({ number, state, result }) => [number, state, result])).toEqual([
    [1, 'done', { heading: 'Alpha' }],
    [2, 'failed', null],
    [3, 'done', { heading: 'Beta' }],
  ]);
}, 60_000);

test('goes on where it failed: values, page, cookies and storage are back, and nothing before runs again', async () => {
  const steps = [open('/in'), { action: 'setVariable', name: 'x', value: 'kept' }, open('/who'), GONE, READ];
  const first = job(steps);
  expect(await main.run(first)).toMatchObject({ kind: 'failed', error: { step: '4' } });
  const checkpoint = dataOf(first)
    .flatMap((data) => (data.checkpoint === undefined ? [] : [data.checkpoint]))
    .at(-1);
  expect(checkpoint).toMatchObject({
    step: 3,
    secret: false,
    state: { url: `${site.origin}/who`, variables: { x: 'kept' } },
  });
  const kept = main.all('failureState').find(({ jobId }) => jobId === first.jobId);
  if (checkpoint === undefined || kept === undefined) throw new Error('nothing was kept');

  const from = { step: 3, state: checkpoint.state, browser: kept.state };
  const mended = [...steps.slice(0, 3), { action: 'log', message: 'It is {{var.x}}.' }, READ];
  const second = job(mended, { from });
  expect(await main.run(second)).toMatchObject({
    kind: 'completed',
    result: { heading: 'user=ada yes', x: 'kept' },
  });
  const lines = dataOf(second)
    .flatMap((batch) => batch.lines)
    .map(({ message }) => message);
  expect(lines).toContain('It is kept.');
  expect(lines.filter((line) => line.startsWith('Open '))).toEqual([]);
}, 60_000);

test('a called flow works on the same page and gives its values back', async () => {
  const called = { Reads: { runwright: 1, name: 'Reads', steps: [READ] } };
  const given = job([open('/a'), { action: 'callFlow', flow: 'Reads', into: { title: 'heading' } }], {
    called,
  });
  expect(await main.run(given)).toEqual({ kind: 'completed', result: { title: 'Alpha' }, failedRows: 0 });
  const paths = new Set(
    dataOf(given)
      .flatMap(({ steps }) => steps)
      .map(({ path }) => path),
  );
  expect([...paths]).toEqual(['1', '2', '2.1']);
}, 60_000);
