import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ArtifactFolder } from '../../../../electron/worker/artifacts.ts';
import { Masker } from '../../../../electron/worker/masker.ts';
import { Outbox } from '../../../../electron/worker/outbox.ts';
import { AttemptRecorder } from '../../../../electron/worker/recording/attempt-recorder.ts';
import { parseFlow } from '../../../../shared/flow/parse.ts';
import { FakeClock } from '../../../support/fake-clock.ts';
import { FakeRecorder } from '../../../support/fake-recorder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-recorder-'));
  mkdirSync(join(folder, 'tmp'));
  vi.stubEnv('TMPDIR', join(folder, 'tmp'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The recorder of one attempt of a flow with this policy, over a browser that is none. */
function setUp(artifacts: object, secrets: string[] = []) {
  const steps = [{ action: 'waitFor', time: 1 }];
  const nothing = { screenshots: 'never', trace: 'never', console: 'never' };
  const parsed = parseFlow({ runwright: 1, name: 'Test', artifacts: { ...nothing, ...artifacts }, steps });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.faults));
  const clock = new FakeClock();
  const masker = new Masker(secrets);
  const lines: string[] = [];
  const typed = { now: false };
  const outbox = new Outbox(clock, () => undefined);
  const recorder = new AttemptRecorder(
    {
      clock,
      masker,
      artifacts: new ArtifactFolder(join(folder, 'job'), clock, outbox, masker),
      log: (level, message) => void lines.push(`${level} ${message}`),
      signal: new AbortController().signal,
      typed: () => typed.now,
    },
    { flow: parsed.flow, called: new Map(), profile: null, hasSecrets: masker.active },
  );
  const browser = new FakeRecorder();
  return { recorder, browser, masker, lines, typed };
}

/** What the attempt left. */
function files(): string[] {
  return existsSync(join(folder, 'job')) ? readdirSync(join(folder, 'job')).sort() : [];
}

/** So many steps, the last of which opens a page. */
async function walk(recorder: AttemptRecorder, steps: number, from = 1): Promise<void> {
  for (let at = from; at < from + steps - 1; at++) await recorder.stepBegins(String(at), 'click');
  await recorder.stepBegins(String(from + steps - 1), 'goto');
}

test('a trace that is not long is one file', async () => {
  const { recorder, browser } = setUp({ trace: 'always' });
  await recorder.begin({ recorder: browser });
  await walk(recorder, 200);
  await recorder.stepsEnded('completed');
  await recorder.closed('completed');
  expect(files()).toEqual(['trace.zip']);
});

test('a long trace is cut where a page is opened, and each piece says its steps', async () => {
  const { recorder, browser } = setUp({ trace: 'always' });
  await recorder.begin({ recorder: browser });
  await walk(recorder, 250);
  expect(files()).toEqual(['trace-001-steps-1-to-249.zip']);
  await walk(recorder, 250, 251);
  await recorder.stepsEnded('completed');
  expect(files()).toEqual([
    'trace-001-steps-1-to-249.zip',
    'trace-002-steps-250-to-499.zip',
    'trace-003-steps-500-to-500.zip',
  ]);
});

test('a trace that is heavy is cut sooner, and one that opens no page all the same', async () => {
  const { recorder, browser } = setUp({ trace: 'always' });
  await recorder.begin({ recorder: browser });
  browser.bytes = 16 * 1024 ** 2;
  await walk(recorder, 12);
  for (let at = 13; at <= 412; at++) await recorder.stepBegins(String(at), 'click');
  expect(files()).toEqual(['trace-001-steps-1-to-11.zip', 'trace-002-steps-12-to-411.zip']);
});

test('of a long trace for failures only the newest pieces wait, and none is left after a success', async () => {
  for (const [end, expected] of [
    [
      'failed',
      ['trace-003-steps-410-to-614.zip', 'trace-004-steps-615-to-819.zip', 'trace-005-steps-820-to-820.zip'],
    ],
    ['completed', []],
  ] as const) {
    rmSync(join(folder, 'job'), { recursive: true, force: true });
    const { recorder, browser } = setUp({ trace: 'on-failure' });
    await recorder.begin({ recorder: browser });
    for (let at = 0; at < 4; at++) await walk(recorder, 205, at * 205 + 1);
    expect(
      readdirSync(join(folder, 'tmp')).flatMap((name) => readdirSync(join(folder, 'tmp', name))).length,
    ).toBe(2);
    await recorder.stepsEnded(end);
    await recorder.closed(end);
    expect(files()).toEqual(expected);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  }
});

