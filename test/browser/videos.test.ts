import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { claimedJob } from '../support/fake-main.ts';
import { browsersFolder, whyNoVideos } from '../support/played-encoder.ts';
import { type Played, playJobs } from '../support/played-jobs.ts';
import { startSite, type TestSite } from '../support/test-site.ts';

/** A real worker and a real Chromium in a process of their own: Playwright looks for its encoder where it first looked. */
let site: TestSite;
let folder: string;
const browsers: string[] = [];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'runwright-videos-'));
  site = await startSite({
    '/page': '<title>Page</title><h1>Here</h1>',
    '/window': '<button onclick="window.open(\'/page\')">Open</button>',
  });
});

afterAll(async () => {
  await site.stop();
  for (const each of [folder, ...browsers]) rmSync(each, { recursive: true, force: true });
});

const FAIL = { action: 'click', target: [{ css: '#nowhere' }], timeout: 100 };

interface Wanted {
  readonly name: string;
  readonly video: string;
  readonly steps: readonly object[];
  readonly more?: object;
  readonly cancelAt?: string;
}

/** Runs such jobs in one process. @param withEncoder videos can be encoded there */
function played(wanted: readonly Wanted[], withEncoder: boolean): Promise<Played[]> {
  const path = browsersFolder(withEncoder);
  browsers.push(path);
  const jobs = wanted.map(({ name, video, steps, more = {}, cancelAt }) => ({
    job: claimedJob({
      artifactsDir: join(folder, name),
      flow: {
        runwright: 1,
        name: 'Test',
        artifacts: { screenshots: 'never', trace: 'never', console: 'never', video },
        steps: [{ action: 'goto', url: `${site.origin}/page` }, ...steps],
      },
      ...more,
    }),
    ...(cancelAt === undefined ? {} : { cancelAt }),
  }));
  return playJobs(jobs, { PLAYWRIGHT_BROWSERS_PATH: path, TMPDIR: path });
}

const files = ({ artifacts }: Played): string[] => artifacts.map(({ kind, file }) => `${kind} ${file}`);

if (whyNoVideos !== null) console.warn(`skipped: ${whyNoVideos}`);

describe.skipIf(whyNoVideos !== null)('with an encoder', () => {
  test('a video is kept as the policy says, and it is whole', async () => {
    const wanted = ['never', 'on-failure', 'always'].flatMap((video) => [
      { name: `${video}-done`, video, steps: [] },
      { name: `${video}-failed`, video, steps: [FAIL] },
    ]);
    const ran = await played(wanted, true);
    expect(ran.map((each, at) => [wanted[at]?.name, each.result.kind, files(each)])).toEqual([
      ['never-done', 'completed', []],
      ['never-failed', 'failed', []],
      ['on-failure-done', 'completed', []],
      ['on-failure-failed', 'failed', ['video video.webm']],
      ['always-done', 'completed', ['video video.webm']],
      ['always-failed', 'failed', ['video video.webm']],
    ]);
    const film = readFileSync(join(folder, 'always-done', 'video.webm'));
    expect([film.subarray(0, 4).toString('hex'), film.length]).toEqual([
      '1a45dfa3',
      ran[4]?.artifacts[0]?.bytes,
    ]);
    // Those that were thrown away are gone, and so is what the browser kept of the others.
    const [path = ''] = browsers;
    expect(readdirSync(path).filter((name) => /^(?:playwright-artifacts|runwright)-/.test(name))).toEqual([]);
  }, 60_000);

  test('each window has one, and a job that is cancelled is stopped as soon as ever and keeps what it has', async () => {
    const steps = [
      { action: 'goto', url: `${site.origin}/window` },
      { action: 'click', target: [{ role: 'button', name: 'Open' }] },
      { action: 'tab', popup: true },
      { action: 'waitFor', time: 30_000 },
    ];
    const [ran] = await played([{ name: 'windows', video: 'always', steps, cancelAt: '5' }], true);
    expect(ran?.result).toEqual({ kind: 'cancelled' });
    expect(ran === undefined ? [] : files(ran)).toEqual(['video video.webm', 'video video-page-2.webm']);
    expect(ran?.stoppedAfter).toBeLessThan(5000);
  }, 60_000);

  test('none is made for a job with secrets or a profile', async () => {
    const secret = { name: 'secret', video: 'always', steps: [], more: { secrets: ['hunter2'] } };
    const profile = {
      name: 'profile',
      video: 'always',
      steps: [],
      more: { profile: { name: 'shop', state: null } },
    };
    const ran = await played([secret, profile], true);
    expect(ran.map(files)).toEqual([[], []]);
    expect(ran.map(({ lines }) => lines.find((line) => line.startsWith('No video')))).toEqual([
      'No video is kept: the job uses secrets, and a video would hold them.',
      'No video is kept: the job uses the profile “shop”, and a video would show what its sites show to nobody else.',
    ]);
  }, 60_000);
});

test('without an encoder the job runs all the same, and its log says how to mend it', async () => {
  const [ran] = await played([{ name: 'none', video: 'always', steps: [] }], false);
  expect(ran?.result.kind).toBe('completed');
  expect(ran?.artifacts).toEqual([]);
  expect(ran?.lines.filter((line) => line.includes('ffmpeg'))).toEqual([
    'No video is made: Playwright’s ffmpeg is not on this computer. Install Chromium on the page Browsers, which brings it along, then run the job again.',
  ]);
}, 60_000);
