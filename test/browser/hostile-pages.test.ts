import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ClaimedJob } from '../../shared/ipc/worker-protocol.ts';
import { ActionBench } from './action-bench.ts';
import { FailureBench } from './failure-bench.ts';
import { brokenOff, HOSTILE_PAGES } from './hostile-site.ts';

const MB = 1_000_000;
const link = (name: string, more: object = {}): object => ({ target: [{ role: 'link', name }], ...more });

setFlagsFromString('--expose-gc');
/** Bytes that are in use when everything that nobody needs is gone. */
function usedBytes(): number {
  const collect: unknown = runInNewContext('gc');
  if (typeof collect === 'function') collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

describe('a job on a page that means harm', () => {
  let bench: FailureBench;
  beforeAll(async () => {
    bench = await FailureBench.start(HOSTILE_PAGES);
    await bench.main.run(bench.job('/quiet', []));
  }, 60_000);
  afterAll(() => bench.stop());

  const logs = [
    { action: 'waitFor', time: 5000 },
    { action: 'assert', target: [{ text: 'Logs' }] },
  ];
  const linesOf = ({ jobId }: ClaimedJob): string[] =>
    bench.main
      .all('data')
      .flatMap((data) => (data.jobId === jobId ? data.lines : []))
      .map(({ message }) => message);

  test('goes on while the page logs without end, and the log does not fill up', async () => {
    const job = bench.job('/console', logs);
    expect(await bench.main.run(job)).toMatchObject({ kind: 'completed' });
    const lines = linesOf(job);
    expect(lines.filter((line) => line.startsWith('Console (error)')).length).toBeLessThanOrEqual(500);
    expect(lines).toContain('The page logs without end: its console is muted.');
  }, 60_000);

  test('goes on while the page logs lines of megabytes, and the memory does not fill up', async () => {
    const before = usedBytes();
    const during: number[] = [];
    const look = setInterval(() => during.push(usedBytes() - before), 500);
    const job = bench.job('/long-lines', logs);
    const result = await bench.main.run(job);
    clearInterval(look);
    expect(result).toMatchObject({ kind: 'completed' });
    expect(Math.max(...during)).toBeLessThan(40 * MB);
    expect(Math.max(...linesOf(job).map(({ length }) => length))).toBeLessThan(2100);
    expect(linesOf(job)).toContainEqual(expect.stringMatching(/a line of \d+ characters, which is left out/));
  }, 60_000);

  test('fails with one sentence at redirects without end', async () => {
    const result = await bench.main.run(bench.job('/round', []));
    expect(result).toMatchObject({
      kind: 'failed',
      error: { category: 'NetworkError', message: expect.stringMatching(/redirect/i) },
    });
  }, 60_000);

  test('comes to an end on a page that goes to another address all the time', async () => {
    const result = await bench.main.run(
      bench.job('/reloads', [{ action: 'click', target: [{ css: '#nowhere' }], timeout: 500 }]),
    );
    expect(result).toMatchObject({ kind: 'failed', error: { category: 'TimeoutError' } });
  }, 60_000);

  test('tells that 70 million characters are too much to read or to save, and its failure stays small', async () => {
    const before = usedBytes();
    for (const [step, what] of [
      [{ action: 'extract', target: [{ css: '#text' }], as: 'all' }, 'Too much to read: css #text has more'],
      [{ action: 'savePage', format: 'html' }, 'Too much to read: the page has more'],
      [
        { action: 'extractList', items: [{ css: '#text' }], fields: { all: { from: 'text' } }, dataset: 'd' },
        'Too much to read: the list has more',
      ],
    ] as const) {
      const job = bench.job('/huge?12000000', [step]);
      const result = await bench.main.run(job);
      expect(result).toMatchObject({
        kind: 'failed',
        error: { category: 'UnknownError', message: expect.stringContaining(what) },
      });
    }
    expect(usedBytes() - before).toBeLessThan(100 * MB);
  }, 120_000);

  test('ends with a sentence on a page of 200 MB, at which the browser itself may end', async () => {
    const before = usedBytes();
    const read = { action: 'extract', target: [{ css: '#text' }], as: 'all' };
    const result = await bench.main.run(bench.job('/huge?35000000', [read]));
    expect(result).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringMatching(/Too much to read|The page crashed|was not loaded/) },
    });
    expect(usedBytes() - before).toBeLessThan(100 * MB);
  }, 120_000);

  test('reads no table whose cells are many times themselves', async () => {
    const result = await bench.main.run(
      bench.job('/wide', [{ action: 'extractTable', target: [{ css: 'table' }], dataset: 'd' }]),
    );
    expect(result).toMatchObject({
      kind: 'failed',
      error: { message: expect.stringContaining('Too much to read: the table has more') },
    });
  }, 60_000);

  test('gets neither files nor scripts through the links of a page', async () => {
    const result = await bench.main.run(
      bench.job('/links', [
        { action: 'click', ...link('File') },
        { action: 'waitFor', time: 200 },
        { action: 'assert', title: 'Hostile' },
        { action: 'goto', url: 'javascript:alert(1)', onError: 'continue' },
        { action: 'goto', url: 'file:///etc/passwd' },
      ]),
    );
    expect(result).toMatchObject({
      kind: 'failed',
      error: {
        category: 'InvalidURLError',
        message: expect.stringContaining('begins with file:'),
        step: '6',
      },
    });
  }, 60_000);

  test('leaves the worker well: the next job runs', async () => {
    expect(await bench.main.run(bench.job('/quiet', [{ action: 'assert', title: 'Hostile' }]))).toMatchObject(
      {
        kind: 'completed',
      },
    );
  }, 60_000);
});