test('a trace that cannot be cut ends there, is told once, and the job goes on', async () => {
  const { recorder, browser, lines } = setUp({ trace: 'always' });
  await recorder.begin({ recorder: browser });
  browser.traceFault = new Error('the disk is full');
  await walk(recorder, 250);
  await walk(recorder, 250, 251);
  await recorder.stepsEnded('failed');
  await recorder.closed('failed');
  expect(files()).toEqual([]);
  expect(lines).toEqual([expect.stringContaining('WARN The trace ends before step 250: ')]);
});

test('of a HAR recording that is cut the newest files are kept, and one that was not cut has the plain name', async () => {
  const { recorder, browser } = setUp({ har: 'on-failure' });
  await recorder.begin({ recorder: browser });
  for (let cut = 0; cut < 5; cut++) browser.fillHar();
  await recorder.stepsEnded('failed');
  await recorder.closed('failed');
  expect(files()).toEqual(['network-003.har', 'network-004.har', 'network-005.har', 'network-006.har']);
  const short = setUp({ har: 'always' });
  await short.recorder.begin({ recorder: short.browser });
  await short.recorder.stepsEnded('completed');
  expect(files()).toContain('network.har');
});

test('what came up while it was recorded, or was typed by a person, is not kept, and the log says why', async () => {
  const all = { trace: 'always', video: 'always', har: 'always', console: 'always', source: 'always' };
  const came = setUp(all);
  await came.recorder.begin({ recorder: came.browser });
  came.browser.hasVideo = true;
  came.browser.tell({ level: 'log', text: 'late-secret', place: '' });
  came.masker.add('late-secret');
  await came.recorder.stepsEnded('completed');
  await came.recorder.closed('completed');
  expect([files(), came.browser.done]).toEqual([[], ['video thrown away']]);
  expect(came.lines).toEqual(
    ['trace', 'video', 'HAR file'].map(
      (what) => `INFO No ${what} is kept: a secret came up while it was recorded.`,
    ),
  );
  const typed = setUp({ trace: 'on-failure', console: 'always' });
  await typed.recorder.begin({ recorder: typed.browser });
  typed.browser.tell({ level: 'log', text: 'what was typed', place: '' });
  typed.typed.now = true;
  await typed.recorder.stepsEnded('failed');
  await typed.recorder.closed('failed');
  expect(files()).toEqual([]);
  expect(typed.lines).toEqual(['INFO No trace is kept: it would hold what a person typed.']);
});

test('console and source are masked before they are written', async () => {
  const { recorder, browser } = setUp({ console: 'always', source: 'always' }, ['hunter2']);
  await recorder.begin({ recorder: browser });
  browser.html = '<p>hunter2</p>';
  browser.tell({ level: 'log', text: 'I know hunter2', place: 'http://a.example/hunter2:1' });
  // More than waits in memory: the rest is written down before the end.
  for (let line = 0; line < 20; line++)
    browser.tell({ level: 'log', text: `${'x'.repeat(8000)} hunter2`, place: '' });
  await recorder.stepsEnded('completed');
  await recorder.closed('completed');
  expect(files()).toEqual(['console.txt', 'page-at-end.html']);
  for (const name of files()) {
    const text = readFileSync(join(folder, 'job', name), 'utf8');
    expect(text).toContain('•••');
    expect(text).not.toContain('hunter2');
  }
});

test('an attempt that is given back leaves nothing', async () => {
  const { recorder, browser } = setUp({ video: 'always', console: 'always' });
  await recorder.begin({ recorder: browser });
  browser.hasVideo = true;
  browser.tell({ level: 'log', text: 'x', place: '' });
  await recorder.closed('released');
  expect([files(), browser.done]).toEqual([[], ['video thrown away']]);
});
