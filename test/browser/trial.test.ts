import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import type { TrialCommand } from '../../shared/live/trial.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';
import { TrialBench } from '../support/trial-bench.ts';

/** A real worker and a real Chromium; main and the person at the editor are played by the test. */
let site: TestSite;
let main: FakeMain;
let folder: string;
let jobs = 0;

const COUNTER = `<title>Counter</title><p id="loads"></p><button>Add</button><p id="count">0</p><ul><li>One</li><li>Two</li></ul>
<script>
  window.name = String(Number(window.name) + 1); loads.textContent = window.name;
  document.querySelector('button').onclick = () => { count.textContent = Number(count.textContent) + 1; };
</script>`;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-trial-'));
  site = await startSite({ '/counter': COUNTER });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

function draft(steps: unknown[], more: object = {}): object {
  return { runwright: 1, name: 'Draft', ...more, steps };
}

/** Begins a trial of these steps. */
function begin(steps: unknown[], given: Partial<ClaimedJob> = {}, more: object = {}) {
  const job = claimedJob({
    artifactsDir: join(folder, `attempt-${++jobs}`),
    flow: draft(steps, more),
    trial: { run: {} },
    ...given,
  });
  main.queue(job);
  const ended = main.next('finished', ({ jobId }) => jobId === job.jobId).then(({ result }) => result);
  return { job, trial: new TrialBench(main, job), ended };
}

const open = (): object => ({ action: 'goto', url: `${site.origin}/counter` });
const ADD = { action: 'click', target: [{ role: 'button', name: 'Add' }] };
const read = (css: string, as: string): object => ({ action: 'extract', target: [{ css }], as });

/** The ends of steps so far: `2 done`. */
function ends({ jobId }: ClaimedJob): string[] {
  return main
    .all('data')
    .flatMap((data) => (data.jobId === jobId ? data.steps : []))
    .filter(({ finishedAt, state }) => finishedAt !== null && state !== 'skipped')
    .map(({ path, state }) => `${path} ${state}`);
}

test('the page stays open after the last step, and a changed draft runs on in it from a step', async () => {
  const { job, trial, ended } = begin([open(), ADD, read('#count', 'count')]);
  expect(await trial.waits(1)).toMatchObject({ run: 1, outcome: 'done', error: null });
  const flow = draft([open(), ADD, ADD, read('#count', 'count'), read('#loads', 'loads')]);
  expect(await trial.ask({ kind: 'rerun', flow, called: {}, run: { from: '2' } })).toEqual({ kind: 'done' });
  expect(await trial.waits(2)).toMatchObject({ run: 2, outcome: 'done' });
  expect(await trial.ask({ kind: 'end' })).toEqual({ kind: 'done' });
  // It was loaded once, and clicked once and then twice.
  expect(await ended).toMatchObject({ kind: 'completed', result: { count: '3', loads: '1' } });
  expect(ends(job)).toEqual(['1 done', '2 done', '3 done', '2 done', '3 done', '4 done', '5 done']);
});

test('a failed step keeps its page; mended, that step runs alone', async () => {
  const wrong = { action: 'click', target: [{ role: 'button', name: 'Subtract' }], timeout: 500 };
  const { trial, ended } = begin([open(), wrong]);
  const { outcome, error } = await trial.waits(1);
  expect(outcome).toBe('failed');
  expect(error?.step).toBe('2');
  const flow = draft([open(), ADD, read('#count', 'count')]);
  await trial.ask({ kind: 'rerun', flow, called: {}, run: { only: '2' } });
  expect(await trial.waits(2)).toMatchObject({ outcome: 'done', error: null });
  await trial.ask({ kind: 'rerun', flow, called: {}, run: { only: '3' } });
  await trial.waits(3);
  await trial.ask({ kind: 'end' });
  expect(await ended).toMatchObject({ kind: 'completed', result: { count: '1' } });
});