describe('downloads that mean harm', () => {
  let bench: ActionBench;
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'runwright-hostile-'));
    // Where the browser's own files lie.
    for (const name of ['TMPDIR', 'TEMP']) vi.stubEnv(name, folder);
    bench = await ActionBench.start(HOSTILE_PAGES, { each: 5 * MB, all: 8 * MB });
  }, 60_000);
  afterAll(async () => {
    await bench.stop();
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    await bench.begin();
    brokenOff.endless = 0;
  });

  /** The files that the browser has of downloads. */
  const leftFiles = (): string[] =>
    readdirSync(folder)
      .filter((name) => name.startsWith('playwright-artifacts-'))
      .flatMap((name) => readdirSync(join(folder, name)));

  /** Runs a download step to its file, as the worker does. */
  const download = (name: string, timeoutMs: number): Promise<void> =>
    bench.with(async ({ page }) => {
      const { file } = await page.download([{ role: 'link', name }]);
      await file.saveTo(join(folder, 'kept.bin'));
    }, timeoutMs);

  test.each(['Endless', 'Bomb'])(
    '%s is stopped at its limit with one sentence',
    async (name) => {
      await bench.run('/files', []);
      await expect(download(name, 20_000)).rejects.toMatchObject({
        category: 'UnknownError',
        message: 'The download was stopped: it is larger than the 5 MB that a file may have.',
      });
      await expect.poll(() => leftFiles(), { timeout: 10_000 }).toEqual([]);
    },
    60_000,
  );

  test('those that no step asked for are stopped together, and what was said of them is said a few times', async () => {
    await bench.run('/unasked', [{ action: 'assert', target: [{ text: 'Unasked' }] }]);
    await expect.poll(() => brokenOff.endless, { timeout: 20_000 }).toBe(5);
    expect(bench.brought.lines.filter((line) => line.includes('The download was stopped')).length).toBe(5);
  }, 60_000);

  test('one that a later step does not wait for any more is stopped, and its file goes', async () => {
    await bench.run('/files', [{ action: 'click', ...link('Stalled') }]);
    await expect.poll(() => leftFiles().length, { timeout: 10_000 }).toBe(1);
    await bench.step({ action: 'click', target: [{ css: 'body' }] });
    await expect.poll(() => brokenOff.endless, { timeout: 10_000 }).toBe(1);
    await expect.poll(() => leftFiles(), { timeout: 10_000 }).toEqual([]);
  }, 60_000);
});
