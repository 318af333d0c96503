import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { claimedJob, FakeMain } from '../support/fake-main.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** A real worker and a real Chromium: what each policy of `artifacts` leaves behind. */
let site: TestSite;
let main: FakeMain;
let folder: string;
let jobs = 0;
const temporary = process.env.TMPDIR;

const SECRET = 'pl4nted-s3cret';

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-recordings-'));
  // Nobody else's files are in it.
  process.env.TMPDIR = join(folder, 'tmp');
  mkdirSync(process.env.TMPDIR);
  site = await startSite({
    '/page':
      '<title>Page</title><h1>Here</h1><label>Name <input id="name"></label><script>console.log("the page says hello"); setTimeout(() => { throw new Error("the page threw this"); }); fetch("http://127.0.0.1:1/nobody").catch(() => {});</script>',
    '/echo':
      '<label>Name <input id="name"></label><p id="echo"></p><script>document.querySelector("#name").oninput = (e) => { document.querySelector("#echo").textContent = e.target.value; console.log("typed " + e.target.value); fetch("/page?q=" + encodeURIComponent(e.target.value)); };</script>',
    '/flood':
      '<script>const line = "x".repeat(5000); for (let i = 0; i < 1400; i++) console.log(i + " " + line);</script><h1>Flooded</h1>',
  });
  main = new FakeMain();
  main.init();
});

afterAll(async () => {
  await main.stop();
  if (temporary === undefined) delete process.env.TMPDIR;
  else process.env.TMPDIR = temporary;
  await site.stop();
  rmSync(folder, { recursive: true, force: true });
});

const NOTHING = {
  screenshots: 'never',
  trace: 'never',
  video: 'never',
  har: 'never',
  console: 'never',
  source: 'never',
};
const FAIL = { action: 'click', target: [{ css: '#nowhere' }], timeout: 100 };
/** The page has told all that it tells. */
const TOLD = { action: 'waitFor', time: 400 };

function job(
  artifacts: object,
  steps: object[],
  more: Partial<ClaimedJob> & { flowMore?: object } = {},
): ClaimedJob {
  const { flowMore, ...given } = more;
  return claimedJob({
    artifactsDir: join(folder, String(++jobs)),
    flow: { runwright: 1, name: 'Test', artifacts: { ...NOTHING, ...artifacts }, ...flowMore, steps },
    ...given,
  });
}

/** Runs a job that opens the page and completes or fails. Gives its files by name. */
async function filesOf(
  artifacts: object,
  ends: 'completed' | 'failed',
  path = '/page',
): Promise<Map<string, Buffer>> {
  const open = { action: 'goto', url: site.origin + path };
  const ran = job(artifacts, [open, TOLD, ...(ends === 'failed' ? [FAIL] : [])]);
  expect((await main.run(ran)).kind).toBe(ends);
  return filesIn(ran);
}

function filesIn({ artifactsDir, jobId }: ClaimedJob): Map<string, Buffer> {
  const names = existsSync(artifactsDir) ? readdirSync(artifactsDir) : [];
  const files = new Map(names.map((name) => [name, readFileSync(join(artifactsDir, name))]));
  const told = main.all('data').flatMap((data) => (data.jobId === jobId ? data.artifacts : []));
  // Each file is told with its size, and nothing else lies there.
  expect(told.map(({ file, bytes }) => [file, bytes]).sort()).toEqual(
    [...files].map(([name, { length }]) => [name, length]).sort(),
  );
  return files;
}

function linesOf({ jobId }: ClaimedJob): string[] {
  return main
    .all('data')
    .flatMap((data) => (data.jobId === jobId ? data.lines : []))
    .map(({ message }) => message);
}

const kinds = [
  ['trace', 'trace.zip'],
  ['har', 'network.har'],
  ['console', 'console.txt'],
] as const;

describe.each(kinds)('%s', (kind, file) => {
  test.each([
    ['never', 'completed', []],
    ['never', 'failed', []],
    ['on-failure', 'completed', []],
    ['on-failure', 'failed', [file]],
    ['always', 'completed', [file]],
    ['always', 'failed', [file]],
  ] as const)('%s, of a job that %s, leaves %j', async (when, ends, expected) => {
    expect([...(await filesOf({ [kind]: when }, ends)).keys()]).toEqual(expected);
  });
});