test('a trial that ends after a failed run fails as that run did', async () => {
  const { trial, ended } = begin([{ action: 'fail', message: 'Sold out.' }]);
  await trial.waits(1);
  await trial.ask({ kind: 'end' });
  expect(await ended).toMatchObject({ kind: 'failed', error: { message: 'Sold out.' } });
});

test('a step inside of others runs from its place on, and then what follows around it', async () => {
  const steps = [
    open(),
    { action: 'repeat', times: 5, steps: [{ action: 'log', message: 'a' }, ADD] },
    read('#count', 'count'),
  ];
  const { job, trial } = begin([open()]);
  await trial.waits(1);
  await trial.ask({ kind: 'rerun', flow: draft(steps), called: {}, run: { from: '2.2' } });
  await trial.waits(2);
  await main.next('data', () => ends(job).length === 3);
  expect(ends(job)).toEqual(['1 done', '2.2 done', '3 done']);
  await trial.ask({ kind: 'rerun', flow: draft(steps), called: {}, run: { only: '2.1' } });
  await trial.waits(3);
  await main.next('data', () => ends(job).length > 3);
  expect(ends(job).slice(3)).toEqual(['2.1 done']);
  main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
});

test('breakpoints that are set while it waits stop the next run, and it cannot be run again meanwhile', async () => {
  const { job, trial } = begin([open(), ADD]);
  await trial.waits(1);
  const again: TrialCommand = {
    kind: 'rerun',
    flow: draft([open(), ADD, ADD]),
    called: {},
    run: { breakpoints: ['3'] },
  };
  await trial.ask(again);
  await trial.stands(({ phase, step }) => phase === 'paused' && step === '3');
  expect(await trial.ask(again)).toMatchObject({ kind: 'refused' });
  trial.wish({ kind: 'resume' });
  expect(await trial.waits(2)).toMatchObject({ outcome: 'done' });
  main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
});

test('a stop ends a trial that waits at once', async () => {
  const { job, trial, ended } = begin([open()]);
  await trial.waits(1);
  main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
  expect(await ended).toEqual({ kind: 'cancelled' });
});

test('a draft that cannot be run is refused with its first fault, and the page waits on', async () => {
  const { trial, ended } = begin([open()]);
  await trial.waits(1);
  const flow = draft([{ action: 'clik', target: [{ css: 'a' }] }]);
  const answer = await trial.ask({ kind: 'rerun', flow, called: {}, run: {} });
  expect(answer).toMatchObject({ kind: 'refused', message: expect.stringContaining('steps[0].action') });
  await trial.ask({ kind: 'end' });
  expect(await ended).toMatchObject({ kind: 'completed' });
});

test('a new secret of the draft is hidden from then on', async () => {
  const { job, trial } = begin(
    [open()],
    { inputs: { pin: 'tulip-9' } },
    { inputs: { pin: { type: 'text' } } },
  );
  await trial.waits(1);
  const flow = draft([{ action: 'log', message: 'pin {{input.pin}}' }], {
    inputs: { pin: { type: 'text', secret: true } },
  });
  await trial.ask({ kind: 'rerun', flow, called: {}, run: {} });
  await trial.waits(2);
  main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
  await main.next('finished', ({ jobId }) => jobId === job.jobId);
  const lines = main.all('data').flatMap((data) => (data.jobId === job.jobId ? data.lines : []));
  expect(lines.some(({ message }) => message.startsWith('pin '))).toBe(true);
  expect(JSON.stringify(lines)).not.toContain('tulip-9');
});

test('how many rows a run brought is told by dataset', async () => {
  const list = { action: 'extractList', items: [{ css: 'li' }], fields: { text: {} }, dataset: 'words' };
  const { job, trial } = begin([open(), list]);
  expect((await trial.waits(1)).datasets).toEqual([{ name: 'words', rows: 2 }]);
  await trial.ask({ kind: 'rerun', flow: draft([open(), list]), called: {}, run: { only: '2' } });
  expect((await trial.waits(2)).datasets).toEqual([{ name: 'words', rows: 2 }]);
  main.post({ kind: 'cancel', jobId: job.jobId, epoch: job.epoch });
});