test.each([
  ['never', 'completed', []],
  ['never', 'failed', []],
  ['on-failure', 'completed', []],
  ['on-failure', 'failed', ['failure-step-3.html']],
  ['always', 'completed', ['page-at-end.html']],
  ['always', 'failed', ['failure-step-3.html']],
] as const)('source %s, of a job that %s, leaves %j', async (when, ends, expected) => {
  const files = await filesOf({ source: when }, ends);
  expect([...files.keys()]).toEqual(expected);
  for (const text of files.values()) expect(String(text)).toContain('<h1>Here</h1>');
});

test('the console file holds lines, errors and requests that failed, each with its time', async () => {
  const text = String((await filesOf({ console: 'always' }, 'completed')).get('console.txt'));
  const time = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /;
  expect(text).toMatch(/ log +the page says hello {2}\(http:\/\/127\.0\.0\.1:\d+\/page:1\)\n/);
  expect(text).toMatch(/ exception +Error: the page threw this\n {4} {4}at /);
  expect(text).toMatch(/ failed +GET http:\/\/127\.0\.0\.1:1\/nobody: net::ERR_/);
  for (const line of text.split('\n').filter((each) => each !== '' && !each.startsWith(' ')))
    expect(line).toMatch(time);
});

test('a console that is flooded ends at 5 MB and says so in its last line', async () => {
  const text = String((await filesOf({ console: 'always' }, 'completed', '/flood')).get('console.txt'));
  expect(text.length).toBeGreaterThan(5_000_000);
  expect(text.length).toBeLessThan(5.1 * 1024 ** 2);
  expect(text.split('\n').at(-2)).toMatch(
    /^The file ends here: \d+ more lines were left out, because it may have 5 MB\.$/,
  );
});

test('a HAR file lists the requests with their answers, and nothing of what was in them', async () => {
  const Har = z.object({
    log: z.object({
      entries: z.array(
        z.object({
          request: z.object({ method: z.string(), url: z.string() }),
          response: z.object({ status: z.int(), content: z.object({ text: z.string().optional() }) }),
        }),
      ),
    }),
  });
  const files = await filesOf({ har: 'always' }, 'completed');
  const { entries } = Har.parse(JSON.parse(String(files.get('network.har')))).log;
  expect(entries).toContainEqual({
    request: { method: 'GET', url: `${site.origin}/page` },
    response: { status: 200, content: {} },
  });
});

test('a secret is in none of the files, and what cannot be masked is not made', async () => {
  const all = {
    trace: 'always',
    video: 'always',
    har: 'always',
    console: 'always',
    source: 'always',
    screenshots: 'always',
  };
  const ran = job(
    all,
    [
      { action: 'goto', url: `${site.origin}/echo` },
      { action: 'fill', target: [{ label: 'Name' }], value: '{{secret.password}}' },
      TOLD,
      { ...FAIL, onError: 'continue' },
    ],
    {
      inputs: { password: SECRET },
      secrets: [SECRET],
      flowMore: { inputs: { password: { type: 'text', secret: true } } },
    },
  );
  expect((await main.run(ran)).kind).toBe('completed');
  const files = filesIn(ran);
  const texts = [...files.keys()].filter((name) => !name.endsWith('.png')).sort();
  expect(texts).toEqual(['console.txt', 'failure-step-4.html', 'page-at-end.html']);
  for (const name of texts) {
    const text = String(files.get(name));
    expect(text).toContain('•••');
    expect(text).not.toContain(SECRET);
  }
  for (const what of ['trace', 'video', 'HAR file']) {
    expect(linesOf(ran)).toContain(
      `No ${what} is kept: the job uses secrets, and a ${what} would hold them.`,
    );
  }
});

test('nothing of an attempt is left in the folder for temporary files', async () => {
  await filesOf({ trace: 'on-failure', har: 'on-failure', console: 'on-failure' }, 'completed', '/flood');
  const left = readdirSync(tmpdir()).filter((name) => name.startsWith('runwright-attempt-'));
  expect(left).toEqual([]);
});
